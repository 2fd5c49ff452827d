//! Quiet hours: the times of a week in which an account is not notified.

use jiff::Timestamp;
use jiff::civil::Time;

use crate::model::Zone;

/// The days of a week, from Monday.
pub const DAYS: usize = 7;

/// Quiet hours, which begin on each weekday, from Monday. They follow the clocks of a time zone: where those are put
/// forward or back, they are an hour shorter or longer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QuietHours(pub [Option<Span>; DAYS]);

/// Quiet hours that begin on one day. Where they don't end after they begin, they end on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Their first minute.
    pub from: Time,
    /// The first minute after them.
    pub until: Time,
}

impl Span {
    /// The span between two times of day as forms send them (`22:00`); none where one is no time.
    #[must_use]
    pub fn parse(from: &str, until: &str) -> Option<Self> {
        Some(Self { from: time(from)?, until: time(until)? })
    }

    fn ends_next_day(self) -> bool {
        self.until <= self.from
    }
}

impl QuietHours {
    /// Parses the form in the database ([`Self::encode`]). What a newer version may have written counts as none.
    #[must_use]
    pub fn decode(text: &str) -> Self {
        let mut days = [None; DAYS];
        for (day, span) in days.iter_mut().zip(text.split(',')) {
            *day = span.split_once('-').and_then(|(from, until)| Span::parse(from, until));
        }
        Self(days)
    }

    /// The form in the database: `22:00-07:00,,…`, one part per weekday.
    #[must_use]
    pub fn encode(&self) -> String {
        let span = |span: &Option<Span>| {
            span.map(|span| format!("{}-{}", shown(span.from), shown(span.until))).unwrap_or_default()
        };
        self.0.iter().map(span).collect::<Vec<_>>().join(",")
    }

    /// Whether they include a time.
    #[must_use]
    pub fn include(&self, at: Timestamp, zone: &Zone) -> bool {
        let local = zone.rules().to_datetime(at);
        let today = usize::try_from(local.weekday().to_monday_zero_offset()).unwrap_or_default();
        let yesterday = (today + DAYS - 1) % DAYS;
        let time = local.time();
        let began_today =
            self.0[today].is_some_and(|span| span.from <= time && (span.ends_next_day() || time < span.until));
        began_today || self.0[yesterday].is_some_and(|span| span.ends_next_day() && time < span.until)
    }
}

/// A time of day as in forms: `22:00`.
#[must_use]
pub fn shown(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Parses `22:00`; browsers may add seconds.
fn time(text: &str) -> Option<Time> {
    let mut parts = text.trim().split(':');
    let mut number = || {
        let part = parts.next().filter(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()));
        part.and_then(|part| part.parse().ok())
    };
    let (hour, minute) = (number()?, number()?);
    Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn hours(text: &str) -> QuietHours {
        QuietHours::decode(text)
    }

    fn quiet(hours: &QuietHours, zone: &str, at: &str) -> bool {
        hours.include(at.parse().unwrap(), &Zone::parse(zone).unwrap())
    }

    #[test]
    fn nights_end_on_the_next_day() {
        // Friday evening to Saturday morning, and Sunday noon.
        let hours = hours(",,,,22:00-07:00,,12:00-13:30");
        for (at, expected) in [
            ("2026-11-27T21:59:59Z", false),
            ("2026-11-27T22:00:00Z", true),
            ("2026-11-28T00:00:00Z", true),
            ("2026-11-28T06:59:59Z", true),
            ("2026-11-28T07:00:00Z", false),
            ("2026-11-28T22:30:00Z", false),
            ("2026-11-29T03:00:00Z", false),
            ("2026-11-29T12:00:00Z", true),
            ("2026-11-29T13:30:00Z", false),
            ("2026-11-27T03:00:00Z", false),
        ] {
            assert_eq!(quiet(&hours, "UTC", at), expected, "{at}");
        }
        assert!(quiet(&hours, "Asia/Tokyo", "2026-11-27T13:00:00Z"), "22:00 in Tokyo");
        assert!(!quiet(&hours, "Asia/Tokyo", "2026-11-27T22:30:00Z"), "07:30 on Saturday");
    }

    #[test]
    fn a_sunday_night_ends_on_monday() {
        let hours = hours(",,,,,,23:00-06:00");
        assert!(quiet(&hours, "UTC", "2026-11-30T05:59:00Z"));
        assert!(!quiet(&hours, "UTC", "2026-11-30T06:00:00Z"));
        assert!(!quiet(&hours, "UTC", "2026-11-29T05:00:00Z"));
    }

    #[test]
    fn they_follow_the_clock_when_it_is_put_forward_and_back() {
        let every_night = hours(&["22:00-07:00"; DAYS].join(","));
        // Berlin, 29 March 2026: 02:00 becomes 03:00, so that 07:00 is 05:00 UTC instead of 06:00.
        assert!(quiet(&every_night, "Europe/Berlin", "2026-03-28T05:59:00Z"));
        assert!(!quiet(&every_night, "Europe/Berlin", "2026-03-28T06:00:00Z"));
        assert!(quiet(&every_night, "Europe/Berlin", "2026-03-29T04:59:00Z"));
        assert!(!quiet(&every_night, "Europe/Berlin", "2026-03-29T05:00:00Z"));
        // 25 October 2026: 03:00 becomes 02:00. The hour that comes twice is quiet twice.
        let at_two = hours(&["02:00-03:00"; DAYS].join(","));
        for (at, expected) in [
            ("2026-10-24T23:59:00Z", false),
            ("2026-10-25T00:00:00Z", true),
            ("2026-10-25T00:30:00Z", true),
            ("2026-10-25T01:30:00Z", true),
            ("2026-10-25T02:00:00Z", false),
            // And the one that is left out, never.
            ("2026-03-29T00:59:00Z", false),
            ("2026-03-29T01:00:00Z", false),
            ("2026-03-29T01:30:00Z", false),
        ] {
            assert_eq!(quiet(&at_two, "Europe/Berlin", at), expected, "{at}");
        }
    }

    #[test]
    fn equal_times_are_a_whole_day() {
        let hours = hours("00:00-00:00");
        assert!(quiet(&hours, "UTC", "2026-11-30T00:00:00Z") && quiet(&hours, "UTC", "2026-11-30T23:59:59Z"));
        assert!(!quiet(&hours, "UTC", "2026-12-01T00:00:00Z") && !quiet(&hours, "UTC", "2026-11-29T23:59:59Z"));
    }

    #[test]
    fn they_are_stored_as_they_are() {
        let text = ",08:05-09:00,,,22:00-07:00,,";
        assert_eq!(hours(text).encode(), text);
        assert_eq!(hours(""), QuietHours::default());
        for garbage in
            ["x", "25:00-07:00", "22:00", "-,-", "22:00-7:00", "22:60-07:00", "+2:00-07:00", "22:00-07:00:99x"]
        {
            let day = hours(garbage).0[0];
            assert!(day.is_none() || garbage.ends_with('x'), "{garbage}: {day:?}");
        }
        assert_eq!(Span::parse("22:00:00", "07:00"), Span::parse("22:00", "07:00"));
    }
}
