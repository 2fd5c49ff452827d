//! Sentences that contain markup.

use maud::{Markup, PreEscaped, Render as _};

/// Placeholders for markup in a sentence: characters that names can't contain.
pub(crate) const GAPS: [&str; 2] = ["\u{1}", "\u{2}"];

/// The placeholders with the isolates that Fluent adds around arguments in right-to-left languages.
pub(crate) const ISOLATED_GAPS: [&str; 2] = ["\u{2068}\u{1}\u{2069}", "\u{2068}\u{2}\u{2069}"];

/// A sentence with its placeholders replaced by markup. Fluent's isolates are removed, because the markup isolates
/// names itself, and an isolate around several names would have no direction.
pub(crate) fn with_markup(sentence: &str, markup: &[&Markup]) -> Markup {
    let [one, two] = ISOLATED_GAPS;
    let sentence = sentence.replace(one, GAPS[0]).replace(two, GAPS[1]);
    let sentence = sentence.as_str();
    let mut whole = String::new();
    let mut rest = sentence;
    while let Some(at) = rest.find(|c: char| GAPS.iter().any(|gap| gap.starts_with(c))) {
        let (before, gap) = rest.split_at(at);
        before.render_to(&mut whole);
        let number = GAPS.iter().position(|one| gap.starts_with(one)).unwrap_or_default();
        whole.push_str(markup.get(number).map_or("", |markup| markup.0.as_str()));
        rest = &gap[1..];
    }
    rest.render_to(&mut whole);
    PreEscaped(whole)
}
