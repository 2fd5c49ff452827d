//! Sizes of files, in decimal units as file managers show them.

use crate::views::i18n::names::Strings;

/// A number of bytes as people read it.
pub(crate) fn in_words(bytes: u64, i18n: &Strings) -> String {
    match bytes {
        0..1_000 => i18n.bytes(bytes),
        1_000..1_000_000 => i18n.kilobytes(bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => i18n.megabytes(tenths(bytes, 1_000_000)),
        _ => i18n.gigabytes(tenths(bytes, 1_000_000_000)),
    }
}

/// A number of units with one digit after the point, where that isn't zero.
fn tenths(bytes: u64, unit: u64) -> String {
    let tenths = bytes / (unit / 10);
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;
    use crate::views::i18n::strings::strings;

    #[test]
    fn sizes_are_in_decimal_units() {
        let i18n = strings(Language::English);
        for (bytes, words) in [
            (1, "1 byte"),
            (999, "999 bytes"),
            (1_001, "2 kB"),
            (1_500_000, "1.5 MB"),
            (100_000_000, "100 MB"),
            (2_000_000_000, "2 GB"),
        ] {
            assert_eq!(in_words(bytes, i18n), words);
        }
    }
}
