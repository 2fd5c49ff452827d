//! The page with one's sessions.

use maud::{Markup, html};

use crate::model::logins::sessions::OwnSession;
use crate::model::{Device, Locale, SessionId};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::parts::forms::{confirmation, problem};
use crate::views::parts::settings_nav;
use crate::views::parts::settings_nav::SettingsPage;
use crate::views::parts::shell::Shell;

/// The state of the form: the sessions chosen, and its errors. It never repeats passwords.
#[derive(Clone, Debug, Default)]
pub struct SessionsForm {
    /// How many sessions have just been ended.
    pub ended: Option<usize>,
    /// The sessions that were chosen.
    pub chosen: Vec<SessionId>,
    /// The error of the password.
    pub password_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page with the sessions of an account, of which `current` is the viewer's.
#[must_use]
pub fn page(shell: &Shell<'_>, sessions: &[OwnSession], current: SessionId, form: &SessionsForm) -> Markup {
    let i18n = shell.strings();
    let has_others = sessions.iter().any(|own| own.session.id != current);
    let list = html! {
        ul.kept.devices {
            @for own in sessions {
                li { (one(own, current, form, shell.locale, i18n)) }
            }
        }
    };
    let content = html! {
        (problem(form.problem.as_deref()))
        @if let Some(ended) = form.ended { p.saved role="status" { (i18n.sessions_ended(ended)) } }
        p.hint { (i18n.sessions_note) }
        @if has_others {
            form action="/settings/sessions" method="post" {
                (list)
                (confirmation(shell, SettingsPage::Sessions.address(), &i18n.present_password_label, form.password_error.as_deref()))
                p.buttons {
                    button.primary.danger name="which" value="chosen" { (i18n.end_chosen_sessions) }
                    " " button.danger name="which" value="others" { (i18n.end_other_sessions) }
                }
            }
        } @else {
            (list)
        }
    };
    settings_nav::page(shell, SettingsPage::Sessions, &content)
}

fn one(own: &OwnSession, current: SessionId, form: &SessionsForm, locale: &Locale, i18n: &Strings) -> Markup {
    let OwnSession { session, device, network } = own;
    let name = device_name(Device::of(device), i18n);
    let about = html! {
        p.description {
            @if let Some(network) = network { (i18n.session_network(network.as_str())) br; }
            (with_markup(&i18n.session_started(GAPS[0]), &[&dates::day_and_time(session.created_at, locale)]))
            br;
            (with_markup(&i18n.session_used(GAPS[0]), &[&dates::day_and_time(session.used_at, locale)]))
        }
    };
    if session.id == current {
        return html! {
            p.called { strong { (name) } " " span.tag { (i18n.this_session) } }
            (about)
        };
    }
    let id = session.id.encode();
    let checked = form.chosen.contains(&session.id);
    html! {
        label.called {
            input type="checkbox" name="session" value=(id) checked[checked] aria-describedby={ "about-" (id) };
            " " strong { (name) }
        }
        div #{ "about-" (id) } { (about) }
    }
}

pub(crate) fn device_name(device: Device, i18n: &Strings) -> String {
    match (device.browser, device.system) {
        (Some(browser), Some(system)) => i18n.browser_on_system(browser, system),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => i18n.unknown_browser.clone(),
    }
}
