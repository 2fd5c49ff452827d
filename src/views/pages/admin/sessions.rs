//! The sessions of all accounts, for administrators.

use maud::{Markup, html};

use crate::model::logins::sessions::SessionEntry;
use crate::model::{Device, SessionId};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::pages::people;
use crate::views::pages::settings::sessions::device_name;
use crate::views::parts::admin_nav::AdminPage;
use crate::views::parts::shell::Shell;
use crate::views::parts::{admin_nav, urls};

/// The page. `current`: the viewer's session; `next`: the address of the next page.
#[must_use]
pub fn page(
    shell: &Shell<'_>,
    sessions: &[SessionEntry],
    current: SessionId,
    next: Option<&str>,
    ended: bool,
) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        @if ended { p.saved role="status" { (i18n.session_was_ended) } }
        @if sessions.is_empty() { p { (i18n.no_sessions) } }
        ul.people {
            @for SessionEntry { person, own } in sessions {
                @let name = device_name(Device::of(&own.device), i18n);
                li {
                    (people::avatar(person))
                    a href=(urls::administered(&person.username)) { (people::both_names(person, i18n)) }
                    span.last {
                        (name)
                        @if let Some(network) = &own.network { (i18n.comma) (i18n.session_network(network.as_str())) }
                        br; (with_markup(&i18n.session_used(GAPS[0]), &[&dates::day_and_time(own.session.used_at, shell.locale)]))
                    }
                    @if own.session.id == current {
                        span.tag { (i18n.this_session) }
                    } @else {
                        form action="/admin/sessions" method="post" {
                            input type="hidden" name="session" value=(own.session.id.encode());
                            button.quiet.danger { (i18n.end_session) span.hidden { (i18n.comma) (person.username) (i18n.comma) (name) } }
                        }
                    }
                }
            }
        }
        @if let Some(next) = next { p { a.button href=(next) { (i18n.more_sessions) } } }
    };
    admin_nav::page(shell, AdminPage::Sessions, None, &content)
}
