//! How people are shown.

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::model::people::NewPicture;
use crate::model::{DisplayName, Profile, Viewer};
use crate::store::NewProfile;

impl Chat {
    /// Changes how the viewer is shown to everybody: the name, where none is the username, and the picture, which is
    /// made from a file. It counts as something said: everybody is told of it. Gives those who are shown differently from
    /// now on: others, too, if their names look alike now, or no longer do; `committed` gets them once that is durable,
    /// also when the request is gone by then.
    ///
    /// # Errors
    /// [`Error::NameLooksAlike`] when the name looks like somebody else's username; [`Error::NoPicture`] when the file makes
    /// none; [`Error::TooFast`] when the viewer has said more than may be; [`Error::SessionEnded`].
    pub async fn change_profile(
        &self,
        viewer: &Viewer,
        name: Option<DisplayName>,
        picture: NewPicture<Vec<u8>>,
        committed: impl FnOnce(&[Profile]) + Send + 'static,
    ) -> Result<Vec<Profile>, Error> {
        self.keep_pace(viewer)?;
        let picture = match picture {
            NewPicture::Same => NewPicture::Same,
            NewPicture::None => NewPicture::None,
            NewPicture::Of(file) => NewPicture::Of(self.thumbnailer.picture(file).await?),
        };
        let live = self.live.clone();
        let new = NewProfile { account: viewer.account.id, session: viewer.session.id, name, picture };
        let told = move |profiles: &[Profile], people: &[_]| {
            for profile in profiles {
                live.publish_profile(profile);
            }
            for person in people {
                live.mark_sidebars_dirty(Some(*person));
            }
            committed(profiles);
        };
        Ok(self.store.set_profile(new, told).await?)
    }
}
