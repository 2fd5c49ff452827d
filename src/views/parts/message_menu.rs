//! The menu of a message: a page, which app.js shows beside the message.

use maud::{Markup, html};

use crate::model::{Message, MessageState, Room};
use crate::views::i18n::names::Strings;
use crate::views::parts::forms::problem;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, messages, urls};

/// The viewer's permissions for a message.
#[allow(clippy::struct_excessive_bools, reason = "each is a permission of its own")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Permissions {
    /// Pin and unpin it.
    pub pin: bool,
    /// Mark it unread.
    pub unread: bool,
    /// Edit it.
    pub change: bool,
    /// Delete it.
    pub delete: bool,
    /// Report it.
    pub report: bool,
}

/// A message's menu.
#[derive(Clone, Debug)]
pub struct Menu<'a> {
    /// The message's room.
    pub room: &'a Room,
    /// The message.
    pub message: &'a Message,
    /// The viewer's permissions.
    pub may: Permissions,
    /// Whether the viewer has bookmarked it.
    pub bookmarked: bool,
    /// The emoji typed.
    pub emoji: String,
    /// The error of a rejected action.
    pub problem: Option<String>,
}

/// The most common reactions.
pub(crate) const COMMON: [&str; 8] = ["👍", "❤️", "😂", "🎉", "😮", "😢", "🙏", "👀"];

/// Where the menu is shown: as a page, or beside its message on the room's page, which its forms must not leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Page,
    Beside,
}

/// The menu as a whole page.
#[must_use]
pub fn page(shell: &Shell<'_>, menu: &Menu<'_>) -> Markup {
    let i18n = shell.strings();
    let locale = shell.locale;
    let Menu { room, message, .. } = menu;
    let content = html! {
        div.quoted { (messages::message_alone(message, &room.slug, locale)) }
        (content(menu, Place::Page, i18n))
        p.buttons { a.button href=(urls::message(&room.slug, message.id)) { (i18n.back_to_message) } }
    };
    layout::sheet(&i18n.message, shell, &content)
}

/// The menu as a fragment, beside its message.
#[must_use]
pub fn beside(menu: &Menu<'_>, i18n: &Strings) -> Markup {
    html! {
        h2.hidden { (i18n.message_by(menu.message.author.to_string())) }
        (content(menu, Place::Beside, i18n))
    }
}

fn content(menu: &Menu<'_>, place: Place, i18n: &Strings) -> Markup {
    let Menu { room, message, may, bookmarked, .. } = menu;
    let (slug, id) = (&room.slug, message.id);
    let action = |name| urls::action(slug, id, name);
    html! {
        div.menu {
            (problem(menu.problem.as_deref()))
            @if !room.archived { (react(menu, place, i18n)) }
            ul {
                @if !room.archived { li { a.reply href=(urls::reply(slug, id)) data-message=(id.0) { (i18n.reply) } } }
                li { a.copy href=(urls::message(slug, id)) { (i18n.link_to_message) } }
                @if may.unread { li { (button(&action("unread"), &i18n.mark_unread_from_here, place)) } }
                @if *bookmarked {
                    li { (button(&action("unbookmark"), &i18n.remove_bookmark, place)) }
                } @else {
                    li { (button(&action("bookmark"), &i18n.bookmark_message, place)) }
                }
                li { a href=(urls::forward(slug, id)) { (i18n.forward_ask) } }
                li { a href=(urls::remind(slug, id)) { (i18n.remind_me) } }
                @if may.pin && message.pinned {
                    li { (button(&action("unpin"), &i18n.unpin, place)) }
                } @else if may.pin {
                    li { (button(&action("pin"), &i18n.pin_for_everybody, place)) }
                }
                @if !message.reactions.is_empty() { li { a href=(urls::reactions(slug, id)) { (i18n.who_reacted) } } }
                @if matches!(message.state, MessageState::Edited(_)) {
                    li { a href=(urls::history(slug, id)) { (i18n.edit_history) } }
                }
                @if may.change {
                    li { a.edit-here href=(urls::edit(slug, id)) data-message=(id.0) { (i18n.edit) } }
                }
                @if may.report { li { a href=(action("report")) { (i18n.report_message) } } }
                @if may.report {
                    @let name = message.author.username.as_str();
                    li { a href={ "/settings/blocked?name=" (urls::encoded(name)) } { (i18n.block_ask(name)) } }
                }
                @if may.delete { li { a.danger href=(urls::delete(slug, id)) { (i18n.delete_ask) } } }
            }
        }
    }
}

/// Buttons for common reactions, and a field for any other emoji.
fn react(menu: &Menu<'_>, place: Place, i18n: &Strings) -> Markup {
    let address = urls::reactions(&menu.room.slug, menu.message.id);
    let (post, target) = beside_only(&address, place);
    let invalid = menu.problem.is_some() && !menu.emoji.is_empty();
    html! {
        form.emoji action=(address) method="post" aria-label=(i18n.react) hx-post=[post] hx-target=[target] {
            @for emoji in COMMON { button.quiet name="emoji" value=(emoji) { span.glyph { (emoji) } } " " }
        }
        form.other action=(address) method="post" hx-post=[post] hx-target=[target] {
            label.hidden for="emoji" { (i18n.another_emoji) }
            input #emoji name="emoji" value=(menu.emoji) placeholder=(i18n.other_emoji) aria-required="true"
                autocomplete="off" autocapitalize="none" autofocus[invalid] aria-invalid=[invalid.then_some("true")] aria-describedby=[invalid.then_some("problem")];
            button { (i18n.react) }
            // With JavaScript: opens the emoji picker.
            button.quiet.pick type="button" aria-label=(i18n.choose_emoji) title=(i18n.choose_emoji) aria-haspopup="dialog" { "☺" }
        }
    }
}

fn button(address: &str, text: &str, place: Place) -> Markup {
    let (post, target) = beside_only(address, place);
    html! {
        form action=(address) method="post" hx-post=[post] hx-target=[target] {
            // Lynx submits a form without fields by GET.
            input type="hidden" name="sure" value="yes";
            button.quiet { (text) }
        }
    }
}

/// htmx attributes of forms beside a message: the response, unless it is empty, replaces the menu.
fn beside_only(address: &str, place: Place) -> (Option<&str>, Option<&'static str>) {
    if place == Place::Beside { (Some(address), Some("#menu")) } else { (None, None) }
}
