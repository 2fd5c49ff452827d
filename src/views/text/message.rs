//! The body of a message: Markdown, or plain text where the text has none or its markup would be too large.

use maud::{Markup, PreEscaped, html};

use crate::model::Mentions;
use crate::model::text::lex_inline;
use crate::views::i18n::names::Strings;
use crate::views::text::inline::Names;
use crate::views::text::limits::most_bytes;
use crate::views::text::{emoji, inline, markdown};

/// A message's text in its box. One that is long is followed by what unfolds it; the style folds it, so that it is whole
/// wherever there is no style, and always for whoever searches or listens.
pub(crate) fn body(text: &str, mentions: &Mentions, i18n: &Strings) -> Markup {
    // A text that makes a parser panic would take its whole room down, again and again.
    shown_or_plain(text, || formatted(text, mentions, i18n))
}

/// What `format` makes of a text, or the text as it was typed where that panics.
pub(crate) fn shown_or_plain(text: &str, format: impl FnOnce() -> Markup) -> Markup {
    let plain = |_| html! { div.body lang="" dir="auto" { (text) } };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(format)).unwrap_or_else(plain)
}

fn formatted(text: &str, mentions: &Mentions, i18n: &Strings) -> Markup {
    let (rich, plain) = match may_be_markdown(text).then(|| markdown::render(text, mentions, i18n)).flatten() {
        Some(rich) => (Some(rich), html! {}),
        None => (None, plain(text, mentions)),
    };
    let folded = rich.as_ref().map_or(0, |rich| rich.folded);
    let lines = lines(text);
    let long = lines.saturating_sub(folded) > LONG;
    html! {
        div.body.rich[rich.is_some()].large[emoji::only(text)].long[long] lang="" dir="auto" {
            @match &rich {
                Some(rich) => (PreEscaped(&rich.html)),
                None => (plain),
            }
        }
        @if long { details.more { summary { (i18n.whole_message) } } }
    }
}

/// Text without Markdown; without links and mentions, too, where their markup would be too large.
fn plain(text: &str, mentions: &Mentions) -> Markup {
    let linked = inline::words_of(&lex_inline(text), &Names::of(mentions));
    if linked.0.len() <= most_bytes(text) { linked } else { inline::lines(text) }
}

/// Messages of more lines are folded.
const LONG: usize = 30;

/// How many characters a line has about.
const LINE: usize = 70;

/// How many lines a text takes about.
fn lines(text: &str) -> usize {
    text.split('\n').map(|line| line.chars().count().div_ceil(LINE).max(1)).sum()
}

/// Whether a text could be anything else in Markdown than lines; most texts could not, and are spared the work.
fn may_be_markdown(text: &str) -> bool {
    text.contains(['*', '_', '`', '~', '[', '<', '&', '\\', '|'])
        || text.contains("\n\n")
        || text.split('\n').any(|line| {
            let line = line.trim_start_matches([' ', '\t']);
            line.starts_with(['#', '>', '-', '+', '=']) || {
                let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
                rest.len() < line.len() && rest.starts_with(['.', ')'])
            }
        })
}
