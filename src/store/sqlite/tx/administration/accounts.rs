//! Other people's accounts, for administrators.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::administration::accounts::{AccountDetails, AccountEntry, AccountFilter, Storage, Totals};
use crate::model::administration::audit::Act;
use crate::model::{AccountId, Role, Username};
use crate::store::commands::administration::{AccountChange, Administered};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::permission::Administrator;
use crate::store::policy::accounts::DELETED_USERNAMES;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::accounts::from_row;
use crate::store::sqlite::rows::timestamps::{from_millisecond, timestamp};
use crate::store::sqlite::sql::access::{has_administrator, require_administrator, require_proof};
use crate::store::sqlite::sql::audit::{Subject, record};
use crate::store::sqlite::tx::administration::moderation::{block_networks, set_muted};
use crate::store::sqlite::tx::administration::one_time_links::create_password_link;
use crate::store::sqlite::tx::administration::warnings::insert_warning;
use crate::store::sqlite::tx::guests::tell_managers_of_guest;
use crate::store::sqlite::tx::logins::second_factors::remove_factor;
use crate::store::sqlite::tx::logins::sessions::delete_all;

/// The columns of an [`AccountEntry`].
const COLUMNS: &str =
    "id, username, role, display_name, name_shared, picture_change, created_at, seen_at, deactivated_at,
    muted_until, password_hash is not null
        or exists (select 1 from identities i where i.account_id = accounts.id)
        or exists (select 1 from passkeys p where p.account_id = accounts.id) as has_login,
    (select messages from storage s where s.account_id = accounts.id) as stored_messages,
    (select bytes from storage s where s.account_id = accounts.id) as stored_bytes";

impl SqliteReads {
    pub(crate) async fn account_entries(
        &self,
        filter: AccountFilter,
        most: u32,
    ) -> Result<Vec<AccountEntry>, Error> {
        self.read(move |db| {
            let AccountFilter { part, role, deactivated, after } = filter;
            let query = format!(
                "select {COLUMNS} from accounts where username_key > ?1 and username_key not glob '{DELETED_USERNAMES}'
                and (?2 = '' or instr(username_key, ?2) > 0 or instr(display_name_key, ?2) > 0)
                and (?3 is null or role = ?3) and (?4 is null or (deactivated_at is not null) = ?4)
                order by username_key limit ?5"
            );
            let values = (after, part, role.map(Role::as_str), deactivated, most);
            Ok(db.prepare_cached(&query)?.query_map(values, entry)?.collect::<Result<_, _>>()?)
        })
        .await
    }

    pub(crate) async fn account_details(&self, username: &Username) -> Result<AccountDetails, Error> {
        let keys = (username.key(), username.pointed_key());
        self.read(move |db| {
            let query = format!(
                "select {COLUMNS} from accounts where username_key in (?1, ?2) order by username_key = ?2 desc limit 1"
            );
            let entry = db.prepare_cached(&query)?.query_row(keys, entry)?;
            let id = entry.account.id.0;
            let query = "select count(*) from sessions where account_id = ?1";
            let sessions = db.prepare_cached(query)?.query_row([id], |row| row.get(0))?;
            let query = "select by.username, i.note from accounts a join invitations i on i.id = a.invitation_id
                left join accounts by on by.id = i.created_by where a.id = ?1";
            let invited = db.prepare_cached(query)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)));
            Ok(AccountDetails { entry, sessions, invited: invited.optional()? })
        })
        .await
    }

    pub(crate) async fn totals(&self) -> Result<Totals, Error> {
        self.read(|db| {
            let query = "select (select count(*) from accounts where deactivated_at is null) as accounts,
                (select count(*) from rooms where deleted_at is null) as rooms, (select count(*) from sessions) as sessions";
            Ok(db.prepare_cached(query)?.query_row((), |row| {
                Ok(Totals {
                    accounts: row.get("accounts")?,
                    rooms: row.get("rooms")?,
                    sessions: row.get("sessions")?,
                })
            })?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn administer(&self, by: &Administrator, what: Administered) -> Result<(), Error> {
        let by = by.actor().clone();
        let account = by.account();
        let change = move |db: &rusqlite::Connection| {
            let Administered { account, change, confirmed, now } = what;
            require_administrator(db, &by)?;
            if let Some((administrator, proof)) = by.account().zip(confirmed) {
                require_proof(db, administrator, &proof)?;
            }
            let (act, detail) = match &change {
                AccountChange::Role(role) => (Act::RoleChanged, role.as_str()),
                AccountChange::Warn(_) => (Act::Warned, ""),
                AccountChange::Mute(time) => (Act::Muted, time.name()),
                AccountChange::Deactivate => (Act::Deactivated, ""),
                AccountChange::Ban { remove, .. } => (Act::Banned, remove.name()),
                AccountChange::Reactivate => (Act::Reactivated, ""),
                AccountChange::EndSessions => (Act::SessionsEnded, ""),
                AccountChange::RemoveSecondFactor => (Act::SecondFactorRemoved, ""),
                AccountChange::PasswordLink(_) => (Act::PasswordLinkCreated, ""),
            };
            if !db.prepare_cached("select 1 from accounts where id = ?1")?.exists([account.0])? {
                return Err(Error::NotFound);
            }
            let had_administrator = has_administrator(db)?;
            // The role decides which rooms of others somebody manages.
            let mut notices =
                vec![Notice::AccountChanged(account), Notice::AlertsChanged(account), Notice::AccessChanged];
            match change {
                AccountChange::Role(role) => {
                    db.prepare_cached("update accounts set role = ?2 where id = ?1")?
                        .execute((account.0, role.as_str()))?;
                }
                AccountChange::Warn(text) => insert_warning(db, &by, account, &text, now)?,
                AccountChange::Mute(time) => set_muted(db, account, time, now)?,
                AccountChange::Deactivate => notices.extend(deactivate(db, account, now)?),
                AccountChange::Ban { remove, block } => {
                    if block {
                        block_networks(db, &by, account, now)?;
                    }
                    let update = "update accounts
                        set remove_messages_since = min(coalesce(remove_messages_since, ?2), ?2) where id = ?1";
                    if let Some(since) = remove.since(now) {
                        db.prepare_cached(update)?.execute((account.0, since))?;
                    }
                    notices.extend(deactivate(db, account, now)?);
                    notices.push(Notice::Banned);
                }
                AccountChange::Reactivate => {
                    db.prepare_cached(
                        "update accounts set deactivated_at = null, remove_messages_since = null where id = ?1",
                    )?
                    .execute([account.0])?;
                }
                AccountChange::EndSessions => notices.extend(ended(db, account)?),
                AccountChange::RemoveSecondFactor => {
                    remove_factor(db, account)?;
                    db.prepare_cached("delete from passkeys where account_id = ?1")?.execute([account.0])?;
                }
                AccountChange::PasswordLink(link) => create_password_link(db, link, account, now)?,
            }
            if had_administrator && !has_administrator(db)? {
                return Err(Error::LastAdministrator);
            }
            record(db, &by, now, act, &Subject::Account(account), detail)?;
            Ok(Committed::notices(notices))
        };
        self.writer.write_noticed(account, change).await
    }
}

fn deactivate(
    db: &rusqlite::Connection,
    account: AccountId,
    now: Timestamp,
) -> rusqlite::Result<impl Iterator<Item = Notice> + use<>> {
    let update = "update accounts set deactivated_at = coalesce(deactivated_at, ?2) where id = ?1";
    db.prepare_cached(update)?.execute((account.0, now.as_millisecond()))?;
    ended(db, account)
}

fn ended(db: &rusqlite::Connection, account: AccountId) -> rusqlite::Result<impl Iterator<Item = Notice> + use<>> {
    let sessions = delete_all(db, account)?.into_iter().map(Notice::SessionEnded);
    // A guest may have waited.
    Ok(sessions.chain(tell_managers_of_guest(db, account)?))
}

fn entry(row: &rusqlite::Row<'_>) -> rusqlite::Result<AccountEntry> {
    let time = |column| row.get::<_, Option<i64>>(column)?.map(from_millisecond).transpose();
    Ok(AccountEntry {
        account: from_row(row)?,
        created_at: timestamp(row, "created_at")?,
        seen_at: time("seen_at")?,
        deactivated_at: time("deactivated_at")?,
        muted_until: time("muted_until")?,
        has_login: row.get("has_login")?,
        storage: storage(row)?,
    })
}

fn storage(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Storage>> {
    let Some(messages) = row.get("stored_messages")? else { return Ok(None) };
    let bytes: i64 = row.get("stored_bytes")?;
    Ok(Some(Storage { messages, bytes: u64::try_from(bytes).unwrap_or_default() }))
}
