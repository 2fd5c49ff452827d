//! Dates and times as text. The markup contains the exact time, and app.js shows it in the browser's zone unless the
//! viewer has chosen one.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::temporal::DateTimePrinter;
use maud::{Markup, html};

use crate::model::Locale;
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;

/// Used for each message, because it is much faster than a format string.
const SECONDS: DateTimePrinter = DateTimePrinter::new().precision(Some(0));

/// A time element with this text, usually [`time_of_day`].
pub(crate) fn time_as(at: Timestamp, text: &str) -> Markup {
    html! { time datetime=(machine(at)) { (text) } }
}

/// Day and time: `22 Nov 2026, 17:05`.
pub(crate) fn day_and_time(at: Timestamp, locale: &Locale) -> Markup {
    let day = day(at, locale);
    let text = strings(locale.language).day_and_time(day.day(), day.month(), day.year(), time_of_day(at, locale));
    html! { time.full datetime=(machine(at)) { (text) } }
}

/// The day of a timestamp in the locale's zone.
pub(crate) fn day(at: Timestamp, locale: &Locale) -> Date {
    locale.zone.rules().to_datetime(at).date()
}

/// A day with weekday: `Sunday, 22 November 2026`.
pub(crate) fn day_in_words(day: Date, i18n: &Strings) -> Markup {
    let weekday = day.weekday().to_monday_one_offset();
    html! { time datetime=(day.to_string()) { (i18n.day_in_words(weekday, day.day(), day.month(), day.year())) } }
}

/// Time of day: `17:05`.
pub(crate) fn time_of_day(at: Timestamp, locale: &Locale) -> String {
    let time = locale.zone.rules().to_datetime(at).time();
    let digits =
        |number: i8| [b'0' + number.unsigned_abs() / 10, b'0' + number.unsigned_abs() % 10].map(char::from);
    let ([hour, of_hour], [minute, of_minute]) = (digits(time.hour()), digits(time.minute()));
    String::from_iter([hour, of_hour, ':', minute, of_minute])
}

/// RFC 3339 with seconds.
fn machine(at: Timestamp) -> String {
    SECONDS.timestamp_to_string(&at)
}
