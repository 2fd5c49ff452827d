//! The page for setting one's status.

use maud::{Markup, html};

use crate::model::cards::{Card, StatusEnd};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::parts::forms::{Field, field};
use crate::views::parts::settings_nav;
use crate::views::parts::settings_nav::SettingsPage;
use crate::views::parts::shell::Shell;

/// The form as typed, and its error.
#[derive(Clone, Debug, Default)]
pub struct StatusForm {
    /// The text.
    pub status: String,
    /// The end.
    pub end: StatusEnd,
    /// The error of the text.
    pub error: String,
}

/// The page. `typed`: what was refused; none: the stored status. `saved`: a change has just been saved.
#[must_use]
pub fn page(shell: &Shell<'_>, card: &Card, typed: Option<&StatusForm>, saved: bool) -> Markup {
    let i18n = shell.strings();
    let stored = card.listed.status.as_str();
    let (text, end, error) = match typed {
        Some(form) => (form.status.as_str(), form.end, Some(form.error.as_str())),
        None => (stored, StatusEnd::Never, None),
    };
    let content = html! {
        @if saved { p.saved role="status" { (i18n.settings_saved) } }
        @if !stored.is_empty() && let Some(until) = card.status_until {
            p.hint { (with_markup(&i18n.status_until(GAPS[0]), &[&dates::day_and_time(until, shell.locale)])) }
        }
        form action=(SettingsPage::Status.address()) method="post" {
            (field(&Field {
                name: "status",
                label: &i18n.status_label,
                kind: "text",
                value: text,
                autocomplete: "off",
                hint: Some(&i18n.status_hint),
                error,
                required: false,
                autofocus: error.is_some(),
            }))
            div.field {
                label for="until" { (i18n.status_end_label) }
                select #until name="until" {
                    @for one in StatusEnd::ALL { option value=(one.name()) selected[one == end] { (end_label(one, i18n)) } }
                }
            }
            button.primary { (i18n.save_settings) }
        }
    };
    settings_nav::page(shell, SettingsPage::Status, &content)
}

fn end_label(end: StatusEnd, i18n: &Strings) -> &str {
    match end {
        StatusEnd::Never => &i18n.status_end_never,
        StatusEnd::HalfAnHour => &i18n.status_end_half_hour,
        StatusEnd::FourHours => &i18n.status_end_four_hours,
        StatusEnd::Today => &i18n.status_end_today,
        StatusEnd::Week => &i18n.status_end_week,
    }
}
