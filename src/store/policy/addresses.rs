//! Rules for the addresses of rooms.

use jiff::{SignedDuration, Timestamp};

use crate::model::{RoomKind, RoomName, Slug};

/// How long the addresses of a deleted room stay unused: a link to it must not lead to another account's room.
const QUARANTINE: SignedDuration = SignedDuration::from_hours(90 * 24);

/// How many former addresses of one creator's rooms are stored. Beyond that, the oldest become free: nobody takes all
/// good addresses by renaming or deleting rooms.
pub(crate) const MAX_FORMER: u32 = 50;

/// Addresses of rooms that were deleted before this time, in milliseconds since 1970, are free again.
pub(crate) fn quarantined_since(now: Timestamp) -> i64 {
    now.as_millisecond() - i64::try_from(QUARANTINE.as_millis()).unwrap_or(i64::MAX / 2)
}

/// Whether rooms of this kind have addresses that are made of the name alone. Such an address is unique among them,
/// which may take a number at its end, and is quarantined when its room is deleted. Others end with a random part:
/// nobody comes across them.
pub(crate) fn are_named(kind: RoomKind) -> bool {
    kind == RoomKind::Open
}

/// Whether a renamed room gets another address: only if the names give different ones.
pub(crate) fn follows(before: &RoomName, after: &RoomName) -> bool {
    Slug::from_name(before) != Slug::from_name(after)
}

/// The addresses that a room may get, in the order in which they are tried: its name, then with a number.
pub(crate) fn candidates(slug: &Slug) -> impl Iterator<Item = Slug> {
    std::iter::once(slug.clone()).chain((2..).map(|number| slug.numbered(number)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_address_follows_the_name_but_not_its_notation() {
        let name = |name| RoomName::parse(name).unwrap();
        assert!(follows(&name("Tea"), &name("Coffee")));
        assert!(!follows(&name("Tea time"), &name("tea-time!")));
    }

    #[test]
    fn a_taken_address_gets_the_lowest_free_number() {
        let slugs: Vec<Slug> = candidates(&Slug::parse("tea")).take(3).collect();
        assert_eq!(slugs, ["tea", "tea-2", "tea-3"].map(Slug::parse));
    }
}
