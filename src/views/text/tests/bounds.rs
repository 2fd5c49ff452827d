//! The bounds of markup: depth, size and time, for any text.

use crate::model::custom_emoji::PictureKey;
use crate::model::{CustomEmoji, EmojiName, Mentions, RoomLink, RoomName, Slug, Username};
use crate::views::text::limits;
use crate::views::text::tests::{body, html};

#[test]
fn nesting_is_bounded_and_loses_no_text() {
    assert!(
        html(&format!("{}a", "- ".repeat(2_000))).contains("a<br></li>"),
        "one line end for all that is left out"
    );
    for text in [
        format!("{}a", ">".repeat(4_000)),
        format!("{}a", "- ".repeat(2_000)),
        format!("{}a", "1. ".repeat(2_000)),
        (0..80).map(|n| "  ".repeat(n) + "- a\n").collect(),
        format!("{}a{}", "*".repeat(3_000), "*".repeat(3_000)),
        format!("{}a{}", "*a _".repeat(900), "_ a*".repeat(900)),
        format!("{}a{}", "[".repeat(3_000), "](https://x.org)".repeat(200)),
        format!("{}a", "![".repeat(3_000)),
    ] {
        let html = html(&text);
        let mut depth = 0;
        for tag in html.split('<').skip(1) {
            depth += match tag.as_bytes() {
                [b'/', ..] => -1,
                [b'b' | b'h', b'r', ..] => 0,
                _ => 1,
            };
            assert!(depth <= 32, "{}", &html[..400]);
        }
        assert!(html.contains('a'));
        assert!(html.len() <= limits::max_bytes(&text));
    }
}

/// The parts of hostile texts.
const PARTS: &[&str] = &[
    "a",
    "b",
    " ",
    "\n",
    "\n\n",
    "*",
    "**",
    "_",
    "~~",
    ":aa: ",
    "`",
    "```\n",
    "|",
    "||",
    "|-|-|\n",
    "|a",
    "> ",
    "- ",
    "1. ",
    "-\n",
    "[",
    "](",
    "](http://a.b)",
    "http://a",
    "https://é.org/",
    "www.a.b",
    "www.",
    "a@b.c",
    "@a ",
    "#a ",
    ":+1:",
    ":",
    "@",
    "\\",
    "\\\\",
    "&",
    "&lt;",
    "<b>",
    "<!--",
    "\"",
    "。",
    "「",
    "」",
    "あ",
    "𠮷",
    "한",
    "🐢",
    "\u{301}",
    "    ",
    "\t",
    "- [ ] ",
    "]: ",
    "(",
    ")",
    "'",
    "’",
    "\0",
    "```rust\n1 2 3\n```\n",
    "---\n",
    "# ",
    "1986. ",
    "…",
    "\u{a0}",
];

/// A pseudo-random text of these parts (an LCG: Knuth, TAOCP 3.3.4).
fn hostile(mut number: u64) -> String {
    let mut next = |most: usize| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(number >> 33).unwrap() % most
    };
    let unit: String = (0..=next(6)).map(|_| PARTS[next(PARTS.len())]).collect();
    let times = [1, 3, 40, 4_000][next(4)];
    let text: String = unit.chars().cycle().take((unit.chars().count() * times).min(8_000)).collect();
    text + PARTS[next(PARTS.len())]
}

#[test]
fn the_size_of_markup_is_bounded() {
    let name = |name: &str| RoomName::parse(name).unwrap();
    let mentions = Mentions {
        people: vec![Username::parse("a").unwrap().into()],
        rooms: vec![RoomLink { slug: Slug::parse("a"), name: name(&"é&".repeat(30)) }],
        emoji: vec![CustomEmoji { name: EmojiName::parse("aa").unwrap(), key: PictureKey("k".repeat(22)) }],
    };
    let units = PARTS.iter().map(|part| part.repeat(8_000 / part.chars().count()));
    let tables = [2, 60, 600].map(|columns| {
        let rows = "a\n".repeat((8_000 - 6 * columns) / 2);
        format!("{}\n{}\n{rows}", "|a".repeat(columns), "|-".repeat(columns))
    });
    let nested = [
        ">>>>>>>>>>>>>>>>a\n\n",
        ">a\n\n",
        "-\n",
        "|a|\n|-|\n\n",
        "||a|| ",
        "`a` ",
        "**a** ",
        "*a*",
        "<http://a>",
    ];
    let nested = nested.map(|unit| unit.repeat(8_000 / unit.len()));
    let mut nearest = 0;
    for text in units.chain(tables).chain(nested).chain((0..1_000).map(hostile)) {
        let html = body(&text, &mentions).into_string();
        // The markup of the element itself.
        let max = limits::max_bytes(&text) + 300;
        assert!(
            html.len() <= max,
            "{} of {}: {:?}",
            html.len(),
            text.len(),
            text.chars().take(40).collect::<String>()
        );
        nearest = nearest.max(100 * html.len() / max);
        let read = crate::model::text::plain(&text, 200);
        assert!(read.len() <= 4_000 && html.matches('<').count() >= 2);
    }
    assert!(nearest > 80, "something comes near the bound");
}
