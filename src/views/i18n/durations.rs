//! Durations in words.

use crate::views::i18n::names::Strings;

/// A duration in its largest unit, rounded up: 1 minute, 2 hours.
#[must_use]
pub(crate) fn in_words(seconds: u32, i18n: &Strings) -> String {
    match seconds {
        0..60 => i18n.count_seconds(seconds),
        60..3_600 => i18n.count_minutes(seconds.div_ceil(60)),
        _ => i18n.count_hours(seconds.div_ceil(3_600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;
    use crate::views::i18n::strings::strings;

    #[test]
    fn durations_are_rounded_up_to_their_largest_unit() {
        let i18n = strings(Language::English);
        for (seconds, words) in [(1, "1 second"), (59, "59 seconds"), (61, "2 minutes"), (86_400, "24 hours")] {
            assert_eq!(in_words(seconds, i18n), words);
        }
    }
}
