//! The page for choosing colours and the size of text.

use maud::{Markup, html};

use crate::model::appearance::{Appearance, SendKey, TextSize, Theme};
use crate::model::sidebar::{RoomOrder, SidebarWidth};
use crate::views::i18n::names::Strings;
use crate::views::parts::forms::problem;
use crate::views::parts::settings_nav;
use crate::views::parts::settings_nav::SettingsPage;
use crate::views::parts::shell::Shell;

/// The choices of the buttons for formatting.
pub const FORMATTING_SHOWN: &str = "shown";
/// The other choice.
pub const FORMATTING_HIDDEN: &str = "hidden";

/// The page with the form. `saved`: a change has just been saved; `refused`: why it was not.
#[must_use]
pub fn page(shell: &Shell<'_>, saved: bool, refused: Option<&str>) -> Markup {
    let i18n = shell.strings();
    let Appearance { theme, text_size, room_order, send_key, hides_formatting, sidebar, .. } = shell.appearance;
    let themes = Theme::ALL.map(|one| (one.name(), theme_label(one, i18n), one == theme));
    let sizes = TextSize::ALL.map(|one| (one.name(), size_label(one, i18n), one == text_size));
    let orders = RoomOrder::ALL.map(|one| (one.name(), order_label(one, i18n), one == room_order));
    let keys = SendKey::ALL.map(|one| (one.name(), key_label(one, i18n), one == send_key));
    let formatting = [
        (FORMATTING_SHOWN, &*i18n.formatting_shown, !hides_formatting),
        (FORMATTING_HIDDEN, &*i18n.formatting_hidden, hides_formatting),
    ];
    let widths = SidebarWidth::ALL.map(|one| (one.name(), width_label(one, i18n), one == sidebar));
    let content = html! {
        (problem(refused))
        @if saved { p.saved role="status" { (i18n.settings_saved) } }
        form action=(SettingsPage::Appearance.address()) method="post" {
            (choices("theme", &i18n.colours_label, &themes))
            (choices("text_size", &i18n.text_size_label, &sizes))
            (choices("room_order", &i18n.room_order_label, &orders))
            (choices("send_key", &i18n.send_key_label, &keys))
            (choices("formatting", &i18n.formatting_label, &formatting))
            p.hint { (i18n.appearance_hint) }
            button.primary { (i18n.save_settings) }
        }
        form action="/settings/sidebar" method="post" {
            (choices("width", &i18n.sidebar_width_label, &widths))
            p.hint { (i18n.sidebar_width_hint) }
            button { (i18n.save_settings) }
        }
    };
    settings_nav::page(shell, SettingsPage::Appearance, &content)
}

fn choices(name: &str, legend: &str, choices: &[(&str, &str, bool)]) -> Markup {
    html! {
        fieldset.choices {
            legend { (legend) }
            @for (value, label, is_chosen) in choices {
                div { label { input type="radio" name=(name) value=(value) checked[*is_chosen]; " " (label) } }
            }
        }
    }
}

fn theme_label(theme: Theme, i18n: &Strings) -> &str {
    match theme {
        Theme::System => &i18n.colours_of_system,
        Theme::Light => &i18n.light_colours,
        Theme::Dark => &i18n.dark_colours,
    }
}

fn key_label(key: SendKey, i18n: &Strings) -> &str {
    match key {
        SendKey::Enter => &i18n.enter_sends,
        SendKey::CtrlEnter => &i18n.ctrl_enter_sends,
    }
}

fn order_label(order: RoomOrder, i18n: &Strings) -> &str {
    match order {
        RoomOrder::Name => &i18n.order_by_name,
        RoomOrder::Activity => &i18n.order_by_activity,
    }
}

fn width_label(width: SidebarWidth, i18n: &Strings) -> &str {
    match width {
        SidebarWidth::Hidden => &i18n.sidebar_hidden,
        SidebarWidth::Narrow => &i18n.sidebar_narrow,
        SidebarWidth::Normal => &i18n.sidebar_normal,
        SidebarWidth::Wide => &i18n.sidebar_wide,
        SidebarWidth::Wider => &i18n.sidebar_wider,
    }
}

fn size_label(size: TextSize, i18n: &Strings) -> &str {
    match size {
        TextSize::Normal => &i18n.normal_text,
        TextSize::Large => &i18n.large_text,
        TextSize::Larger => &i18n.larger_text,
    }
}
