//! What may stand in a message, whatever the renderer makes of it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::views::text::{code, inline, tables};

/// Lets through only what is listed here.
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
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
            ("li", HashSet::from(["value"])),
            ("div", HashSet::from(["aria-label"])),
            ("input", HashSet::from(["aria-label"])),
        ]))
        .tag_attribute_values(HashMap::from([
            ("a", HashMap::from([("rel", HashSet::from([inline::REL])), ("target", HashSet::from(["_blank"]))])),
            ("div", HashMap::from([("role", HashSet::from(["region"])), ("tabindex", HashSet::from(["0"]))])),
            ("input", HashMap::from([("checked", HashSet::from([""])), ("disabled", HashSet::from([""]))])),
        ]))
        .allowed_classes(HashMap::from([
            ("p", HashSet::from(["heading"])),
            ("a", HashSet::from(["room-link"])),
            ("span", code::CLASSES.into_iter().collect()),
            ("bdi", HashSet::from(["mention"])),
            ("ol", HashSet::from(["far"])),
            ("div", HashSet::from(["table"])),
            ("th", HashSet::from(tables::ALIGNED)),
            ("td", HashSet::from(tables::ALIGNED)),
            ("label", HashSet::from(["spoiler"])),
            ("pre", HashSet::from(["long"])),
            ("details", HashSet::from(["more"])),
        ]))
        // Each in the direction of its own text. Paragraphs and cells have theirs by the style: what is around them would
        // not count their text if they had it by an attribute (WHATWG HTML, 3.2.6.4).
        .set_tag_attribute_values(HashMap::from([
            ("li", HashMap::from([("dir", "auto")])),
            ("blockquote", HashMap::from([("dir", "auto")])),
            // Nothing else that people can put in.
            ("input", HashMap::from([("type", "checkbox")])),
        ]))
        .link_rel(None)
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            // Within Snug, only rooms are linked to.
            ("a", "href") if value.starts_with('/') && !value.starts_with("/rooms/") => None,
            _ => Some(Cow::Borrowed(value)),
        });
    allowed
});

#[cfg(test)]
mod tests {
    use super::sanitise;

    #[test]
    fn what_is_not_listed_goes_even_where_the_renderer_let_it_through() {
        for (html, left) in [
            ("<p onclick=\"x()\" class=\"heading evil\" id=\"live\">a</p>", "<p class=\"heading\">a</p>"),
            ("<script>x()</script><style>*{}</style><h1>a</h1>", "a"),
            ("<a href=\"javascript:x()\" target=\"_top\">a</a>", "<a>a</a>"),
            ("<a href=\"/logout\" rel=\"opener\">a</a>", "<a>a</a>"),
            ("<a href=\"//evil.org\">a</a>", "<a>a</a>"),
            ("<img src=x onerror=x()><svg><a xlink:href=\"javascript:x()\"/></svg>", ""),
            ("<bdi class=\"mention k\" data-user=\"ann\" hx-get=\"/x\">a</bdi>", "<bdi class=\"mention\">a</bdi>"),
            (
                "<input type=\"password\" name=\"p\" checked=\"\" autofocus><div id=\"live\" role=\"log\" class=\"table x\">a</div>",
                "<input checked=\"\" type=\"checkbox\"><div class=\"table\">a</div>",
            ),
        ] {
            assert_eq!(sanitise(html), left, "{html}");
        }
    }
}
