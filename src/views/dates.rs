//! Times as text. The markup carries the exact time, and the browser writes it anew in its own zone.

use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};

use super::Zone;

/// The time of day: `17:05`.
pub(super) fn time(at: Timestamp, zone: &Zone) -> Markup {
    html! { time datetime=(machine(at)) { (at.to_zoned(zone.clone()).strftime("%H:%M").to_string()) } }
}

/// The day and the time: `22 Nov 2026, 17:05`.
pub(super) fn day_and_time(at: Timestamp, zone: &Zone) -> Markup {
    let text = at.to_zoned(zone.clone()).strftime("%-d %b %Y, %H:%M").to_string();
    html! { time.full datetime=(machine(at)) { (text) } }
}

/// The day on which it was, in this zone.
pub(super) fn day(at: Timestamp, zone: &Zone) -> Date {
    at.to_zoned(zone.clone()).date()
}

/// A day in words: `Sunday, 22 November 2026`.
pub(super) fn day_in_words(day: Date) -> Markup {
    html! { time datetime=(day.to_string()) { (day.strftime("%A, %-d %B %Y").to_string()) } }
}

/// Seconds are exact enough, and short.
fn machine(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
