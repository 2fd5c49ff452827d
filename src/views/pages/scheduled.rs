//! The pages of messages that are sent later.

use maud::{Markup, html};

use crate::model::due_work::{ScheduledMessage, SendFailure};
use crate::model::files::attachments::Attachment;
use crate::model::{Quote, Room, RoomView};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::parts::due_times::TimeForm;
use crate::views::parts::forms::problem;
use crate::views::parts::room_names::{distinct, shown};
use crate::views::parts::shell::Shell;
use crate::views::parts::{attachments, due_times, layout, urls};

/// The form for a message that is sent later.
#[derive(Clone, Debug, Default)]
pub struct ScheduledForm {
    /// The text as typed.
    pub body: String,
    /// The version of the draft that the text is; empty: none.
    pub draft: String,
    /// The message that it replies to.
    pub reply_to: Option<Quote>,
    /// Its files.
    pub files: Vec<Attachment>,
    /// The error of the text.
    pub body_error: Option<String>,
    /// The date and time typed.
    pub time: TimeForm,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page on which a message is scheduled.
#[must_use]
pub fn new_page(shell: &Shell<'_>, entered: &RoomView, form: &ScheduledForm) -> Markup {
    let i18n = shell.strings();
    let Room { slug, kind, id, .. } = &entered.room;
    let room = html! { a href=(urls::room(slug)) { (distinct(&entered.name, *kind, shell.rooms.distinction(*id), i18n)) } };
    let content = html! {
        (problem(form.problem.as_deref()))
        p { (with_markup(&i18n.send_later_in(GAPS[0]), &[&room])) }
        form.later action=(urls::later(slug)) method="post" {
            @if let Some(quote) = &form.reply_to {
                input type="hidden" name="reply_to" value=(quote.id.0);
                p.hint { (i18n.in_reply_to) " " bdi { (quote.author) } }
            }
            @if !form.draft.is_empty() { input type="hidden" name="draft" value=(form.draft); }
            (text(form, i18n))
            @if !form.files.is_empty() {
                ul #attached aria-label=(i18n.attached_files) { (attachments::attached(&form.files, i18n)) }
            }
            (due_times::own(shell, &form.time))
            p.buttons { button.primary name="when" value="own" { (i18n.send_then) } }
            p.buttons { (due_times::presets(i18n)) }
        }
        p.hint { (i18n.send_later_note) }
        p.buttons { a.button href=(urls::SCHEDULED) { (i18n.scheduled) } }
    };
    layout::sheet(&i18n.send_later, shell, &content)
}

/// The page of a scheduled message.
#[must_use]
pub fn page(shell: &Shell<'_>, scheduled: &ScheduledMessage, form: &ScheduledForm) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        (problem(form.problem.as_deref()))
        (heading(shell, scheduled))
        form.later action=(urls::scheduled(scheduled.id)) method="post" {
            (text(form, i18n))
            (files(&scheduled.files, i18n))
            (due_times::own(shell, &form.time))
            p.buttons {
                button.primary name="act" value="save" { (i18n.save_message) } " "
                button name="act" value="send" { (i18n.send_now) } " "
                button.danger name="act" value="delete" { (i18n.delete_scheduled) } " "
                a.button href=(urls::SCHEDULED) { (i18n.cancel) }
            }
        }
    };
    layout::sheet(&i18n.scheduled_message, shell, &content)
}

/// The page of one's scheduled messages. `sent_from`: the room's page whose draft was scheduled.
#[must_use]
pub fn list_page(shell: &Shell<'_>, scheduled: &[ScheduledMessage], sent_from: Option<&str>) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        p #scheduled-news role="status" {}
        @if let Some(room) = sent_from { p.saved role="status" data-scheduled-in=(room) { (i18n.scheduled_saved) } }
        @if scheduled.is_empty() { p.empty { (i18n.no_scheduled) } }
        ol.kept {
            @for one in scheduled {
                li {
                    (heading(shell, one))
                    p.text dir="auto" lang="" { (one.body) }
                    (files(&one.files, i18n))
                    form.buttons action=(urls::scheduled(one.id)) method="post" {
                        a.button href=(urls::scheduled(one.id)) { (i18n.edit) } " "
                        button name="act" value="send" { (i18n.send_now) } " "
                        button.danger name="act" value="delete" { (i18n.delete_scheduled) }
                    }
                }
            }
        }
    };
    layout::sheet(&i18n.scheduled, shell, &content)
}

/// The room and time of a scheduled message, and why it was not sent.
fn heading(shell: &Shell<'_>, scheduled: &ScheduledMessage) -> Markup {
    let i18n = shell.strings();
    let at = dates::day_and_time(scheduled.due_at, shell.locale);
    // A direct conversation has a name of its own for each member.
    let own = shell.rooms.rooms.iter().find(|own| own.id == scheduled.room);
    html! {
        p.last {
            @if let Some((slug, name)) = &scheduled.shown_room {
                a href=(urls::room(slug)) { bdi lang="" { (shown(own.map_or(name, |own| &own.name), i18n)) } }
            } @else {
                (i18n.unreadable_room)
            }
            (i18n.comma) (at)
        }
        @if let Some(failure) = scheduled.failure { p.error { (i18n.not_sent) " " (why(failure, i18n)) } }
    }
}

/// The files of a scheduled message.
fn files(files: &[Attachment], i18n: &Strings) -> Markup {
    html! {
        @if !files.is_empty() {
            ul.files aria-label=(i18n.attached_files) { @for file in files { li { (attachments::link(file, i18n)) } } }
        }
    }
}

fn text(form: &ScheduledForm, i18n: &Strings) -> Markup {
    html! {
        div.field {
            label for="body" { (i18n.message_text) }
            textarea #body name="body" rows="5" lang="" dir="auto" autofocus[form.time.error.is_none()]
                aria-invalid=[form.body_error.as_ref().map(|_| "true")]
                aria-describedby=[form.body_error.as_ref().map(|_| "body-error")] {
                // A line end directly after the tag is not part of the text (WHATWG HTML, 13.1.2.5).
                @if form.body.starts_with(['\n', '\r']) { "\n" }
                (form.body)
            }
            @if let Some(error) = &form.body_error { p.error #body-error { (error) } }
        }
    }
}

fn why(failure: SendFailure, i18n: &Strings) -> &str {
    match failure {
        SendFailure::NoAccess => &i18n.not_sent_no_access,
        SendFailure::Muted => &i18n.not_sent_muted,
        SendFailure::Archived => &i18n.archived_note,
        SendFailure::Announcements => &i18n.announcements_note,
        SendFailure::Blocked => &i18n.blocked_between,
        SendFailure::ReplyTargetDeleted => &i18n.not_sent_reply,
        SendFailure::Server => &i18n.not_sent_server,
    }
}
