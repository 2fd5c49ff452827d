use maud::Markup;

use crate::model::{Language, Mentions, RoomLink, RoomName, Slug, Username};
use crate::views::texts::texts;

fn body(text: &str, mentions: &Mentions) -> Markup {
    super::body(text, mentions, texts(Language::English))
}

/// What stands in the box of a text.
fn html(text: &str) -> String {
    let html = body(text, &Mentions::default()).into_string();
    html.split_once("dir=\"auto\">").unwrap().1.rsplit_once("</div>").unwrap().0.replace('\n', "")
}

/// What stands in the one paragraph of a text.
fn paragraph(text: &str) -> String {
    let html = html(text);
    let inside = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    inside.unwrap_or_else(|| panic!("{html}")).to_owned()
}

#[test]
fn text_is_escaped_and_its_lines_are_kept() {
    assert_eq!(html("a > b\n  c \"d\""), "a &gt; b<br>  c &quot;d&quot;");
    assert_eq!(paragraph("a *b*\nc"), "a <em>b</em><br>c");
    assert_eq!(html("a\n\nb"), "<p>a</p><p>b</p>");
}

#[test]
fn html_is_text() {
    for text in
        ["<b>a</b>", "<script>alert(1)</script>", "<!-- a -->", "<div\nonclick=x>", "&lt;b>", "<?a?>", "<!X>"]
    {
        let html = html(text);
        let tags = html.replace("<p>", "").replace("</p>", "").replace("<br>", "");
        assert!(!tags.contains('<'), "{html}");
    }
    assert_eq!(paragraph("<b>a</b>\nc"), "&lt;b&gt;a&lt;/b&gt;<br>c");
}

#[test]
fn markdown_is_rendered() {
    assert_eq!(
        paragraph("*a* **b** ~~c~~ `<d>` __e__ \\*f\\*"),
        "<em>a</em> <strong>b</strong> <del>c</del> <code>&lt;d&gt;</code> <strong>e</strong> *f*"
    );
    assert_eq!(html("- a\n- b"), "<ul><li dir=\"auto\">a</li><li dir=\"auto\">b</li></ul>");
    assert_eq!(html("3. a"), "<ol start=\"3\"><li dir=\"auto\">a</li></ol>");
    assert_eq!(html("> a"), "<blockquote dir=\"auto\"><p>a</p></blockquote>");
    assert_eq!(html("# a"), "<p class=\"heading\"><strong>a</strong></p>");
    assert_eq!(html("```rs\nfn\n```"), "<pre><code><span class=\"k\">fn</span></code></pre>");
    assert_eq!(paragraph("a | b\n-|-\nc | d"), "a | b<br>-|-<br>c | d", "no tables");
    assert_eq!(paragraph("    let *a*"), "    let *a*", "indented lines are no code");
}

#[test]
fn web_addresses_become_links_and_others_do_not() {
    let found = html("see https://example.org/a?b=1&c=(d). ok");
    assert!(found.contains("href=\"https://example.org/a?b=1&amp;c=(d)\""), "{found}");
    assert!(found.contains("</a>. ok"), "{found}");
    let attributes = "rel=\"noopener noreferrer nofollow ugc\" target=\"_blank\"";
    let link = format!("<a href=\"https://x.org/a_b\" {attributes}>");
    assert_eq!(paragraph("**https://x.org/a_b**"), format!("<strong>{link}https://x.org/a_b</a></strong>"));
    assert_eq!(paragraph("[*a*](https://x.org/a_b)"), format!("{link}<em>a</em></a>"));
    assert_eq!(paragraph("![](https://x.org/a_b)"), format!("{link}https://x.org/a_b</a>"), "pictures, too");
    assert_eq!(paragraph("<a@x.org>"), "<a href=\"mailto:a@x.org\">a@x.org</a>");
    for harmless in
        ["javascript:alert(1)", "JaVaScRiPt://x.org/%0aalert(1)", "file:///etc/passwd", "data:text/html,x"]
    {
        for text in
            [harmless.to_owned(), format!("<{harmless}>"), format!("[a]({harmless})"), format!("![a]({harmless})")]
        {
            let html = html(&text);
            assert!(!html.contains("<a") && html.contains(harmless), "{html}");
        }
    }
    assert!(!html("[a](/logout) [a](//x.org) [a](#b) [a](?b)").contains("<a"));
}

#[test]
fn an_address_cannot_leave_its_attribute() {
    for text in ["https://x.org/\"onmouseover=\"alert(1)", "[a](https://x.org/\"onmouseover=\"alert(1))"] {
        assert!(!html(text).contains("\"onmouseover"), "{}", html(text));
    }
}

#[test]
fn a_link_does_not_pretend_to_lead_elsewhere() {
    assert!(html("[https://bank.org](https://evil.org/x)").contains(">https://bank.org (https://evil.org/x)</a>"));
    assert!(html("[https://bank.org/a](https://bank.org/b)").contains(">https://bank.org/a</a>"));
}

#[test]
fn links_within_links_are_text() {
    let html = html("[![a](https://a.org) https://b.org @ann](https://c.org)");
    assert_eq!(html.matches("<a ").count(), 1, "{html}");
}

#[test]
fn shortcodes_are_emoji_but_not_in_code() {
    assert_eq!(html("a :tada: b"), "a 🎉 b");
    assert_eq!(paragraph("`:tada:` :tada:"), "<code>:tada:</code> 🎉");
    let classes = |text| body(text, &Mentions::default()).into_string().split('"').nth(1).unwrap().to_owned();
    assert_eq!(classes(":tada: 👍🏽"), "body large");
    assert_eq!(classes("🎉 a"), "body");
}

#[test]
fn who_exists_is_mentioned_and_nobody_else() {
    let mentions = Mentions {
        people: vec![Username::parse("Ann").unwrap()],
        rooms: vec![RoomLink { slug: Slug::parse("räume"), name: RoomName::parse("Räume & <x>").unwrap() }],
    };
    let ann = "<bdi class=\"mention\" data-user=\"Ann\">@Ann</bdi>";
    let room = "<a class=\"room-link\" href=\"/rooms/r%C3%A4ume\"><bdi>#Räume &amp; &lt;x&gt;</bdi></a>";
    for text in ["@ann, @bob. #räume #other", "@ann, @bob. #räume #other `@ann #räume`"] {
        let html = body(text, &mentions).into_string();
        assert!(html.contains(&format!("{ann}, @bob. {room} #other")), "{html}");
        assert_eq!((html.matches("class=\"mention\"").count(), html.matches("room-link").count()), (1, 1));
    }
    assert!(body("#räume is open", &mentions).into_string().contains(&format!("{room} is open")));
}

#[test]
fn a_text_of_which_markdown_leaves_nothing_is_shown_as_typed() {
    assert_eq!(paragraph("[](x) <!-- a -->"), "[](x) &lt;!-- a --&gt;");
    for text in ["***", "-", "> ", "```\n```", "#", "&#32;", "&nbsp;"] {
        let html = html(text);
        assert!(html.contains(|c: char| !c.is_whitespace() && c != '\u{a0}'), "{text}");
        assert!(!html.contains("<p") && !html.contains("<ul"), "{text}: {html}");
    }
    assert_eq!(paragraph("[bob]: hello"), "[bob]: hello");
}

#[test]
fn long_messages_are_folded() {
    let long = |text: &str| body(text, &Mentions::default()).into_string();
    assert!(!long(&"a\n".repeat(29)).contains("details"));
    for text in [&"a\n".repeat(40), &"a ".repeat(1_100), &"*a*\n".repeat(40), &"🐢".repeat(8_000)] {
        let html = long(text);
        assert!(html.contains("long\" lang") && html.ends_with("<summary>The whole message</summary></details>"));
    }
    let code = long(&format!("```\n{}```", "a\n".repeat(100)));
    assert_eq!(code.matches("<details").count(), 1, "long code folds by itself");
}

#[test]
fn whatever_is_nested_ends_at_some_depth_and_loses_no_word() {
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
        assert!(html.len() < 60 * text.len() && html.len() <= super::markdown::MOST_BYTES);
    }
}

#[test]
fn a_text_that_cannot_be_formatted_is_shown_as_it_was_typed() {
    let shown = super::shown_or_plain("<b>*poison*", || panic!("it cannot be read"));
    assert_eq!(shown.into_string(), r#"<div class="body" lang="" dir="auto">&lt;b&gt;*poison*</div>"#);
}
