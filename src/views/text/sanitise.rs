//! What may stand in a message, whatever the renderer makes of it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::{code, inline};

/// Lets through only what is listed here.
pub(super) fn sanitise(html: &str) -> String {
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
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("bdi", HashSet::from(["data-user"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .tag_attribute_values(HashMap::from([(
            "a",
            HashMap::from([("rel", HashSet::from([inline::REL])), ("target", HashSet::from(["_blank"]))]),
        )]))
        .allowed_classes(HashMap::from([
            ("p", HashSet::from(["heading"])),
            ("a", HashSet::from(["room-link"])),
            ("span", code::CLASSES.into_iter().collect()),
            ("bdi", HashSet::from(["mention"])),
            ("pre", HashSet::from(["long"])),
            ("details", HashSet::from(["more"])),
        ]))
        // Each in the direction of its own text. Paragraphs have theirs by the style: what is around them would not
        // count their text if they had it by an attribute (WHATWG HTML, 3.2.6.4).
        .set_tag_attribute_values(
            ["li", "blockquote"].map(|tag| (tag, HashMap::from([("dir", "auto")]))).into_iter().collect(),
        )
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
            (
                "<bdi class=\"mention k\" data-user=\"ann\" data-other=\"b\" hx-get=\"/x\">a</bdi>",
                "<bdi class=\"mention\" data-user=\"ann\">a</bdi>",
            ),
        ] {
            assert_eq!(sanitise(html), left, "{html}");
        }
    }
}
