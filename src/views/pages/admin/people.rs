//! The list of all accounts.

use maud::{Markup, html};

use crate::model::administration::accounts::AccountEntry;
use crate::model::{Role, Timestamp};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::parts::admin_nav::AdminPage;
use crate::views::parts::shell::Shell;
use crate::views::parts::{admin_nav, urls};

/// Which accounts are listed, as chosen.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// A part of a name.
    pub part: String,
    /// A role.
    pub role: Option<Role>,
    /// `active`, `deactivated`, or empty for both.
    pub state: String,
}

/// The page. `next`: the address of the next page; `noted_at`: when it was noted what the accounts store.
#[must_use]
pub fn page(
    shell: &Shell<'_>,
    chosen: &Chosen,
    accounts: &[AccountEntry],
    next: Option<&str>,
    noted_at: Option<Timestamp>,
) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        form.filter action="/admin/people" role="search" aria-label=(i18n.find_people) {
            div.field {
                label for="q" { (i18n.part_of_name) }
                input #q type="search" name="q" value=(chosen.part) autocapitalize="none" spellcheck="false";
            }
            div.field {
                label for="role" { (i18n.role_label) }
                select #role name="role" {
                    option value="" selected[chosen.role.is_none()] { (i18n.all_roles) }
                    @for role in Role::ALL {
                        option value=(role.as_str()) selected[chosen.role == Some(role)] { (self::role(role, i18n)) }
                    }
                }
            }
            div.field {
                label for="state" { (i18n.account_state) }
                select #state name="state" {
                    @for (value, text) in [("", &i18n.all_states), ("active", &i18n.active), ("deactivated", &i18n.deactivated)] {
                        option value=(value) selected[chosen.state == value] { (text) }
                    }
                }
            }
            button { (i18n.find) }
        }
        @if accounts.is_empty() { p { (i18n.nobody_found) } }
        @if let Some(at) = noted_at.filter(|_| !accounts.is_empty()) { p.hint { (storage_note(at, shell)) } }
        ul.people {
            @for entry in accounts {
                li {
                    (people::avatar(&entry.account.person))
                    a href=(urls::administered(&entry.account.person.username)) { (people::both_names(&entry.account.person, i18n)) }
                    (tags(entry, i18n))
                    span.last {
                        @match entry.seen_at {
                            Some(at) => (with_markup(&i18n.last_seen(GAPS[0]), &[&dates::day_and_time(at, shell.locale)])),
                            None => (i18n.never_seen),
                        }
                        @if let Some(storage) = entry.storage {
                            (i18n.comma) span.storage { (i18n.kilobytes(kilobytes(storage.bytes))) }
                        }
                    }
                }
            }
        }
        @if let Some(next) = next { p { a.button href=(next) { (i18n.more_people) } } }
    };
    admin_nav::page(shell, AdminPage::People, None, &content)
}

/// The meaning of the storage of accounts, and when it was noted.
pub(crate) fn storage_note(noted_at: Timestamp, shell: &Shell<'_>) -> Markup {
    with_markup(&shell.strings().storage_note(GAPS[0]), &[&dates::day_and_time(noted_at, shell.locale)])
}

/// A size in kilobytes, rounded up.
pub(crate) fn kilobytes(bytes: u64) -> u64 {
    bytes.div_ceil(1_000)
}

/// The role and state of an account.
pub(crate) fn tags(entry: &AccountEntry, i18n: &Strings) -> Markup {
    html! {
        @if entry.account.role != Role::Member { span.tag { (role(entry.account.role, i18n)) } }
        @if entry.deactivated_at.is_some() { " " span.tag { (i18n.deactivated) } }
        @if entry.muted_until.is_some_and(|until| until > Timestamp::now()) { " " span.tag { (i18n.muted) } }
        @if !entry.has_login { " " span.tag { (i18n.no_password) } }
    }
}

/// A role in words.
pub(crate) fn role(role: Role, i18n: &Strings) -> &str {
    match role {
        Role::Member => &i18n.role_member,
        Role::Moderator => &i18n.role_moderator,
        Role::Administrator => &i18n.role_administrator,
    }
}
