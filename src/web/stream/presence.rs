//! Who is present and who is typing in a room: sent to its subscribers, never stored.
//!
//! A person is present who had the room on a visible page within the last minute; typing ends by itself. Updates are
//! sent once a second at most, whatever the number of people.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use serde::Deserialize;
use tokio::sync::Notify;

use crate::model::{AccountId, Language, Person, RoomId, Viewer};
use crate::views::i18n::strings::strings;
use crate::views::stream::partials as views;
use crate::web::stream::events::personal_bytes;

/// How long somebody counts as present after a signal.
const PRESENT_FOR: Duration = Duration::from_mins(1);

/// How long somebody counts as typing after a signal.
const TYPING_FOR: Duration = Duration::from_secs(5);

/// Interval of updates.
pub(crate) const UPDATE_INTERVAL: Duration = Duration::from_secs(1);

/// The presence of all rooms; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Presence(pub(crate) Arc<Shared>);

#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(crate) rooms: Mutex<HashMap<RoomId, RoomPresence>>,
    pub(crate) some: Notify,
}

/// The people present in a room, and the last update that was sent.
#[derive(Debug, Default)]
pub(crate) struct RoomPresence {
    people: HashMap<AccountId, PresentPerson>,
    event: PresenceList,
}

/// Who is in a room, and who is typing there, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PresenceList {
    here: Vec<Person>,
    typing: Vec<Person>,
}

impl PresenceList {
    pub(crate) fn bytes(&self, language: Language) -> Bytes {
        personal_bytes(&views::presence(&self.here, &self.typing, strings(language)))
    }
}

#[derive(Debug)]
pub(crate) struct PresentPerson {
    person: Person,
    here_until: Instant,
    typing_until: Instant,
}

/// A signal that a page sends about its reader.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Signal {
    /// The page is visible.
    Here,
    /// The person is writing.
    Typing,
    /// The person has stopped writing.
    Paused,
    /// The page is hidden or closed.
    Gone,
}

impl Presence {
    /// Records a person's signal in a room.
    pub(crate) fn take(&self, room: RoomId, viewer: &Viewer, sign: Signal, now: Instant) {
        let mut rooms = self.rooms();
        let people = &mut rooms.entry(room).or_default().people;
        let new = || PresentPerson { person: viewer.account.person.clone(), here_until: now, typing_until: now };
        let signed = people.entry(viewer.account.id).or_insert_with(new);
        if signed.person != viewer.account.person {
            signed.person = viewer.account.person.clone();
        }
        match sign {
            Signal::Here => signed.here_until = now + PRESENT_FOR,
            Signal::Typing => {
                signed.here_until = now + PRESENT_FOR;
                signed.typing_until = now + TYPING_FOR;
            }
            Signal::Paused => signed.typing_until = now,
            Signal::Gone => (signed.here_until, signed.typing_until) = (now, now),
        }
        drop(rooms);
        self.0.some.notify_one();
    }

    /// Replaces a changed profile in every room.
    pub(crate) fn rename(&self, of: AccountId, person: &Person) {
        for room in self.rooms().values_mut() {
            if let Some(signed) = room.people.get_mut(&of) {
                signed.person = person.clone();
            }
        }
        self.0.some.notify_one();
    }

    /// Records that a person has sent the message.
    pub(crate) fn stop_typing(&self, room: RoomId, person: AccountId, now: Instant) {
        if let Some(signed) = self.rooms().get_mut(&room).and_then(|room| room.people.get_mut(&person)) {
            signed.typing_until = now;
        }
    }

    /// The accounts that are present in a room.
    pub(crate) fn present(&self, room: RoomId, now: Instant) -> Vec<AccountId> {
        let rooms = self.rooms();
        let people = rooms.get(&room).into_iter().flat_map(|room| &room.people);
        people.filter(|(_, signed)| signed.here_until > now).map(|(account, _)| *account).collect()
    }

    /// The last update of a room; empty where nobody is present.
    pub(crate) fn event(&self, room: RoomId, language: Language) -> Bytes {
        self.rooms().get(&room).map(|room| room.event.bytes(language)).unwrap_or_default()
    }

    /// Removes people who are gone. Returns the updates of rooms that changed, and whether anybody is present anywhere.
    pub(crate) fn look(&self, now: Instant) -> (Vec<(RoomId, PresenceList)>, bool) {
        let mut changed = Vec::new();
        let mut rooms = self.rooms();
        for (id, room) in &mut *rooms {
            room.people.retain(|_, signed| signed.here_until > now);
            let news = room.news(now);
            if news != room.event {
                room.event = news.clone();
                changed.push((*id, news));
            }
        }
        rooms.retain(|_, room| !room.people.is_empty());
        (changed, !rooms.is_empty())
    }

    /// The people who are present in any room.
    pub(crate) fn accounts(&self) -> HashSet<AccountId> {
        self.rooms().values().flat_map(|room| room.people.keys().copied()).collect()
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<RoomId, RoomPresence>> {
        // The map is whole between any two statements: a panic elsewhere doesn't spoil it.
        self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RoomPresence {
    fn news(&self, now: Instant) -> PresenceList {
        let people = |test: fn(&PresentPerson, Instant) -> bool| {
            let signed = self.people.values().filter(|signed| test(signed, now));
            let mut people: Vec<Person> = signed.map(|signed| signed.person.clone()).collect();
            people.sort_by_key(|person| person.shown().to_lowercase());
            people
        };
        PresenceList {
            here: people(|signed, now| signed.here_until > now),
            typing: people(|signed, now| signed.typing_until > now),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::model::logins::sessions::Logins;
    use crate::model::{Account, Branding, Network, Role, Session, SessionId, Timestamp, Username};

    fn viewer(id: i64, name: &str) -> Viewer {
        let person = Username::parse(name).unwrap().into();
        let account = Account { id: AccountId(id), person, role: Role::Member };
        let session =
            Session { id: SessionId([0; 32]), created_at: Timestamp::UNIX_EPOCH, used_at: Timestamp::UNIX_EPOCH };
        let (chosen, appearance, locale) = Default::default();
        Viewer {
            account,
            session,
            has_second_factor: false,
            logins: Logins::default(),
            last_room: None,
            chosen,
            appearance,
            favourite_reactions: String::new(),
            locale,
            network: Network::NONE,
            sends_mail: false,
            branding: Branding::default(),
            setup: None,
        }
    }

    fn text(presence: &Presence, now: Instant) -> Option<String> {
        let (changed, _) = presence.look(now);
        changed.first().map(|(_, news)| String::from_utf8(news.bytes(Language::English).to_vec()).unwrap())
    }

    #[test]
    fn somebody_is_here_for_a_minute_and_types_for_five_seconds() {
        let (presence, now, ann) = (Presence::default(), Instant::now(), viewer(1, "ann"));
        presence.take(RoomId(1), &ann, Signal::Typing, now);
        assert!(text(&presence, now).unwrap().contains("typing"));
        assert_eq!(text(&presence, now), None, "what was told is not told again");
        let later = text(&presence, now + TYPING_FOR).unwrap();
        assert!(later.contains("ann") && !later.contains("typing"), "{later}");
        assert_eq!(text(&presence, now + PRESENT_FOR / 2), None);
        assert!(!text(&presence, now + PRESENT_FOR).unwrap().contains("ann"));
        assert!(presence.rooms().is_empty(), "nothing is kept of those who have gone");
    }

    #[test]
    fn whoever_goes_is_gone_at_once() {
        let (presence, now) = (Presence::default(), Instant::now());
        presence.take(RoomId(1), &viewer(1, "ann"), Signal::Here, now);
        presence.take(RoomId(1), &viewer(2, "Bob"), Signal::Here, now);
        let both = text(&presence, now).unwrap();
        assert!(both.find("ann").unwrap() < both.find("Bob").unwrap());
        presence.take(RoomId(1), &viewer(1, "ann"), Signal::Gone, now);
        let left = text(&presence, now).unwrap();
        assert!(left.contains("Bob") && !left.contains("ann"));
    }
}
