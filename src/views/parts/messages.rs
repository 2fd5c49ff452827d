//! Messages, lists of messages, and the composer.

use jiff::civil::Date;
use maud::{Markup, html};

use crate::model::drafts::DraftVersion;
use crate::model::files::attachments::Attachment;
use crate::model::files::waveforms::Waveform;
use crate::model::text::{LinePart, Mentions, split_at_mentions};
use crate::model::unread::NewMessages;
use crate::model::{Locale, Message, MessageId, MessageState, Person, Quote, Room, RoomKind, Slug};
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::i18n::{dates, durations};
use crate::views::pages::people;
use crate::views::parts::previews::Preview;
use crate::views::parts::{attachments, polls, previews, reactions, urls};
use crate::views::text;

/// A message in a list, the same for everybody who may see it.
#[must_use]
pub fn message(message: &Message, slug: &Slug, locale: &Locale) -> Markup {
    message_timed(message, slug, locale, &dates::time_of_day(message.posted_at, locale))
}

/// A message outside a list, which shows its author even if it continues a group.
#[must_use]
pub fn message_alone(message: &Message, slug: &Slug, locale: &Locale) -> Markup {
    self::message(&Message { continues: false, ..message.clone() }, slug, locale)
}

/// A message for moderators, who may not be in its room: without links to it, and without reactions and quote.
pub(crate) fn message_without_links(message: &Message, locale: &Locale) -> Markup {
    message_with_files(message, locale, &attachments::names(&message.attachments))
}

/// The same with this for its files.
pub(crate) fn message_with_files(message: &Message, locale: &Locale, files: &Markup) -> Markup {
    let i18n = strings(locale.language);
    html! {
        article.message.deleted[message.state == MessageState::Deleted] data-author=(message.author.username) {
            (people::avatar(&message.author))
            header {
                bdi.author title=[people::handle(&message.author)] lang=[people::lang(&message.author)] { (people::shown(&message.author, i18n)) }
                " " span.last { (dates::day_and_time(message.posted_at, locale)) }
            }
            @if message.state == MessageState::Deleted {
                div.body { em { (i18n.message_deleted) } }
            } @else {
                @let emoji = Mentions { emoji: message.mentions.emoji.clone(), ..Mentions::default() };
                @if !message.body.is_empty() || message.attachments.is_empty() { (text::message::body(&message.body, &emoji, i18n)) }
                @if !message.attachments.is_empty() { (files) }
            }
        }
    }
}

/// A message with this text as its time.
pub(crate) fn message_timed(message: &Message, slug: &Slug, locale: &Locale, time: &str) -> Markup {
    let i18n = strings(locale.language);
    let deleted = message.state == MessageState::Deleted;
    html! {
        article.message.continues[message.continues].deleted[deleted].polled[message.poll.is_some()] #{ "message-" (message.id.0) }
            data-author=(message.author.username) {
            (people::avatar(&message.author))
            header {
                (author(message, slug, i18n))
                @if message.pinned { " " span.pin { span aria-hidden="true" { "📌" } " " (i18n.pinned) } }
            }
            @if let Some(quote) = &message.reply_to { (self::quote(quote, slug, i18n)) }
            @if deleted {
                div.body { em { (i18n.message_deleted) } }
            } @else {
                @match &message.poll {
                    Some(poll) => (polls::shown(message, poll, slug, i18n)),
                    // Scripts find the text of every message.
                    None if message.body.is_empty() => div.body {},
                    None => (text::message::body(&message.body, &message.mentions, i18n)),
                }
                @if !message.attachments.is_empty() { (attachments::shown(message, slug, i18n)) }
            }
            @if message.forwarded {
                p.edited { a href=(urls::source(slug, message.id)) { (i18n.forwarded) } }
            }
            @if let MessageState::Edited(_) = message.state {
                p.edited { a href=(urls::history(slug, message.id)) { (i18n.edited) } }
            }
            (reactions::under(message, slug, i18n))
            // After the text: screen readers should read the author and text before the time. In a block of its own,
            // because text browsers would otherwise put it before the next author's name.
            div.ways-on {
                a.at href=(urls::message(slug, message.id)) { (dates::time_as(message.posted_at, time)) }
                @if !deleted {
                    " " a.menu-link href=(urls::menu(slug, message.id)) aria-label=(i18n.message_actions) { "⋯" }
                }
            }
        }
    }
}

/// The author's name, which leads to the author's card. That of a message that continues others' is read by screen
/// readers, and is no link, because it could not be seen when it has the focus.
fn author(message: &Message, slug: &Slug, i18n: &Strings) -> Markup {
    let person = &message.author;
    let (title, lang, name) = (people::handle(person), people::lang(person), people::shown(person, i18n));
    html! {
        // Deleted accounts have no card.
        @if message.continues || person.is_deleted() {
            bdi.author title=[title] lang=[lang] { (name) }
        } @else {
            a.author href=(urls::person(person.username.as_str(), Some(slug))) title=[title] dir="auto" lang=[lang] { (name) }
        }
    }
}

/// The quote above a reply: author and beginning of the text, linked to the message.
fn quote(quote: &Quote, slug: &Slug, i18n: &Strings) -> Markup {
    html! {
        p.quote {
            span.hidden { (i18n.in_reply_to) " " }
            a href=(urls::message(slug, quote.id)) { (quoted(quote, i18n)) }
        }
    }
}

fn quoted(quote: &Quote, i18n: &Strings) -> Markup {
    let author = html! { bdi.whom data-person=(quote.author.username) lang=[people::lang(&quote.author)] { (people::shown(&quote.author, i18n)) } };
    let text = html! {
        @match quote.excerpt() {
            Some(text) => bdi lang="" { (line(&text, &quote.mentioned)) },
            None => em { (i18n.message_deleted) },
        }
    };
    with_markup(&i18n.quote_line(GAPS[0], GAPS[1]), &[&author, &text])
}

/// A line of plain text, in which the shown names of people follow changes, as those of the authors do.
fn line(text: &str, mentioned: &[Person]) -> Markup {
    html! {
        @for part in split_at_mentions(text, mentioned) {
            @match part {
                LinePart::Text(text) => (text),
                LinePart::Person(person) => bdi { "@" span data-person=(person.username) { (person) } },
            }
        }
    }
}

/// The marks in a list of messages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks {
    /// The message to be highlighted.
    pub marked: Option<MessageId>,
    /// The unread messages. A line is shown before the first, or before the heading of its day.
    pub new: Option<NewMessages>,
    /// The unread messages that begin before the list: a line at its beginning leads to them.
    pub new_before: Option<NewMessages>,
}

/// A list of messages, with a heading where a day begins.
#[must_use]
pub fn list(messages: &[Message], slug: &Slug, locale: &Locale, marks: Marks) -> Markup {
    let mut last_day = None;
    html! {
        @if let Some(new) = marks.new_before { (line_to_new(&new, slug, locale)) }
        @for message in messages {
            @let day = dates::day(message.posted_at, locale);
            @if let Some(new) = marks.new.filter(|new| new.first == message.id) { (new_line(&new, slug, locale)) }
            @if last_day.replace(day) != Some(day) { (day_heading(message, locale)) }
            @if marks.marked == Some(message.id) {
                div.marked { (self::message(message, slug, locale)) }
            } @else {
                (self::message(message, slug, locale))
            }
        }
    }
}

/// The line before the first unread message, with a link to the newest one.
#[must_use]
pub fn new_line(new: &NewMessages, slug: &Slug, locale: &Locale) -> Markup {
    let i18n = strings(locale.language);
    html! {
        p.new-line #new {
            span { (new_since(new, locale)) } " "
            a href=(urls::newest(slug)) aria-label=(i18n.jump_to_newest) title=(i18n.jump_to_newest) { "↓" }
        }
    }
}

/// The line at the beginning of a list that leads to the unread messages before it.
#[must_use]
pub fn line_to_new(new: &NewMessages, slug: &Slug, locale: &Locale) -> Markup {
    let label = &strings(locale.language).to_first_unread;
    html! {
        p.new-line {
            span { (new_since(new, locale)) } " "
            a href=(urls::message(slug, new.first)) aria-label=(label) title=(label) { "↑" }
        }
    }
}

/// The number of new messages, and since when.
fn new_since(new: &NewMessages, locale: &Locale) -> Markup {
    let time = if new.is_today {
        dates::time_as(new.since, &dates::time_of_day(new.since, locale))
    } else {
        dates::day_and_time(new.since, locale)
    };
    with_markup(&strings(locale.language).new_since(new.count, GAPS[0]), &[&time])
}

/// The note in an empty list. The style hides it once there is a message.
pub(crate) fn empty_room(i18n: &Strings) -> Markup {
    html! { p.empty { (i18n.empty_room) } }
}

/// The heading of the day of a message.
#[must_use]
pub fn day_heading(message: &Message, locale: &Locale) -> Markup {
    day_heading_of(dates::day(message.posted_at, locale), locale)
}

/// The heading of a day.
pub(crate) fn day_heading_of(day: Date, locale: &Locale) -> Markup {
    html! { h2.day { (dates::day_in_words(day, strings(locale.language))) } }
}

/// Whether a message begins a day.
#[must_use]
pub fn new_day(previous: Option<&Message>, message: &Message, locale: &Locale) -> bool {
    previous.is_none_or(|previous| dates::day(previous.posted_at, locale) != dates::day(message.posted_at, locale))
}

/// The state of the composer.
#[derive(Clone, Debug, Default)]
pub struct Composer {
    /// The nonce, which makes sending a message twice harmless; a new one for each message.
    pub nonce: String,
    /// The text typed.
    pub body: String,
    /// The error of a rejected text.
    pub error: Option<String>,
    /// The message to reply to.
    pub reply_to: Option<Quote>,
    /// The version of the saved draft that the text is.
    pub draft: DraftVersion,
    /// Whether other drafts are saved for this room.
    pub other_drafts: bool,
    /// The files that are attached.
    pub files: Vec<Attachment>,
    /// The text as a message.
    pub preview: Option<Preview>,
}

impl Composer {
    /// Whether nothing was typed or chosen.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.body.is_empty() && self.files.is_empty() && self.error.is_none() && self.reply_to.is_none()
    }
}

/// The form for writing a message.
#[must_use]
pub fn composer(room: &Room, composer: &Composer, i18n: &Strings) -> Markup {
    let action = urls::messages(&room.slug);
    let described = if composer.reply_to.is_some() { "replying-to composer-note" } else { "composer-note" };
    let label =
        if room.kind == RoomKind::Direct { i18n.message.clone() } else { i18n.message_to(room.name.as_str()) };
    html! {
        form #composer action=(action) method="post" enctype="multipart/form-data" {
            input type="hidden" name="nonce" value=(composer.nonce);
            @if composer.draft.0 > 0 { input type="hidden" name="draft" value=(composer.draft.0); }
            @if let Some(preview) = &composer.preview { (previews::preview(preview, i18n)) }
            @if let Some(quote) = &composer.reply_to { (replying(quote, &room.slug, i18n)) }
            label.hidden for="composer-body" { (label) }
            textarea #composer-body name="body" rows="1" placeholder=(label) dir="auto"
                enterkeyhint="send" autofocus
                aria-invalid=[composer.error.as_ref().map(|_| "true")] aria-describedby=(described) {
                // A line end directly after the tag is not part of the text (WHATWG HTML, 13.1.2.5).
                @if composer.body.starts_with(['\n', '\r']) { "\n" }
                (composer.body)
            }
            ul #attached aria-label=(i18n.attached_files) hidden[composer.files.is_empty()] { (attachments::attached(&composer.files, i18n)) }
            button.primary { (i18n.send) }
            // With JavaScript: chooses files.
            button.quiet.attach type="button" title=(i18n.attach_files) {
                span.hidden { (i18n.attach_files) } span aria-hidden="true" { "📎" }
            }
            // With JavaScript: records a voice message.
            button.quiet.record type="button" title=(i18n.record_voice) data-seconds=(Waveform::MAX_SECONDS) {
                span.hidden { (i18n.record_voice) } span aria-hidden="true" { "🎤" }
            }
            button.quiet.later formaction=(urls::later(&room.slug)) title=(i18n.send_later) {
                span.hidden { (i18n.send_later) } span aria-hidden="true" { "◷" }
            }
            a.button.quiet href=(urls::new_poll(&room.slug)) title=(i18n.new_poll) {
                span.hidden { (i18n.new_poll) } span aria-hidden="true" { "☑" }
            }
            // With JavaScript: opens the emoji picker.
            button.quiet.pick type="button" title=(i18n.insert_emoji) aria-haspopup="dialog" {
                span.hidden { (i18n.insert_emoji) } span aria-hidden="true" { "☺" }
            }
            // Opens the formatting buttons, which scripts put into the bar.
            button.quiet.format-toggle type="button" title=(i18n.formatting_and_more) { "Aa" }
            noscript {
                details.choose-files {
                    summary { (i18n.attach_files) }
                    input type="file" name="files" multiple aria-label=(i18n.attach_files);
                    label { input type="checkbox" name="keep-metadata" value="yes"; " " (i18n.keep_metadata) } " "
                    button.quiet.plain name="attach" value="yes" { (i18n.add_files) }
                } " "
                button.quiet.plain formaction=(urls::preview(&room.slug)) { (i18n.preview) } " "
                button.quiet.plain formaction=(urls::drafts(&room.slug)) { (i18n.save_draft) }
            }
            div #format {}
            p #other-drafts.hint hidden[!composer.other_drafts] { a href=(urls::drafts(&room.slug)) { (i18n.other_drafts) } }
            @if room.rules.slow_seconds > 0 {
                p.hint { (i18n.slow_mode_note(durations::in_words(room.rules.slow_seconds, i18n))) }
            }
            p #composer-note.error role="status" { @if let Some(error) = &composer.error { (error) } }
        }
    }
}

/// The line above the text box that says which message is replied to. app.js creates the same line.
fn replying(quote: &Quote, slug: &Slug, i18n: &Strings) -> Markup {
    let what = html! { span.hidden { (i18n.cancel_reply_object) } };
    html! {
        p.replying {
            input type="hidden" name="reply_to" value=(quote.id.0);
            span.to #replying-to { (with_markup(&i18n.replying_to(GAPS[0]), &[&quoted(quote, i18n)])) } " "
            a.cancel href=(urls::room(slug)) { (with_markup(&i18n.cancel_reply(GAPS[0]), &[&what])) }
        }
    }
}
