//! Names of files.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::model::characters::is_visible;

/// The name of a file as people see it and browsers save it: one line of at most [`FileName::MAX_BYTES`] bytes, without
/// folders, control characters and characters that change the direction of text. It never is a path on the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName(String);

impl FileName {
    /// The longest name, in bytes: as long as file systems take.
    pub const MAX_BYTES: usize = 255;

    /// The longest ending that a shortened name keeps, in bytes with its dot.
    const MAX_ENDING: usize = 16;

    /// Makes a name of the one that a browser sends. A name that has nothing visible becomes “file”.
    #[must_use]
    pub fn of(sent: &str) -> Self {
        let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
        // More than fits is never needed, however long it is.
        let (start, end) = (last.floor_char_boundary(4 * Self::MAX_BYTES), last.len());
        let last = if start < end {
            let ending = last.ceil_char_boundary(end.saturating_sub(Self::MAX_ENDING));
            format!("{}{}", &last[..start], &last[ending..])
        } else {
            last.to_owned()
        };
        let name: String = last.chars().filter(|c| is_allowed(*c)).nfc().collect();
        let name = name.trim_matches(|c: char| c.is_whitespace() || c == '.');
        if !name.chars().any(is_visible) {
            return Self("file".to_owned());
        }
        Self(shortened(name))
    }

    /// A name that was made before it was stored.
    #[must_use]
    pub(crate) fn from_store(name: String) -> Self {
        Self(name)
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The ending without its dot, in lower case; empty where there is none.
    #[must_use]
    pub fn ending(&self) -> String {
        self.0.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Format characters could make “fdp.exe” look like “exe.pdf”; joiners are letters' and emoji's own.
fn is_allowed(c: char) -> bool {
    let is_joiner = matches!(c, '\u{200c}' | '\u{200d}');
    let is_format = matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    !c.is_control() && (is_joiner || !is_format)
}

/// A name of at most [`FileName::MAX_BYTES`] bytes with the same ending.
fn shortened(name: &str) -> String {
    if name.len() <= FileName::MAX_BYTES {
        return name.to_owned();
    }
    let ending = name.rfind('.').map_or("", |dot| &name[dot..]);
    let ending = if ending.len() <= FileName::MAX_ENDING { ending } else { "" };
    let stem = &name[..name.floor_char_boundary(FileName::MAX_BYTES - ending.len())];
    format!("{stem}{ending}")
}

#[cfg(test)]
mod tests {
    use super::FileName;

    #[test]
    fn names_have_no_folders_controls_or_direction_marks() {
        for (sent, name) in [
            ("cat.png", "cat.png"),
            ("../../etc/passwd", "passwd"),
            ("C:\\photos\\cat.png", "cat.png"),
            ("a\0b\r\nc.txt", "abc.txt"),
            ("photo\u{202e}gnp.exe", "photognp.exe"),
            ("   .. ", "file"),
            ("", "file"),
            ("..", "file"),
            ("\u{200b}", "file"),
            (".profile", "profile"),
            ("résumé \u{1f600}.pdf", "résumé \u{1f600}.pdf"),
            ("صورة.png", "صورة.png"),
            ("nu\u{308}.txt", "n\u{fc}.txt"),
        ] {
            assert_eq!(FileName::of(sent).as_str(), name, "{sent:?}");
        }
    }

    #[test]
    fn long_names_are_shortened_and_keep_their_ending() {
        let name = FileName::of(&format!("{}.tar", "名".repeat(10_000)));
        assert!(name.as_str().len() <= FileName::MAX_BYTES && name.ending() == "tar", "{name}");
        assert_eq!(name.ending(), "tar");
        assert_eq!(FileName::of(&"x".repeat(300)).as_str().len(), FileName::MAX_BYTES);
        assert_eq!(FileName::of(&format!("a.{}", "y".repeat(300))).as_str().len(), FileName::MAX_BYTES);
    }
}
