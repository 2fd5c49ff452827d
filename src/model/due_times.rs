//! The times that people choose for reminders and for sending later.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::{SignedDuration, Span, Timestamp};

use super::Zone;

/// A choice of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueTime {
    /// In 20 minutes.
    Soon,
    /// In 2 hours.
    Hours,
    /// Tomorrow at 9:00.
    Tomorrow,
    /// Next Monday at 9:00.
    Monday,
    /// At a date and time of one's own.
    Own,
}

/// Why a date and time can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueTimeError {
    /// The text is no date and time.
    Invalid,
    /// The time has passed.
    Past,
    /// The time is more than [`MAX_YEARS`] away.
    TooFar,
}

/// The furthest time, in years from now.
pub const MAX_YEARS: i64 = 5;

/// The hour of times without an hour of their own.
const MORNING: i8 = 9;

impl DueTime {
    /// The choices besides [`Self::Own`].
    pub const PRESETS: [Self; 4] = [Self::Soon, Self::Hours, Self::Tomorrow, Self::Monday];

    /// The name in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Soon => "soon",
            Self::Hours => "hours",
            Self::Tomorrow => "tomorrow",
            Self::Monday => "monday",
            Self::Own => "own",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::PRESETS.into_iter().chain([Self::Own]).find(|time| time.name() == name)
    }

    /// The time chosen, in a time zone. `date` and `time` are used by [`Self::Own`] only. A time that the clocks skip
    /// is as long after midnight as it would be without the change; of one that comes twice, the first is meant.
    ///
    /// # Errors
    /// See [`DueTimeError`].
    pub fn at(self, zone: &Zone, now: Timestamp, date: &str, time: &str) -> Result<Timestamp, DueTimeError> {
        let today = zone.rules().to_datetime(now).date();
        let morning = |date: Result<Date, jiff::Error>| {
            date.map(|date| date.at(MORNING, 0, 0, 0)).map_err(|_| DueTimeError::TooFar)
        };
        let chosen = match self {
            Self::Soon => return later(now, SignedDuration::from_mins(20)),
            Self::Hours => return later(now, SignedDuration::from_hours(2)),
            Self::Tomorrow => morning(today.tomorrow())?,
            Self::Monday => morning(today.nth_weekday(1, Weekday::Monday))?,
            Self::Own => parse(date, time).ok_or(DueTimeError::Invalid)?,
        };
        let at = zone.rules().to_timestamp(chosen).map_err(|_| DueTimeError::TooFar)?;
        if at <= now {
            return Err(DueTimeError::Past);
        }
        let furthest = today.saturating_add(Span::new().years(MAX_YEARS));
        if chosen.date() > furthest { Err(DueTimeError::TooFar) } else { Ok(at) }
    }
}

fn later(now: Timestamp, time: SignedDuration) -> Result<Timestamp, DueTimeError> {
    now.checked_add(time).map_err(|_| DueTimeError::TooFar)
}

/// A date such as 2026-11-28 and a time such as 9:05, as browsers send them and as people type them in text browsers.
fn parse(date: &str, time: &str) -> Option<DateTime> {
    let numbers = |text: &str, separator, count| {
        let numbers: Option<Vec<i16>> = text.trim().split(separator).map(|part| part.parse().ok()).collect();
        numbers.filter(|numbers| numbers.len() == count || (separator == ':' && numbers.len() == count + 1))
    };
    let (date, time) = (numbers(date, '-', 3)?, numbers(time, ':', 2)?);
    let small = |number: i16| i8::try_from(number).ok();
    let date = Date::new(date[0], small(date[1])?, small(date[2])?).ok()?;
    let seconds = time.get(2).copied().unwrap_or_default();
    Some(date.to_datetime(Time::new(small(time[0])?, small(time[1])?, small(seconds)?, 0).ok()?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(choice: DueTime, zone: &str, now: &str, date: &str, time: &str) -> Result<String, DueTimeError> {
        let due = choice.at(&Zone::parse(zone).unwrap(), now.parse().unwrap(), date, time)?;
        Ok(due.to_string())
    }

    #[test]
    fn mornings_are_those_of_the_time_zone_on_both_sides_of_a_change_of_the_clocks() {
        let berlin = |choice, now| at(choice, "Europe/Berlin", now, "", "").unwrap();
        // Clocks go forward on Sunday 29 March 2026, and back on Sunday 25 October 2026.
        assert_eq!(berlin(DueTime::Tomorrow, "2026-03-28T12:00:00Z"), "2026-03-29T07:00:00Z");
        assert_eq!(berlin(DueTime::Tomorrow, "2026-03-27T12:00:00Z"), "2026-03-28T08:00:00Z");
        assert_eq!(berlin(DueTime::Monday, "2026-10-24T12:00:00Z"), "2026-10-26T08:00:00Z");
        assert_eq!(
            berlin(DueTime::Tomorrow, "2026-10-23T23:30:00Z"),
            "2026-10-25T08:00:00Z",
            "it is the 24th there"
        );
        // On a Monday, the next one is meant.
        assert_eq!(berlin(DueTime::Monday, "2026-11-23T05:00:00Z"), "2026-11-30T08:00:00Z");
        assert_eq!(berlin(DueTime::Soon, "2026-03-29T00:50:00Z"), "2026-03-29T01:10:00Z");
    }

    #[test]
    fn times_that_the_clocks_skip_or_repeat_are_well_defined() {
        let own = |date, time| at(DueTime::Own, "Europe/Berlin", "2026-01-01T00:00:00Z", date, time).unwrap();
        assert_eq!(own("2026-03-29", "02:30"), "2026-03-29T01:30:00Z");
        assert_eq!(own("2026-10-25", "02:30"), "2026-10-25T00:30:00Z");
        assert_eq!(own("2026-3-9", " 9:05 "), "2026-03-09T08:05:00Z");
        assert_eq!(own("2026-03-09", "09:05:30"), "2026-03-09T08:05:30Z");
    }

    #[test]
    fn a_time_of_ones_own_is_a_time_to_come() {
        let own = |date, time| at(DueTime::Own, "UTC", "2026-11-27T12:00:00Z", date, time);
        for (date, time) in [("", ""), ("2026-02-30", "9:00"), ("27.11.2026", "9:00"), ("2026-11-28", "25:00")] {
            assert_eq!(own(date, time), Err(DueTimeError::Invalid), "{date} {time}");
        }
        for (date, time) in [("2026-11-28", "9"), ("2026-11-28", "9:00:00:00"), ("2026-11-28-1", "9:00")] {
            assert_eq!(own(date, time), Err(DueTimeError::Invalid), "{date} {time}");
        }
        assert_eq!(own("2026-11-27", "12:00"), Err(DueTimeError::Past));
        assert_eq!(own("9999-12-31", "23:59"), Err(DueTimeError::TooFar));
        assert_eq!(own("2031-11-28", "00:00"), Err(DueTimeError::TooFar));
        assert!(own("2031-11-27", "00:00").is_ok());
    }
}
