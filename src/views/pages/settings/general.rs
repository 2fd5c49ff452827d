//! The settings page.

use maud::{Markup, html};

use crate::model::zones::{ListedZone, Region, place};
use crate::model::{DisplayName, Language, LocaleChoice, Person, Picture, Timestamp, Zone};
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::parts::forms::{Field, field, problem};
use crate::views::parts::settings_nav;
use crate::views::parts::settings_nav::SettingsPage;
use crate::views::parts::shell::Shell;

/// The profile form: the values typed, and their errors.
#[derive(Clone, Debug, Default)]
pub struct ProfileForm {
    /// The display name as typed; none: the stored one.
    pub name: Option<String>,
    /// The error of the name.
    pub name_error: Option<String>,
    /// The error of the picture.
    pub picture_error: Option<String>,
}

/// The settings, and the outcome of the last change.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The language and time zone chosen.
    pub locale: LocaleChoice,
    /// Whether a change has just been saved.
    pub saved: bool,
    /// Why a change was not saved.
    pub problem: Option<String>,
    /// Whether the password has just been changed.
    pub password_changed: bool,
    /// The profile form.
    pub profile: ProfileForm,
}

/// The settings page, with the time zones to choose from.
#[must_use]
pub fn page(shell: &Shell<'_>, settings: &Settings, zones: &[ListedZone], now: Timestamp) -> Markup {
    let i18n = shell.strings();
    let Settings { locale, saved, password_changed, problem: refused, profile } = settings;
    let content = html! {
        (problem(refused.as_deref()))
        @if *saved { p.saved role="status" { (i18n.settings_saved) } }
        @if *password_changed { p.saved role="status" { (i18n.password_changed) } }
        (self::profile(&shell.account.person, profile, i18n))
        form action="/settings" method="post" {
            h2 { (i18n.language_and_times) }
            div.field {
                label for="language" { (i18n.language_label) }
                select #language name="language" aria-describedby="language-hint" {
                    option value="" selected[locale.language.is_none()] { (i18n.language_of_browser) }
                    @for language in Language::ALL {
                        option value=(language.tag()) lang=(language.tag()) selected[locale.language == Some(language)] {
                            (language.own_name())
                        }
                    }
                }
                p.hint #language-hint { (i18n.language_hint) }
            }
            (time_zone(locale.zone.as_ref().and_then(Zone::name), zones, now, i18n))
            button.primary { (i18n.save_settings) }
        }
        p { a href="/shortcuts" { (i18n.keyboard_shortcuts) } }
    };
    settings_nav::page(shell, SettingsPage::Profile, &content)
}

/// The form for display name and picture.
fn profile(person: &Person, form: &ProfileForm, i18n: &Strings) -> Markup {
    let kept = person.name.as_ref().map_or("", DisplayName::as_str);
    let described = if form.picture_error.is_some() { "picture-error picture-hint" } else { "picture-hint" };
    html! {
        form.profile action="/settings/profile" method="post" enctype="multipart/form-data" {
            h2 { (i18n.profile) }
            (field(&Field {
                name: "name",
                label: &i18n.display_name_label,
                kind: "text",
                value: form.name.as_deref().unwrap_or(kept),
                autocomplete: "name",
                hint: Some(&i18n.display_name_hint(person.username.as_str())),
                error: form.name_error.as_deref(),
                required: false,
                autofocus: form.name_error.is_some(),
            }))
            div.field {
                label for="picture" { (i18n.picture_label) }
                div.row {
                    (people::avatar(person))
                    input #picture name="picture" type="file" accept="image/jpeg,image/png,image/webp,image/gif"
                        autofocus[form.name_error.is_none() && form.picture_error.is_some()]
                        aria-invalid=[form.picture_error.as_ref().map(|_| "true")] aria-describedby=(described);
                }
                p.hint #picture-hint { (i18n.picture_hint(Picture::MAX_BYTES >> 20)) }
                @if let Some(error) = &form.picture_error { p.error #picture-error { (error) } }
            }
            p.buttons {
                button.primary { (i18n.save_profile) }
                @if person.picture.is_some() { " " button.danger name="remove" value="picture" { (i18n.remove_picture) } }
            }
        }
    }
}

/// The field for the time zone. app.js offers that of the browser first.
fn time_zone(chosen: Option<&str>, zones: &[ListedZone], now: Timestamp, i18n: &Strings) -> Markup {
    let is_listed = |name: &str| name == UTC || zones.iter().any(|zone| zone.name == name);
    html! {
        div.field {
            label for="zone" { (i18n.zone_label) }
            select #zone name="zone" aria-describedby="zone-hint" data-here=(i18n.zone_of_this_browser("%")) {
                option value="" selected[chosen.is_none()] { (i18n.zone_of_browser) }
                // A former name, which browsers know still.
                @if let Some(name) = chosen.filter(|name| !is_listed(name)) { option value=(name) selected { (place(name)) } }
                option value=(UTC) selected[chosen == Some(UTC)] { (UTC) }
                @for region in Region::ALL {
                    optgroup label=(region_name(region, i18n)) {
                        @for zone in zones.iter().filter(|zone| zone.region == region) {
                            // Names and times are written from left to right.
                            option dir="ltr" value=(zone.name) selected[chosen == Some(&zone.name)] {
                                (zone.place()) ", " (zone.time(now)) " (" (zone.offset()) ")"
                            }
                        }
                    }
                }
            }
            p.hint #zone-hint { (i18n.zone_hint) }
        }
    }
}

const UTC: &str = "UTC";

fn region_name(region: Region, i18n: &Strings) -> &str {
    match region {
        Region::Africa => &i18n.region_africa,
        Region::America => &i18n.region_america,
        Region::Antarctica => &i18n.region_antarctica,
        Region::Arctic => &i18n.region_arctic,
        Region::Asia => &i18n.region_asia,
        Region::Atlantic => &i18n.region_atlantic,
        Region::Australia => &i18n.region_australia,
        Region::Europe => &i18n.region_europe,
        Region::Indian => &i18n.region_indian,
        Region::Pacific => &i18n.region_pacific,
    }
}
