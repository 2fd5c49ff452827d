//! How people are shown.

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::model::people::NewPicture;
use crate::model::{DisplayName, Viewer};
use crate::store::NewProfile;

impl Chat {
    /// Changes the viewer's display name (none: the username is shown) and picture. It counts as a message, since all
    /// open pages are updated. It can also change how other people are shown, whose names
    /// now look like the viewer's, or no longer do.
    ///
    /// # Errors
    /// [`Error::NameLooksAlike`] when the name looks like somebody else's username; [`Error::NoPicture`] when the
    /// file is no picture; [`Error::TooFast`] at the rate limit; [`Error::SessionEnded`].
    pub async fn change_profile(
        &self,
        viewer: &Viewer,
        name: Option<DisplayName>,
        picture: NewPicture<Vec<u8>>,
    ) -> Result<(), Error> {
        self.keep_pace(viewer)?;
        let picture = match picture {
            NewPicture::Same => NewPicture::Same,
            NewPicture::None => NewPicture::None,
            NewPicture::Of(file) => NewPicture::Of(self.thumbnailer.picture(file).await?),
        };
        let new = NewProfile { account: viewer.account.id, session: viewer.session.id, name, picture };
        Ok(self.store.set_profile(new).await?)
    }
}
