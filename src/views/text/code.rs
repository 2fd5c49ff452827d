//! Syntax highlighting of fenced code.

use maud::{Markup, html};
use oxidoc_highlight::scan;
use oxidoc_highlight::token::TokenKind;

use crate::views::i18n::names::Strings;
use crate::views::text::folds;

/// The classes of tokens: keywords, strings, comments, numbers and constants, types, functions, attributes and
/// properties.
pub(crate) const CLASSES: [&str; 7] = ["k", "s", "c", "n", "t", "f", "a"];

/// The most lines of code shown unfolded.
const MAX_LINES: usize = 20;

/// The number of lines shown of folded code.
const FOLDED_LINES: usize = 12;

/// The most highlighted tokens of one message, which bounds its markup.
pub(crate) const MAX_TOKENS: usize = 1_000;

/// A rendered code block.
pub(crate) struct CodeBlock {
    pub(crate) markup: Markup,
    pub(crate) is_folded: bool,
    /// The number of lines that it shows fewer than a text of its length, because it is folded or doesn't wrap.
    pub(crate) saved_lines: usize,
}

/// A code block. `left` is the number of tokens that may still be highlighted; `may_fold`: whether long code is folded.
pub(crate) fn block(code: &str, info: &str, left: &mut usize, may_fold: bool, i18n: &Strings) -> CodeBlock {
    let code = code.strip_suffix('\n').unwrap_or(code);
    let lines = code.split('\n').count();
    let is_folded = may_fold && lines > MAX_LINES;
    let label = language(info).map(|(_, label)| label);
    let markup = html! {
        pre class=[is_folded.then_some("long")] data-lang=[label] { code { (highlighted(code, info, left)) } }
        @if is_folded { (folds::control(i18n)) }
    };
    let shown = if is_folded { FOLDED_LINES } else { lines };
    CodeBlock { markup, is_folded, saved_lines: folds::lines(code).saturating_sub(shown) }
}

/// The first lines of a file in the language of its name's ending.
pub(crate) fn excerpt(lines: &str, ending: &str, i18n: &Strings) -> Markup {
    let mut left = MAX_TOKENS / 4;
    block(lines, ending, &mut left, true, i18n).markup
}

fn highlighted(code: &str, info: &str, left: &mut usize) -> Markup {
    let mut done = 0;
    let tokens = tokens(code, info, *left);
    *left -= tokens.len();
    html! {
        @for (class, start, end) in tokens {
            // Skip tokens that are out of order or would split a character.
            @if let (Some(before), Some(token)) = (code.get(done..start), code.get(start..end)) {
                (before)
                span class=(class) { (token) }
                ({ done = end; "" })
            }
        }
        (&code[done..])
    }
}

/// The highlighted tokens, each with its class and byte range.
fn tokens(code: &str, info: &str, max: usize) -> Vec<(&'static str, usize, usize)> {
    let Some((Some(language), _)) = language(info) else { return Vec::new() };
    let mut tokens: Vec<(&str, usize, usize)> = Vec::new();
    for token in scan(code, language) {
        let Some(class) = class(token.kind) else { continue };
        // The scanner reports removed lines as comments.
        let class = if language == "diff" && class == "c" { "n" } else { class };
        if let Some((_, _, end)) = tokens.last_mut().filter(|last| last.0 == class && last.2 == token.start) {
            *end = token.end;
        } else if tokens.len() < max {
            tokens.push((class, token.start, token.end));
        } else {
            break;
        }
    }
    tokens
}

fn class(kind: TokenKind) -> Option<&'static str> {
    Some(match kind {
        TokenKind::Keyword => "k",
        TokenKind::String => "s",
        TokenKind::Comment => "c",
        TokenKind::Number => "n",
        TokenKind::Type => "t",
        TokenKind::Function | TokenKind::Builtin => "f",
        TokenKind::Property | TokenKind::Attr => "a",
        TokenKind::Operator | TokenKind::Punctuation | TokenKind::Variable | TokenKind::Plain => return None,
    })
}

/// The language of a fence's info string (`rust`, `rs,ignore`, `Python {1-3}`): that of the scanner, or a similar one that
/// it has, if any; and the name for people.
fn language(info: &str) -> Option<(Option<&'static str>, &'static str)> {
    let name = info.split([' ', ',', '{', '\t']).next().unwrap_or_default().to_ascii_lowercase();
    let (scanned, label) = match name.as_str() {
        "rust" | "rs" => ("rust", "Rust"),
        "javascript" | "js" | "mjs" | "cjs" => ("js", "JavaScript"),
        "jsx" => ("jsx", "JSX"),
        "typescript" | "ts" => ("ts", "TypeScript"),
        "swift" => ("ts", "Swift"),
        "tsx" => ("tsx", "TSX"),
        "python" | "py" => ("python", "Python"),
        "ruby" | "rb" => ("python", "Ruby"),
        "bash" => ("bash", "Bash"),
        "sh" | "shell" | "zsh" | "console" => ("bash", "Shell"),
        "dockerfile" => ("bash", "Dockerfile"),
        "makefile" | "make" => ("bash", "Makefile"),
        "html" => ("html", "HTML"),
        "vue" => ("html", "Vue"),
        "svelte" => ("html", "Svelte"),
        "css" => ("css", "CSS"),
        "scss" => ("css", "SCSS"),
        "less" => ("css", "Less"),
        "json" | "jsonc" | "json5" => ("json", "JSON"),
        "toml" => ("toml", "TOML"),
        "ini" => ("toml", "INI"),
        "yaml" | "yml" => ("yaml", "YAML"),
        "go" | "golang" => ("go", "Go"),
        "c" | "h" => ("c", "C"),
        "cpp" | "c++" | "cxx" | "cc" | "hpp" => ("cpp", "C++"),
        "java" => ("java", "Java"),
        "kotlin" | "kt" => ("java", "Kotlin"),
        "csharp" | "cs" | "c#" => ("java", "C#"),
        "scala" => ("java", "Scala"),
        "php" => ("php", "PHP"),
        "sql" | "mysql" | "postgresql" | "sqlite" => ("sql", "SQL"),
        "markdown" | "md" => ("markdown", "Markdown"),
        "xml" => ("xml", "XML"),
        "svg" => ("xml", "SVG"),
        "diff" | "patch" => ("diff", "Diff"),
        // Languages without a scanner.
        "lua" => ("", "Lua"),
        "perl" | "pl" => ("", "Perl"),
        "haskell" | "hs" => ("", "Haskell"),
        "elixir" | "ex" => ("", "Elixir"),
        "erlang" | "erl" => ("", "Erlang"),
        "clojure" | "clj" => ("", "Clojure"),
        "ocaml" | "ml" => ("", "OCaml"),
        "zig" => ("", "Zig"),
        "nix" => ("", "Nix"),
        "dart" => ("", "Dart"),
        "julia" | "jl" => ("", "Julia"),
        "r" => ("", "R"),
        "powershell" | "ps1" => ("", "PowerShell"),
        "graphql" => ("", "GraphQL"),
        "latex" | "tex" => ("", "LaTeX"),
        _ => return None,
    };
    Some((Some(scanned).filter(|scanned| !scanned.is_empty()), label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;
    use crate::views::i18n::strings::strings;

    fn block(code: &str, info: &str) -> CodeBlock {
        super::block(code, info, &mut { MAX_TOKENS }, true, strings(Language::English))
    }

    fn highlighted(code: &str, info: &str) -> Markup {
        super::highlighted(code, info, &mut { MAX_TOKENS })
    }

    #[test]
    fn code_is_highlighted_by_its_language() {
        let html = block("let a = \"<b>\"; // c\n", "Rust,ignore").markup.into_string();
        assert_eq!(
            html,
            "<pre data-lang=\"Rust\"><code><span class=\"k\">let</span> a = <span class=\"s\">&quot;&lt;b&gt;&quot;</span>; \
             <span class=\"c\">// c</span></code></pre>"
        );
        for plain in ["", "klingon", "<b>"] {
            assert_eq!(block("let a", plain).markup.into_string(), "<pre><code>let a</code></pre>");
        }
        let unscanned = "<pre data-lang=\"Lua\"><code>local a</code></pre>";
        assert_eq!(block("local a", "lua").markup.into_string(), unscanned);
    }

    #[test]
    fn long_code_is_folded() {
        let short = block(&"a\n".repeat(20), "");
        assert_eq!((short.is_folded, short.saved_lines), (false, 0));
        let long = block(&"a\n".repeat(21), "");
        assert_eq!((long.is_folded, long.saved_lines), (true, 9));
        let html = long.markup.into_string();
        assert!(html.starts_with("<pre class=\"long\">") && html.contains("<span>Show more</span>"));
        assert_eq!(block(&"a".repeat(700), "").saved_lines, 9, "code doesn't wrap");
        let whole = super::block(&"a\n".repeat(21), "", &mut 0, false, strings(Language::English));
        assert!(!whole.is_folded && !whole.markup.into_string().contains("long"));
    }

    #[test]
    fn every_language_keeps_every_character_of_every_text() {
        let parts =
            ["\"", "'", "/*", "<a ", "é", "\\", "${", "`", "r#\"", "<<E\n", "#", "\n", "{", "1", "--", "<?php"];
        let languages = [
            "rust", "js", "jsx", "ts", "tsx", "py", "sh", "html", "css", "json", "toml", "yaml", "go", "c", "cpp",
            "java", "php", "sql", "md", "xml", "diff",
        ];
        for language in languages {
            assert!(super::language(language).is_some());
            for first in parts {
                for second in parts {
                    let code = format!("{first}{second}x").repeat(40);
                    let html = highlighted(&code, language).into_string();
                    assert_eq!(unmarked(&html), code, "{language}");
                    assert!(html.len() < 40 * code.len());
                }
            }
        }
    }

    #[test]
    fn highlighting_is_bounded() {
        let code = "1 ".repeat(4_000);
        assert_eq!(highlighted(&code, "rust").into_string().matches("<span").count(), MAX_TOKENS);
    }

    fn unmarked(html: &str) -> String {
        let mut text = html.replace("</span>", "");
        for class in CLASSES {
            text = text.replace(&format!("<span class=\"{class}\">"), "");
        }
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }
}
