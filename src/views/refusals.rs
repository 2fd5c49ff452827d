//! What is said to whoever typed something that can't be taken.

use super::texts::Texts;
use crate::model::accounts::{PasswordError, UsernameError};
use crate::model::messages::DraftError;
use crate::model::reactions::NoEmoji;
use crate::model::{Draft, Password, Username};

/// Why a name is no account's.
#[must_use]
pub fn username(error: UsernameError, t: &Texts) -> String {
    match error {
        UsernameError::Empty => t.username_empty.clone(),
        UsernameError::TooLong => t.username_too_long(Username::MAX_CHARS),
        UsernameError::Character => t.username_characters.clone(),
        UsernameError::NoLetter => t.username_no_letter.clone(),
    }
}

/// Why a password can't be chosen.
#[must_use]
pub fn password(error: PasswordError, t: &Texts) -> String {
    match error {
        PasswordError::TooShort => t.password_too_short(Password::MIN_CHARS),
        PasswordError::TooLong => t.password_too_long(Password::MAX_CHARS),
    }
}

/// Why a text is no message.
#[must_use]
pub fn draft(error: DraftError, t: &Texts) -> String {
    match error {
        DraftError::Empty => t.draft_empty.clone(),
        DraftError::TooLong(count) => t.draft_too_long(count, Draft::MAX_CHARS),
    }
}

/// Why something is no reaction.
#[must_use]
pub fn emoji(NoEmoji: NoEmoji, t: &Texts) -> String {
    t.no_emoji.clone()
}
