//! The pages on which a reminder is set, and of one's reminders.

use maud::{Markup, html};

use crate::model::due_work::{RemindedMessage, Reminder};
use crate::model::{Message, Room};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::parts::due_times::TimeForm;
use crate::views::parts::forms::problem;
use crate::views::parts::room_names::shown;
use crate::views::parts::shell::Shell;
use crate::views::parts::{due_times, layout, messages, urls};

/// The form for a reminder.
#[derive(Clone, Debug, Default)]
pub struct ReminderForm {
    /// The date and time typed.
    pub time: TimeForm,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page on which a reminder of a message is set. `present`: the reminder that there is.
#[must_use]
pub fn remind_page(
    shell: &Shell<'_>,
    room: &Room,
    message: &Message,
    present: Option<&Reminder>,
    form: &ReminderForm,
) -> Markup {
    let i18n = shell.strings();
    let action = urls::remind(&room.slug, message.id);
    let content = html! {
        (problem(form.problem.as_deref()))
        @if let Some(present) = present {
            @let at = dates::day_and_time(present.due_at, shell.locale);
            p.saved role="status" { (with_markup(&i18n.reminder_set(GAPS[0]), &[&at])) }
        }
        div.quoted { (messages::message_alone(message, &room.slug, shell.locale)) }
        form.buttons.due-times action=(action) method="post" aria-label=(i18n.remind_me) {
            (due_times::presets(i18n))
            (due_times::zone(shell))
        }
        form action=(action) method="post" aria-label=(i18n.due_own) {
            (due_times::own(shell, &form.time))
            p.buttons { button.primary name="when" value="own" { (i18n.due_own) } }
        }
        p.buttons {
            a.button href=(urls::message(&room.slug, message.id)) { (i18n.back_to_message) } " "
            a.button href=(urls::REMINDERS) { (i18n.reminders) }
        }
    };
    layout::sheet(&i18n.remind_me, shell, &content)
}

/// The page of one's reminders: those that are due, and those to come.
#[must_use]
pub fn list_page(shell: &Shell<'_>, reminders: &[Reminder]) -> Markup {
    let i18n = shell.strings();
    let (due, coming): (Vec<_>, Vec<_>) = reminders.iter().partition(|reminder| reminder.is_due);
    let content = html! {
        p #reminders-news role="status" {}
        @if reminders.is_empty() { p.empty { (i18n.no_reminders) } }
        @for (heading, list) in [(&i18n.reminders_due_now, due), (&i18n.reminders_coming, coming)] {
            @if !list.is_empty() {
                h2 { (heading) }
                ol.kept { @for reminder in list { (item(shell, reminder)) } }
            }
        }
    };
    layout::sheet(&i18n.reminders, shell, &content)
}

fn item(shell: &Shell<'_>, reminder: &Reminder) -> Markup {
    let i18n = shell.strings();
    let address = urls::reminder(reminder.id);
    let select = format!("when-{}", reminder.id.0);
    html! {
        li {
            p.last { (dates::day_and_time(reminder.due_at, shell.locale)) }
            @match &reminder.about {
                Some(about) => (self::about(shell, about)),
                None => p.empty { (i18n.reminder_unreadable) },
            }
            form.buttons action=(address) method="post" {
                button name="act" value="remove" { (done_label(reminder, i18n)) } " "
                label.hidden for=(select) { (i18n.remind_me_again) }
                (due_times::select(&select, i18n)) " "
                button name="act" value="later" { (i18n.remind_me_again) }
                @if shell.zone.is_none() { span.own-zone { input type="hidden" name="zone" value=""; } }
            }
        }
    }
}

fn done_label<'a>(reminder: &Reminder, i18n: &'a Strings) -> &'a str {
    if reminder.is_due { &i18n.reminder_done } else { &i18n.delete_reminder }
}

fn about(shell: &Shell<'_>, about: &RemindedMessage) -> Markup {
    let i18n = shell.strings();
    let RemindedMessage { message, slug, room } = about;
    // A direct conversation has a name of its own for each member.
    let own = shell.rooms.rooms.iter().find(|own| own.id == message.room);
    let name = own.map_or(room, |own| &own.name);
    html! {
        p.last {
            bdi lang="" { (shown(name, i18n)) } (i18n.comma)
            a href=(urls::message(slug, message.id)) { (dates::day_and_time(message.posted_at, shell.locale)) }
        }
        (messages::message_alone(message, slug, shell.locale))
    }
}
