//! Validation errors as sentences for people.

use crate::model::administration::branding::{ServerName, ServerNameError};
use crate::model::cards::{Status, StatusError};
use crate::model::custom_emoji::{EmojiName, EmojiNameError};
use crate::model::files::names::FileName;
use crate::model::logins::passwords::PasswordError;
use crate::model::mail::addresses::EmailAddressError;
use crate::model::messages::DraftError;
use crate::model::people::{DisplayNameError, PictureError};
use crate::model::reactions::NoEmoji;
use crate::model::sidebar::SectionNameError;
use crate::model::sounds::Sound;
use crate::model::usernames::UsernameError;
use crate::model::{
    DisplayName, Draft, Password, Picture, RoomDescription, RoomDescriptionError, RoomName, RoomNameError,
    Username,
};
use crate::views::i18n::names::Strings;
use crate::views::i18n::sizes;

/// The error of a file that is larger than `limit` bytes.
#[must_use]
pub fn file_too_large(name: &FileName, limit: u64, i18n: &Strings) -> String {
    i18n.file_too_large(name.as_str(), sizes::in_words(limit, i18n))
}

/// The error of a picture whose metadata can't be removed, because it is larger than `limit` bytes.
#[must_use]
pub fn picture_too_large(name: &FileName, limit: u64, i18n: &Strings) -> String {
    i18n.picture_too_large_to_clean(name.as_str(), sizes::in_words(limit, i18n))
}

/// The error of a room's name.
#[must_use]
pub fn room_name(error: RoomNameError, i18n: &Strings) -> String {
    match error {
        RoomNameError::Empty => i18n.room_name_empty.clone(),
        RoomNameError::TooLong => i18n.room_name_too_long(RoomName::MAX_CHARS),
        RoomNameError::Character => i18n.room_name_characters.clone(),
    }
}

/// The error of a room's description.
#[must_use]
pub fn room_description(error: RoomDescriptionError, i18n: &Strings) -> String {
    match error {
        RoomDescriptionError::TooLong(count) => i18n.room_description_too_long(count, RoomDescription::MAX_CHARS),
        RoomDescriptionError::Character => i18n.room_description_characters.clone(),
    }
}

/// The error of an e-mail address.
#[must_use]
pub fn email_address(error: EmailAddressError, i18n: &Strings) -> String {
    match error {
        EmailAddressError::Invalid => i18n.email_invalid.clone(),
        EmailAddressError::NotAscii => i18n.email_not_ascii.clone(),
    }
}

/// The error of a username.
#[must_use]
pub fn username(error: UsernameError, i18n: &Strings) -> String {
    match error {
        UsernameError::Empty => i18n.username_empty.clone(),
        UsernameError::TooLong => i18n.username_too_long(Username::MAX_CHARS),
        UsernameError::Character => i18n.username_characters.clone(),
        UsernameError::NoLetter => i18n.username_no_letter.clone(),
        UsernameError::Direction => i18n.username_direction.clone(),
        UsernameError::Scripts => i18n.username_scripts.clone(),
    }
}

/// The error of a display name.
#[must_use]
pub fn display_name(error: DisplayNameError, i18n: &Strings) -> String {
    match error {
        DisplayNameError::Empty => i18n.username_empty.clone(),
        DisplayNameError::TooLong => i18n.username_too_long(DisplayName::MAX_CHARS),
        DisplayNameError::Character => i18n.display_name_characters.clone(),
    }
}

/// The error of the server's name.
#[must_use]
pub fn server_name(error: ServerNameError, i18n: &Strings) -> String {
    match error {
        ServerNameError::TooLong => i18n.server_name_too_long(ServerName::MAX_CHARS),
        ServerNameError::Character => i18n.server_name_characters.clone(),
    }
}

/// The error of a profile picture.
#[must_use]
pub fn picture(error: PictureError, i18n: &Strings) -> String {
    match error {
        PictureError::Unreadable => i18n.picture_unreadable.clone(),
        PictureError::TooLarge => i18n.picture_too_large(Picture::MAX_BYTES >> 20),
        PictureError::TooManyPixels { most } => i18n.picture_too_many_pixels(most / 1_000_000),
    }
}

/// The error of the name of a custom emoji.
#[must_use]
pub fn emoji_name(error: EmojiNameError, i18n: &Strings) -> String {
    match error {
        EmojiNameError::Invalid => i18n.emoji_name_invalid(EmojiName::MIN_CHARS, EmojiName::MAX_CHARS),
        EmojiNameError::Standard => i18n.emoji_name_standard.clone(),
    }
}

/// The error of a new password.
#[must_use]
pub fn password(error: PasswordError, i18n: &Strings) -> String {
    match error {
        PasswordError::TooShort => i18n.password_too_short(Password::MIN_CHARS),
        PasswordError::TooLong => i18n.password_too_long(Password::MAX_CHARS),
        PasswordError::Common => i18n.password_common.clone(),
        PasswordError::OfName => i18n.password_of_name.clone(),
    }
}

/// The error of a message's text.
#[must_use]
pub fn draft(error: DraftError, i18n: &Strings) -> String {
    match error {
        DraftError::Empty => i18n.draft_empty.clone(),
        DraftError::TooLong(count) => i18n.draft_too_long(count, Draft::MAX_CHARS),
        DraftError::UnknownSound => i18n.unknown_sound(Sound::ALL.map(Sound::name).join(&i18n.comma)),
    }
}

/// The error of a reaction.
#[must_use]
pub fn emoji(NoEmoji: NoEmoji, i18n: &Strings) -> String {
    i18n.no_emoji.clone()
}

/// Why a section of the sidebar can't have this name.
#[must_use]
pub fn section_name(error: SectionNameError, i18n: &Strings) -> String {
    match error {
        SectionNameError::TooLong => i18n.section_too_long.clone(),
        SectionNameError::Character => i18n.section_hidden.clone(),
    }
}

/// Why this can't be a status.
#[must_use]
pub fn status(error: StatusError, i18n: &Strings) -> String {
    match error {
        StatusError::TooLong => i18n.status_too_long(Status::MAX_CHARS),
        StatusError::Character => i18n.section_hidden.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;
    use crate::views::i18n::strings::strings;

    #[test]
    fn english_errors_equal_those_in_the_log() {
        let i18n = strings(Language::English);
        for error in [RoomNameError::Empty, RoomNameError::TooLong, RoomNameError::Character] {
            assert_eq!(room_name(error, i18n), error.to_string());
        }
        for error in [RoomDescriptionError::TooLong(501), RoomDescriptionError::Character] {
            assert_eq!(room_description(error, i18n), error.to_string());
        }
    }
}
