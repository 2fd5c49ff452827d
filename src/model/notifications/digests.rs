//! E-mails about what is unread.

use jiff::Timestamp;

use crate::model::Zone;

/// The interval of digests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestPeriod {
    /// Each day.
    Daily,
    /// Each Monday.
    Weekly,
}

impl DigestPeriod {
    /// All values.
    pub const ALL: [Self; 2] = [Self::Daily, Self::Weekly];

    /// The name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.name() == name)
    }

    /// The time of the next one: 8 o'clock where the person is.
    #[must_use]
    pub fn next(self, now: Timestamp, zone: &Zone) -> Timestamp {
        let rules = zone.rules();
        let mut day = rules.to_datetime(now).date();
        for _ in 0..8 {
            let at = rules.to_timestamp(day.at(8, 0, 0, 0));
            let is_its_day = self == Self::Daily || day.weekday() == jiff::civil::Weekday::Monday;
            match (at, day.tomorrow()) {
                (Ok(at), _) if is_its_day && at > now => return at,
                (_, Ok(tomorrow)) => day = tomorrow,
                _ => break,
            }
        }
        Timestamp::MAX
    }
}

/// A room or conversation in a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestEntry {
    /// The name of the room, or those of the people.
    pub name: String,
    /// Whether it is a conversation.
    pub is_direct: bool,
    /// The number of unread messages that mention the account; in a conversation, all do.
    pub count: u32,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn digests_come_in_the_morning_where_the_person_is() {
        let next = |period: DigestPeriod, now: &str, zone| {
            period.next(now.parse().unwrap(), &Zone::parse(zone).unwrap()).to_string()
        };
        let (daily, weekly) = (DigestPeriod::Daily, DigestPeriod::Weekly);
        // 27 November 2026 is a Friday.
        assert_eq!(next(daily, "2026-11-27T07:59:00Z", "UTC"), "2026-11-27T08:00:00Z");
        assert_eq!(next(daily, "2026-11-27T08:00:00Z", "UTC"), "2026-11-28T08:00:00Z");
        assert_eq!(next(daily, "2026-11-27T08:00:00Z", "Asia/Tokyo"), "2026-11-27T23:00:00Z");
        assert_eq!(next(weekly, "2026-11-27T08:00:00Z", "UTC"), "2026-11-30T08:00:00Z");
        assert_eq!(next(weekly, "2026-11-30T08:00:00Z", "UTC"), "2026-12-07T08:00:00Z");
        assert_eq!(next(daily, "2026-03-28T12:00:00Z", "Europe/Berlin"), "2026-03-29T06:00:00Z", "summer time");
    }
}
