//! People, wherever they are shown.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use maud::{Markup, html};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::{Person, Profile, Username};
use crate::views::parts::urls;

/// Somebody's picture, else the initials on a colour that is always the same for the username. The name itself stands
/// beside it.
#[must_use]
pub fn avatar(person: &Person) -> Markup {
    let Person { username, picture, .. } = person;
    html! {
        @if let Some(version) = picture {
            img.avatar src=(urls::picture(username, *version)) alt="" width="36" height="36" loading="lazy";
        } @else {
            span class={ "avatar hue-" (hue(username)) } data-initials=(initials(person.shown())) aria-hidden="true" {}
        }
    }
}

/// Somebody's name in a place of its own, where app.js finds it should it change.
pub(crate) fn name(person: &Person) -> Markup {
    html! { bdi data-person=(person.username) lang=[lang(person)] { (person) } }
}

/// Somebody's name, and the username beside it where that is another.
pub(crate) fn both_names(person: &Person) -> Markup {
    html! {
        span.names {
            bdi lang=[lang(person)] { (person.shown()) }
            @if let Some(handle) = handle(person) { " " bdi.handle { (handle) } }
        }
    }
}

/// What somebody is mentioned by, where that is not what is shown.
pub(crate) fn handle(person: &Person) -> Option<String> {
    person.name.as_ref().map(|_| format!("@{}", person.username))
}

/// The language of a name: of one that somebody chose, none that the page knows.
pub(crate) fn lang(person: &Person) -> Option<&'static str> {
    person.name.as_ref().map(|_| "")
}

/// Names as scripts take them apart.
pub(crate) fn usernames(people: &[Person]) -> String {
    people.iter().map(|person| person.username.as_str()).collect::<Vec<_>>().join(" ")
}

/// Says how somebody is shown from now on: the avatar, then the name.
#[must_use]
pub fn news(profile: &Profile) -> Markup {
    let Profile { number, person, .. } = profile;
    html! {
        div data-person=(person.username) data-change=(number) {
            (avatar(person))
            bdi title=[handle(person)] lang=[lang(person)] { (person) }
        }
    }
}

/// One of twelve colours.
fn hue(username: &Username) -> u64 {
    // `DefaultHasher::new` hashes the same in every process.
    let mut hasher = DefaultHasher::new();
    username.as_str().hash(&mut hasher);
    hasher.finish() % 12
}

/// The first letters of the first two words, else the first two letters, or signs where there is no letter.
fn initials(name: &str) -> String {
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
