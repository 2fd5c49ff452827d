//! Imports the Flask chat's accounts, rooms and messages.
//!
//! Whatever is changed or left out is reported. Each imported account and message stores its origin, so that running
//! the import again adds nothing twice.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use crate::chat::auth::werkzeug;
use crate::import::flask::names::{map_room_name, map_username, numbered, parts, quoted, unchanged_username};
use crate::import::flask::reader::{FlaskAccount, FlaskChat, FlaskMessage};
use crate::import::flask::source::source;
use crate::model::messages::DraftError;
use crate::model::{
    Account, AccountId, Draft, Role, Room, RoomDescription, RoomId, RoomKind, RoomName, Slug, Username,
};
use crate::store;
use crate::store::{ImportedAccount, ImportedMessage, NewRoom, Store};

/// Messages per transaction: few enough that a running server doesn't wait noticeably.
const BATCH: u32 = 500;

/// Batches between two progress lines in the log.
const PROGRESS: u32 = 100;

/// The result of an import.
#[derive(Debug, Default)]
pub struct Report {
    /// Accounts created.
    pub accounts: usize,
    /// Messages added.
    pub messages: usize,
    /// Messages that an earlier run had added.
    pub known: usize,
    /// One line for each item that couldn't be imported unchanged. They describe the result, not what this run changed:
    /// after an interrupted run, the next one reports everything again.
    pub notes: Vec<String>,
}

/// Imports a Flask chat. With `merge`, an old account is taken to be the same person as an existing account of the same
/// name; otherwise it gets another name.
///
/// # Errors
/// When either database fails. Everything imported until then stays, and the next run continues from there.
pub async fn flask_chat(store: &Store, old: &FlaskChat, merge: bool) -> Result<Report, store::Error> {
    let mut accounts = old.accounts().await?;
    let mut import = Import {
        store,
        old,
        source: source(store, &accounts).await?,
        merge,
        report: Report::default(),
        names: accounts.iter().map(|account| account.username.clone()).collect(),
        people: HashMap::new(),
        rooms: HashMap::new(),
    };
    // Accounts that can log in come first, since the first one becomes the administrator if there is none. Accounts
    // with valid names come next, so that they keep them.
    accounts.sort_by_key(|account| (usable_hash(account).is_none(), unchanged_name(account).is_none()));
    for account in accounts {
        import.add_account(account).await?;
    }
    let mut last = i64::MIN;
    for number in 1_u32.. {
        let batch = old.messages_after(last, BATCH).await?;
        let Some(newest) = batch.last() else { break };
        last = newest.id;
        import.add_messages(batch).await?;
        if number.is_multiple_of(PROGRESS) {
            let Report { messages, known, .. } = import.report;
            tracing::info!(messages, known, "importing");
        }
    }
    if !store.has_administrator().await? {
        import.note("nobody can administer yet: the next account that can log in will".to_owned());
    }
    Ok(import.report)
}

struct Import<'a> {
    store: &'a Store,
    old: &'a FlaskChat,
    source: String,
    merge: bool,
    report: Report,
    /// All usernames of the old chat.
    names: HashSet<Option<String>>,
    /// New account ids by old username.
    people: HashMap<Option<String>, AccountId>,
    rooms: HashMap<String, RoomId>,
}

impl Import<'_> {
    async fn add_account(&mut self, old: FlaskAccount) -> Result<AccountId, store::Error> {
        let origin = match &old.username {
            Some(name) => format!("{}:{name}", self.source),
            None => self.source.clone(),
        };
        let id = if let Some(known) = self.store.imported_account(origin.clone()).await? {
            self.note_name(&old, &known);
            if let Some(hash) = usable_hash(&old) {
                self.store.set_imported_hash(known.id, hash).await?;
            }
            known.id
        } else if let Some(same) = self.namesake(&old).await? {
            self.note(format!(
                "account {}: taken to be “{}” in Snug",
                quoted(old.username.as_deref().unwrap_or_default()),
                same.person.username
            ));
            same.id
        } else {
            self.create_account(&old, origin).await?
        };
        self.people.insert(old.username, id);
        Ok(id)
    }

    /// The existing account that is the same person: with `merge`, or because an earlier run merged them.
    async fn namesake(&self, old: &FlaskAccount) -> Result<Option<Account>, store::Error> {
        let Some(name) = unchanged_name(old) else { return Ok(None) };
        let Some((account, merged)) = self.store.namesake(&name, self.source.clone()).await? else {
            return Ok(None);
        };
        // If the old chat has names that differ only in case, the existing account belongs to the one with exactly its
        // name.
        let anothers = account.person.username != name
            && self.names.contains(&Some(account.person.username.as_str().to_owned()));
        let taken = self.people.values().any(|id| *id == account.id);
        Ok(Some(account).filter(|_| (self.merge || merged) && !anothers && !taken))
    }

    async fn create_account(&mut self, old: &FlaskAccount, origin: String) -> Result<AccountId, store::Error> {
        let wanted =
            unchanged_name(old).unwrap_or_else(|| map_username(old.username.as_deref().unwrap_or_default()));
        let mut new = ImportedAccount {
            username: wanted.clone(),
            password_hash: usable_hash(old),
            origin,
            created_at: Timestamp::now(),
        };
        let mut number = 1;
        let account = loop {
            match self.store.import_account(new.clone()).await {
                Err(store::Error::Taken | store::Error::LooksAlike) => number += 1,
                made => break made?,
            }
            new.username = numbered(&wanted, number);
        };
        self.report.accounts += 1;
        self.note_name(old, &account);
        self.note_login(old, &account);
        Ok(account.id)
    }

    fn note_name(&mut self, old: &FlaskAccount, account: &Account) {
        let now = &account.person.username;
        let Some(name) = &old.username else {
            self.note(format!("account without a name: it is “{now}” in Snug"));
            return;
        };
        let was = quoted(name);
        // Accounts imported before a rule keep names that break it.
        if name == now.as_str() {
        } else if unchanged_name(old).is_none() {
            self.note(format!("account {was}: not a name in Snug, so it is now “{now}”"));
        } else {
            self.note(format!(
                "account {was}: the name, or one that looks like it, is taken in Snug, so it is now “{now}”"
            ));
        }
    }

    fn note_login(&mut self, old: &FlaskAccount, account: &Account) {
        let name = &account.person.username;
        if old.password_hash.is_empty() {
            self.note(format!("account “{name}”: it has no password, so it cannot log in"));
        } else if usable_hash(old).is_none() {
            self.note(format!("account “{name}”: its password is in an unknown form, so it cannot log in"));
        }
        if account.role == Role::Administrator {
            self.note(format!("account “{name}”: the first who can log in, so it is the administrator"));
        }
    }

    async fn add_messages(&mut self, batch: Vec<FlaskMessage>) -> Result<(), store::Error> {
        let mut new = Vec::new();
        for message in batch {
            let bodies = self.bodies(&message);
            if bodies.is_empty() {
                continue;
            }
            let author = self.author(message.username).await?;
            let room = self.room(&message.room).await?;
            for (part, body) in bodies.into_iter().enumerate() {
                let suffix = if part == 0 { String::new() } else { format!("/{part}") };
                let origin = format!("{}:{}{suffix}", self.source, message.id);
                new.push(ImportedMessage { room, author, body, origin, posted_at: self.old.changed_at });
            }
        }
        let count = new.len();
        let added = self.store.import_messages(new).await?;
        self.report.messages += added;
        self.report.known += count - added;
        Ok(())
    }

    /// The message's text, in as many parts as it needs; none where it has no visible character.
    fn bodies(&mut self, message: &FlaskMessage) -> Vec<String> {
        match Draft::parse(&message.body) {
            Ok(draft) => vec![draft.as_str().to_owned()],
            Err(DraftError::Empty | DraftError::UnknownSound) => {
                self.note(format!("message {}: empty, so it was left out", message.id));
                Vec::new()
            }
            Err(DraftError::TooLong(_)) => {
                let parts = parts(&message.body);
                self.note(format!("message {}: too long, so it is now {} messages", message.id, parts.len()));
                parts
            }
        }
    }

    async fn author(&mut self, username: Option<String>) -> Result<AccountId, store::Error> {
        if let Some(id) = self.people.get(&username) {
            return Ok(*id);
        }
        // The account was created after the accounts were read, or deleted.
        let known = self.old.account(username.clone()).await?;
        if let (None, Some(name)) = (&known, &username) {
            self.note(format!("account {}: no longer in the old chat, kept for its messages", quoted(name)));
        }
        let account = known.unwrap_or_else(|| FlaskAccount { username, password_hash: String::new() });
        self.add_account(account).await
    }

    async fn room(&mut self, old: &str) -> Result<RoomId, store::Error> {
        if let Some(id) = self.rooms.get(old) {
            return Ok(*id);
        }
        let fits = RoomName::parse(old).ok();
        let name = fits.clone().unwrap_or_else(|| map_room_name(old));
        let room = match self.store.room_named(&name).await {
            Err(store::Error::NotFound) => self.create_room(name).await?,
            found => found?,
        };
        if fits.is_none() {
            self.note(format!("room {}: not a name in Snug, so it is now “{}”", quoted(old), room.name));
        } else if room.name.as_str() != old {
            self.note(format!("room {}: it is “{}” in Snug", quoted(old), room.name));
        }
        self.rooms.insert(old.to_owned(), room.id);
        Ok(room.id)
    }

    /// Creates an open room.
    async fn create_room(&self, name: RoomName) -> Result<Room, store::Error> {
        let new = NewRoom {
            slug: Slug::from_name(&name),
            name: name.clone(),
            kind: RoomKind::Open,
            description: RoomDescription::default(),
            by: None,
            only_administrators: false,
            max_per_maker: u32::MAX,
            created_at: Timestamp::now(),
        };
        match self.store.create_room(new).await {
            // Somebody has created it since.
            Err(store::Error::Taken) => self.store.room_named(&name).await,
            made => made,
        }
    }

    fn note(&mut self, line: String) {
        self.report.notes.push(line);
    }
}

/// The old name, if it is valid as it is.
fn unchanged_name(account: &FlaskAccount) -> Option<Username> {
    account.username.as_deref().and_then(unchanged_username)
}

/// The hash, if its format can be verified.
fn usable_hash(account: &FlaskAccount) -> Option<String> {
    werkzeug::Hash::parse(&account.password_hash).map(|_| account.password_hash.clone())
}
