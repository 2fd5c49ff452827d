//! Names of rooms and direct conversations.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::model::RoomKind;
use crate::model::people::DELETED_IN_LIST;
use crate::views::i18n::names::Strings;

/// The name to show. The name is empty for a direct conversation with oneself.
pub(crate) fn shown<'a>(name: &'a str, i18n: &'a Strings) -> Cow<'a, str> {
    if name.is_empty() {
        i18n.yourself.as_str().into()
    } else if name.contains(DELETED_IN_LIST) {
        name.replace(DELETED_IN_LIST, &i18n.deleted_account).into()
    } else {
        name.into()
    }
}

/// The name as plain text, followed by what distinguishes it from others of the same name.
pub(crate) fn shown_distinct(name: &str, distinction: Option<&str>, i18n: &Strings) -> String {
    let name = shown(name, i18n);
    distinction.map_or_else(|| name.clone().into_owned(), |distinction| format!("{name} {distinction}"))
}

/// The name as markup. Its language is unknown.
pub(crate) fn named(name: &str, i18n: &Strings) -> Markup {
    html! { bdi lang=[(!name.is_empty()).then_some("")] { (shown(name, i18n)) } }
}

/// The name of a room of this kind as markup. A direct conversation's name is a list of people, each isolated from the
/// direction of the others.
pub(crate) fn titled(name: &str, kind: RoomKind, i18n: &Strings) -> Markup {
    if kind != RoomKind::Direct || name.is_empty() {
        return named(name, i18n);
    }
    html! {
        span lang="" {
            @for (number, one) in name.split(", ").enumerate() {
                @if number > 0 { (i18n.comma) }
                bdi { (shown(one, i18n)) }
            }
        }
    }
}

/// The name as markup, followed by what distinguishes it from others of the same name.
pub(crate) fn distinct(name: &str, kind: RoomKind, distinction: Option<&str>, i18n: &Strings) -> Markup {
    html! {
        @match distinction {
            Some(distinction) => span { (titled(name, kind, i18n)) " " bdi.detail lang="" { (distinction) } },
            None => (titled(name, kind, i18n)),
        }
    }
}
