//! Sentences with markup in them.

use maud::{Markup, PreEscaped, Render as _};

/// Stands in a sentence where markup comes: characters that no name has.
pub(crate) const GAPS: [&str; 2] = ["\u{1}", "\u{2}"];

/// The gaps as Fluent fills them in, where it keeps a name's direction from changing the sentence's.
pub(crate) const ISOLATED_GAPS: [&str; 2] = ["\u{2068}\u{1}\u{2069}", "\u{2068}\u{2}\u{2069}"];

/// A sentence with markup in its gaps. Names in markup are isolated by it: between Fluent's own isolates, nothing would
/// say in which direction they go.
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
