//! Folding of words for the search of emoji. The build script has this file, too.

/// A text in lower case, with katakana as hiragana, one form of each Arabic letter, and without Arabic vowels.
/// `assets/scripts/picker.js` folds alike.
pub(crate) fn fold(text: &str) -> String {
    let fold = |c: char| match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60),
        'أ' | 'إ' | 'آ' => Some('ا'),
        'ة' => Some('ه'),
        'ى' => Some('ي'),
        '\u{64b}'..='\u{652}' | 'ـ' | '\u{fe0f}' => None,
        c => Some(c),
    };
    text.to_lowercase().chars().filter_map(fold).collect()
}
