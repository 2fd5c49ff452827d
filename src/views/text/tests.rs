mod bounds;

use maud::Markup;

use crate::model::custom_emoji::PictureKey;
use crate::model::{CustomEmoji, EmojiName, Language, Mentions, RoomLink, RoomName, Slug, Username};
use crate::views::i18n::strings::strings;

fn body(text: &str, mentions: &Mentions) -> Markup {
    crate::views::text::message::body(text, mentions, strings(Language::English))
}

/// The content of a message's element.
fn html(text: &str) -> String {
    let html = body(text, &Mentions::default()).into_string();
    html.split_once("dir=\"auto\">").unwrap().1.rsplit_once("</div>").unwrap().0.replace('\n', "")
}

/// The content of a text's only paragraph.
fn paragraph(text: &str) -> String {
    let html = html(text);
    let inside = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    inside.unwrap_or_else(|| panic!("{html}")).to_owned()
}

#[test]
fn text_is_escaped_and_keeps_its_lines() {
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
    assert_eq!(paragraph("*&copy;* &lt;b&gt;"), "<em>&amp;copy;</em> &amp;lt;b&amp;gt;", "entities, too");
    assert_eq!(paragraph("&#42;a&#42; `&amp;`"), "&amp;#42;a&amp;#42; <code>&amp;amp;</code>");
}

#[test]
fn markdown_is_rendered() {
    assert_eq!(
        paragraph("*a* **b** ~~c~~ `<d>` __e__ \\*f\\*"),
        "<em>a</em> <strong>b</strong> <del>c</del> <code>&lt;d&gt;</code> <strong>e</strong> *f*"
    );
    assert_eq!(html("- a\n- b"), "<ul><li dir=\"auto\">a</li><li dir=\"auto\">b</li></ul>");
    assert_eq!(html("> a"), "<blockquote dir=\"auto\"><p>a</p></blockquote>");
    assert_eq!(html("# a"), "<p class=\"heading\"><strong>a</strong></p>");
    assert_eq!(html("```rs\nfn\n```"), "<pre data-lang=\"Rust\"><code><span class=\"k\">fn</span></code></pre>");
    assert_eq!(paragraph("    let *a*"), "    let *a*", "indented lines are no code");
}

#[test]
fn items_show_the_numbers_typed() {
    let item = |value: &str, text: &str| format!("<li{value} dir=\"auto\">{text}</li>");
    assert_eq!(
        html("1. a\n3. b\n4. c"),
        ["<ol>", &item("", "a"), &item(" value=\"3\"", "b"), &item("", "c"), "</ol>"].concat()
    );
    assert_eq!(html("3. a"), ["<ol>", &item(" value=\"3\"", "a"), "</ol>"].concat());
    let year = html("1. a\n2. b\n\n1986. was a year");
    assert!(
        year.starts_with("<ol class=\"far\"><li")
            && year.contains("<li value=\"1986\" dir=\"auto\"><p>was a year</p></li>")
    );
    assert_eq!(html("0. a\n0. b").matches("value=\"0\"").count(), 2);
    assert!(html("999999999. a").contains("value=\"999999999\""));
}

#[test]
fn tables_are_in_a_box_that_scrolls() {
    assert_eq!(
        html("| a | *b* | c |\n|---|:-:|--:|\n| 1 | @x |\n| 2 | 3 | 4 | 5 |"),
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table><thead><tr>\
         <th>a</th><th class=\"m\"><em>b</em></th><th class=\"e\">c</th></tr></thead>\
         <tbody><tr><td>1</td><td class=\"m\">@x</td><td class=\"e\"></td></tr>\
         <tr><td>2</td><td class=\"m\">3</td><td class=\"e\">4</td><td>5</td></tr></tbody></table></div>"
    );
    assert!(html("||b|\n|-|-|\n|c|d|").contains("<thead><tr><td></td><th>b</th></tr></thead>"));
    assert_eq!(paragraph("a | b\nc | *d*"), "a | b<br>c | <em>d</em>");
    assert!(html("a\n\n- b\n\n  |c|\n  |-|").contains("<th>c</th>"));
}

#[test]
fn task_items_have_labelled_checkboxes() {
    let task = |attributes: &str, name: &str, text: &str| {
        format!(
            "<li dir=\"auto\"><input disabled=\"\"{attributes} aria-label=\"{name}\" type=\"checkbox\"> {text}</li>"
        )
    };
    let list = html("- [ ] *a*\n- [x] b");
    for item in [task("", "To do", "<em>a</em>"), task(" checked=\"\"", "Done", "b")] {
        assert!(list.contains(&item), "{list} {item}");
    }
    assert_eq!(html("[x] a *b*").matches("<input").count(), 0, "only items are tasks");
}

#[test]
fn spoilers_are_hidden_until_clicked() {
    let hidden = "<label class=\"spoiler\"><input aria-label=\"Show spoiler\" type=\"checkbox\">\
                  <span>Show spoiler</span> <span>the <strong>cat</strong></span></label>";
    assert_eq!(paragraph("it was ||the **cat**||."), format!("it was {hidden}."));
    assert_eq!(html("||a **||b||** c||").matches("<label").count(), 1, "one within another is its text");
    assert_eq!(html("a || b || *c*").matches("<label").count(), 0);
}

#[test]
fn emphasis_works_beside_punctuation_of_scripts_without_spaces() {
    assert_eq!(paragraph("**「引用」**です"), "<strong>「引用」</strong>です");
    assert_eq!(paragraph("これは*（注）*で、~~「旧」~~新"), "これは<em>（注）</em>で、<del>「旧」</del>新");
    assert_eq!(paragraph("`「**」` 「**」 `「*`"), "<code>「**」</code> 「**」 <code>「*</code>");
}

#[test]
fn a_backslash_escapes_what_snug_adds_to_markdown() {
    let mentions = Mentions { people: vec![Username::parse("bob").unwrap().into()], ..Mentions::default() };
    let html = body(r"\@bob \:tada: \#tea \||a\|| https\://x.org **\:tada:** ann\@x.org", &mentions).into_string();
    assert!(
        html.contains("<p>@bob :tada: #tea ||a|| https://x.org <strong>:tada:</strong> ann@x.org</p>"),
        "{html}"
    );
    assert_eq!(paragraph(r"\\server\share and C:\\Users"), r"\\server\share and C:\\Users");
}

#[test]
fn web_addresses_become_links_and_others_do_not() {
    let found = html("see https://example.org/a?b=1&c=(d). ok");
    assert!(found.contains("href=\"https://example.org/a?b=1&amp;c=(d)\""), "{found}");
    assert!(found.contains("</a>. ok"), "{found}");
    let attributes = "rel=\"noreferrer nofollow\" target=\"_blank\"";
    let link = format!("<a href=\"https://x.org/a_b\" {attributes}>");
    assert_eq!(paragraph("**https://x.org/a_b**"), format!("<strong>{link}https://x.org/a_b</a></strong>"));
    assert_eq!(paragraph("[*a*](https://x.org/a_b)"), format!("{link}<em>a</em></a>"));
    assert_eq!(paragraph("![](https://x.org/a_b)"), format!("{link}https://x.org/a_b</a>"), "pictures, too");
    assert!(html("www.example.org").contains("href=\"https://www.example.org\""));
    assert!(html("（https://example.com/x）").contains("\">https://example.com/x</a>）"));
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
fn a_link_shows_its_host_if_its_text_names_another() {
    assert!(html("[www.bank.org](https://evil.org/x)").contains(">www.bank.org (https://evil.org/x)</a>"));
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
fn only_existing_people_are_mentioned() {
    let mentions = Mentions {
        people: vec![Username::parse("Ann").unwrap().into()],
        rooms: vec![RoomLink { slug: Slug::parse("räume"), name: RoomName::parse("Räume & <x>").unwrap() }],
        ..Mentions::default()
    };
    let ann = "<a class=\"mention\" href=\"/people/Ann\"><bdi>@Ann</bdi></a>";
    let room = "<a class=\"room-link\" href=\"/rooms/r%C3%A4ume\"><bdi>#Räume &amp; &lt;x&gt;</bdi></a>";
    for text in ["@ann, @bob. #räume #other", "@ann, @bob. #räume #other `@ann #räume`"] {
        let html = body(text, &mentions).into_string();
        assert!(html.contains(&format!("{ann}, @bob. {room} #other")), "{html}");
        assert_eq!((html.matches("class=\"mention\"").count(), html.matches("room-link").count()), (1, 1));
    }
    assert!(body("#räume is open", &mentions).into_string().contains(&format!("{room} is open")));
}

#[test]
fn a_text_without_visible_markdown_is_shown_as_typed() {
    assert_eq!(paragraph("[](x) <!-- a -->"), "[](x) &lt;!-- a --&gt;");
    for text in ["***", "-", "> ", "```\n```", "#", "| |\n|-|"] {
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
        assert!(html.contains("long\" lang") && html.ends_with("<span>Show less</span></summary></details>"));
    }
    let code = long(&format!("```\n{}```", "a\n".repeat(100)));
    assert!(code.contains("<pre class=\"long\"") && !code.contains("long\" lang"), "long code folds by itself");
    let code = format!("```\n{}```\n", "a\n".repeat(100));
    for twice in [code.repeat(2), format!("{code}{}", "a\n".repeat(40))] {
        let html = long(&twice);
        assert_eq!(html.matches("<details").count(), 1, "there is one fold");
        assert!(html.contains("long\" lang") && !html.contains("<pre class"));
    }
    assert_eq!(long(&code).matches("<details").count(), 1);
    let wide = long(&format!("```\n{}```", format!("{}\n", "a".repeat(400)).repeat(15)));
    assert!(!wide.contains("details"), "code doesn't wrap");
}

#[test]
fn existing_custom_emoji_are_pictures() {
    let emoji = CustomEmoji { name: EmojiName::parse("party").unwrap(), key: PictureKey("aB-_9".to_owned()) };
    let mentions = Mentions { emoji: vec![emoji], ..Mentions::default() };
    let picture = "<img class=\"emoji\" src=\"/emoji/pictures/aB-_9\" alt=\":party:\" title=\":party:\" width=\"20\" height=\"20\" loading=\"lazy\">";
    for text in ["so :party: :other:", "so :party: :other: `:party:`", "*so* :party: :other: \\:party:"] {
        let html = body(text, &mentions).into_string();
        assert!(html.contains(&format!(" {picture} :other:")), "{html}");
        assert_eq!(html.matches("<img").count(), 1, "{html}");
    }
    let many = body(&":party: ".repeat(1_000), &mentions).into_string();
    assert_eq!((many.matches("<img").count(), many.matches(":party: ").count()), (40, 960));
}

#[test]
fn mentions_beyond_a_hundred_are_text() {
    let mentions = Mentions { people: vec![Username::parse("ann").unwrap().into()], ..Mentions::default() };
    for text in ["@ann ".repeat(1_600), format!("*a* {}", "@ann ".repeat(1_500))] {
        let html = body(&text, &mentions).into_string();
        assert_eq!(html.matches("class=\"mention\"").count(), 100);
        assert!(html.len() < 2 * text.len() && html.matches("@ann").count() >= 1_500);
    }
}

#[test]
fn a_text_that_cannot_be_formatted_is_shown_as_it_was_typed() {
    let shown = crate::views::text::message::shown_or_plain("<b>*poison*", || panic!("it cannot be read"));
    assert_eq!(shown.into_string(), r#"<div class="body" lang="" dir="auto">&lt;b&gt;*poison*</div>"#);
}
