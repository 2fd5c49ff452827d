//! Splits texts of any script into words for searching, without case and accents.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{compose, is_combining_mark};

/// A word and its position in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The form that is compared.
    pub(crate) key: String,
    /// Its range in the text, in bytes.
    pub(crate) place: Range<usize>,
}

/// Splits a text into words. Each character of a script without spaces is a word, and so is each sign with a meaning of
/// its own (`+`, `#`, emoji). Other punctuation separates words.
pub(crate) fn tokenize(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    // Whether the next letter continues the last word.
    let mut open = false;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        let place = start..at;
        if c.is_ascii() {
            let c = c.to_ascii_lowercase();
            if open || kind(c) != Kind::Letter {
                open = add(&mut words, open, c, kind(c), &place);
                continue;
            }
            // Read a run of ASCII letters at once.
            let letters = text[start..].bytes().take_while(u8::is_ascii_alphanumeric).count();
            at = start + letters;
            words.push(Word { key: text[start..at].to_ascii_lowercase(), place: start..at });
            open = true;
            continue;
        }
        for c in folded(c) {
            open = add(&mut words, open, c, kind(c), &place);
        }
    }
    words
}

/// How a character takes part in words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Continues a word, or begins one.
    Letter,
    /// Combines with the character before it.
    Mark,
    /// Is a word of its own.
    Alone,
    /// Is ignored.
    Nothing,
    /// Separates words.
    Gap,
}

fn add(words: &mut Vec<Word>, open: bool, c: char, kind: Kind, place: &Range<usize>) -> bool {
    match (kind, words.last_mut()) {
        (Kind::Letter | Kind::Mark, Some(last)) if open => {
            last.key.push(c);
            last.place.end = place.end;
            true
        }
        (Kind::Letter | Kind::Alone, _) => {
            words.push(Word { key: c.into(), place: place.clone() });
            kind == Kind::Letter
        }
        (Kind::Nothing, Some(last)) if open => {
            last.place.end = place.end;
            true
        }
        (Kind::Mark, Some(last)) if last.place.end == place.start => {
            if let Some(whole) = last.key.pop().and_then(|base| compose(base, c).or(Some(base))) {
                last.key.push(whole);
            }
            last.place.end = place.end;
            false
        }
        // There is no character before it to combine with.
        (Kind::Mark | Kind::Nothing, _) => open,
        (Kind::Gap, _) => false,
    }
}

fn kind(c: char) -> Kind {
    match c {
        '+' | '#' => Kind::Alone,
        c if c.is_ascii() => {
            if c.is_ascii_alphanumeric() {
                Kind::Letter
            } else {
                Kind::Gap
            }
        }
        // Voicing marks, decomposed from half-width kana.
        '\u{3099}' | '\u{309a}' => Kind::Mark,
        // Soft hyphens, joiners, variation selectors and skin tones of emoji, Arabic tatweel.
        '\u{ad}'
        | '\u{640}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e0fff}' => Kind::Nothing,
        // Thai, Lao, Myanmar, Khmer, kana and Han, which have no spaces between words, and Hangul, which has none
        // before particles.
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{3100}'..='\u{312f}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Kind::Alone,
        c if c.is_alphanumeric() => Kind::Letter,
        c if is_combining_mark(c) => Kind::Mark,
        // Currencies, arrows, mathematics, dingbats and emoji.
        '£'
        | '¥'
        | '€'
        | '©'
        | '®'
        | '°'
        | '±'
        | '×'
        | '÷'
        | '\u{20a0}'..='\u{20cf}'
        | '\u{2190}'..='\u{2bff}'
        | '\u{1f000}'..='\u{1faff}' => Kind::Alone,
        _ => Kind::Gap,
    }
}

/// A character without case, accents and compatibility variants. Letters with strokes and ligatures become their base
/// letters, for keyboards that lack them.
fn folded(c: char) -> impl Iterator<Item = char> {
    let parts = std::iter::once(c).nfkd().filter(|c| !is_accent(*c));
    // Compose again: NFKD has also decomposed Hangul and voiced kana.
    parts.nfc().flat_map(char::to_lowercase).filter(|c| !is_accent(*c)).flat_map(|c| {
        let (first, second) = match c {
            'ß' => ('s', Some('s')),
            'æ' => ('a', Some('e')),
            'œ' => ('o', Some('e')),
            'þ' => ('t', Some('h')),
            'ø' => ('o', None),
            'ł' => ('l', None),
            'đ' | 'ð' => ('d', None),
            'ı' => ('i', None),
            'ς' => ('σ', None),
            c => (c, None),
        };
        std::iter::once(first).chain(second)
    })
}

/// Whether a mark is an accent of a Latin, Greek or Cyrillic letter, or a Hebrew or Arabic vowel point, which most
/// writers leave out.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}'
        | '\u{5c5}' | '\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::tokenize;

    fn keys(text: &str) -> String {
        tokenize(text).into_iter().map(|word| word.key).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_have_neither_case_nor_accents() {
        assert_eq!(keys("Été à la PLAGE, Straße!"), "ete a la plage strasse");
        assert_eq!(keys("Ｆｕｌｌ ﬁne Łódź İstanbul Ὀδυσσεύς"), "full fine lodz istanbul οδυσσευσ");
        assert_eq!(keys("مُحَمَّد أحمد مـحـمد שָׁלוֹם"), "محمد احمد محمد שלום");
        assert_eq!(keys("e\u{301}te\u{301} so\u{ad}ft"), "ete soft");
    }

    #[test]
    fn punctuation_separates_words_and_some_signs_are_words() {
        assert_eq!(keys("ann.b@example.org, well-known_thing (a/b)"), "ann b example org well known thing a b");
        assert_eq!(keys("C++ C# 🎉👍🏽 €5"), "c + + c # 🎉 👍 € 5");
        assert_eq!(keys("\u{0}\"'*^:(){}[]~@/"), "");
    }

    #[test]
    fn each_character_of_a_script_without_spaces_is_a_word() {
        assert_eq!(keys("中文abc"), "中 文 abc");
        assert_eq!(keys("日本語ガギ、です。"), "日 本 語 ガ ギ で す");
        assert_eq!(keys("ﾊﾟ서울에서"), "パ 서 울 에 서");
        assert_eq!(keys("ไทย").chars().filter(|c| *c == ' ').count(), 2);
        assert_eq!(keys("हिन्दी में"), "हिन्दी में");
    }

    #[test]
    fn positions_are_byte_ranges_of_the_text() {
        let text = "«Été» 中 ﬁn";
        let places: Vec<&str> = tokenize(text).into_iter().map(|word| &text[word.place]).collect();
        assert_eq!(places, ["Été", "中", "ﬁn"]);
    }
}
