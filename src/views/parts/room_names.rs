//! Names of rooms and conversations, as they are shown.

use maud::{Markup, html};

use crate::model::RoomKind;
use crate::views::i18n::names::Texts;

/// A room's name; a direct conversation with nobody else in it is with oneself.
pub(crate) fn shown<'a>(name: &'a str, t: &'a Texts) -> &'a str {
    if name.is_empty() { &t.yourself } else { name }
}

/// The same as markup, in a language that nobody knows.
pub(crate) fn named(name: &str, t: &Texts) -> Markup {
    html! { bdi lang=[(!name.is_empty()).then_some("")] { (shown(name, t)) } }
}

/// The same for a room of a known kind: a direct conversation is called by its people, each of whose names keeps its
/// direction to itself.
pub(crate) fn titled(name: &str, kind: RoomKind, t: &Texts) -> Markup {
    if kind != RoomKind::Direct || name.is_empty() {
        return named(name, t);
    }
    html! {
        span lang="" {
            @for (number, one) in name.split(", ").enumerate() {
                @if number > 0 { (t.comma) }
                bdi { (one) }
            }
        }
    }
}

/// The same with what tells it from others of its name.
pub(crate) fn distinct(name: &str, kind: RoomKind, distinction: Option<&str>, t: &Texts) -> Markup {
    html! {
        @match distinction {
            Some(distinction) => span { (titled(name, kind, t)) " " bdi.detail lang="" { (distinction) } },
            None => (titled(name, kind, t)),
        }
    }
}
