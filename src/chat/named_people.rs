//! People named by somebody who types: usernames, and shown names that only one person has.

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::model::{DisplayName, Username};
use crate::store;

/// The most names in one field.
const MAX_NAMES: usize = 100;

/// Why names name nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// These, as typed, are nobody's.
    Unknown(Vec<String>),
    /// Several people are shown with this name: their usernames.
    Ambiguous(String, Vec<Username>),
}

/// The people that names stand for.
pub type Resolved = Result<Vec<Username>, Unresolved>;

impl Chat {
    /// Finds the people named in a text: usernames, with or without `@`, separated by spaces, commas or semicolons, and
    /// shown names, separated by commas or semicolons. Each person comes once.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn resolve_people(&self, typed: &str) -> Result<Resolved, Error> {
        let (mut people, mut unknown) = (Vec::new(), Vec::new());
        let parts = typed.split(separates_names).map(str::trim).filter(|part| !part.is_empty());
        for part in parts.take(MAX_NAMES) {
            match self.resolve(part).await? {
                Ok(found) => people.push(found),
                Err(Unresolved::Unknown(_)) if part.contains(char::is_whitespace) => {
                    // Usernames separated by spaces.
                    let (mut words, mut missing) = (Vec::new(), Vec::new());
                    for word in part.split_whitespace().take(MAX_NAMES) {
                        match self.resolve(word).await? {
                            Ok(found) => words.push(found),
                            Err(_) => missing.push(word.to_owned()),
                        }
                    }
                    if words.is_empty() {
                        unknown.push(part.to_owned());
                    } else {
                        unknown.extend(missing);
                    }
                    people.extend(words);
                }
                Err(Unresolved::Unknown(name)) => unknown.extend(name),
                Err(ambiguous) => return Ok(Err(ambiguous)),
            }
        }
        if !unknown.is_empty() {
            return Ok(Err(Unresolved::Unknown(unknown)));
        }
        let mut once: Vec<Username> = Vec::new();
        for name in people {
            if !once.iter().any(|known| known.key() == name.key()) {
                once.push(name);
            }
        }
        Ok(Ok(once))
    }

    async fn resolve(&self, name: &str) -> Result<Result<Username, Unresolved>, Error> {
        let handle = name.trim_start_matches('@');
        if let Ok(username) = Username::parse(handle) {
            match self.store.credentials(&username).await {
                Ok(known) => return Ok(Ok(known.account.person.username)),
                Err(store::Error::NotFound) => {}
                Err(other) => return Err(other.into()),
            }
        }
        let unknown = || Ok(Err(Unresolved::Unknown(vec![name.to_owned()])));
        let Ok(shown) = DisplayName::parse(name) else { return unknown() };
        let key = shown.key();
        let mut found = self.store.people(&key, MAX_NAMES).await?;
        found.retain(|one| one.person.name.as_ref().is_some_and(|name| name.key() == key));
        let mut names: Vec<Username> = found.into_iter().map(|one| one.person.username).collect();
        match (names.len(), names.pop()) {
            (_, None) => unknown(),
            (1, Some(name)) => Ok(Ok(name)),
            (_, Some(last)) => {
                names.push(last);
                Ok(Err(Unresolved::Ambiguous(name.to_owned(), names)))
            }
        }
    }
}

/// Whether a character separates names: commas and semicolons of all scripts, and line ends.
fn separates_names(c: char) -> bool {
    matches!(c, ',' | ';' | '\n' | '\r' | '،' | '؛' | '、' | '，' | '；')
}
