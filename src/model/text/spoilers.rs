//! Finds spoilers: text between `||` and `||` in one paragraph.

use pulldown_cmark::{Event, Tag};

use super::shadow::parser;

/// The byte positions of the delimiters, sorted, each with whether a spoiler begins there. Both delimiters are outside
/// of code, in the same inline element, and without space on their inner sides.
pub(super) fn spoilers(text: &str, shadow: &str) -> Vec<(usize, bool)> {
    let mut found = Vec::new();
    // For each open element, the delimiter in it that may begin a spoiler.
    let mut open: Vec<Option<usize>> = vec![None];
    let (mut done, mut last, mut within_link, mut code) = (0, None, 0, false);
    for (event, place) in parser(shadow).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                code = matches!(tag, Tag::CodeBlock(_));
                within_link += usize::from(within_link > 0 || matches!(tag, Tag::Link { .. } | Tag::Image { .. }));
                open.push(None);
                last = None;
            }
            Event::End(_) => {
                code = false;
                within_link = within_link.saturating_sub(1);
                open.pop();
                last = None;
            }
            Event::Text(_) if !code && within_link == 0 => {
                // A backslash escapes the character after it.
                let escaped = place.start > done && text[..place.start].ends_with('\\');
                if place.start > done {
                    last = None;
                }
                for (at, _) in text[place.clone()].match_indices('|') {
                    let at = place.start + at;
                    if escaped && at == place.start {
                        continue;
                    }
                    if last != at.checked_sub(1) || last.is_none() {
                        last = Some(at);
                        continue;
                    }
                    last = None;
                    pair(text, at - 1, open.last_mut(), &mut found);
                }
                done = place.end;
            }
            _ => {
                last = None;
                done = place.end;
            }
        }
    }
    found.sort_unstable();
    found
}

fn pair(text: &str, at: usize, open: Option<&mut Option<usize>>, found: &mut Vec<(usize, bool)>) {
    let Some(open) = open else { return };
    let beside = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '|');
    if let Some(start) = *open
        && beside(text[..at].chars().next_back())
    {
        found.extend([(start, true), (at, false)]);
        *open = None;
    } else if beside(text[at + 2..].chars().next()) {
        *open = Some(at);
    }
}
