//! The pages on which a poll is made, and on which people vote.

use maud::{Markup, html};

use crate::model::due_times::DueTime;
use crate::model::new_polls::MAX_OPTIONS;
use crate::model::polls::{Poll, PollKind};
use crate::model::{Message, Room, RoomView};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::parts::due_times::TimeForm;
use crate::views::parts::forms::problem;
use crate::views::parts::room_names::distinct;
use crate::views::parts::shell::Shell;
use crate::views::parts::{due_times, layout, messages, polls, urls};

/// The form for a new poll.
#[derive(Clone, Debug, Default)]
pub struct PollForm {
    /// The nonce, which makes sending it twice harmless.
    pub nonce: String,
    /// The question as typed.
    pub question: String,
    /// The error of the question.
    pub question_error: Option<String>,
    /// The options as typed, one on each line.
    pub options: String,
    /// The error of the options.
    pub options_error: Option<String>,
    /// The kind of voting.
    pub kind: PollKind,
    /// Whether the result is secret until the poll is closed.
    pub is_secret: bool,
    /// The choice of the time when it closes; empty: when its author closes it.
    pub when: String,
    /// The date and time typed.
    pub time: TimeForm,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page on which a poll is made.
#[must_use]
pub fn new_page(shell: &Shell<'_>, entered: &RoomView, form: &PollForm) -> Markup {
    let i18n = shell.strings();
    let Room { slug, kind, id, .. } = &entered.room;
    let room = html! { a href=(urls::room(slug)) { (distinct(&entered.name, *kind, shell.rooms.distinction(*id), i18n)) } };
    let content = html! {
        (problem(form.problem.as_deref()))
        p { (with_markup(&i18n.send_later_in(GAPS[0]), &[&room])) }
        form.new-poll action=(urls::new_poll(slug)) method="post" {
            input type="hidden" name="nonce" value=(form.nonce);
            (area("question", &i18n.poll_question, 2, &form.question, form.question_error.as_deref(), None))
            (area("options", &i18n.poll_options, 5, &form.options, form.options_error.as_deref(), Some(&i18n.poll_options_hint(MAX_OPTIONS))))
            fieldset.choices {
                legend { (i18n.poll_kind) }
                @for kind in PollKind::ALL {
                    label { input type="radio" name="kind" value=(kind.name()) checked[kind == form.kind]; " " (polls::kind(kind, i18n)) }
                }
            }
            div.choices { label { input type="checkbox" name="secret" value="yes" checked[form.is_secret]; " " (i18n.poll_secret_label) } }
            div.field {
                label for="when" { (i18n.poll_closes) }
                select #when name="when" {
                    option value="" { (i18n.poll_closed_by_author) }
                    @for time in DueTime::PRESETS.into_iter().chain([DueTime::Own]) {
                        option value=(time.name()) selected[form.when == time.name()] { (due_times::preset(time, i18n)) }
                    }
                }
            }
            (due_times::own(shell, &form.time))
            p.buttons { button.primary { (i18n.post_poll) } " " a.button href=(urls::room(slug)) { (i18n.cancel) } }
        }
    };
    layout::sheet(&i18n.new_poll, shell, &content)
}

fn area(name: &str, label: &str, rows: u8, text: &str, error: Option<&str>, hint: Option<&str>) -> Markup {
    let ids = [hint.map(|_| format!("{name}-hint")), error.map(|_| format!("{name}-error"))];
    let described = ids.iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    html! {
        div.field {
            label for=(name) { (label) }
            textarea #(name) name=(name) rows=(rows) lang="" dir="auto" aria-invalid=[error.map(|_| "true")]
                aria-describedby=[(!described.is_empty()).then_some(described)] {
                // A line end directly after the tag is not part of the text (WHATWG HTML, 13.1.2.5).
                @if text.starts_with(['\n', '\r']) { "\n" }
                (text)
            }
            @if let Some(hint) = hint { p.hint #{ (name) "-hint" } { (hint) } }
            @if let Some(error) = error { p.error #{ (name) "-error" } { (error) } }
        }
    }
}

/// A poll for one viewer.
#[derive(Clone, Debug)]
pub struct PollView<'a> {
    /// The room.
    pub room: &'a Room,
    /// The message.
    pub message: &'a Message,
    /// The poll.
    pub poll: &'a Poll,
    /// The options that the viewer has voted for, by number.
    pub own: Option<&'a [usize]>,
    /// Whether the viewer can vote.
    pub may_vote: bool,
    /// Whether the viewer can close it.
    pub may_close: bool,
    /// The error of a rejected vote.
    pub problem: Option<&'a str>,
}

/// The page of a poll.
#[must_use]
pub fn page(shell: &Shell<'_>, view: &PollView<'_>) -> Markup {
    let i18n = shell.strings();
    let PollView { room, message, poll, .. } = view;
    let content = html! {
        div.quoted { (messages::message_alone(message, &room.slug, shell.locale)) }
        @if let Some(at) = poll.closes_at && !poll.is_closed {
            p { (with_markup(&i18n.poll_closes_at(GAPS[0]), &[&dates::day_and_time(at, shell.locale)])) }
        }
        (content(view, false, i18n))
        p.buttons { a.button href=(urls::message(&room.slug, message.id)) { (i18n.back_to_message) } }
    };
    layout::sheet(&i18n.poll, shell, &content)
}

/// The form as a fragment, beside its message.
#[must_use]
pub fn beside(view: &PollView<'_>, i18n: &Strings) -> Markup {
    html! { h2 { (i18n.poll) } (content(view, true, i18n)) }
}

fn content(view: &PollView<'_>, is_beside: bool, i18n: &Strings) -> Markup {
    let PollView { room, message, poll, own, may_vote, may_close, .. } = view;
    let action = urls::poll(&room.slug, message.id);
    let (post, target) = if is_beside { (Some(&action), Some("#menu")) } else { (None, None) };
    html! {
        (problem(view.problem))
        form.ballot action=(action) method="post" hx-post=[post] hx-target=[target] {
            @if *may_vote { (ballot(poll, own.unwrap_or_default(), i18n)) }
            @else if poll.is_closed { p { (i18n.poll_closed_note) } }
            @else { p { (i18n.join_to_vote) } }
            @if poll.is_closed && let Some(own) = own { (own_vote(poll, own, i18n)) }
            p.buttons {
                @if *may_vote {
                    button.primary name="act" value="vote" { (i18n.vote) } " "
                    @if own.is_some() { button name="act" value="withdraw" { (i18n.withdraw_vote) } " " }
                }
                @if *may_close { button.danger name="act" value="close" { (i18n.close_poll) } }
            }
        }
    }
}

fn own_vote(poll: &Poll, own: &[usize], i18n: &Strings) -> Markup {
    html! {
        p.hint { (i18n.your_vote) }
        ul { @for option in own.iter().filter_map(|choice| poll.options.get(*choice)) { li { bdi lang="" { (option) } } } }
    }
}

/// The fields of a vote.
fn ballot(poll: &Poll, own: &[usize], i18n: &Strings) -> Markup {
    let options = poll.options.iter().enumerate();
    html! {
        fieldset.choices {
            legend { (polls::kind(poll.kind, i18n)) }
            @for (number, option) in options {
                @let place = own.iter().position(|choice| *choice == number);
                @match poll.kind {
                    PollKind::Single | PollKind::Several => {
                        @let kind = if poll.kind == PollKind::Single { "radio" } else { "checkbox" };
                        label {
                            input type=(kind) name="choice" value=(number) checked[place.is_some()];
                            " " bdi lang="" { (option) }
                        }
                    }
                    PollKind::Ranked => {
                        @let name = format!("rank-{number}");
                        p.rank {
                            select #(name) name=(name) {
                                option value="" { "–" }
                                @for rank in 1..=poll.options.len() {
                                    option value=(rank) selected[place.is_some_and(|place| place + 1 == rank)] { (rank) }
                                }
                            }
                            " " label for=(name) { bdi lang="" { (option) } }
                        }
                    }
                }
            }
        }
        @if poll.kind == PollKind::Ranked { p.hint { (i18n.poll_ranked_hint) } }
    }
}
