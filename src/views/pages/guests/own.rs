//! A guest's own pages: the entrance, the waiting room, and the room. They work without scripts, and have none.

use maud::{Markup, PreEscaped, html};

use crate::model::appearance::Appearance;
use crate::model::guests::{Guest, GuestLink};
use crate::model::{Branding, Locale, Message, MessageState, Room};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::pages::rooms::messages_in;
use crate::views::parts::forms::{Field, field};
use crate::views::parts::guest_files;
use crate::views::parts::layout::MARK;
use crate::views::parts::messages::{Composer, day_heading, message_with_files, new_day};
use crate::views::parts::public_shell::PublicShell;
use crate::views::parts::{assets, layout, reactions, urls};
use crate::views::stream::frame::refresh;

/// The form behind a guest link: the name typed, and its error.
#[derive(Clone, Debug, Default)]
pub struct EntranceForm {
    /// The name as typed.
    pub name: String,
    /// The error of the name.
    pub name_error: Option<String>,
}

/// The page behind a guest link.
#[must_use]
pub fn entrance(link: &GuestLink, address: &str, form: &EntranceForm, shell: &PublicShell) -> Markup {
    let (i18n, locale): (&Strings, _) = (shell, &shell.locale);
    let title = i18n.guest_title(link.room_name.as_str());
    let content = html! {
        h1 { (title) }
        p { (i18n.guest_enter_note) }
        p { (with_markup(&i18n.guest_until(GAPS[0]), &[&dates::day_and_time(link.expires_at, locale)])) }
        form action=(address) method="post" {
            (field(&Field {
                name: "name",
                label: &i18n.guest_name_label,
                kind: "text",
                value: &form.name,
                autocomplete: "nickname",
                hint: None,
                error: form.name_error.as_deref(),
                required: true,
                autofocus: true,
            }))
            button.primary { (i18n.guest_enter) }
        }
    };
    layout::card(shell, &title, &content)
}

/// The page of a guest who waits, with a frame that tells when the guest is let in.
#[must_use]
pub fn waiting(i18n: &PublicShell) -> Markup {
    let body = html! {
        main.card {
            h1 { (i18n.guest_waiting) }
            p { (i18n.guest_waiting_note) }
            iframe.waiting-frame src="/guest/live?waiting=yes" title=(i18n.guest_waiting) {}
            p { a.button href="/guest" { (i18n.reload) } }
            (leave(i18n))
        }
    };
    layout::document(i18n, &i18n.branding, Appearance::default(), &i18n.guest_waiting, "outside", &html! {}, &body)
}

/// The finite page in a waiting guest's frame that leads to the one that goes on until the guest is let in: the page
/// around the frame would otherwise never finish loading.
#[must_use]
pub fn waiting_frame(i18n: &Strings) -> Markup {
    let head = html! {
        (refresh(1, "/guest/live/stream?waiting=yes"))
        base target="_top";
    };
    layout::document(
        i18n,
        &Branding::default(),
        Appearance::default(),
        &i18n.guest_waiting,
        "frame",
        &head,
        &html! { main {} },
    )
}

/// The beginning of a waiting guest's frame, whose page goes on until the guest is let in.
#[must_use]
pub fn waiting_start(i18n: &Strings) -> String {
    let head = html! { base target="_top"; };
    let body = html! { main { div role="status" { (PreEscaped(MARK)) } } };
    let whole = layout::document(
        i18n,
        &Branding::default(),
        Appearance::default(),
        &i18n.guest_waiting,
        "frame",
        &head,
        &body,
    );
    whole.into_string().split(MARK).next().unwrap_or_default().to_owned()
}

/// The end of that page: the guest is let in, or the access has ended. A reload of the page around it says which.
#[must_use]
pub fn waiting_end(i18n: &Strings, is_in: bool) -> Markup {
    html! {
        p {
            @if is_in {
                (i18n.guest_let_in) " " a.button href="/guest" { (i18n.guest_enter) }
            } @else {
                (i18n.guest_ended)
            }
        }
    }
}

/// The page of somebody who is no guest, or not any more.
#[must_use]
pub fn ended(i18n: &PublicShell) -> Markup {
    let body = html! {
        main.card {
            h1 { (i18n.guest_ended) }
            p { (i18n.guest_ended_note) }
        }
    };
    let head = html! { base target="_top"; };
    layout::document(i18n, &i18n.branding, Appearance::default(), &i18n.guest_ended, "outside", &head, &body)
}

fn leave(i18n: &Strings) -> Markup {
    html! {
        form action="/guest/leave" method="post" {
            // Lynx submits a form without fields by GET.
            input type="hidden" name="leave" value="yes";
            button.quiet { (i18n.guest_leave) }
        }
    }
}

/// A guest's page of the room.
#[derive(Clone, Copy, Debug)]
pub struct GuestRoom<'a> {
    /// The room.
    pub room: &'a Room,
    /// The guest.
    pub guest: &'a Guest,
    /// The messages, and whether there are earlier ones; none: a live frame shows them.
    pub listed: Option<&'a (Vec<Message>, bool)>,
    /// The composer.
    pub composer: &'a Composer,
}

/// The page.
#[must_use]
pub fn room(view: &GuestRoom<'_>, shell: &PublicShell) -> Markup {
    let (i18n, locale): (&Strings, _) = (shell, &shell.locale);
    let GuestRoom { room, guest, listed, composer } = view;
    let title = i18n.guest_title(room.name.as_str());
    let until = with_markup(&i18n.guest_until(GAPS[0]), &[&dates::day_and_time(guest.expires_at, locale)]);
    let body = html! {
        main #main tabindex="-1" {
            header.bar {
                h1 { (title) }
                p.description { bdi { (guest.account.person) } (i18n.comma) (until) }
                (leave(i18n))
            }
            @match listed {
                Some(list) => div #scroller.scroller.from-end tabindex="0" role="region" aria-label=(i18n.messages) {
                    div.column {
                        (older(list, i18n))
                        (self::list(room, list, locale))
                        p { a.reload href="/guest" { (i18n.reload) } }
                    }
                },
                None => iframe.live-frame name="live" src="/guest/live" title=(i18n.messages_live) {},
            }
            (self::composer(composer, room, i18n))
        }
    };
    let head = html! { link rel="stylesheet" href=(assets::NOSCRIPT_CSS); };
    layout::document(i18n, &shell.branding, Appearance::default(), &title, "inside", &head, &body)
}

fn composer(composer: &Composer, room: &Room, i18n: &Strings) -> Markup {
    if room.archived {
        return html! { p.banner.instead { (i18n.archived_note) } };
    }
    let label = i18n.message_to(room.name.as_str());
    html! {
        form #composer action="/guest/messages" method="post" {
            input type="hidden" name="nonce" value=(composer.nonce);
            label.hidden for="composer-body" { (label) }
            textarea #composer-body name="body" rows="1" placeholder=(label) dir="auto" autofocus
                aria-invalid=[composer.error.as_ref().map(|_| "true")] aria-describedby="composer-note" {
                // A line end directly after the tag is not part of the text (WHATWG HTML, 13.1.2.5).
                @if composer.body.starts_with(['\n', '\r']) { "\n" }
                (composer.body)
            }
            button.primary { (i18n.send) }
            p #composer-note.error role="status" { @if let Some(error) = &composer.error { (error) } }
        }
    }
}

fn older((messages, has_older): &(Vec<Message>, bool), i18n: &Strings) -> Markup {
    html! {
        @if *has_older && let Some(first) = messages.first() {
            nav.paging aria-label=(i18n.older_messages) {
                a.button rel="prev" target="_top" href={ "/guest?before=" (first.id.0) } { (i18n.older_messages) }
            }
        }
    }
}

fn list(room: &Room, (messages, _): &(Vec<Message>, bool), locale: &Locale) -> Markup {
    let i18n = strings(locale.language);
    let mut previous: Option<&Message> = None;
    html! {
        div #messages role="log" aria-label=(messages_in(room, i18n)) {
            @if messages.is_empty() { p.empty { (i18n.guest_nothing_yet) } }
            @for message in messages {
                @if new_day(previous.replace(message), message, locale) { (day_heading(message, locale)) }
                (said_in_list(message, locale))
            }
        }
    }
}

/// A message, without links to pages that a guest doesn't see, and with the reactions to it.
#[must_use]
pub fn said(message: &Message, locale: &Locale) -> Markup {
    html! {
        (message_with_files(message, locale, &guest_files::shown(message, strings(locale.language))))
        @if !message.reactions.is_empty() {
            p.acts-on { @for reaction in &message.reactions { span.glyph { (reactions::shown(reaction)) } " " (reaction.count) " " } }
        }
    }
}

/// The same in the list, with the link to the page of the message.
#[must_use]
pub fn said_in_list(message: &Message, locale: &Locale) -> Markup {
    let i18n = strings(locale.language);
    html! {
        (said(message, locale))
        @if message.state != MessageState::Deleted {
            p.acts-on { a target="_top" href=(urls::guest_message(message.id)) aria-label=(i18n.message_actions) { "⋯" } }
        }
    }
}

/// A frame with messages, which is followed by the endless one after some seconds.
#[must_use]
pub fn frame(room: &Room, list: &(Vec<Message>, bool), locale: &Locale, followed: Option<u32>) -> Markup {
    let head = html! {
        @if let Some(seconds) = followed { (refresh(seconds, "/guest/live/stream")) }
        base target="_top";
    };
    whole_frame(room, list, locale, &head, &html! {})
}

/// The beginning of the endless frame. The list stays open: its end tags are written when the stream ends.
#[must_use]
pub fn frame_start(room: &Room, list: &(Vec<Message>, bool), locale: &Locale) -> String {
    let head = html! {
        // Takes effect once the page has ended: reloads it.
        (refresh(1, "/guest/live"))
        base target="_top";
    };
    let end = PreEscaped(MARK.to_owned());
    let whole = whole_frame(room, list, locale, &head, &end).into_string();
    whole.split(MARK).next().unwrap_or_default().to_owned()
}

fn whole_frame(room: &Room, list: &(Vec<Message>, bool), locale: &Locale, head: &Markup, end: &Markup) -> Markup {
    let i18n = strings(locale.language);
    let body = html! {
        main.scroller.from-end {
            div.column {
                h1.hidden { bdi lang="" { (room.name) } }
                (older(list, i18n))
                // The end, where an endless page goes on, is inside of the list.
                (within(&self::list(room, list, locale), end))
            }
        }
    };
    layout::document(i18n, &Branding::default(), Appearance::default(), room.name.as_str(), "frame", head, &body)
}

/// A list with something before its end tag.
fn within(list: &Markup, end: &Markup) -> Markup {
    let open = list.0.strip_suffix("</div>").unwrap_or(&list.0);
    PreEscaped([open, &end.0, "</div>"].concat())
}

/// The frame of a guest who has as many open as possible. It retries by itself.
#[must_use]
pub fn frame_full(i18n: &Strings) -> Markup {
    let head = html! {
        (refresh(5, "/guest/live"))
        base target="_top";
    };
    let body = html! { p.frame-note { (i18n.too_many_pages_advice) } };
    layout::document(
        i18n,
        &Branding::default(),
        Appearance::default(),
        &i18n.too_many_pages,
        "frame",
        &head,
        &body,
    )
}
