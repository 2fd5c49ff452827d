//! Profiles.

use crate::model::{Picture, Profile, ProfileNumber, Username};
use crate::store::commands::people::NewProfile;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The newest change of a profile.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn newest_profile(&self) -> Result<ProfileNumber, Error> {
        let since = match self.cache.profiles.get(&()) {
            Ok(newest) => return Ok(newest),
            Err(since) => since,
        };
        let newest = read_backend!(self.newest_profile())?;
        self.cache.profiles.keep(since, (), newest);
        Ok(newest)
    }

    /// Whose profiles have changed since a change, in the order of the changes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn profiles_after(&self, after: ProfileNumber) -> Result<Vec<Profile>, Error> {
        read_backend!(self.profiles_after(after))
    }

    /// Somebody's picture, and the change that brought it.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, or nobody of this name.
    pub async fn picture(&self, of: &Username) -> Result<(Picture, ProfileNumber), Error> {
        read_backend!(self.picture(of))
    }
}

impl Store {
    /// Changes how somebody is shown, and takes the next number of such changes for it; a profile that is the same
    /// again changes nothing.
    ///
    /// Profiles of others change, too, whose name is shared from now on, or no longer.
    ///
    /// # Errors
    /// [`Error::LooksAlike`] when the name looks like somebody else's username; [`Error::SessionEnded`].
    pub async fn set_profile(&self, new: NewProfile) -> Result<(), Error> {
        write_backend!(self.set_profile(new))
    }
}
