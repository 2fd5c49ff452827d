//! Times as text. The markup carries the exact time, and the browser writes it anew in its own zone, where none was
//! chosen.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::temporal::DateTimePrinter;
use maud::{Markup, html};

use crate::model::Locale;
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;

/// Much quicker than a format of one's own, and each message has a time.
const SECONDS: DateTimePrinter = DateTimePrinter::new().precision(Some(0));

/// A time of day, with this text: mostly [`time_of_day`].
pub(crate) fn time_as(at: Timestamp, text: &str) -> Markup {
    html! { time datetime=(machine(at)) { (text) } }
}

/// The day and the time: `22 Nov 2026, 17:05`.
pub(crate) fn day_and_time(at: Timestamp, locale: &Locale) -> Markup {
    let day = day(at, locale);
    let text = strings(locale.language).day_and_time(day.day(), day.month(), day.year(), time_of_day(at, locale));
    html! { time.full datetime=(machine(at)) { (text) } }
}

/// The day on which it was, in this zone.
pub(crate) fn day(at: Timestamp, locale: &Locale) -> Date {
    locale.zone.rules().to_datetime(at).date()
}

/// A day in words: `Sunday, 22 November 2026`.
pub(crate) fn day_in_words(day: Date, i18n: &Strings) -> Markup {
    let weekday = day.weekday().to_monday_one_offset();
    html! { time datetime=(day.to_string()) { (i18n.day_in_words(weekday, day.day(), day.month(), day.year())) } }
}

/// The time of day: `17:05`.
pub(crate) fn time_of_day(at: Timestamp, locale: &Locale) -> String {
    let time = locale.zone.rules().to_datetime(at).time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Seconds are exact enough, and short.
fn machine(at: Timestamp) -> String {
    SECONDS.timestamp_to_string(&at)
}
