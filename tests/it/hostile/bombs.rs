//! Texts that would hang, blow up or break a careless renderer: each as long as a message may be.

/// What is repeated.
const UNITS: &[&str] = &[
    ">",
    "> ",
    "- ",
    "* ",
    "1. ",
    "#",
    "[",
    "]",
    "![",
    "[[",
    "](",
    "[](",
    "[a](",
    "[a](<b",
    "[ (](",
    "![[]()",
    "[a][",
    "[^",
    "[^a\n",
    "*",
    "**a ",
    "*a _",
    "_ a*",
    "a**b",
    "*a**b_c__",
    "_",
    "~",
    "~~a ",
    "a~~b~",
    "`",
    "`a``",
    "```\n",
    "``a\n",
    "<",
    "<a ",
    "<!--",
    "a <?",
    "a <!A",
    "a <![CDATA[",
    "<x y=\"",
    "</a ",
    "&",
    "&#",
    "&amp",
    "\\",
    "|",
    "||a||",
    "|a",
    "|a|\n|-|\n\n",
    "- [ ] a\n",
    "1. a\n7. b\n",
    "www.a.b ",
    "@ann ",
    "\\@ann",
    "=\n",
    "-\n",
    "--- ",
    "a\n\n",
    "- a\n\n",
    "> - ",
    "a@",
    "a@b.",
    "@a",
    "@a-",
    "#a",
    "#a-",
    ":a",
    ":a:",
    ":tada:",
    "http://",
    "http://a.b ",
    "http://a_*",
    "(http://",
    "http://(",
    "www.",
    "[a]: b\n\n",
    "[a]: <",
    "[x]",
    "\t",
    " ",
    "  \n",
    "\u{301}",
    "e\u{301}",
    "\u{202e}a",
    "\u{202e}",
    "\u{2066}a",
    "\u{200d}",
    "👩\u{200d}",
    "🐢",
    "🇩🇪",
    "﷽",
    "\u{fe0f}",
    "W",
    "م",
    "a\u{300}\u{489}",
    "𒐫",
    "꧅",
    "\u{a0}",
];

/// What each is, and the text.
pub fn bombs() -> Vec<(&'static str, String)> {
    let mut bombs = Vec::new();
    for &unit in UNITS {
        let times = 8_000 / unit.chars().count();
        bombs.push((unit, unit.repeat(times)));
    }
    bombs.extend(code());
    let half = |left: &str, right: &str| {
        let times = 8_000 / (left.len() + right.len());
        left.repeat(times) + "a" + &right.repeat(times)
    };
    bombs.extend([
        ("nested emphasis", half("*a ", " a*")),
        ("nested links", half("[", "](http://b.c)")),
        ("nested pictures", half("![", "](http://b.c)")),
        ("deeper and deeper lists", (0..86).map(|n| "  ".repeat(n) + "- a\n").collect()),
        ("deeper and deeper quotes", (0..84).map(|n| "> ".repeat(n) + "a\n\n").collect()),
        ("a definition used everywhere", format!("[x]: http://{}\n\n{}", "x".repeat(2_000), "[x]".repeat(1_900))),
        ("reopened quotes", ">>>>>>>>>>>>>>>>a\n\n".repeat(400)),
        ("a wide table", format!("{}\n{}\n{}", "|a".repeat(600), "|-".repeat(600), "a\n".repeat(2_000))),
        ("many fences", "```rust\n1\n```\n".repeat(550)),
        ("one long word", "x".repeat(8_000)),
        ("zalgo", "Z\u{336}\u{35f}\u{32a}\u{347}\u{36b}a\u{337}\u{317}\u{363}".repeat(800)),
    ]);
    bombs
}

fn code() -> Vec<(&'static str, String)> {
    let languages = [
        "rust", "js", "tsx", "py", "sh", "html", "css", "json", "toml", "yaml", "go", "cpp", "java", "php", "sql",
        "md", "xml", "diff",
    ];
    let mut bombs = Vec::new();
    for language in languages {
        for unit in
            ["\"", "'", "`", "(", "<", "/*", "\\", "a ", "1 ", "${", "r#\"", "<a ", "é", "a<", "<<E\n", "\n"]
        {
            let code = unit.repeat(7_900 / unit.chars().count());
            bombs.push((language, format!("```{language}\n{code}\n```")));
        }
    }
    bombs
}
