//! The parts of pages around their content.

use crate::model::appearance::Appearance;
use crate::model::logins::sessions::Logins;
use crate::model::{Account, Branding, Locale, OwnRooms, Reach, RoomId};
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::parts::public_shell::PublicShell;

/// The parts of a page outside its content, for somebody who is logged in.
#[derive(Clone, Debug)]
pub struct Shell<'a> {
    /// The viewer.
    pub account: &'a Account,
    /// The viewer's rooms.
    pub rooms: &'a OwnRooms,
    /// The room that the page shows, if any.
    pub current: Option<RoomId>,
    /// The language and time zone of the page.
    pub locale: &'a Locale,
    /// Colours and size of text.
    pub appearance: Appearance,
    /// The reactions that the viewer uses most, with a space between them; empty: none was used.
    pub favourite_reactions: &'a str,
    /// The name of the time zone in the viewer's settings; none: browsers show times in their own zone.
    pub zone: Option<&'a str>,
    /// Whether this server sends e-mail.
    pub sends_mail: bool,
    /// The viewer's logins, and how they confirm changes.
    pub logins: Logins,
    /// The server's name and logo.
    pub branding: &'a Branding,
    /// The first steps, for an administrator who has not dismissed that.
    pub setup: Option<&'a Reach>,
}

impl Shell<'_> {
    /// The strings of the viewer's language.
    #[must_use]
    pub fn strings(&self) -> &'static Strings {
        strings(self.locale.language)
    }

    /// The shell of a page that shows nothing of the viewer.
    pub(crate) fn public(&self) -> PublicShell {
        PublicShell { locale: self.locale.clone(), branding: self.branding.clone() }
    }
}
