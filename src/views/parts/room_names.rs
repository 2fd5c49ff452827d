//! Names of rooms and conversations, as they are shown.

use maud::{Markup, html};

use crate::model::RoomKind;
use crate::views::i18n::names::Strings;

/// A room's name; a direct conversation with nobody else in it is with oneself.
pub(crate) fn shown<'a>(name: &'a str, i18n: &'a Strings) -> &'a str {
    if name.is_empty() { &i18n.yourself } else { name }
}

/// The same as markup, in a language that nobody knows.
pub(crate) fn named(name: &str, i18n: &Strings) -> Markup {
    html! { bdi lang=[(!name.is_empty()).then_some("")] { (shown(name, i18n)) } }
}

/// The same for a room of a known kind: a direct conversation is called by its people, each of whose names keeps its
/// direction to itself.
pub(crate) fn titled(name: &str, kind: RoomKind, i18n: &Strings) -> Markup {
    if kind != RoomKind::Direct || name.is_empty() {
        return named(name, i18n);
    }
    html! {
        span lang="" {
            @for (number, one) in name.split(", ").enumerate() {
                @if number > 0 { (i18n.comma) }
                bdi { (one) }
            }
        }
    }
}

/// The same with what tells it from others of its name.
pub(crate) fn distinct(name: &str, kind: RoomKind, distinction: Option<&str>, i18n: &Strings) -> Markup {
    html! {
        @match distinction {
            Some(distinction) => span { (titled(name, kind, i18n)) " " bdi.detail lang="" { (distinction) } },
            None => (titled(name, kind, i18n)),
        }
    }
}
