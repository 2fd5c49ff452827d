//! Maps names from elsewhere to valid usernames.

use crate::model::Username;

/// A valid username for a name: invalid characters are replaced, and the length is cut. Of several scripts, the first
/// one is kept. `nameless` stands for a name that has nothing valid in it.
pub(crate) fn map_username(old: &str, nameless: &str) -> Username {
    let mut name = String::new();
    for c in old.trim().chars() {
        let c = if goes_with(c, &name) { c } else { '-' };
        if name.chars().count() < Username::MAX_CHARS && !(c == '-' && name.ends_with('-')) {
            name.push(c);
        }
    }
    let name = name.trim_matches('-');
    Username::parse_new(name)
        .or_else(|_| Username::parse_new(&name.chars().filter(char::is_ascii_alphanumeric).collect::<String>()))
        .unwrap_or_else(|_| Username::from_store(nameless.to_owned()))
}

/// Whether a character is valid in a name with this start: of the same script and direction.
fn goes_with(c: char, start: &str) -> bool {
    let is_name = |text: String| Username::parse_new(&text).is_ok();
    match start.chars().find(|c| c.is_alphabetic()) {
        // Tested between two letters, because right-to-left names can't end with punctuation.
        Some(first) => is_name(format!("{first}{c}{first}")),
        // Combining marks are tested after a letter, right-to-left letters alone.
        None => !c.is_whitespace() && (is_name(format!("a{c}")) || is_name(c.to_string())),
    }
}

/// The name followed by a number, for when it is taken.
pub(crate) fn numbered(name: &Username, number: u32, nameless: &str) -> Username {
    let suffix = format!("-{number}");
    let kept = Username::MAX_CHARS - suffix.len();
    let numbered = name.as_str().chars().take(kept).collect::<String>() + &suffix;
    // Right-to-left names can't mix Arabic and European digits.
    Username::parse_new(&numbered).unwrap_or_else(|_| Username::from_store(format!("{nameless}{suffix}")))
}
