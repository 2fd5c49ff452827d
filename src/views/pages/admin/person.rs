//! One account, and what administrators can do to it.

use maud::{Markup, html};

use crate::model::Role;
use crate::model::administration::accounts::{AccountDetails, Storage};
use crate::model::administration::reports::{MuteTime, Removal};
use crate::model::administration::warnings::Warning;
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::admin::people::{kilobytes, role, tags};
use crate::views::pages::admin::reports::{mute_time, warning};
use crate::views::pages::people;
use crate::views::pages::settings::warnings;
use crate::views::parts::admin_nav;
use crate::views::parts::admin_nav::AdminPage;
use crate::views::parts::forms::{confirmation, problem};
use crate::views::parts::shell::Shell;
use crate::views::parts::urls;

/// The state of the form: the outcome of the last change, and its errors. It never repeats passwords.
#[derive(Clone, Debug, Default)]
pub struct PersonForm {
    /// Whether a change has just been made.
    pub saved: bool,
    /// A link to set the password, which has just been made.
    pub link: Option<String>,
    /// The role chosen.
    pub role: Option<Role>,
    /// A warning as typed.
    pub warning: String,
    /// Whether the warning was refused.
    pub warning_refused: bool,
    /// The error of the administrator's password.
    pub password_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page.
#[must_use]
pub fn page(shell: &Shell<'_>, details: &AccountDetails, warnings: &[Warning], form: &PersonForm) -> Markup {
    let (i18n, locale) = (shell.strings(), shell.locale);
    let AccountDetails { entry, sessions, invited } = details;
    let person = &entry.account.person;
    let is_active = entry.deactivated_at.is_none();
    let content = html! {
        (problem(form.problem.as_deref()))
        @if form.saved { p.saved role="status" { (i18n.settings_saved) } }
        @if let Some(link) = &form.link {
            div.field {
                label for="link" { (i18n.password_link_label) }
                input #link.address type="text" readonly value=(link) aria-describedby="link-hint" autofocus;
                p.hint #link-hint { (i18n.password_link_hint(person.username.as_str())) }
            }
        }
        p.called { (people::avatar(person)) " " (people::both_names(person, i18n)) " " (tags(entry, i18n)) }
        p.description {
            (with_markup(&i18n.account_created(GAPS[0]), &[&dates::day_and_time(entry.created_at, locale)])) br;
            @match entry.seen_at {
                Some(at) => (with_markup(&i18n.last_seen(GAPS[0]), &[&dates::day_and_time(at, locale)])),
                None => (i18n.never_seen),
            }
            br; (i18n.number_of_sessions(*sessions))
            @if let Some(Storage { messages, bytes }) = entry.storage {
                br; (i18n.messages_and_size(messages, kilobytes(bytes)))
            }
            @if let Some((by, note)) = invited {
                br; (i18n.came_by_invitation(by.as_deref().unwrap_or(&i18n.command_line), note.as_str()))
            }
        }
        @if !warnings.is_empty() {
            h2 { (i18n.warnings) }
            (warnings::list(warnings, shell, true))
        }
        form action=(urls::administered(&person.username)) method="post" {
            h2 { (i18n.change_account) }
            div.field {
                label for="role" { (i18n.role_label) }
                select #role name="role" {
                    @for one in Role::ALL {
                        option value=(one.as_str()) selected[form.role.unwrap_or(entry.account.role) == one] { (role(one, i18n)) }
                    }
                }
                p.hint { (i18n.roles_note) }
            }
            div.field {
                label for="mute" { (i18n.mute_label) }
                div.row {
                    select #mute name="mute" {
                        @for time in MuteTime::ALL { option value=(time.name()) { (mute_time(time, i18n)) } }
                    }
                }
            }
            (warning("warning", &i18n.warning_label, Some(&form.warning), form.warning_refused, i18n))
            div.field {
                label for="remove" { (i18n.ban_label) }
                select #remove name="remove" {
                    @for one in Removal::ALL { option value=(one.name()) { (removal(one, i18n)) } }
                }
            }
            div.choices { label { input type="checkbox" name="block" value="yes"; " " (i18n.block_networks) } }
            (confirmation(shell, &urls::administered(&person.username), &i18n.own_password_label, form.password_error.as_deref()))
            p.buttons {
                button.primary name="act" value="role" { (i18n.change_role) }
                " " button name="act" value="link" { (i18n.create_password_link) }
                " " button.danger name="act" value="sessions" { (i18n.end_all_sessions) }
                " " button.danger name="act" value="factor" { (i18n.remove_second_factor) }
                @if is_active {
                    " " button name="act" value="warn" { (i18n.warn) }
                    " " button name="act" value="mute" { (i18n.mute_label) }
                    " " button.danger name="act" value="deactivate" { (i18n.deactivate) }
                    " " button.danger name="act" value="ban" { (i18n.ban) }
                } @else {
                    " " button name="act" value="reactivate" { (i18n.reactivate) }
                    " " button.danger name="act" value="ban" { (i18n.ban) }
                }
            }
        }
        p { a href={ "/admin/audit?person=" (urls::encoded(person.username.as_str())) } { (i18n.audit_of_person) } }
    };
    admin_nav::page(shell, AdminPage::People, Some(person.username.as_str()), &content)
}

/// Which messages are removed, in words.
pub(crate) fn removal(remove: Removal, i18n: &Strings) -> &str {
    match remove {
        Removal::Nothing => &i18n.remove_nothing,
        Removal::Hour => &i18n.remove_hour,
        Removal::Day => &i18n.remove_day,
        Removal::Everything => &i18n.remove_everything,
    }
}
