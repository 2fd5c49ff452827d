//! Notification settings of accounts.

use jiff::Timestamp;

use crate::model::notifications::quiet_hours::QuietHours;
use crate::model::{NotificationLevel, Zone};

/// The notification settings of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotificationSettings {
    /// Do not disturb: no notifications until then.
    pub paused_until: Option<Timestamp>,
    /// The times of a week without notifications.
    pub quiet_hours: QuietHours,
    /// The zone of these times, where the account has not chosen one.
    pub zone: Option<Zone>,
    /// The level in rooms that are joined from now on.
    pub default_level: NotificationLevel,
    /// Whether open pages play a sound.
    pub sound: bool,
}

impl NotificationSettings {
    /// Whether the account is not to be notified now. `chosen`: the zone in its settings.
    #[must_use]
    pub fn is_quiet(&self, now: Timestamp, chosen: Option<&Zone>) -> bool {
        if self.paused_until.is_some_and(|until| now < until) {
            return true;
        }
        let utc = Zone::default();
        self.quiet_hours.include(now, chosen.or(self.zone.as_ref()).unwrap_or(&utc))
    }
}

/// For how long notifications are paused, or a room is muted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// Half an hour.
    HalfHour,
    /// An hour.
    Hour,
    /// Eight hours.
    EightHours,
    /// Until 8 o'clock on the next day.
    Tomorrow,
    /// Seven days.
    Week,
}

impl Pause {
    /// All values, the shortest first.
    pub const ALL: [Self; 5] = [Self::HalfHour, Self::Hour, Self::EightHours, Self::Tomorrow, Self::Week];

    /// The name in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::HalfHour => "half-hour",
            Self::Hour => "hour",
            Self::EightHours => "8-hours",
            Self::Tomorrow => "tomorrow",
            Self::Week => "week",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pause| pause.name() == name)
    }

    /// Its end, if it begins now.
    #[must_use]
    pub fn end(self, now: Timestamp, zone: &Zone) -> Timestamp {
        let minutes = match self {
            Self::HalfHour => 30,
            Self::Hour => 60,
            Self::EightHours => 8 * 60,
            Self::Tomorrow => return tomorrow(now, zone),
            Self::Week => 7 * 24 * 60,
        };
        now.saturating_add(jiff::SignedDuration::from_mins(minutes)).unwrap_or(Timestamp::MAX)
    }
}

/// 8 o'clock on the next day. Where that was left out by the clocks, the time that is shown instead.
fn tomorrow(now: Timestamp, zone: &Zone) -> Timestamp {
    let rules = zone.rules();
    let tomorrow = rules.to_datetime(now).date().tomorrow();
    let at = tomorrow.map(|day| day.at(8, 0, 0, 0)).and_then(|time| rules.to_timestamp(time));
    at.unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn tomorrow_is_the_next_morning_where_the_person_is() {
        let end =
            |now: &str, zone| Pause::Tomorrow.end(now.parse().unwrap(), &Zone::parse(zone).unwrap()).to_string();
        assert_eq!(end("2026-11-27T22:30:00Z", "UTC"), "2026-11-28T08:00:00Z");
        assert_eq!(end("2026-11-27T22:30:00Z", "Asia/Tokyo"), "2026-11-28T23:00:00Z");
        assert_eq!(end("2026-03-28T12:00:00Z", "Europe/Berlin"), "2026-03-29T06:00:00Z", "summer time by then");
    }

    #[test]
    fn do_not_disturb_ends_by_itself() {
        let now: Timestamp = "2026-11-27T12:00:00Z".parse().unwrap();
        let settings = NotificationSettings { paused_until: Some(now), ..NotificationSettings::default() };
        assert!(!settings.is_quiet(now, None));
        assert!(settings.is_quiet("2026-11-27T11:59:59Z".parse().unwrap(), None));
    }

    #[test]
    fn the_zone_that_the_account_has_chosen_counts_before_the_browsers() {
        let quiet_hours = QuietHours::decode(&["22:00-23:00"; 7].join(","));
        let zone = Zone::parse("Asia/Tokyo");
        let settings = NotificationSettings { quiet_hours, zone, ..NotificationSettings::default() };
        let now = "2026-11-27T13:30:00Z".parse().unwrap();
        assert!(settings.is_quiet(now, None));
        assert!(!settings.is_quiet(now, Zone::parse("UTC").as_ref()));
    }
}
