//! The settings of the server.

use maud::{Markup, html};

use crate::model::administration::accounts::BlockedNetwork;
use crate::model::administration::rooms::MAX_RETENTION_DAYS;
use crate::model::{
    Branding, EmojiAdders, FactorRule, Inviters, Picture, Registration, ServerName, ServerSettings,
};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::parts::admin_nav;
use crate::views::parts::admin_nav::AdminPage;
use crate::views::parts::forms::{Field, field, problem};
use crate::views::parts::shell::Shell;
use crate::views::parts::sidebar::logo;

/// The outcome of the last change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was changed.
    None,
    /// It was saved.
    Saved,
    /// There is no such value.
    Refused,
    /// The age of messages, as typed, is no number of days that can be set.
    RefusedDays(String),
}

/// The form for the server's name and logo: the name as typed, and the errors.
#[derive(Clone, Debug, Default)]
pub struct BrandingForm {
    /// The name as typed; none: the stored one.
    pub name: Option<String>,
    /// The error of the name.
    pub name_error: Option<String>,
    /// The error of the logo.
    pub logo_error: Option<String>,
}

fn branding(present: &Branding, form: &BrandingForm, i18n: &Strings) -> Markup {
    let stored = present.name.as_ref().map_or("", ServerName::as_str);
    let described = if form.logo_error.is_some() { "logo-error logo-hint" } else { "logo-hint" };
    html! {
        form.profile #branding action="/admin/branding" method="post" enctype="multipart/form-data" {
            h2 { (i18n.branding) }
            (field(&Field {
                name: "name",
                label: &i18n.server_name_label,
                kind: "text",
                value: form.name.as_deref().unwrap_or(stored),
                autocomplete: "off",
                hint: Some(&i18n.server_name_hint),
                error: form.name_error.as_deref(),
                required: false,
                autofocus: form.name_error.is_some(),
            }))
            div.field {
                label for="logo" { (i18n.logo_label) }
                div.row {
                    (logo(present))
                    input #logo name="logo" type="file" accept="image/jpeg,image/png,image/webp,image/gif"
                        autofocus[form.name_error.is_none() && form.logo_error.is_some()]
                        aria-invalid=[form.logo_error.as_ref().map(|_| "true")] aria-describedby=(described);
                }
                p.hint #logo-hint { (i18n.logo_hint(Picture::MAX_BYTES >> 20)) }
                @if let Some(error) = &form.logo_error { p.error #logo-error { (error) } }
            }
            p.buttons {
                button.primary { (i18n.save_branding) }
                @if present.logo.is_some() { " " button name="remove" value="logo" { (i18n.remove_logo) } }
            }
        }
    }
}

fn retention(settings: &ServerSettings, outcome: &Outcome, i18n: &Strings) -> Markup {
    let stored = settings.retention_days.to_string();
    let (value, error) = match outcome {
        Outcome::RefusedDays(typed) => (typed, Some(i18n.retention_invalid(MAX_RETENTION_DAYS))),
        _ => (&stored, None),
    };
    field(&Field {
        name: "retention_days",
        label: &i18n.retention_label,
        kind: "text",
        value,
        autocomplete: "off",
        hint: Some(&i18n.server_retention_hint),
        error: error.as_deref(),
        required: true,
        autofocus: error.is_some(),
    })
}

/// The page. `by_flag`: who may register by a flag, which overrides the setting.
#[must_use]
pub fn page(
    shell: &Shell<'_>,
    settings: &ServerSettings,
    by_flag: Option<Registration>,
    blocked: &[BlockedNetwork],
    outcome: &Outcome,
    branding: &BrandingForm,
) -> Markup {
    let i18n = shell.strings();
    let chosen = by_flag.unwrap_or(settings.registration);
    let registrations = [
        (Registration::Open, &i18n.registration_open_choice),
        (Registration::Invite, &i18n.registration_invite_choice),
        (Registration::Closed, &i18n.registration_closed_choice),
    ];
    let inviters =
        [(Inviters::Administrators, &i18n.inviters_administrators), (Inviters::Everyone, &i18n.inviters_everyone)];
    let adders = [
        (EmojiAdders::Everyone, &i18n.emoji_adders_everyone),
        (EmojiAdders::Moderators, &i18n.emoji_adders_moderators),
    ];
    let factors = [
        (FactorRule::Nobody, &i18n.factor_nobody),
        (FactorRule::Administrators, &i18n.factor_administrators),
        (FactorRule::Moderators, &i18n.factor_moderators),
        (FactorRule::Everyone, &i18n.factor_everyone),
    ];
    let content = html! {
        (problem((*outcome == Outcome::Refused).then_some(i18n.no_such_setting.as_str())))
        @if *outcome == Outcome::Saved { p.saved role="status" { (i18n.settings_saved) } }
        form action="/admin/settings" method="post" {
            fieldset.choices disabled[by_flag.is_some()] aria-describedby=[by_flag.map(|_| "flag")] {
                legend { (i18n.who_may_register) }
                @for (value, text) in registrations {
                    div { label { input type="radio" name="registration" value=(value.name()) checked[value == chosen]; " " (text) } }
                }
            }
            @if by_flag.is_some() { p.hint #flag { (i18n.set_by_flag("--registration")) } }
            fieldset.choices {
                legend { (i18n.who_may_invite) }
                @for (value, text) in inviters {
                    div { label { input type="radio" name="inviters" value=(value.name()) checked[value == settings.inviters]; " " (text) } }
                }
            }
            fieldset.choices {
                legend { (i18n.who_may_add_emoji) }
                @for (value, text) in adders {
                    div { label { input type="radio" name="emoji_adders" value=(value.name()) checked[value == settings.emoji_adders]; " " (text) } }
                }
                p.hint { a href="/emoji/custom" { (i18n.custom_emoji) } }
            }
            fieldset.choices {
                legend { (i18n.who_needs_factor) }
                @for (value, text) in factors {
                    div { label { input type="radio" name="second_factor" value=(value.name()) checked[value == settings.second_factor]; " " (text) } }
                }
            }
            (retention(settings, outcome, i18n))
            button.primary { (i18n.save_settings) }
        }
        (self::branding(&settings.branding, branding, i18n))
        @if !blocked.is_empty() {
            section {
                h2 { (i18n.blocked_networks) }
                p.hint { (i18n.blocked_networks_note) }
                ul.people {
                    @for BlockedNetwork { network, at, account } in blocked {
                        li {
                            span.names { bdi { (network) } }
                            span.last { (with_markup(&i18n.blocked_with(account.as_str(), GAPS[0]), &[&dates::day_and_time(*at, shell.locale)])) }
                            form action="/admin/networks" method="post" {
                                input type="hidden" name="network" value=(network);
                                button aria-label={ (i18n.unblock) " " (network) } { (i18n.unblock) }
                            }
                        }
                    }
                }
            }
        }
    };
    admin_nav::page(shell, AdminPage::Settings, None, &content)
}
