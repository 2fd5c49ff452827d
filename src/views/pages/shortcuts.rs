//! The list of keyboard shortcuts.

use maud::{Markup, html};

use crate::model::appearance::SendKey;
use crate::views::i18n::names::Strings;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, sidebar};

/// The page of keyboard shortcuts; with JavaScript, `?` shows its list on any page.
#[must_use]
pub fn page(shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    // For each shortcut, the keys pressed together, each with its alternatives.
    let (enter, ctrl_enter): (&[&[&str]], &[&[&str]]) = (&[&["Enter"]], &[&["Ctrl", "⌘"], &["Enter"]]);
    let (sends, breaks): (_, &[&[&str]]) = match shell.appearance.send_key {
        SendKey::Enter => (enter, &[&["Shift"], &["Enter"]]),
        SendKey::CtrlEnter => (ctrl_enter, enter),
    };
    let keys: [(&[&[&str]], &[&str]); 15] = [
        (sends, &[&i18n.key_sends]),
        (breaks, &[&i18n.key_breaks_line]),
        (&[&["↑"]], &[&i18n.key_edits_last]),
        (&[&["Esc"]], &[&i18n.key_closes]),
        (&[&["@", "#", ":"]], &[&i18n.key_completes]),
        (&[&["Ctrl", "⌘"], &["B"]], &[&i18n.bold]),
        (&[&["Ctrl", "⌘"], &["I"]], &[&i18n.italic]),
        (&[&["Ctrl", "⌘"], &["E"]], &[&i18n.code]),
        (&[&["Ctrl", "⌘"], &["Shift"], &["X"]], &[&i18n.strikethrough]),
        // With a selection, and without.
        (&[&["Ctrl", "⌘"], &["K"]], &[&i18n.key_links, &i18n.key_switches]),
        (&[&["Alt"], &["↑", "↓"]], &[&i18n.key_next_room]),
        (&[&["Alt"], &["Shift"], &["↑", "↓"]], &[&i18n.key_next_unread]),
        (&[&["?"]], &[&i18n.key_shows_keys]),
        (&[&["↑", "↓"]], &[&i18n.key_next_message]),
        (&[&["Home", "End"]], &[&i18n.key_first_message]),
    ];
    let content = html! {
        header.bar { (sidebar::button(shell)) h1 { (i18n.keyboard_shortcuts) } }
        // Focusable, so that the keyboard can scroll it: it contains nothing else that is.
        div.scroller tabindex="0" role="region" aria-label=(i18n.keyboard_shortcuts) {
            div.column.sheet {
                dl #shortcuts.shortcuts {
                    @for (keys, does) in keys {
                        div {
                            // Also in right-to-left languages, modifier keys are left of the key.
                            dt { bdi dir="ltr" { (held(keys, i18n)) } }
                            @for does in does { dd { (does) } }
                        }
                    }
                }
                p.hint { (i18n.keys_need_scripts) }
            }
        }
    };
    layout::page(&i18n.keyboard_shortcuts, shell, &content)
}

fn held(keys: &[&[&str]], i18n: &Strings) -> Markup {
    html! {
        @for (number, alternatives) in keys.iter().enumerate() {
            @if number > 0 { " + " }
            @for (number, key) in alternatives.iter().enumerate() {
                @if number > 0 { (i18n.or) }
                kbd { (key) }
            }
        }
    }
}
