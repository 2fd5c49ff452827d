//! Guests: a link into one room, a name, and no account to log in to.

use std::net::IpAddr;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jiff::Timestamp;

use crate::chat::auth::random::random;
use crate::chat::auth::secret::{Code, code, is_code};
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::model::guests::{Guest, GuestLink, GuestLinkId, Stay};
use crate::model::text::candidates;
use crate::model::{DisplayName, Draft, MessageId, Network, Nonce, SessionToken, Username, Viewer};
use crate::store;
use crate::store::{Edit, Entered, GroupMentions, GuestChange, NewGuest, NewGuestLink, NewMessage, Posted};

/// Maximum number of guest links of a room that work at a time.
pub const MAX_GUEST_LINKS: u32 = 20;

/// Maximum number of guests of a room at a time, waiting ones included.
const MAX_GUESTS: u32 = 100;

/// Separates the codes of guest links from others that are made with the same secret.
const DOMAIN: &[u8] = b"guest link";

/// The last segment of a guest link: its number, and this server's authentication code of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuestToken {
    id: GuestLinkId,
    code: Code,
}

impl GuestToken {
    /// Parses the last segment of a link's path; none where it isn't a token.
    #[must_use]
    pub fn parse(segment: &str) -> Option<Self> {
        let (id, code) = segment.split_once('-')?;
        let code = BASE64_URL_SAFE_NO_PAD.decode(code).ok()?.try_into().ok()?;
        Some(Self { id: GuestLinkId(id.parse().ok()?), code })
    }

    /// The last segment of the link's path.
    #[must_use]
    pub fn encode(&self) -> String {
        format!("{}-{}", self.id.0, BASE64_URL_SAFE_NO_PAD.encode(self.code))
    }
}

impl Chat {
    /// Makes a link by which guests come into a room.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for those who can't change the room; [`Error::Archived`]; [`Error::LimitReached`];
    /// [`Error::TooFast`].
    pub async fn create_guest_link(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        stay: Stay,
        waits: bool,
    ) -> Result<(), Error> {
        self.limits.take(Action::Invite, viewer)?;
        let now = Timestamp::now();
        let new = NewGuestLink {
            room: entered.room.id,
            by: viewer.account.id,
            expires_at: stay.ends_at(now),
            waits,
            most: MAX_GUEST_LINKS,
            now,
        };
        self.store.create_guest_link(new).await?;
        Ok(())
    }

    /// Revokes a guest link; the guests that came by it stay.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for those who can't change the room; [`Error::TooFast`].
    pub async fn revoke_guest_link(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        link: GuestLinkId,
    ) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        let (room, by) = (entered.room.id, viewer.account.id);
        Ok(self.store.revoke_guest_link(room, by, link, Timestamp::now()).await?)
    }

    /// Lets a waiting guest in, or takes a guest out of the room.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for those who can't change the room; [`Error::RoomFull`]; [`Error::TooFast`].
    pub async fn change_guest(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        guest: &Username,
        change: GuestChange,
    ) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        let (room, by) = (entered.room.id, viewer.account.id);
        match self.store.change_guest(room, by, guest, change, Timestamp::now()).await {
            // The guest has left meanwhile.
            Err(store::Error::NotFound) => Ok(()),
            changed => Ok(changed?),
        }
    }

    /// The last segment of a guest link.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn guest_token(&self, id: GuestLinkId) -> Result<GuestToken, Error> {
        let secret = self.invitations.load(&self.store).await?;
        Ok(GuestToken { id, code: code(&secret, &[DOMAIN, &id.0.to_be_bytes()])? })
    }

    /// The guest link of a token, if it works.
    ///
    /// # Errors
    /// [`Error::BadLink`].
    pub async fn guest_link(&self, token: GuestToken) -> Result<GuestLink, Error> {
        let secret = self.invitations.load(&self.store).await?;
        if !is_code(&secret, &[DOMAIN, &token.id.0.to_be_bytes()], &token.code) {
            return Err(Error::BadLink);
        }
        match self.store.guest_link(token.id, Timestamp::now()).await {
            Err(store::Error::NotFound) => Err(Error::BadLink),
            found => Ok(found?),
        }
    }

    /// Comes into a room as a guest, or into its waiting room. Returns the token of the guest's session.
    ///
    /// # Errors
    /// [`Error::BadLink`]; [`Error::BlockedNetwork`]; [`Error::NameLooksAlike`]; [`Error::RoomFull`];
    /// [`Error::LimitReached`]; [`Error::TooFast`].
    pub async fn enter_as_guest(
        &self,
        token: GuestToken,
        name: DisplayName,
        address: IpAddr,
    ) -> Result<SessionToken, Error> {
        let link = self.guest_link(token).await?;
        let network = Network::of(address);
        self.limits.take_from(Action::Register, network)?;
        let session = SessionToken::new(random()?);
        let new = NewGuest {
            link: link.id,
            username: guest_name(random()?),
            name,
            session: session.id(),
            network: network.to_string(),
            most: MAX_GUESTS,
            now: Timestamp::now(),
        };
        self.store.enter_as_guest(new).await?;
        Ok(session)
    }

    /// Posts a guest's message. It names no other rooms: a link would tell which ones there are.
    ///
    /// # Errors
    /// As [`Self::post`].
    pub async fn post_as_guest(
        &self,
        viewer: &Viewer,
        guest: &Guest,
        draft: Draft,
        nonce: Option<Nonce>,
    ) -> Result<Posted, Error> {
        self.keep_pace(viewer)?;
        let names = candidates(draft.as_str()).without_rooms();
        let new = NewMessage {
            files: Vec::new(),
            room: guest.room,
            author: guest.account.id,
            names,
            draft,
            reply_to: None,
            nonce,
            groups: GroupMentions::default(),
            posted_at: Timestamp::now(),
        };
        Ok(self.store.post_message(new).await?)
    }

    /// Changes a guest's own message. It names no other rooms, either.
    ///
    /// # Errors
    /// As [`Self::edit`].
    pub async fn edit_as_guest(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        id: MessageId,
        draft: Draft,
    ) -> Result<(), Error> {
        self.changeable_message(viewer, entered, id).await?;
        self.keep_pace(viewer)?;
        let names = candidates(draft.as_str()).without_rooms();
        let edit = Edit { room: entered.room.id, by: viewer.account.id, id, draft, names, at: Timestamp::now() };
        Ok(self.store.edit_message(edit).await?)
    }

    /// Ends a guest's own access.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn leave_as_guest(&self, guest: &Guest) -> Result<(), Error> {
        Ok(self.store.end_guest(guest.session, Timestamp::now()).await?)
    }
}

/// A username that nobody else has: `guest-` and 50 random bits in Crockford's base 32.
fn guest_name(random: [u8; 10]) -> Username {
    let digit = |byte: u8| char::from(b"0123456789abcdefghjkmnpqrstvwxyz"[usize::from(byte % 32)]);
    Username::from_store(format!("guest-{}", random.map(digit).iter().collect::<String>()))
}
