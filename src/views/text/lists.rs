//! Lists. Items keep the numbers that were typed.

use maud::html;

/// An open list.
pub(crate) struct List {
    /// The position of its start tag.
    start: usize,
    /// The number of the next item; none for an unordered list.
    next: Option<u32>,
    largest: u32,
}

/// Numbers from here on need a wider margin.
const FAR: u32 = 100;

const NUMBERED: &str = "<ol>";

impl List {
    pub(crate) fn start(numbered: bool, out: &mut String) -> Self {
        let start = out.len();
        out.push_str(if numbered { NUMBERED } else { "<ul>" });
        Self { start, next: numbered.then_some(1), largest: 0 }
    }

    /// Starts an item with the number typed.
    pub(crate) fn item(&mut self, typed: Option<u32>, out: &mut String) {
        let number = self.next.and(typed);
        let other = number.filter(|number| self.next != Some(*number));
        let mut item = html! { li value=[other] {} }.into_string();
        item.truncate(item.len() - "</li>".len());
        out.push_str(&item);
        self.largest = self.largest.max(number.unwrap_or_default());
        self.next = self.next.map(|next| number.unwrap_or(next).saturating_add(1));
    }

    pub(crate) fn end(self, out: &mut String) {
        out.push_str(if self.next.is_some() { "</ol>\n" } else { "</ul>\n" });
        if self.largest >= FAR {
            out.insert_str(self.start + NUMBERED.len() - 1, " class=\"far\"");
        }
    }
}
