//! Texts that are confirmed by sending them again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest as _, Sha256};

use crate::model::{AccountId, RoomId};

/// The time in which the same text is sent again as a confirmation.
const CONFIRM_WITHIN: Duration = Duration::from_mins(10);

/// Maximum number of texts that wait for a confirmation.
const MAX_WAITING: usize = 1_000;

/// Texts that were refused because they mention many people: sending one again confirms it. The last one of each account;
/// cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unconfirmed(Arc<Mutex<HashMap<AccountId, Waiting>>>);

/// A hash of the room and text, and when it was refused.
type Waiting = ([u8; 16], Instant);

impl Unconfirmed {
    /// Whether this text was refused before. Notes it if not.
    pub(crate) fn confirms(&self, account: AccountId, room: RoomId, text: &str, now: Instant) -> bool {
        let digest = Sha256::new().chain_update(room.0.to_be_bytes()).chain_update(text).finalize();
        let hash: [u8; 16] = digest.first_chunk().copied().unwrap_or_default();
        // The map is whole between any two statements: a panic elsewhere doesn't spoil it.
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, (_, at)| now.duration_since(*at) < CONFIRM_WITHIN);
        if waiting.get(&account).is_some_and(|(known, _)| *known == hash) {
            return true;
        }
        if waiting.len() < MAX_WAITING || waiting.contains_key(&account) {
            waiting.insert(account, (hash, now));
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_in_the_same_room_confirms_for_ten_minutes() {
        let (unconfirmed, now) = (Unconfirmed::default(), Instant::now());
        let ask = |account, room, text, later| {
            unconfirmed.confirms(AccountId(account), RoomId(room), text, now + Duration::from_secs(later))
        };
        assert!(!ask(1, 1, "@all", 0));
        assert!(!ask(2, 1, "@all", 0), "of another account");
        assert!(ask(1, 1, "@all", 1));
        assert!(!ask(1, 2, "@all", 2), "in another room");
        assert!(!ask(1, 2, "@all!", 3), "another text");
        assert!(!ask(1, 2, "@all", 4), "only the last one waits");
        assert!(!ask(1, 2, "@all", 605), "it is too late");
    }
}
