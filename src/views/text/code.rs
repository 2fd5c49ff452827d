//! Syntax highlighting of fenced code.

use maud::{Markup, html};
use oxidoc_highlight::scan;
use oxidoc_highlight::token::TokenKind;

use crate::views::i18n::names::Strings;

/// The classes of tokens: keywords, strings, comments, numbers and constants, types, functions, attributes and
/// properties.
pub(crate) const CLASSES: [&str; 7] = ["k", "s", "c", "n", "t", "f", "a"];

/// The most lines of code shown unfolded.
const MAX_LINES: usize = 20;

/// The number of lines shown of folded code.
const FOLDED_LINES: usize = 12;

/// The most highlighted tokens of one message, which bounds its markup.
pub(crate) const MAX_TOKENS: usize = 1_000;

/// A code block, and how many of its lines are folded. `left` is the number of tokens that may still be highlighted.
pub(crate) fn block(code: &str, info: &str, left: &mut usize, i18n: &Strings) -> (Markup, usize) {
    let code = code.strip_suffix('\n').unwrap_or(code);
    let lines = code.split('\n').count();
    let long = lines > MAX_LINES;
    let markup = html! {
        pre class=[long.then_some("long")] { code { (highlighted(code, info, left)) } }
        @if long { details.more { summary { (i18n.all_lines(lines)) } } }
    };
    (markup, if long { lines - FOLDED_LINES } else { 0 })
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
    let Some(language) = language(info) else { return Vec::new() };
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

/// The scanner's language for a fence's info string (`rust`, `rs,ignore`, `Python {1-3}`), or for a similar language if
/// the scanner lacks it.
fn language(info: &str) -> Option<&'static str> {
    let name = info.split([' ', ',', '{', '\t']).next().unwrap_or_default().to_ascii_lowercase();
    Some(match name.as_str() {
        "rust" | "rs" => "rust",
        "javascript" | "js" | "mjs" | "cjs" => "js",
        "jsx" => "jsx",
        "typescript" | "ts" | "swift" => "ts",
        "tsx" => "tsx",
        "python" | "py" | "ruby" | "rb" => "python",
        "bash" | "sh" | "shell" | "zsh" | "console" | "dockerfile" | "makefile" => "bash",
        "html" | "vue" | "svelte" => "html",
        "css" | "scss" | "less" => "css",
        "json" | "jsonc" | "json5" => "json",
        "toml" | "ini" => "toml",
        "yaml" | "yml" => "yaml",
        "go" | "golang" => "go",
        "c" | "h" => "c",
        "cpp" | "c++" | "cxx" | "cc" | "hpp" => "cpp",
        "java" | "kotlin" | "kt" | "csharp" | "cs" | "c#" | "scala" => "java",
        "php" => "php",
        "sql" | "mysql" | "postgresql" | "sqlite" => "sql",
        "markdown" | "md" => "markdown",
        "xml" | "svg" => "xml",
        "diff" | "patch" => "diff",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;
    use crate::views::i18n::strings::strings;

    fn block(code: &str, info: &str) -> (Markup, usize) {
        super::block(code, info, &mut { MAX_TOKENS }, strings(Language::English))
    }

    fn highlighted(code: &str, info: &str) -> Markup {
        super::highlighted(code, info, &mut { MAX_TOKENS })
    }

    #[test]
    fn code_is_highlighted_by_its_language() {
        let html = block("let a = \"<b>\"; // c\n", "Rust,ignore").0.into_string();
        assert_eq!(
            html,
            "<pre><code><span class=\"k\">let</span> a = <span class=\"s\">&quot;&lt;b&gt;&quot;</span>; \
             <span class=\"c\">// c</span></code></pre>"
        );
        assert_eq!(block("let a", "").0.into_string(), "<pre><code>let a</code></pre>");
        assert_eq!(block("let a", "klingon").0.into_string(), "<pre><code>let a</code></pre>");
    }

    #[test]
    fn long_code_is_folded() {
        assert_eq!(block(&"a\n".repeat(20), "").1, 0);
        let (html, folded) = block(&"a\n".repeat(21), "");
        assert_eq!(folded, 9);
        let html = html.into_string();
        assert!(html.starts_with("<pre class=\"long\">") && html.contains("<summary>All 21 lines</summary>"));
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
