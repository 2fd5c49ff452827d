//! Names and pictures of people.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use maud::{Markup, html};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::{Person, Profile, Username};
use crate::views::i18n::names::Strings;
use crate::views::parts::urls;

/// The profile picture, or else the initials on one of twelve colours, chosen by the username. Hidden from screen
/// readers, since the name is beside it.
#[must_use]
pub fn avatar(person: &Person) -> Markup {
    let Person { username, picture, .. } = person;
    html! {
        @if let Some(version) = picture {
            img.avatar src=(urls::picture(username, *version)) alt="" width="36" height="36" loading="lazy";
        } @else {
            span class={ "avatar hue-" (hue(username)) } data-initials=(if person.is_deleted() { String::new() } else { initials(person.shown()) }) aria-hidden="true" {}
        }
    }
}

/// The name that is shown, followed by the username if another name looks like it. Deleted accounts have one name, in the
/// reader's language.
pub(crate) fn shown<'a>(person: &Person, i18n: &'a Strings) -> Cow<'a, str> {
    if person.is_deleted() { i18n.deleted_account.as_str().into() } else { person.to_string().into() }
}

/// The shown name, in an element that app.js updates when the name changes.
pub(crate) fn name(person: &Person, i18n: &Strings) -> Markup {
    html! { bdi data-person=(person.username) lang=[lang(person)] { (shown(person, i18n)) } }
}

/// The shown name, followed by the username where the display name is shown.
pub(crate) fn both_names(person: &Person, i18n: &Strings) -> Markup {
    html! {
        span.names {
            bdi lang=[lang(person)] {
                @if person.is_deleted() { (i18n.deleted_account) } @else { (person.shown()) }
            }
            @if let Some(handle) = handle(person) { " " bdi.handle { (handle) } }
        }
    }
}

/// The handle (`@ann`) of a person who has a display name; otherwise the name itself shows it.
pub(crate) fn handle(person: &Person) -> Option<String> {
    person.name.as_ref().filter(|_| !person.is_deleted()).map(|_| format!("@{}", person.username))
}

/// The `lang` of a name: display names are in an unknown language.
pub(crate) fn lang(person: &Person) -> Option<&'static str> {
    person.name.as_ref().filter(|_| !person.is_deleted()).map(|_| "")
}

/// Usernames separated by spaces, for scripts.
pub(crate) fn usernames(people: &[Person]) -> String {
    people.iter().map(|person| person.username.as_str()).collect::<Vec<_>>().join(" ")
}

/// The event for a changed profile: the new avatar and name.
#[must_use]
pub fn news(profile: &Profile, i18n: &Strings) -> Markup {
    let Profile { number, person, .. } = profile;
    html! {
        div data-person=(person.username) data-change=(number) {
            (avatar(person))
            bdi title=[handle(person)] lang=[lang(person)] { (shown(person, i18n)) }
        }
    }
}

/// The number of a username's colour, 0 to 11.
fn hue(username: &Username) -> u64 {
    // `DefaultHasher::new` hashes the same in every process.
    let mut hasher = DefaultHasher::new();
    username.as_str().hash(&mut hasher);
    hasher.finish() % 12
}

/// The first letters of the first two words; of a single word, its first two letters; without words, the first two
/// characters.
fn initials(name: &str) -> String {
    // Most usernames are one word of ASCII letters.
    if name.len() >= 2 && name.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return name[..2].to_ascii_uppercase();
    }
    let words = name.unicode_words().flat_map(|word| word.split(['.', '_']));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).take(2).collect();
    let letters: String = match words[..] {
        [first, second] => first.graphemes(true).take(1).chain(second.graphemes(true).take(1)).collect(),
        [word] => word.graphemes(true).take(2).collect(),
        _ => name.graphemes(true).filter(|sign| !sign.trim().is_empty()).take(2).collect(),
    };
    letters.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_two_letters_of_the_name() {
        for (name, letters) in [
            ("ann", "AN"),
            ("mary.jane", "MJ"),
            ("_x", "X"),
            ("Ünal", "ÜN"),
            ("a-b-c", "AB"),
            ("Zoë Lee", "ZL"),
            ("משה (כהן)", "מכ"),
            ("🐢 🐇", "🐢🐇"),
        ] {
            assert_eq!(initials(name), letters);
        }
    }
}
