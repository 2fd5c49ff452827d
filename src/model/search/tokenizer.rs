//! The words of a text as they are searched by: without case and accents, and of every script.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{compose, is_combining_mark};

/// A word, and where it stands in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// What it is compared by.
    pub(crate) key: String,
    /// Its bytes in the text.
    pub(crate) place: Range<usize>,
}

/// Takes a text apart. What scripts without spaces write is single characters, and so are signs that mean something
/// by themselves (`+`, `#`, emoji); other punctuation parts words and is nothing else.
pub(crate) fn tokenize(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    // Whether the last word may go on.
    let mut open = false;
    for (start, c) in text.char_indices() {
        let place = start..start + c.len_utf8();
        if c.is_ascii() {
            let c = c.to_ascii_lowercase();
            open = add(&mut words, open, c, kind(c), &place);
            continue;
        }
        for c in folded(c) {
            open = add(&mut words, open, c, kind(c), &place);
        }
    }
    words
}

/// What a character is in a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Stands in words.
    Letter,
    /// Belongs to what is before it.
    Mark,
    /// Is a word.
    Alone,
    /// Is passed over.
    Nothing,
    /// Parts words.
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
        // It would have nothing to stand on.
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
        // The voicing of kana that was written as half-width ones.
        '\u{3099}' | '\u{309a}' => Kind::Mark,
        // Soft hyphens and joiners, what chooses how an emoji looks, the dashes of Arabic's calligraphy.
        '\u{ad}'
        | '\u{640}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e0fff}' => Kind::Nothing,
        // Thai, Lao, Myanmar, Khmer, kana, Han, and Hangul, where particles are written to words.
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

/// A character without its case, its accents and its form. Letters that are others with a stroke or two in one go
/// with them, for who has no such keys.
fn folded(c: char) -> impl Iterator<Item = char> {
    let parts = std::iter::once(c).nfkd().filter(|c| !is_accent(*c));
    // Composed again, since Hangul and kana are made of parts, too.
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

/// Accents of Latin, Greek and Cyrillic letters, and the vowel points of Hebrew and Arabic, which are mostly left out.
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
    fn punctuation_parts_words_and_some_signs_are_words() {
        assert_eq!(keys("ann.b@example.org, well-known_thing (a/b)"), "ann b example org well known thing a b");
        assert_eq!(keys("C++ C# 🎉👍🏽 €5"), "c + + c # 🎉 👍 € 5");
        assert_eq!(keys("\u{0}\"'*^:(){}[]~@/"), "");
    }

    #[test]
    fn scripts_without_spaces_are_characters() {
        assert_eq!(keys("中文abc"), "中 文 abc");
        assert_eq!(keys("日本語ガギ、です。"), "日 本 語 ガ ギ で す");
        assert_eq!(keys("ﾊﾟ서울에서"), "パ 서 울 에 서");
        assert_eq!(keys("ไทย").chars().filter(|c| *c == ' ').count(), 2);
        assert_eq!(keys("हिन्दी में"), "हिन्दी में");
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "«Été» 中 ﬁn";
        let places: Vec<&str> = tokenize(text).into_iter().map(|word| &text[word.place]).collect();
        assert_eq!(places, ["Été", "中", "ﬁn"]);
    }
}
