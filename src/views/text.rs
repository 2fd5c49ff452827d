//! What people wrote, as markup: escaped, its lines kept, its addresses made links.

use linkify::{LinkFinder, LinkKind};
use maud::{Markup, html};

/// A message's text. Line ends are elements, so that text browsers show them too.
pub(super) fn body(text: &str) -> Markup {
    html! {
        @for (number, line) in text.split('\n').enumerate() {
            @if number > 0 { br; }
            (linked(line))
        }
    }
}

fn linked(line: &str) -> Markup {
    html! {
        @for span in finder().spans(line) {
            @match span.kind() {
                Some(LinkKind::Url) if is_web(span.as_str()) => {
                    a href=(span.as_str()) rel="noopener noreferrer nofollow ugc" target="_blank" { (span.as_str()) }
                }
                Some(LinkKind::Email) => { a href={ "mailto:" (span.as_str()) } { (span.as_str()) } }
                _ => { (span.as_str()) }
            }
        }
    }
}

fn finder() -> LinkFinder {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url, LinkKind::Email]);
    finder
}

/// Only these schemes become links: what others do is up to what is installed on the reader's machine.
fn is_web(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["http://", "https://"].iter().any(|scheme| address.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::body;

    #[test]
    fn text_is_escaped_and_its_lines_are_kept() {
        assert_eq!(body("a <b>\n  & \"c\"").into_string(), "a &lt;b&gt;<br>  &amp; &quot;c&quot;");
    }

    #[test]
    fn web_addresses_become_links_and_others_do_not() {
        let html = body("see https://example.org/a?b=1&c=(d). ok").into_string();
        assert!(html.contains("href=\"https://example.org/a?b=1&amp;c=(d)\""), "{html}");
        assert!(html.ends_with("</a>. ok"), "{html}");
        for harmless in
            ["javascript:alert(1)", "JaVaScRiPt://x.org/%0aalert(1)", "file:///etc/passwd", "data:text/html,x"]
        {
            assert!(!body(harmless).into_string().contains("<a"), "{harmless}");
        }
    }

    #[test]
    fn an_address_cannot_leave_its_attribute() {
        let html = body("https://example.org/\"onmouseover=\"alert(1)").into_string();
        assert!(!html.contains("\"onmouseover"), "{html}");
    }
}
