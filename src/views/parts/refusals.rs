//! Why something that was typed is refused, in words for whoever typed it.

use crate::model::messages::DraftError;
use crate::model::passwords::PasswordError;
use crate::model::people::{DisplayNameError, PictureError};
use crate::model::reactions::NoEmoji;
use crate::model::usernames::UsernameError;
use crate::model::{
    DisplayName, Draft, Password, Picture, RoomDescription, RoomDescriptionError, RoomName, RoomNameError,
    Username,
};
use crate::views::i18n::names::Texts;

/// Of a room's name.
#[must_use]
pub fn room_name(error: RoomNameError, t: &Texts) -> String {
    match error {
        RoomNameError::Empty => t.room_name_empty.clone(),
        RoomNameError::TooLong => t.room_name_too_long(RoomName::MAX_CHARS),
        RoomNameError::Character => t.room_name_characters.clone(),
    }
}

/// Of what a room is for.
#[must_use]
pub fn room_description(error: RoomDescriptionError, t: &Texts) -> String {
    match error {
        RoomDescriptionError::TooLong(count) => t.room_description_too_long(count, RoomDescription::MAX_CHARS),
        RoomDescriptionError::Character => t.room_description_characters.clone(),
    }
}

/// Of an account's name.
#[must_use]
pub fn username(error: UsernameError, t: &Texts) -> String {
    match error {
        UsernameError::Empty => t.username_empty.clone(),
        UsernameError::TooLong => t.username_too_long(Username::MAX_CHARS),
        UsernameError::Character => t.username_characters.clone(),
        UsernameError::NoLetter => t.username_no_letter.clone(),
        UsernameError::Direction => t.username_direction.clone(),
        UsernameError::Scripts => t.username_scripts.clone(),
    }
}

/// Of a name to be shown.
#[must_use]
pub fn display_name(error: DisplayNameError, t: &Texts) -> String {
    match error {
        DisplayNameError::Empty => t.username_empty.clone(),
        DisplayNameError::TooLong => t.username_too_long(DisplayName::MAX_CHARS),
        DisplayNameError::Character => t.display_name_characters.clone(),
    }
}

/// Of a file that is to become somebody's picture.
#[must_use]
pub fn picture(error: PictureError, t: &Texts) -> String {
    match error {
        PictureError::Unreadable => t.picture_unreadable.clone(),
        PictureError::TooLarge => t.picture_too_large(Picture::MOST_BYTES >> 20),
        PictureError::TooManyPixels { most } => t.picture_too_many_pixels(most / 1_000_000),
    }
}

/// Of a password.
#[must_use]
pub fn password(error: PasswordError, t: &Texts) -> String {
    match error {
        PasswordError::TooShort => t.password_too_short(Password::MIN_CHARS),
        PasswordError::TooLong => t.password_too_long(Password::MAX_CHARS),
        PasswordError::Common => t.password_common.clone(),
        PasswordError::OfName => t.password_of_name.clone(),
    }
}

/// Of a message.
#[must_use]
pub fn draft(error: DraftError, t: &Texts) -> String {
    match error {
        DraftError::Empty => t.draft_empty.clone(),
        DraftError::TooLong(count) => t.draft_too_long(count, Draft::MAX_CHARS),
    }
}

/// Of a reaction.
#[must_use]
pub fn emoji(NoEmoji: NoEmoji, t: &Texts) -> String {
    t.no_emoji.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;
    use crate::views::i18n::strings::texts;

    #[test]
    fn in_english_people_read_what_the_log_says() {
        let t = texts(Language::English);
        for error in [RoomNameError::Empty, RoomNameError::TooLong, RoomNameError::Character] {
            assert_eq!(room_name(error, t), error.to_string());
        }
        for error in [RoomDescriptionError::TooLong(501), RoomDescriptionError::Character] {
            assert_eq!(room_description(error, t), error.to_string());
        }
    }
}
