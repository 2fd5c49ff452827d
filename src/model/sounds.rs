//! Sounds that messages play: `/play NAME` as the whole text.

use crate::model::Draft;
use crate::model::messages::DraftError;

/// A sound. Scripts synthesise it (`assets/scripts/sounds.js`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    /// A bell that is struck once.
    Bell,
    /// Three rising tones.
    Chime,
    /// Crickets in the silence.
    Crickets,
    /// A roll on a snare drum.
    Drumroll,
    /// A fanfare.
    Fanfare,
    /// A horn.
    Horn,
    /// A knock on a door.
    Knock,
    /// A laser, as in games.
    Laser,
    /// A bubble that bursts.
    Pop,
    /// Two beats and a cymbal.
    Rimshot,
    /// A sad trombone.
    Trombone,
    /// A whistle.
    Whistle,
}

impl Sound {
    /// All sounds, by name.
    pub const ALL: [Self; 12] = [
        Self::Bell,
        Self::Chime,
        Self::Crickets,
        Self::Drumroll,
        Self::Fanfare,
        Self::Horn,
        Self::Knock,
        Self::Laser,
        Self::Pop,
        Self::Rimshot,
        Self::Trombone,
        Self::Whistle,
    ];

    /// The name in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bell => "bell",
            Self::Chime => "chime",
            Self::Crickets => "crickets",
            Self::Drumroll => "drumroll",
            Self::Fanfare => "fanfare",
            Self::Horn => "horn",
            Self::Knock => "knock",
            Self::Laser => "laser",
            Self::Pop => "pop",
            Self::Rimshot => "rimshot",
            Self::Trombone => "trombone",
            Self::Whistle => "whistle",
        }
    }

    /// The sound that a text plays; none where it is an ordinary text.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let name = named(text)?;
        Self::ALL.into_iter().find(|sound| sound.name().eq_ignore_ascii_case(name))
    }
}

/// The name in a text that is meant to play a sound, which may be empty. A text of several words after `/play` isn't.
fn named(text: &str) -> Option<&str> {
    let rest = text.trim().strip_prefix("/play")?;
    let name = rest.trim_start();
    let is_one_word = !name.contains(char::is_whitespace);
    (is_one_word && (name.is_empty() || name.len() < rest.len())).then_some(name)
}

/// A text to be posted, unless it is meant to play a sound that there isn't.
///
/// # Errors
/// [`DraftError::UnknownSound`].
pub fn with_known_sound(draft: Draft) -> Result<Draft, DraftError> {
    let text = draft.as_str();
    if named(text).is_some() && Sound::of(text).is_none() { Err(DraftError::UnknownSound) } else { Ok(draft) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_is_played_by_a_text_that_is_nothing_else() {
        for (text, sound) in [
            ("/play trombone", Some(Sound::Trombone)),
            (" /play  Bell\n", Some(Sound::Bell)),
            ("/play", None),
            ("/playbell", None),
            ("/play bell now", None),
            ("\\/play bell", None),
            ("we /play bell", None),
        ] {
            assert_eq!(Sound::of(text), sound, "{text:?}");
        }
        let checked = |text| with_known_sound(Draft::parse(text).unwrap());
        for unknown in ["/play", "/play bongo"] {
            assert_eq!(checked(unknown), Err(DraftError::UnknownSound), "{unknown:?}");
        }
        for text in ["/play bell", "/play with us", "/players", "\\/play bongo", "hello"] {
            assert!(checked(text).is_ok(), "{text:?}");
        }
        let names: Vec<&str> = Sound::ALL.into_iter().map(Sound::name).collect();
        assert!(names.is_sorted());
    }
}
