//! All rate limits and quotas of people and networks.
//!
//! Rates count attempts. Most are per person and per network, so that neither many accounts in one network nor one
//! account in many networks gets more. Resources that are held (streams, uploads, places in queues) are given back when
//! they are dropped. Limits elsewhere: failed logins in `chat/auth/throttle.rs`, the queue for hashing passwords in
//! `fair_queue.rs`, the writer's queue in the store.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sha2::{Digest as _, Sha256};

use crate::chat::error::Error;
use crate::chat::limits::rate_limiter::{Rate, RateLimiter};
use crate::chat::rules::Rules;
use crate::metrics::limits::Limit;
use crate::model::{AccountId, EmailAddress, Network, Viewer};

/// An action with a rate limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Action {
    /// Posting, editing, reacting, pinning, bookmarking, changing one's profile.
    Say,
    /// Joining, leaving, renaming, archiving, changing notifications: any other change that is stored.
    Change,
    /// Beginning the upload of a file.
    Upload,
    /// Saving what one is typing.
    SaveDraft,
    /// Having a text shown as a message.
    Preview,
    /// Registering an account.
    Register,
    /// Beginning or finishing a login at the provider of single sign-on.
    SignOn,
    /// Beginning or finishing a login with a passkey, or making one.
    Passkey,
    /// Creating a room.
    MakeRoom,
    /// Opening a direct conversation.
    Converse,
    /// Inviting somebody to a room.
    Invite,
    /// Opening a conversation with, or inviting, the same person repeatedly.
    Approach,
    /// Asking for a link for a lost password.
    Recover,
    /// Having an e-mail sent to an address that is to be verified.
    Verify,
    /// The same for the same address, by anybody.
    VerifyAddress,
}

/// The limit in the figures.
fn limit(action: Action) -> Limit {
    match action {
        Action::Say => Limit::Say,
        Action::Change => Limit::Change,
        Action::Upload => Limit::Upload,
        Action::SaveDraft => Limit::SaveDraft,
        Action::Preview => Limit::Preview,
        Action::Register => Limit::Register,
        Action::SignOn => Limit::SignOn,
        Action::Passkey => Limit::Passkey,
        Action::MakeRoom => Limit::MakeRoom,
        Action::Converse => Limit::Converse,
        Action::Invite => Limit::Invite,
        Action::Approach => Limit::Approach,
        Action::Recover => Limit::Recover,
        Action::Verify => Limit::Verify,
        Action::VerifyAddress => Limit::VerifyAddress,
    }
}

/// The rates of an action: per person, per network, and in all. Each has a burst, and the interval of one more.
#[rustfmt::skip]
fn rates(action: Action, rules: &Rules) -> [Option<Rate>; 3] {
    let (seconds, minutes) = (Duration::from_secs, Duration::from_mins);
    let (messages, registrations) = (rules.messages_per_minute, rules.registrations_per_hour);
    let some = |at_once, each| Some(Rate { at_once, each });
    match action {
        //                   per person                    per network                        in all
        Action::Say      => [messages.map(Rate::per_minute), None,                            None],
        Action::Change   => [some(240, seconds(1) / 4),    None,                              None],
        Action::SaveDraft | Action::Preview
                         => [some(120, seconds(1)),        None,                              None],
        Action::Upload   => [some(200, seconds(2)),        some(1_000, seconds(1) / 2),       None],
        Action::Register => [None,                         registrations.map(accounts_of(1)), registrations.map(accounts_of(10))],
        Action::SignOn | Action::Passkey
                         => [None,                         some(120, seconds(1)),             None],
        Action::MakeRoom => [some(20, minutes(1)),         some(60, seconds(20)),             None],
        Action::Converse => [some(30, seconds(30)),        some(120, seconds(8)),             None],
        Action::Invite   => [some(100, seconds(3)),        some(400, seconds(1)),             None],
        // Per pair of people.
        Action::Approach => [some(30, minutes(5)),         None,                              None],
        // E-mails of one account are limited besides, by the number of its links that work.
        Action::Recover  => [None,                         some(10, minutes(2)),              some(500, seconds(2))],
        Action::Verify   => [some(5, minutes(10)),         some(30, minutes(1)),              some(500, seconds(2))],
        // Per address.
        Action::VerifyAddress => [some(5, minutes(60)),    None,                              None],
    }
}

/// Maximum number of rooms created by one person, without deleted ones. Administrators have no such limit.
pub const MAX_ROOMS_PER_MAKER: u32 = 200;

/// Maximum number of direct conversations opened by one person.
pub const MAX_CONVERSATIONS_PER_MAKER: u32 = 1_000;

/// Maximum number of these conversations without messages; the next one replaces the oldest.
pub const MAX_UNWRITTEN_PER_MAKER: u32 = 50;

/// Maximum number of reminders of a person.
pub const MAX_REMINDERS: u32 = 100;

/// Maximum number of scheduled messages of a person.
pub const MAX_SCHEDULED: u32 = 100;

/// Maximum number of sessions of an account; the next one replaces the least recently used.
pub const MAX_SESSIONS_PER_ACCOUNT: u32 = 100;

/// Maximum number of a person's searches that wait or run.
pub const SEARCHES_PER_PERSON: NonZeroU32 = NonZeroU32::new(2).unwrap();

/// Maximum number of waiting searches; beyond it, one of the network with most of them is refused.
pub const WAITING_SEARCHES: usize = 256;

/// Maximum number of downloads of one's data at the same time.
pub const DOWNLOADS_PER_PERSON: NonZeroU32 = NonZeroU32::new(1).unwrap();

/// Maximum number of a person's profile uploads in progress.
pub const UPLOADS_PER_PERSON: NonZeroU32 = NonZeroU32::new(2).unwrap();

/// Maximum number of files that a person uploads at the same time.
pub const FILES_UPLOADED_PER_PERSON: NonZeroU32 = NonZeroU32::new(8).unwrap();

/// Maximum number of files that are uploaded at the same time.
pub const FILES_UPLOADED: NonZeroU32 = NonZeroU32::new(256).unwrap();

/// Maximum number of files that a person downloads at the same time.
pub const FILES_DOWNLOADED_PER_PERSON: NonZeroU32 = NonZeroU32::new(64).unwrap();

/// Maximum number of pictures that wait for the thumbnailer; beyond it, one of the network with most of them is
/// refused.
pub const WAITING_PICTURES: usize = 64;

/// Maximum size in memory of all uploads in progress, in bytes.
pub const UPLOADING_BYTES: usize = 64 << 20;

/// The rate of registrations from a number of networks: a burst for a class that registers together, then evenly.
fn accounts_of(networks: u32) -> impl Fn(NonZeroU32) -> Rate {
    move |per_hour| Rate {
        at_once: per_hour.get().min(60).saturating_mul(networks),
        each: Duration::from_hours(1) / per_hour.get().saturating_mul(networks),
    }
}

/// The key of a rate, next to the action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum By {
    Person(AccountId),
    /// The first account acts towards the second.
    Pair(AccountId, AccountId),
    Network(Network),
    /// A hash of an e-mail address.
    Address([u8; 16]),
    Everybody,
}

/// The rate limiters; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    rules: Arc<Rules>,
    limiter: RateLimiter<(Action, By)>,
}

impl Limits {
    pub(crate) fn new(rules: Rules) -> Self {
        Self { rules: Arc::new(rules), limiter: RateLimiter::default() }
    }

    /// Counts an action of the viewer.
    ///
    /// # Errors
    /// [`Error::TooFast`] with the time to wait.
    pub(crate) fn take(&self, action: Action, viewer: &Viewer) -> Result<(), Error> {
        self.count(action, Some(By::Person(viewer.account.id)), viewer.network)
    }

    /// Counts an action that the server does for an account at a time that it has chosen.
    pub(crate) fn take_for(&self, action: Action, account: AccountId) -> Result<(), Error> {
        let [Some(rate), ..] = rates(action, &self.rules) else { return Ok(()) };
        let taken = self.limiter.take(&(action, By::Person(account)), rate, Instant::now());
        taken.inspect_err(|_| limit(action).refused()).map_err(Error::TooFast)
    }

    /// Counts an action of the viewer towards another account.
    pub(crate) fn take_towards(&self, action: Action, viewer: &Viewer, other: AccountId) -> Result<(), Error> {
        self.count(action, Some(By::Pair(viewer.account.id, other)), viewer.network)
    }

    /// Counts an action of the viewer towards an e-mail address.
    pub(crate) fn take_address(
        &self,
        action: Action,
        viewer: &Viewer,
        address: &EmailAddress,
    ) -> Result<(), Error> {
        let digest = Sha256::digest(address.key());
        let hash = digest.first_chunk().copied().unwrap_or_default();
        self.count(action, Some(By::Address(hash)), viewer.network)
    }

    /// Counts an action of somebody without an account.
    pub(crate) fn take_from(&self, action: Action, network: Network) -> Result<(), Error> {
        self.count(action, None, network)
    }

    /// Refunds an action that [`Limits::take_from`] counted and that then failed.
    pub(crate) fn give_back_from(&self, action: Action, network: Network) {
        let by = [None, Some(By::Network(network.wide())), Some(By::Everybody)];
        for (rate, by) in rates(action, &self.rules).into_iter().zip(by) {
            if let (Some(rate), Some(by)) = (rate, by) {
                self.limiter.give_back(&(action, by), rate);
            }
        }
    }

    /// Counts an action against all of its keys, or against none.
    fn count(&self, action: Action, person: Option<By>, network: Network) -> Result<(), Error> {
        let now = Instant::now();
        let mut counted = Vec::new();
        let by = [person, Some(By::Network(network.wide())), Some(By::Everybody)];
        for (rate, by) in rates(action, &self.rules).into_iter().zip(by) {
            let (Some(rate), Some(by)) = (rate, by) else { continue };
            if let Err(wait) = self.limiter.take(&(action, by), rate, now) {
                for (by, rate) in counted {
                    self.limiter.give_back(&(action, by), rate);
                }
                limit(action).refused();
                return Err(Error::TooFast(wait));
            }
            counted.push((by, rate));
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;
    use crate::chat::rules::RoomCreation;

    fn limits(registrations_per_hour: u32) -> Limits {
        Limits::new(Rules {
            registration: None,
            first_needs_link: false,
            room_creation: RoomCreation::Everyone,
            messages_per_minute: NonZeroU32::new(120),
            registrations_per_hour: NonZeroU32::new(registrations_per_hour),
        })
    }

    fn network(number: u8) -> Network {
        Network::of(IpAddr::V4(Ipv4Addr::new(192, 0, 2, number)))
    }

    #[test]
    fn a_registration_that_could_not_be_made_does_not_count() {
        let (limits, network) = (limits(600), Network::of(IpAddr::V4(Ipv4Addr::LOCALHOST)));
        for _ in 0..1_000 {
            limits.take_from(Action::Register, network).unwrap();
            limits.give_back_from(Action::Register, network);
        }
    }

    #[test]
    fn a_class_registers_at_once_and_a_network_no_more_than_its_share() {
        let limits = limits(600);
        for _ in 0..60 {
            limits.take_from(Action::Register, network(1)).unwrap();
        }
        let Err(Error::TooFast(wait)) = limits.take_from(Action::Register, network(1)) else { panic!() };
        assert!(wait <= Duration::from_secs(6), "{wait:?}");
        limits.take_from(Action::Register, network(2)).unwrap();
    }

    #[test]
    fn many_networks_together_register_no_more_than_ten_of_them() {
        let limits = limits(60);
        let made = |network| (0..100).filter(|_| limits.take_from(Action::Register, network).is_ok()).count();
        let in_all: usize = (0..30).map(|number| made(network(number))).sum();
        assert!((600..=610).contains(&in_all), "{in_all}");
    }

    #[test]
    fn what_one_limit_refuses_does_not_count_for_another() {
        let limits = limits(1);
        let all = By::Everybody;
        let rate = rates(Action::Register, &limits.rules)[2].unwrap();
        limits.take_from(Action::Register, network(1)).unwrap();
        for _ in 0..100 {
            limits.take_from(Action::Register, network(1)).unwrap_err();
        }
        let left =
            (0..100).filter(|_| limits.limiter.take(&(Action::Register, all), rate, Instant::now()).is_ok());
        assert_eq!(left.count(), 9, "of ten in all, one was counted");
    }

    #[test]
    fn without_a_limit_there_is_none() {
        let limits = limits(0);
        for _ in 0..10_000 {
            limits.take_from(Action::Register, network(1)).unwrap();
        }
    }
}
