//! Voice messages: how long they are, and how loud over time.

use std::fmt;

/// The length and the loudness of a recording, as the page that made it measured them. The text of it, in forms and in the
/// database, is the seconds, a hyphen, and a hexadecimal digit for each level: `12-0af3…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waveform {
    /// The length in seconds.
    pub seconds: u16,
    /// The loudness of equal parts of the recording, each from 0 to [`Waveform::LOUDEST`].
    pub levels: [u8; Self::LEVELS],
}

impl Waveform {
    /// The longest recording, in seconds.
    pub const MAX_SECONDS: u16 = 300;

    /// The number of levels.
    pub const LEVELS: usize = 64;

    /// The highest level.
    pub const LOUDEST: u8 = 15;

    /// Parses the text of one; none for other texts.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (seconds, digits) = text.split_once('-')?;
        if !(1..=3).contains(&seconds.len()) || !seconds.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let seconds = seconds.parse().ok().filter(|seconds| *seconds <= Self::MAX_SECONDS)?;
        let digits: [u8; Self::LEVELS] = digits.as_bytes().try_into().ok()?;
        let mut levels = [0; Self::LEVELS];
        for (level, digit) in levels.iter_mut().zip(digits) {
            *level = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'f' => digit - b'a' + 10,
                _ => return None,
            };
        }
        Some(Self { seconds, levels })
    }

    /// The length as players show it: `1:05`.
    #[must_use]
    pub fn length(&self) -> String {
        format!("{}:{:02}", self.seconds / 60, self.seconds % 60)
    }
}

impl fmt::Display for Waveform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-", self.seconds)?;
        self.levels.iter().try_for_each(|level| write!(f, "{level:x}"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Waveform;

    #[test]
    fn waveforms_are_read_from_their_text() {
        let text = format!("65-{}", "0123456789abcdef".repeat(4));
        let waveform = Waveform::parse(&text).unwrap();
        assert_eq!((waveform.length().as_str(), &waveform.levels[..3]), ("1:05", &[0, 1, 2][..]));
        assert!(waveform.levels.iter().all(|level| *level <= Waveform::LOUDEST));
        assert_eq!(waveform.to_string(), text);
    }

    #[test]
    fn other_texts_are_no_waveforms() {
        let levels = "0".repeat(Waveform::LEVELS);
        let (short, long) = ("0".repeat(Waveform::LEVELS - 1), "0".repeat(Waveform::LEVELS + 1));
        for bad in [
            String::new(),
            "12".to_owned(),
            format!("12{levels}"),
            format!("-{levels}"),
            format!("301-{levels}"),
            format!("0012-{levels}"),
            format!("+12-{levels}"),
            format!("-1-{levels}"),
            format!("12-{short}"),
            format!("12-{long}"),
            format!("12-{short}g"),
            format!("12-{short}F"),
            format!("12-{}é", &short[1..]),
        ] {
            assert_eq!(Waveform::parse(&bad), None, "{bad}");
        }
        assert!(Waveform::parse(&format!("0-{levels}")).is_some());
    }
}
