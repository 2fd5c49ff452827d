//! Custom emoji.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jiff::Timestamp;

use crate::chat::auth::random::random;
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::model::custom_emoji::{CustomEmoji, EmojiName, PictureKey};
use crate::model::{AccountId, Role, SessionId, Viewer};
use crate::store::{EmojiRemoval, NewEmoji};

impl Chat {
    /// Whether the settings let the viewer add custom emoji.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn may_add_emoji(&self, viewer: &Viewer) -> Result<bool, Error> {
        Ok(self.store.server_settings().await?.emoji_adders.include(viewer.account.role))
    }

    /// Adds a custom emoji from an uploaded file.
    ///
    /// # Errors
    /// [`Error::NameTaken`]; [`Error::NoPicture`] when the file is no picture; [`Error::LimitReached`];
    /// [`Error::Forbidden`] when the viewer may not add any; [`Error::Muted`]; [`Error::TooFast`];
    /// [`Error::SessionEnded`].
    pub async fn add_emoji(&self, viewer: &Viewer, name: EmojiName, file: Vec<u8>) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        self.add_emoji_as(viewer.account.id, viewer.session.id, name, file).await
    }

    /// The same without a rate limit, for an account in a session.
    ///
    /// # Errors
    /// Errors of [`Chat::add_emoji`], but [`Error::TooFast`].
    pub async fn add_emoji_as(
        &self,
        account: AccountId,
        session: SessionId,
        name: EmojiName,
        file: Vec<u8>,
    ) -> Result<(), Error> {
        let picture = self.thumbnailer.emoji(file).await?;
        let key = PictureKey(BASE64_URL_SAFE_NO_PAD.encode(random::<16>()?));
        let emoji = CustomEmoji { name, key };
        let new = NewEmoji { account, session, emoji, picture, now: Timestamp::now() };
        Ok(self.store.add_emoji(new).await?)
    }

    /// Removes a custom emoji. Texts and reactions show its name from then on.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when somebody else added it, for others than administrators;
    /// [`store::Error::NotFound`](crate::store::Error::NotFound); [`Error::TooFast`]; [`Error::SessionEnded`].
    pub async fn remove_emoji(&self, viewer: &Viewer, name: EmojiName) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        let removal = EmojiRemoval {
            account: viewer.account.id,
            session: viewer.session.id,
            network: viewer.network.to_string(),
            name,
            now: Timestamp::now(),
        };
        Ok(self.store.remove_emoji(removal).await?)
    }
}

/// Whether the viewer may remove a custom emoji that an account added.
#[must_use]
pub fn may_remove_emoji(viewer: &Viewer, by: AccountId) -> bool {
    viewer.account.id == by || viewer.account.role == Role::Administrator
}
