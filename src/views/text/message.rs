//! The body of a message: rendered Markdown, or plain text where there is no Markdown or its markup would be too large.

use maud::{Markup, PreEscaped, html};

use crate::model::Mentions;
use crate::model::sounds::Sound;
use crate::model::text::{lex_inline, may_be_markdown};
use crate::views::i18n::names::Strings;
use crate::views::text::inline::Names;
use crate::views::text::limits::max_bytes;
use crate::views::text::{emoji, folds, inline, markdown};

/// The element with a message's text. A long text is followed by a control that unfolds it.
pub(crate) fn body(text: &str, mentions: &Mentions, i18n: &Strings) -> Markup {
    // A text that makes a parser panic must not make its whole room unreadable.
    shown_or_plain(text, || formatted(text, mentions, i18n))
}

/// The result of `format`, or the text as typed if `format` panics.
pub(crate) fn shown_or_plain(text: &str, format: impl FnOnce() -> Markup) -> Markup {
    let plain = |_| html! { div.body lang="" dir="auto" { (text) } };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(format)).unwrap_or_else(plain)
}

fn formatted(text: &str, mentions: &Mentions, i18n: &Strings) -> Markup {
    if let Some(sound) = Sound::of(text) {
        return played(sound, i18n);
    }
    let render =
        |folds_code| may_be_markdown(text).then(|| markdown::render(text, mentions, folds_code, i18n)).flatten();
    let mut rich = render(true);
    let (folded, saved) = rich.as_ref().map_or((0, 0), |rich| (rich.folds, rich.saved_lines));
    // There is one fold: that of the only long code, or that of the whole message.
    let long = folded > 1 || folds::lines(text).saturating_sub(saved) > folds::MAX_LINES;
    if long && folded > 0 {
        rich = render(false);
    }
    html! {
        div.body.rich[rich.is_some()].large[emoji::is_only_emoji(text, mentions)].long[long] lang="" dir="auto" {
            @match &rich {
                Some(rich) => (PreEscaped(&rich.html)),
                None => (plain(text, mentions)),
            }
        }
        @if long { (folds::control(i18n)) }
    }
}

/// A message that plays a sound. The button needs scripts, and is hidden without.
fn played(sound: Sound, i18n: &Strings) -> Markup {
    let name = sound.name();
    html! {
        div.body.played {
            span aria-hidden="true" { "🔊" } " " (i18n.played_sound(name)) " "
            button.quiet.play type="button" data-sound=(name) aria-label=(i18n.play_sound(name)) { "▶" }
        }
    }
}

/// Text without Markdown, and without links and mentions if their markup would be too large.
fn plain(text: &str, mentions: &Mentions) -> Markup {
    let linked = inline::tokens(&lex_inline(text), &Names::of(mentions));
    if linked.0.len() <= max_bytes(text) { linked } else { inline::lines(text) }
}
