//! The people whom an account has blocked, and the style that folds their messages.

use std::fmt::Write as _;

use maud::{Markup, html};

use crate::model::Person;
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::parts::forms::{Field, field};
use crate::views::parts::settings_nav;
use crate::views::parts::settings_nav::SettingsPage;
use crate::views::parts::shell::Shell;

/// The state of the form.
#[derive(Clone, Debug, Default)]
pub struct BlockForm {
    /// The name as typed.
    pub name: String,
    /// The error of the name.
    pub error: Option<String>,
    /// Whether a change has just been made.
    pub saved: bool,
}

/// The page.
#[must_use]
pub fn page(shell: &Shell<'_>, blocked: &[Person], form: &BlockForm) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        @if form.saved { p.saved role="status" { (i18n.settings_saved) } }
        p.hint { (i18n.blocked_note) }
        form action="/settings/blocked" method="post" {
            (field(&Field {
                name: "name",
                label: &i18n.block_label,
                kind: "text",
                value: &form.name,
                autocomplete: "off",
                hint: None,
                error: form.error.as_deref(),
                required: true,
                autofocus: form.error.is_some() || !form.name.is_empty(),
            }))
            button.primary name="act" value="block" { (i18n.block_person) }
        }
        h2 { (i18n.blocked_people) }
        @if blocked.is_empty() { p { (i18n.nobody_blocked) } }
        ul.people {
            @for person in blocked {
                li {
                    (people::avatar(person))
                    (people::both_names(person, i18n))
                    form action="/settings/blocked" method="post" {
                        input type="hidden" name="name" value=(person.username);
                        button.quiet name="act" value="unblock" { (i18n.unblock_person) " " span.hidden { (person.username) } }
                    }
                }
            }
        }
    };
    settings_nav::page(shell, SettingsPage::Blocked, &content)
}

/// The stylesheet that folds the messages of these people, and quotes of them, but not the message that a link leads to.
#[must_use]
pub fn style(blocked: &[Person], i18n: &Strings) -> String {
    let mut style = String::new();
    for person in blocked {
        let name = quoted(person.username.as_str());
        let article = format!("article[data-author={name}]:not(:target, .marked > *, .quoted > *)");
        let note = quoted(&i18n.folded_message);
        let _ = write!(
            style,
            "{article} :is(.body, .quote, .reactions, .edited) {{ display: none }}\n\
             {article} .avatar {{ visibility: hidden }}\n\
             {article} header {{ display: block }}\n\
             {article} header::after {{ content: {note}; font-style: italic; opacity: .75 }}\n\
             {article} header > * {{ display: none }}\n\
             .quote:has(.whom[data-person={name}]) {{ display: none }}\n"
        );
    }
    style
}

/// A string of CSS (CSS Syntax 3, 4.3.5): anything but ASCII letters and digits is escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || character == ' ' {
            quoted.push(character);
        } else {
            let _ = write!(quoted, "\\{:x} ", u32::from(character));
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_string_of_css() {
        assert_eq!(quoted("a\"b\\c\n名 d"), "\"a\\22 b\\5c c\\a \\540d  d\"");
    }
}
