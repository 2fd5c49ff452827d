//! The parts of pages around their content, for somebody who isn't logged in.

use std::ops::Deref;

use crate::model::{Branding, Locale};
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;

/// The language of such a page, and the server's name and logo. It stands for the strings of the language.
#[derive(Clone, Debug, Default)]
pub struct PublicShell {
    /// The language, and the server's time zone.
    pub locale: Locale,
    /// The server's name and logo.
    pub branding: Branding,
}

impl Deref for PublicShell {
    type Target = Strings;

    fn deref(&self) -> &Strings {
        strings(self.locale.language)
    }
}
