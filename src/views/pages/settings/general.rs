//! The settings page.

use maud::{Markup, html};

use crate::model::{DisplayName, Language, LocaleChoice, Person, Picture, Zone};
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

/// The settings page.
#[must_use]
pub fn page(shell: &Shell<'_>, settings: &Settings) -> Markup {
    let i18n = shell.strings();
    let Settings { locale, saved, password_changed, problem: refused, profile } = settings;
    let zones = Zone::names();
    let chosen = locale.zone.as_ref().and_then(Zone::name);
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
            div.field {
                label for="zone" { (i18n.zone_label) }
                select #zone name="zone" aria-describedby="zone-hint" {
                    option value="" selected[chosen.is_none()] { (i18n.zone_of_browser) }
                    @for (region, zones) in by_region(&zones) {
                        optgroup label=(region) {
                            @for zone in zones {
                                option value=(zone) selected[chosen == Some(zone)] { (zone.replace('_', " ")) }
                            }
                        }
                    }
                }
                p.hint #zone-hint { (i18n.zone_hint) }
            }
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

/// Time zones grouped by the region at the beginning of their names.
fn by_region(zones: &[String]) -> Vec<(&str, Vec<&str>)> {
    let mut regions: Vec<(&str, Vec<&str>)> = Vec::new();
    for zone in zones {
        let region = zone.split_once('/').map_or("UTC", |(region, _)| region);
        match regions.iter_mut().find(|(known, _)| *known == region) {
            Some((_, zones)) => zones.push(zone),
            None => regions.push((region, vec![zone])),
        }
    }
    regions
}
