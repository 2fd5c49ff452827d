//! Why something that was typed is refused, in words for whoever typed it.

use super::texts::Texts;
use crate::model::{RoomDescription, RoomDescriptionError, RoomName, RoomNameError};

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

#[cfg(test)]
mod tests {
    use super::super::texts::texts;
    use super::*;
    use crate::model::Language;

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
