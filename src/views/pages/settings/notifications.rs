//! The page about notifications.

use maud::{Markup, html};

use crate::model::notifications::devices::{Preview, PushDevice};
use crate::model::notifications::digests::DigestPeriod;
use crate::model::notifications::quiet_hours::{DAYS, Span, shown};
use crate::model::notifications::settings::{NotificationSettings, Pause};
use crate::model::{Device, NotificationLevel, SessionId, Timestamp};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::settings::sessions::device_name;
use crate::views::parts::assets;
use crate::views::parts::forms::problem;
use crate::views::parts::pauses::pause_label;
use crate::views::parts::public_shell::PublicShell;
use crate::views::parts::settings_nav;
use crate::views::parts::settings_nav::SettingsPage;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, urls};

/// The state of the page.
#[derive(Clone, Debug, Default)]
pub struct NotificationsForm {
    /// Whether a change has just been saved.
    pub saved: bool,
    /// An error of the form as a whole.
    pub problem: Option<String>,
    /// Quiet hours that were refused.
    pub typed: Option<TypedHours>,
    /// The server's public key, for the browser.
    pub key: String,
    /// Now.
    pub now: Timestamp,
    /// The interval of the viewer's digests; none: never.
    pub digest: Option<DigestPeriod>,
    /// The viewer's session.
    pub session: Option<SessionId>,
}

/// Quiet hours as typed, by weekday.
#[derive(Clone, Debug, Default)]
pub struct TypedHours {
    /// Their beginnings.
    pub from: Vec<String>,
    /// Their ends.
    pub until: Vec<String>,
}

impl TypedHours {
    /// The beginning and the end of a day's.
    #[must_use]
    pub fn of(&self, day: usize) -> (&str, &str) {
        (self.from.get(day).map_or("", String::as_str), self.until.get(day).map_or("", String::as_str))
    }
}

const ADDRESS: &str = "/settings/notifications";

/// The page.
#[must_use]
pub fn page(
    shell: &Shell<'_>,
    settings: &NotificationSettings,
    devices: &[PushDevice],
    form: &NotificationsForm,
) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        (problem(form.problem.as_deref()))
        @if form.saved { p.saved role="status" { (i18n.settings_saved) } }
        (this_device(devices, form, i18n))
        section {
            h2 { (i18n.notified_devices) }
            @if devices.is_empty() { p { (i18n.no_notified_devices) } }
            ul.kept.devices { @for device in devices { li { (one(device, form, shell)) } } }
        }
        (do_not_disturb(settings, form, shell))
        (preferences(settings, form, shell))
        // Deferred: it uses app.js, which is at the end.
        script src=(assets::NOTIFICATIONS_JS) defer {}
    };
    settings_nav::page(shell, SettingsPage::Notifications, &content)
}

/// The section that the script is about: it shows what applies.
fn this_device(devices: &[PushDevice], form: &NotificationsForm, i18n: &Strings) -> Markup {
    let is_listed = devices.iter().any(|device| Some(device.session) == form.session);
    html! {
        section #this-device data-key=(form.key) data-listed=[is_listed.then_some("yes")] {
            h2 { (i18n.this_device) }
            noscript { p { (i18n.notifications_need_javascript) } }
            div role="status" {
                @for (state, text) in [
                    ("on", &i18n.notifications_are_on),
                    ("here", &i18n.notifications_are_on_here),
                    ("off", &i18n.notifications_are_off),
                    ("denied", &i18n.notifications_denied),
                    ("unavailable", &i18n.notifications_unavailable),
                    ("full", &i18n.too_many_devices),
                    ("failed", &i18n.notifications_failed),
                ] { p data-state=(state) hidden { (text) } }
            }
            p.buttons {
                button.primary type="button" data-turn="on" hidden { (i18n.turn_on_notifications) }
                button type="button" data-turn="off" hidden { (i18n.turn_off_notifications) }
            }
        }
    }
}

fn one(device: &PushDevice, form: &NotificationsForm, shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    let name = device_name(Device::of(&device.agent), i18n);
    let id = format!("preview-{}", device.id);
    html! {
        p.called {
            strong { (name) }
            @if Some(device.session) == form.session { " " span.tag { (i18n.this_device) } }
        }
        p.description {
            (with_markup(&i18n.session_used(GAPS[0]), &[&dates::day_and_time(device.used_at, shell.locale)]))
            br;
            @match device.sent_at {
                Some(at) => (with_markup(&i18n.device_notified(GAPS[0]), &[&dates::day_and_time(at, shell.locale)])),
                None => (i18n.device_never_notified),
            }
        }
        form action=(ADDRESS) method="post" {
            input type="hidden" name="device" value=(device.id);
            div.field {
                label for=(id) { (i18n.preview_label) }
                select #(id) name="preview" {
                    @for preview in Preview::ALL {
                        option value=(preview.name()) selected[preview == device.preview] { (preview_label(preview, i18n)) }
                    }
                }
            }
            p.buttons {
                button name="act" value="preview" aria-label=(i18n.save_for_device(name.as_str())) { (i18n.save) }
                " " button.danger name="act" value="remove" aria-label=(i18n.remove_device_named(name.as_str())) { (i18n.remove_device) }
            }
        }
    }
}

fn preview_label(preview: Preview, i18n: &Strings) -> &str {
    match preview {
        Preview::Text => &i18n.preview_text,
        Preview::Name => &i18n.preview_name,
        Preview::Nothing => &i18n.preview_nothing,
    }
}

fn do_not_disturb(settings: &NotificationSettings, form: &NotificationsForm, shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    let paused_until = settings.paused_until.filter(|until| form.now < *until);
    html! {
        section {
            h2 { (i18n.do_not_disturb) }
            form action=(ADDRESS) method="post" {
                @if let Some(until) = paused_until {
                    p.paused { (with_markup(&i18n.do_not_disturb_until(GAPS[0]), &[&dates::day_and_time(until, shell.locale)])) }
                }
                div.field {
                    label for="pause" { (i18n.pause_label) }
                    select #pause name="pause" {
                        @for pause in Pause::ALL { option value=(pause.name()) { (pause_label(pause, i18n)) } }
                    }
                }
                p.buttons {
                    button name="act" value="pause" { (i18n.pause_start) }
                    @if paused_until.is_some() { " " button name="act" value="resume" { (i18n.pause_end) } }
                }
            }
        }
    }
}

fn preferences(settings: &NotificationSettings, form: &NotificationsForm, shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    html! {
        section {
            h2 { (i18n.quiet_hours) }
            form action=(ADDRESS) method="post" {
                input type="hidden" name="zone" value="";
                (quiet_hours(settings, form, shell))
                fieldset.choices {
                    legend { (i18n.default_level_label) }
                    @for (level, text) in [
                        (NotificationLevel::Everything, &i18n.notify_everything),
                        (NotificationLevel::Mentions, &i18n.notify_mentions),
                        (NotificationLevel::Nothing, &i18n.notify_nothing),
                    ] {
                        div { label { input type="radio" name="level" value=(level) checked[level == settings.default_level]; " " (text) } }
                    }
                }
                p.hint { (i18n.default_level_hint) }
                @if shell.sends_mail { (digests(form.digest, i18n)) }
                p { label { input type="checkbox" name="sound" value="yes" checked[settings.sound]; " " (i18n.sound_label) } }
                p.buttons { button.primary name="act" value="preferences" { (i18n.save_settings) } }
            }
        }
    }
}

fn digests(current: Option<DigestPeriod>, i18n: &Strings) -> Markup {
    html! {
        div.field {
            label for="digest" { (i18n.digest_label) }
            select #digest name="digest" aria-describedby="digest-hint" {
                @for (value, text, period) in [
                    ("never", &i18n.digest_never, None),
                    (DigestPeriod::Daily.name(), &i18n.digest_daily, Some(DigestPeriod::Daily)),
                    (DigestPeriod::Weekly.name(), &i18n.digest_weekly, Some(DigestPeriod::Weekly)),
                ] { option value=(value) selected[period == current] { (text) } }
            }
            p.hint #digest-hint { (i18n.digest_hint) " " a href=(SettingsPage::Email.address()) { (i18n.email) } }
        }
    }
}

/// The page of a link that ends digests.
#[must_use]
pub fn unsubscribe_page(secret: &str, i18n: &PublicShell) -> Markup {
    let content = html! {
        h1 { (i18n.unsubscribe_title) }
        p { (i18n.unsubscribe_note) }
        form action=(urls::unsubscribe(secret)) method="post" {
            input type="hidden" name="unsubscribe" value="yes";
            button.primary { (i18n.unsubscribe_button) }
        }
    };
    layout::card(i18n, &i18n.unsubscribe_title, &content)
}

/// The page after digests were ended.
#[must_use]
pub fn unsubscribed_page(i18n: &PublicShell) -> Markup {
    let content = html! {
        h1 { (i18n.unsubscribed_title) }
        p { (i18n.unsubscribed_note) }
        p { a.button href=(ADDRESS) { (i18n.notifications) } }
    };
    layout::card(i18n, &i18n.unsubscribed_title, &content)
}

/// A row for each weekday.
fn quiet_hours(settings: &NotificationSettings, form: &NotificationsForm, shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    let zone = shell.zone.map(str::to_owned).or_else(|| {
        let saved = settings.zone.as_ref().and_then(|zone| zone.name());
        saved.or(shell.locale.zone.name()).map(str::to_owned)
    });
    let value = |day: usize| match &form.typed {
        Some(typed) => (typed.of(day).0.to_owned(), typed.of(day).1.to_owned()),
        None => settings.quiet_hours.0[day].map(|span| (shown(span.from), shown(span.until))).unwrap_or_default(),
    };
    let is_wrong = form.typed.is_some();
    let described = if is_wrong { "quiet-error quiet-hint" } else { "quiet-hint" };
    html! {
        p.hint #quiet-hint { (i18n.quiet_hours_hint(zone.unwrap_or_else(|| "UTC".to_owned()))) }
        @if is_wrong { p.error #quiet-error { (i18n.quiet_hours_invalid) } }
        ul.quiet-hours {
            @for day in 0..DAYS {
                @let (from, until) = value(day);
                @let name = i18n.weekday(day + 1);
                li {
                    span.day aria-hidden="true" { (name) } " "
                    input type=(kind(&from)) name="from" value=(from) aria-label=(i18n.quiet_from(name.as_str()))
                        aria-describedby=(described) aria-invalid=[is_wrong.then_some("true")];
                    span aria-hidden="true" { " – " }
                    input type=(kind(&until)) name="until" value=(until) aria-label=(i18n.quiet_until(name.as_str()))
                        aria-describedby=(described) aria-invalid=[is_wrong.then_some("true")];
                }
            }
        }
    }
}

/// The kind of a field with this value: browsers would not show text that is no time in one for times.
fn kind(value: &str) -> &'static str {
    if value.is_empty() || Span::parse(value, value).is_some() { "time" } else { "text" }
}
