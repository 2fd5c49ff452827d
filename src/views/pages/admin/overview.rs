//! The first page for administrators.

use maud::{Markup, html};

use crate::model::Registration;
use crate::model::administration::accounts::Totals;
use crate::model::mail::outgoing::MailReport;
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::pages::invitations;
use crate::views::pages::invitations::InvitationForm;
use crate::views::parts::admin_nav;
use crate::views::parts::admin_nav::AdminPage;
use crate::views::parts::shell::Shell;

/// The address of this server, and the people who may register.
#[derive(Clone, Debug)]
pub struct Reach<'a> {
    /// The URL for others.
    pub url: &'a str,
    /// Whether other machines can reach it.
    pub is_reachable: bool,
    /// The people who may register.
    pub registration: Registration,
}

/// The page. `is_new`: nobody else has an account yet.
#[must_use]
pub fn page(shell: &Shell<'_>, reach: &Reach<'_>, mail: Option<MailReport>, totals: &Totals) -> Markup {
    let i18n = shell.strings();
    let is_new = totals.accounts <= 1;
    let content = html! {
        @if is_new { p { (i18n.welcome_administrator) } }
        section {
            h2 { (i18n.reach) }
            p { code { (reach.url) "/" } }
            @if !reach.is_reachable { p.hint { (i18n.only_this_machine) } }
            @match reach.registration {
                Registration::Open if reach.is_reachable => p.warning { (i18n.open_to_the_world) },
                Registration::Open => p.hint { (i18n.registration_open_note) },
                Registration::Invite => p.hint { (i18n.registration_invite_note) },
                Registration::Closed => p.hint { (i18n.registration_closed_note) },
            }
            p { a href="/admin/settings" { (i18n.change_who_may_register) } }
        }
        @if reach.registration != Registration::Closed { (invitations::form(shell, &InvitationForm::default())) }
        section {
            h2 { (i18n.in_numbers) }
            ul.numbers {
                li { (i18n.number_of_accounts(totals.accounts)) }
                li { (i18n.number_of_rooms(totals.rooms)) }
                li { (i18n.number_of_sessions(totals.sessions)) }
            }
        }
        @if let Some(mail) = mail { (self::mail(&mail, shell)) }
        p { a.button href="/" { (i18n.to_the_rooms) } }
    };
    admin_nav::page(shell, AdminPage::Overview, None, &content)
}

/// The status of sending e-mail.
fn mail(report: &MailReport, shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    let MailReport { sent_at, failed_at, waiting } = *report;
    let time = |at| dates::day_and_time(at, shell.locale);
    html! {
        section.mail {
            h2 { (i18n.email) }
            @if sent_at.is_none() && failed_at.is_none() { p { (i18n.mail_not_used) } }
            @if let Some(at) = sent_at { p { (with_markup(&i18n.mail_sent_at(GAPS[0]), &[&time(at)])) } }
            @if let Some(at) = failed_at { p { (with_markup(&i18n.mail_failed_at(GAPS[0]), &[&time(at)])) } }
            p { (i18n.mail_waiting(waiting)) }
        }
    }
}
