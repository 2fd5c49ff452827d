//! The fields for a time: times to choose from, or a date and time of one's own.

use jiff::civil::{Date, Time};
use maud::{Markup, html};

use crate::model::due_times::{DueTime, DueTimeError, MAX_YEARS};
use crate::model::{Locale, Timestamp};
use crate::views::i18n::dates;
use crate::views::i18n::names::Strings;
use crate::views::parts::forms::{Field, field};
use crate::views::parts::shell::Shell;

/// The date and time typed, and their error.
#[derive(Clone, Debug, Default)]
pub struct TimeForm {
    /// The date as typed.
    pub date: String,
    /// The time as typed.
    pub time: String,
    /// Their error.
    pub error: Option<String>,
    /// The present time, which app.js shows in the browser's zone.
    pub present: Option<Timestamp>,
}

impl TimeForm {
    /// The form with a time in the viewer's zone.
    #[must_use]
    pub fn at(shell: &Shell<'_>, at: Timestamp) -> Self {
        Self { date: date_of(at, shell.locale), time: time_of(at, shell.locale), error: None, present: Some(at) }
    }
}

/// A date as browsers send it.
#[must_use]
pub fn date_of(at: Timestamp, locale: &Locale) -> String {
    dates::day(at, locale).to_string()
}

/// A time of day as browsers send it.
#[must_use]
pub fn time_of(at: Timestamp, locale: &Locale) -> String {
    dates::time_of_day(at, locale)
}

/// The sentence for a time that can't be used.
#[must_use]
pub fn refusal(error: DueTimeError, i18n: &Strings) -> String {
    match error {
        DueTimeError::Invalid => i18n.due_time_invalid.clone(),
        DueTimeError::Past => i18n.due_time_past.clone(),
        DueTimeError::TooFar => i18n.due_time_too_far(MAX_YEARS),
    }
}

/// Fields for a date and time. Without a zone in the viewer's settings, app.js sends that of the browser.
pub(crate) fn own(shell: &Shell<'_>, form: &TimeForm) -> Markup {
    let i18n = shell.strings();
    let of = |name, label, kind, value, hint, error| {
        field(&Field {
            name,
            label,
            kind,
            value,
            autocomplete: "off",
            hint,
            error,
            required: false,
            autofocus: error.is_some(),
        })
    };
    html! {
        (of("date", &i18n.due_date, date_kind(&form.date), &form.date, Some(&i18n.due_date_hint), form.error.as_deref()))
        (of("time", &i18n.due_time, time_kind(&form.time), &form.time, None, None))
        (zone_at(shell, form.present))
    }
}

/// The kind of field for a date. Only a text field shows what is no date (WHATWG HTML, 4.10.5.1.7).
fn date_kind(typed: &str) -> &'static str {
    let is_date = typed.is_empty() || (typed.len() == 10 && typed.parse::<Date>().is_ok());
    if is_date { "date" } else { "text" }
}

/// The same for a time.
fn time_kind(typed: &str) -> &'static str {
    let is_time = typed.is_empty() || (matches!(typed.len(), 5 | 8) && typed.parse::<Time>().is_ok());
    if is_time { "time" } else { "text" }
}

/// The note that says in which time zone times are, and a field for it.
pub(crate) fn zone(shell: &Shell<'_>) -> Markup {
    zone_at(shell, None)
}

fn zone_at(shell: &Shell<'_>, present: Option<Timestamp>) -> Markup {
    let i18n = shell.strings();
    let name = shell.locale.zone.name().unwrap_or("UTC");
    html! {
        p.hint.own-zone[shell.zone.is_none()] data-at=[present.map(|at| at.to_string())] {
            (i18n.due_times_are_of) " " bdi { (name) }
            @if shell.zone.is_none() { input type="hidden" name="zone" value=""; }
        }
    }
}

/// A button for each of the times to choose from.
pub(crate) fn presets(i18n: &Strings) -> Markup {
    html! { @for time in DueTime::PRESETS { button name="when" value=(time.name()) { (preset(time, i18n)) } " " } }
}

/// A field with the times to choose from.
pub(crate) fn select(id: &str, i18n: &Strings) -> Markup {
    html! {
        select #(id) name="when" {
            @for time in DueTime::PRESETS { option value=(time.name()) { (preset(time, i18n)) } }
        }
    }
}

pub(crate) fn preset(time: DueTime, i18n: &Strings) -> &str {
    match time {
        DueTime::Soon => &i18n.due_soon,
        DueTime::Hours => &i18n.due_hours,
        DueTime::Tomorrow => &i18n.due_tomorrow,
        DueTime::Monday => &i18n.due_monday,
        DueTime::Own => &i18n.due_own,
    }
}
