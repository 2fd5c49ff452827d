//! What names look like: whether two can be mistaken for each other, and of which script their letters are.
//!
//! After UTS #39 (Unicode Security Mechanisms): [confusable detection](https://www.unicode.org/reports/tr39/#Confusable_Detection)
//! and [restriction levels](https://www.unicode.org/reports/tr39/#Restriction_Level_Detection).

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;
use unicode_security::mixed_script::{AugmentedScriptSet, MixedScript as _};

use super::sorted_lines::find;

/// Characters, and those that they look like, a line each, in order (UTS #39's prototypes, gathered by the build).
const PROTOTYPES: &str = include_str!(concat!(env!("OUT_DIR"), "/prototypes.txt"));

/// Changes when the same name gets other skeletons or another key than before: the store then computes all of them anew.
#[must_use]
pub fn version() -> String {
    let (major, minor, update) = unicode_security::UNICODE_VERSION;
    format!("1/{major}.{minor}.{update}")
}

/// The skeletons of a name. Two names that have one in common look alike.
///
/// One is of the name in lower case, in which names are compared. The other is of the name as it is shown, because
/// characters look alike in one case only (`aIice`, `alice`). Characters that are not seen don't count, and neither do
/// accents, harakat and niqqud (`adṃin`, `admin`): UTS #39 keeps those, but they are easily overlooked.
#[must_use]
pub fn skeletons(name: &str) -> Vec<String> {
    let lower = name.nfkc().collect::<String>().to_lowercase();
    let mut skeletons = vec![bare(&lower), bare(name).to_lowercase()];
    skeletons.dedup();
    // Nothing that is seen: like nothing else.
    skeletons.retain(|skeleton| !skeleton.is_empty());
    skeletons
}

fn bare(name: &str) -> String {
    // Before the skeleton, which has vowels of other scripts as accents; strokes through letters come by it.
    let unaccented: String = name.nfd().filter(|c| !is_accent(*c)).collect();
    skeleton(&unaccented).chars().filter(|c| canonical_combining_class(*c) != OVERLAY).collect()
}

/// UTS #39's skeleton.
fn skeleton(name: &str) -> String {
    let decomposed = without_ignorable(&name.nfd().collect::<String>());
    let mut skeleton = String::new();
    for c in decomposed.chars() {
        match find(PROTOTYPES, c.encode_utf8(&mut [0; 4])) {
            Some(prototype) => skeleton.push_str(prototype),
            None => skeleton.push(c),
        }
    }
    skeleton.nfd().collect()
}

/// Marks around a letter that is the same letter without them. Those that make another letter (Indic and Thai vowels,
/// nukta, kana voicing marks) have other combining classes.
fn is_accent(c: char) -> bool {
    matches!(canonical_combining_class(c), OVERLAY | 10..=36 | 202..=240)
}

/// The combining class of strokes through letters.
const OVERLAY: u8 = 1;

/// Whether the letters are of one script, or of those that are written together: Latin beside Japanese, Korean or
/// Chinese (the level “Highly Restrictive”, but for the characters that UTS #39 advises against).
#[must_use]
pub fn is_of_one_script(name: &str) -> bool {
    if name.is_single_script() {
        return true;
    }
    let mut others = AugmentedScriptSet::default();
    for c in name.chars() {
        let scripts = AugmentedScriptSet::for_char(c);
        let mut latin = AugmentedScriptSet::for_char('a');
        latin.intersect_with(scripts);
        if latin.is_empty() {
            others.intersect_with(scripts);
        }
    }
    others.kore || others.hanb || others.jpan
}

/// The text without characters that are not seen (soft hyphens, joiners, fillers, variation selectors).
pub(super) fn without_ignorable(text: &str) -> String {
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    text.chars().filter(|c| !ignorable.contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look_alike(one: &str, other: &str) -> bool {
        let others = skeletons(other);
        skeletons(one).iter().any(|skeleton| others.contains(skeleton))
    }

    #[test]
    fn skeletons_are_those_of_the_crate_that_the_build_reads() {
        let differs = |c: &char| !unicode_security::skeleton(&c.to_string()).eq(skeleton(&c.to_string()).chars());
        assert_eq!(('\0'..=char::MAX).filter(differs).collect::<String>(), "");
    }

    #[test]
    fn names_that_look_alike_have_a_skeleton_in_common() {
        for twin in [
            "аdmin",
            "αdmin",
            "adṃin",
            "admın",
            "ADMIN",
            "ＡＤＭＩＮ",
            "𝐚𝐝𝐦𝐢𝐧",
            "ⓐⓓⓜⓘⓝ",
            "ad\u{ad}min",
            "admin\u{200d}",
            "admin\u{34f}",
            "admin\u{fe0f}",
            "admin\u{115f}",
            "admin\u{e0061}",
            "adrnin",
        ] {
            assert!(look_alike("admin", twin), "{twin:?}");
        }
        for (one, other) in [
            ("alice", "aIice"),
            ("Alice", "aIice"),
            ("ALICE", "aIice"),
            ("paypal", "paypa1"),
            ("bob0", "bobO"),
            ("José", "Jose"),
            ("محمد", "محمّد"),
            ("أحمد", "احمد"),
            ("שלום", "שָׁלוֹם"),
            ("Søren", "soren"),
        ] {
            assert!(look_alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn names_that_differ_to_the_eye_have_none() {
        for (one, other) in [
            ("ann", "anna"),
            ("ann", "ann-2"),
            ("kai", "kal"),
            ("mila", "milla"),
            ("user1", "user7"),
            ("かき", "がき"),
            ("कमार", "कुमार"),
            ("กา", "กำ"),
            ("田中", "中田"),
            ("Ann Lee", "annlee"),
            ("محمد", "محمود"),
        ] {
            assert!(!look_alike(one, other), "{one} {other}");
        }
        assert_eq!(skeletons("\u{200d}"), [""; 0]);
    }

    #[test]
    fn letters_are_of_one_script_or_of_those_that_are_written_together() {
        for name in [
            "ann_7",
            "Вася-1",
            "annさん",
            "田中タロウ",
            "ann한국",
            "李ㄅa",
            "مريم٣",
            "हिन्दी.2",
            "ᏣᎳᎩ",
            "７",
            "straße",
        ] {
            assert!(is_of_one_script(name), "{name}");
        }
        for name in ["аnn", "αnn", "Вася_vasya", "ann٣", "한국さん", "яさん", "aक"] {
            assert!(!is_of_one_script(name), "{name}");
        }
    }
}
