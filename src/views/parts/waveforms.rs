//! Waveforms of voice messages.

use std::fmt::Write as _;

use maud::{Markup, html};

use crate::model::files::attachments::Attachment;
use crate::model::files::waveforms::Waveform;
use crate::views::i18n::names::Strings;

/// The distance of bars.
const STEP: usize = 3;

/// The loudness over time, as bars. Only for the eye: the label of the player tells the length.
pub(crate) fn waveform(file: &Attachment) -> Markup {
    html! {
        @if let Some(waveform) = &file.waveform {
            svg.wave viewBox={ "0 0 " (STEP * Waveform::LEVELS) " 32" } preserveAspectRatio="none" aria-hidden="true" {
                path d=(bars(waveform)) {}
            }
        }
    }
}

/// Vertical lines around the middle, of the smallest height where it is silent.
fn bars(waveform: &Waveform) -> String {
    let mut path = String::new();
    for (number, level) in waveform.levels.iter().enumerate() {
        let (x, top) = (STEP * number + 1, Waveform::LOUDEST - level);
        // Writing to a string doesn't fail.
        let _ = write!(path, "M{x} {top}v{}", 2 * level + 2);
    }
    path
}

/// The length, before the size.
pub(crate) fn length(file: &Attachment) -> Markup {
    html! { @if let Some(waveform) = &file.waveform { span.size { (waveform.length()) " · " } } }
}

/// The name of the player of a sound: its description, the length of a voice message, or the file's name.
pub(crate) fn sound_label(file: &Attachment, i18n: &Strings) -> String {
    match &file.waveform {
        _ if !file.alt.is_empty() => file.alt.clone(),
        Some(waveform) => i18n.voice_message(waveform.length()),
        None => file.name.as_str().to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_within_the_picture() {
        let waveform = Waveform::parse(&format!("3-0f{}", "8".repeat(62))).unwrap();
        let path = bars(&waveform);
        assert!(path.starts_with("M1 15v2M4 0v32M7 7v18"), "{path}");
        assert!(path.ends_with("M190 7v18"), "{path}");
    }
}
