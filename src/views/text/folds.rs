//! Folding of long texts. The style does the folding: without the style, for the browser's search and for screen
//! readers, the whole text is there.

use maud::{Markup, html};

use crate::views::i18n::names::Strings;

/// The most lines of a message shown unfolded.
pub(crate) const MAX_LINES: usize = 30;

/// The assumed length of a line, in characters.
const LINE: usize = 70;

/// The estimated number of lines of a text.
pub(crate) fn lines(text: &str) -> usize {
    text.split('\n').map(|line| line.chars().count().div_ceil(LINE).max(1)).sum()
}

/// The control after a long text that unfolds it. The style shows one of its labels.
pub(crate) fn control(i18n: &Strings) -> Markup {
    html! { details.more { summary { span { (i18n.show_more) } " " span { (i18n.show_less) } } } }
}
