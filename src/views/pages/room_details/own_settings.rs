//! The viewer's own settings of a room: notifications, and the place in the sidebar.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::model::notifications::settings::Pause;
use crate::model::sidebar::SectionName;
use crate::model::{NotificationLevel, Room, Timestamp};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::room_details::state::TypedPlacement;
use crate::views::parts::forms::{Field, field};
use crate::views::parts::pauses::pause_label;
use crate::views::parts::shell::Shell;
use crate::views::parts::urls;

/// Which messages the viewer is notified of, and whether the room is muted.
pub(super) fn notification_level(
    address: &str,
    current: NotificationLevel,
    muted_until: Option<Timestamp>,
    shell: &Shell<'_>,
) -> Markup {
    let i18n = shell.strings();
    html! {
        form action={ (address) "/involvement" } method="post" {
            fieldset.choices {
                legend { (i18n.notify_label) }
                @for (level, text) in [
                    (NotificationLevel::Everything, &i18n.notify_everything),
                    (NotificationLevel::Mentions, &i18n.notify_mentions),
                    (NotificationLevel::Nothing, &i18n.notify_nothing),
                    (NotificationLevel::Hidden, &i18n.notify_nothing_hidden),
                ] {
                    div {
                        label {
                            input type="radio" name="involvement" value=(level) checked[level == current]; " " (text)
                        }
                    }
                }
            }
            @if let Some(until) = muted_until {
                p.muted { (with_markup(&i18n.room_is_muted(GAPS[0]), &[&dates::day_and_time(until, shell.locale)])) }
            }
            div.field {
                label for="mute" { (i18n.mute_room_label) }
                select #mute name="mute" {
                    @if muted_until.is_some() {
                        option value="" { (i18n.leave_muted) }
                        option value="off" { (i18n.end_muting) }
                    } @else {
                        option value="" { (i18n.not_muted) }
                    }
                    @for pause in Pause::ALL { option value=(pause.name()) { (pause_label(pause, i18n)) } }
                }
            }
            button { (i18n.save) }
        }
    }
}

/// Where the viewer has the room in the sidebar.
pub(super) fn placement(shell: &Shell<'_>, room: &Room, typed: Option<&TypedPlacement>, i18n: &Strings) -> Markup {
    let own = shell.rooms.rooms.iter().find(|own| own.id == room.id);
    let stored = own.map(|own| own.placement.clone()).unwrap_or_default();
    let sections: BTreeSet<&str> = shell
        .rooms
        .rooms
        .iter()
        .filter_map(|own| own.placement.section.as_ref())
        .map(SectionName::as_str)
        .collect();
    let (starred, section, error) = match typed {
        Some(typed) => (typed.starred, typed.section.as_str(), Some(typed.error.as_str())),
        None => (stored.starred, stored.section.as_ref().map_or("", SectionName::as_str), None),
    };
    html! {
        form action={ (urls::room(&room.slug)) "/placement" } method="post" {
            fieldset.choices {
                legend { (i18n.in_the_sidebar) }
                div { label { input type="checkbox" name="starred" value="yes" checked[starred]; " " (i18n.starred_room) } }
                (field(&Field {
                    name: "section",
                    label: &i18n.section_label,
                    kind: "text",
                    value: section,
                    autocomplete: "off",
                    hint: Some(&i18n.section_hint),
                    error,
                    required: false,
                    autofocus: error.is_some(),
                }))
                @if !sections.is_empty() {
                    p.hint { (i18n.your_sections) " " @for (number, name) in sections.iter().enumerate() { @if number > 0 { (i18n.comma) } bdi lang="" { (name) } } }
                }
            }
            button { (i18n.save) }
        }
    }
}
