//! Bringing along what was said elsewhere: the Flask chat's people, rooms and messages.
//!
//! Nothing is left out silently, and nothing comes twice: each account and message remembers where it came from.

use std::collections::HashMap;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::werkzeug;
use crate::model::messages::DraftError;
use crate::model::{AccountId, Draft, Role, RoomId, RoomName, Username};
use crate::store::{self, FlaskAccount, FlaskChat, FlaskMessage, ImportedAccount, ImportedMessage, Store};

/// How many messages share a transaction: few enough that a running Snug doesn't wait noticeably.
const BATCH: u32 = 500;

/// What an import did.
#[derive(Debug, Default)]
pub struct Report {
    /// Accounts that were made.
    pub accounts: usize,
    /// Messages that were added.
    pub messages: usize,
    /// Messages that were there already.
    pub known: usize,
    /// What did not fit as it was, a line for each, and what became of it.
    pub notes: Vec<String>,
}

/// Imports a Flask chat. Where `merge` is set, an old account whose name an account in Snug already has is taken to be
/// the same person's; else it gets another name.
///
/// # Errors
/// When either database fails; what was imported until then stays, and the next run goes on from there.
pub async fn flask_chat(store: &Store, old: &FlaskChat, merge: bool) -> Result<Report, store::Error> {
    let accounts = old.accounts().await?;
    let mut import = Import {
        store,
        source: format!("flask-chat:{}", fingerprint(&accounts)),
        said_at: old.changed_at,
        merge,
        report: Report::default(),
        people: HashMap::new(),
        rooms: HashMap::new(),
    };
    for account in accounts {
        import.add_account(account).await?;
    }
    let mut last = i64::MIN;
    loop {
        let batch = old.messages_after(last, BATCH).await?;
        let Some(newest) = batch.last() else { break };
        last = newest.id;
        import.add_messages(batch).await?;
    }
    Ok(import.report)
}

/// Tells one Flask chat from another: the first account's salted hash is like no other's.
fn fingerprint(accounts: &[FlaskAccount]) -> String {
    let first = accounts.first().map(|first| (first.username.as_str(), first.password_hash.as_str()));
    let (name, hash) = first.unwrap_or_default();
    BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(format!("{name}\0{hash}"))[..12])
}

struct Import<'a> {
    store: &'a Store,
    source: String,
    said_at: Timestamp,
    merge: bool,
    report: Report,
    /// By their names in the old chat.
    people: HashMap<String, AccountId>,
    rooms: HashMap<String, RoomId>,
}

impl Import<'_> {
    async fn add_account(&mut self, old: FlaskAccount) -> Result<AccountId, store::Error> {
        let origin = format!("{}:{}", self.source, old.username);
        let id = match self.store.imported_account(origin.clone()).await? {
            Some(known) => known.id,
            None => self.make_account(&old, origin).await?,
        };
        self.people.insert(old.username, id);
        Ok(id)
    }

    async fn make_account(&mut self, old: &FlaskAccount, origin: String) -> Result<AccountId, store::Error> {
        let fits = Username::parse(&old.username).ok().filter(|name| name.as_str() == old.username);
        let wanted = fits.clone().unwrap_or_else(|| fitting_name(&old.username));
        let hash = Some(&old.password_hash).filter(|hash| werkzeug::Hash::parse(hash).is_some());
        let mut names = std::iter::once(wanted.clone()).chain((2..).map(|n| numbered(&wanted, n)));
        let account = loop {
            // The numbers don't end before a free one is found.
            let Some(username) = names.next() else { return Err(store::Error::Taken) };
            let new = ImportedAccount {
                username: username.clone(),
                password_hash: hash.cloned(),
                origin: origin.clone(),
                created_at: Timestamp::now(),
            };
            match self.store.import_account(new).await {
                Ok(account) => break account,
                Err(store::Error::Taken) if self.merge => {
                    let taken = self.store.credentials(&username).await?.account;
                    if !self.people.values().any(|id| *id == taken.id) {
                        let line = format!("account “{}”: taken to be “{}” in Snug", old.username, taken.username);
                        self.report.notes.push(line);
                        return Ok(taken.id);
                    }
                }
                Err(store::Error::Taken) => {}
                Err(error) => return Err(error),
            }
        };
        self.report.accounts += 1;
        let now = &account.username;
        if fits.is_none() {
            self.note(format!("account “{}”: not a name in Snug, so it is now “{now}”", old.username));
        } else if *now != wanted {
            self.note(format!("account “{}”: the name is taken in Snug, so it is now “{now}”", old.username));
        }
        if hash.is_none() {
            self.note(format!("account “{now}”: its password is in an unknown form, so it cannot log in"));
        }
        if account.role == Role::Administrator {
            self.note(format!("account “{now}”: the first one, so it is the administrator"));
        }
        Ok(account.id)
    }

    async fn add_messages(&mut self, batch: Vec<FlaskMessage>) -> Result<(), store::Error> {
        let mut new = Vec::new();
        for message in batch {
            let bodies = self.bodies(&message);
            if bodies.is_empty() {
                continue;
            }
            let author = self.author(&message.username).await?;
            let room = self.room(&message.room, author).await?;
            for (part, body) in bodies.into_iter().enumerate() {
                let suffix = if part == 0 { String::new() } else { format!("/{part}") };
                let origin = format!("{}:{}{suffix}", self.source, message.id);
                new.push(ImportedMessage { room, author, body, origin, posted_at: self.said_at });
            }
        }
        let count = new.len();
        let added = self.store.import_messages(new).await?;
        self.report.messages += added;
        self.report.known += count - added;
        Ok(())
    }

    /// The text, in as many parts as it needs; none where nothing visible is in it.
    fn bodies(&mut self, message: &FlaskMessage) -> Vec<String> {
        match Draft::parse(&message.body) {
            Ok(draft) => vec![draft.as_str().to_owned()],
            Err(DraftError::Empty) => {
                self.note(format!("message {}: empty, so it was left out", message.id));
                Vec::new()
            }
            Err(DraftError::TooLong(_)) => {
                let characters: Vec<char> = message.body.chars().collect();
                let parts: Vec<String> =
                    characters.chunks(Draft::MAX_CHARS).map(|part| part.iter().collect()).collect();
                self.note(format!("message {}: too long, so it is now {} messages", message.id, parts.len()));
                parts
            }
        }
    }

    async fn author(&mut self, username: &str) -> Result<AccountId, store::Error> {
        if let Some(id) = self.people.get(username) {
            return Ok(*id);
        }
        self.note(format!("account “{username}”: no longer in the old chat, made again for its messages"));
        self.add_account(FlaskAccount { username: username.to_owned(), password_hash: String::new() }).await
    }

    async fn room(&mut self, old: &str, by: AccountId) -> Result<RoomId, store::Error> {
        if let Some(id) = self.rooms.get(old) {
            return Ok(*id);
        }
        let name = match RoomName::parse(old) {
            Ok(name) => name,
            Err(_) => {
                let name = fitting_room(old);
                self.note(format!("room “{old}”: not a name in Snug, so it is now “{name}”"));
                name
            }
        };
        let id = match self.store.room_named(&name).await {
            Ok(room) => room.id,
            Err(store::Error::NotFound) => self.store.create_room(name, by, Timestamp::now()).await?.id,
            Err(error) => return Err(error),
        };
        self.rooms.insert(old.to_owned(), id);
        Ok(id)
    }

    fn note(&mut self, line: String) {
        self.report.notes.push(line);
    }
}

/// The name with what can't stand in one replaced, at most as long as names are.
fn fitting_name(old: &str) -> Username {
    let mut name = String::new();
    for c in old.trim().chars() {
        let c = if Username::parse(&format!("a{c}")).is_ok() { c } else { '-' };
        if name.chars().count() < Username::MAX_CHARS && !(c == '-' && name.ends_with('-')) {
            name.push(c);
        }
    }
    let name = name.trim_matches('-');
    Username::parse(name)
        .or_else(|_| Username::parse(&name.chars().filter(char::is_ascii_alphanumeric).collect::<String>()))
        .unwrap_or_else(|_| Username::from_store("imported".to_owned()))
}

fn numbered(name: &Username, number: u32) -> Username {
    let suffix = format!("-{number}");
    let kept = Username::MAX_CHARS - suffix.len();
    Username::from_store(name.as_str().chars().take(kept).collect::<String>() + &suffix)
}

fn fitting_room(old: &str) -> RoomName {
    let visible: String = old.chars().filter(|c| RoomName::parse(&format!("a{c}")).is_ok()).collect();
    let short: String = visible.trim().chars().take(RoomName::MAX_CHARS).collect();
    RoomName::parse(&short).unwrap_or_else(|_| RoomName::from_store("Imported".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_to_fit() {
        for (old, new) in [
            ("john doe", "john-doe"),
            ("a@b.c", "a-b.c"),
            ("  x  ", "x"),
            ("💬💬", "imported"),
            ("", "imported"),
            ("<b>bold</b>", "b-bold-b"),
        ] {
            assert_eq!(fitting_name(old).as_str(), new, "{old:?}");
        }
        assert_eq!(fitting_name(&"x".repeat(50)).as_str().len(), 32);
        assert_eq!(numbered(&fitting_name(&"x".repeat(50)), 12).as_str().len(), 32);
    }

    #[test]
    fn room_names_are_made_to_fit() {
        assert_eq!(fitting_room("").as_str(), "Imported");
        assert_eq!(fitting_room(&"r".repeat(100)).as_str().len(), 80);
    }
}
