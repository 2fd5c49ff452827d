//! The allow-list of elements and attributes in messages, independent of the renderer.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::views::text::{code, custom_emoji, inline, tables};

/// Removes everything that isn't on the list.
pub(crate) fn sanitise(html: &str) -> String {
    ALLOWED.clean(html).to_string()
}

static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut allowed = Builder::empty();
    allowed
        .tags(HashSet::from([
            "p",
            "br",
            "hr",
            "em",
            "strong",
            "del",
            "code",
            "pre",
            "blockquote",
            "ul",
            "ol",
            "li",
            "a",
            "span",
            "bdi",
            "details",
            "summary",
            "div",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "input",
            "label",
            "img",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
            ("li", HashSet::from(["value"])),
            ("div", HashSet::from(["aria-label"])),
            ("input", HashSet::from(["aria-label"])),
            ("pre", HashSet::from(["data-lang"])),
            ("img", HashSet::from(["src", "alt", "title"])),
        ]))
        .tag_attribute_values(HashMap::from([
            ("a", HashMap::from([("rel", HashSet::from([inline::REL])), ("target", HashSet::from(["_blank"]))])),
            ("div", HashMap::from([("role", HashSet::from(["region"])), ("tabindex", HashSet::from(["0"]))])),
            (
                "img",
                HashMap::from([
                    ("width", HashSet::from([custom_emoji::SIDE])),
                    ("height", HashSet::from([custom_emoji::SIDE])),
                    ("loading", HashSet::from(["lazy"])),
                ]),
            ),
            ("input", HashMap::from([("checked", HashSet::from([""])), ("disabled", HashSet::from([""]))])),
        ]))
        .allowed_classes(HashMap::from([
            ("p", HashSet::from(["heading"])),
            ("a", HashSet::from(["room-link", "mention"])),
            ("span", code::CLASSES.into_iter().collect()),
            ("ol", HashSet::from(["far"])),
            ("div", HashSet::from(["table"])),
            ("th", HashSet::from(tables::ALIGNED)),
            ("td", HashSet::from(tables::ALIGNED)),
            ("label", HashSet::from(["spoiler"])),
            ("pre", HashSet::from(["long"])),
            ("details", HashSet::from(["more"])),
            ("img", HashSet::from(["emoji"])),
        ]))
        // Each in the direction of its own text. Paragraphs and cells get it from the style: with a `dir` attribute,
        // their text would not count for the direction of the elements around them (WHATWG HTML, 3.2.6.4).
        .set_tag_attribute_values(HashMap::from([
            ("li", HashMap::from([("dir", "auto")])),
            ("blockquote", HashMap::from([("dir", "auto")])),
            // Only checkboxes, no other inputs.
            ("input", HashMap::from([("type", "checkbox")])),
        ]))
        .link_rel(None)
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            // Relative links lead only to rooms and people.
            ("a", "href")
                if value.starts_with('/')
                    && !["/rooms/", "/people/"].iter().any(|page| value.starts_with(page)) =>
            {
                None
            }
            // Pictures are only those of custom emoji: no message makes a browser load anything else.
            ("img", "src") if !is_emoji_picture(value) => None,
            _ => Some(Cow::Borrowed(value)),
        });
    allowed
});

fn is_emoji_picture(address: &str) -> bool {
    let is_of_key = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    address.strip_prefix("/emoji/pictures/").is_some_and(|key| key.bytes().all(is_of_key))
}

#[cfg(test)]
mod tests {
    use super::sanitise;

    #[test]
    fn markup_not_on_the_list_is_removed() {
        for (html, left) in [
            ("<p onclick=\"x()\" class=\"heading evil\" id=\"live\">a</p>", "<p class=\"heading\">a</p>"),
            ("<script>x()</script><style>*{}</style><h1>a</h1>", "a"),
            ("<a href=\"javascript:x()\" target=\"_top\">a</a>", "<a>a</a>"),
            ("<a href=\"/logout\" rel=\"opener\">a</a>", "<a>a</a>"),
            ("<a href=\"//evil.org\">a</a>", "<a>a</a>"),
            ("<img src=x onerror=x()><svg><a xlink:href=\"javascript:x()\"/></svg>", "<img>"),
            (
                "<img class=\"emoji k\" src=\"/emoji/pictures/a-B_9\" alt=\":k:\" title=\":k:\" width=\"20\" height=\"99\" loading=\"lazy\" id=\"a\">",
                "<img class=\"emoji\" src=\"/emoji/pictures/a-B_9\" alt=\":k:\" title=\":k:\" width=\"20\" loading=\"lazy\">",
            ),
            (
                "<img src=\"https://evil.org/a.png\" srcset=\"x\"><img src=\"/emoji/pictures/../../logout\">",
                "<img><img>",
            ),
            (
                "<a class=\"mention k\" data-user=\"ann\" hx-get=\"/x\"><bdi class=\"k\">a</bdi></a>",
                "<a class=\"mention\"><bdi>a</bdi></a>",
            ),
            (
                "<input type=\"password\" name=\"p\" checked=\"\" autofocus><div id=\"live\" role=\"log\" class=\"table x\">a</div>",
                "<input checked=\"\" type=\"checkbox\"><div class=\"table\">a</div>",
            ),
        ] {
            assert_eq!(sanitise(html), left, "{html}");
        }
    }
}
