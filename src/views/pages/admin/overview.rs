//! The first page for administrators.

use maud::{Markup, html};

use crate::model::administration::accounts::Totals;
use crate::model::mail::outgoing::MailReport;
use crate::model::{Reach, Registration};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::pages::invitations;
use crate::views::pages::invitations::InvitationForm;
use crate::views::parts::admin_nav::AdminPage;
use crate::views::parts::shell::Shell;
use crate::views::parts::{admin_nav, setup, urls};

/// The page. `is_new`: nobody else has an account yet.
#[must_use]
pub fn page(shell: &Shell<'_>, reach: &Reach, mail: Option<MailReport>, totals: &Totals) -> Markup {
    let i18n = shell.strings();
    let is_new = totals.accounts <= 1;
    let content = html! {
        @if is_new { p { (i18n.welcome_administrator) } }
        section {
            h2 { (i18n.reach) }
            (setup::addresses(reach, i18n))
            (setup::registration(reach, i18n))
            p { a href="/admin/settings" { (i18n.change_who_may_register) } " " a href=(urls::SETUP) { (i18n.setup_title) } }
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
