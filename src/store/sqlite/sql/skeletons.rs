//! What names look like, so that nobody is mistaken for somebody else.

use tokio_rusqlite::rusqlite::{self, TransactionBehavior};

use crate::model::skeletons::{skeletons, version};
use crate::model::{AccountId, DisplayName, RoomName, Username};
use crate::store::error::Error;

/// Whether somebody else's name, either of them, looks like the one by which an account is shown.
macro_rules! is_shared {
    () => {
        "exists (select 1 from name_skeletons mine
            join name_skeletons other on other.skeleton = mine.skeleton and other.account_id <> mine.account_id
            where mine.account_id = accounts.id and mine.shown = 1)"
    };
}

pub(crate) use is_shared;

const IS_SHARED: &str = is_shared!();

/// Notes what a new account's username looks like.
///
/// # Errors
/// [`Error::LooksAlike`] when it looks like somebody else's name, either of them.
pub(crate) fn claim_username(
    db: &rusqlite::Connection,
    account: AccountId,
    username: &Username,
) -> Result<(), Error> {
    for skeleton in skeletons(username.as_str()) {
        let anothers = "select 1 from name_skeletons where skeleton = ?1 and account_id <> ?2";
        if db.prepare_cached(anothers)?.exists((&skeleton, account.0))? {
            return Err(Error::LooksAlike);
        }
        insert(db, &skeleton, account, false)?;
    }
    Ok(())
}

/// Notes what the name looks like by which somebody is shown from now on. Gives the accounts whose names are shared
/// from now on, or no longer, that one perhaps among them.
///
/// # Errors
/// [`Error::LooksAlike`] when it looks like somebody else's username.
pub(crate) fn claim_shown_name(
    db: &rusqlite::Connection,
    account: AccountId,
    name: Option<&DisplayName>,
) -> Result<Vec<AccountId>, Error> {
    let mut touched = namesakes(db, account)?;
    db.prepare_cached("delete from name_skeletons where account_id = ?1 and shown = 1")?.execute([account.0])?;
    for skeleton in name.map(DisplayName::skeletons).unwrap_or_default() {
        let anothers = "select 1 from name_skeletons where skeleton = ?1 and shown = 0 and account_id <> ?2";
        if db.prepare_cached(anothers)?.exists((&skeleton, account.0))? {
            return Err(Error::LooksAlike);
        }
        insert(db, &skeleton, account, true)?;
    }
    touched.extend(namesakes(db, account)?);
    touched.push(account);
    touched.sort_unstable();
    touched.dedup();
    let update = format!(
        "update accounts set name_shared = {IS_SHARED} where id = ?1 and name_shared <> {IS_SHARED} returning id"
    );
    let mut update = db.prepare_cached(&update)?;
    let mut changed = Vec::new();
    for one in touched {
        changed
            .extend(update.query_map([one.0], |row| row.get(0).map(AccountId))?.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(changed)
}

/// Whose names look like the one by which somebody is shown.
fn namesakes(db: &rusqlite::Connection, account: AccountId) -> rusqlite::Result<Vec<AccountId>> {
    let query = "select distinct other.account_id from name_skeletons mine
        join name_skeletons other on other.skeleton = mine.skeleton and other.account_id <> mine.account_id
        where mine.account_id = ?1 and mine.shown = 1";
    db.prepare_cached(query)?.query_map([account.0], |row| row.get(0).map(AccountId))?.collect()
}

/// Notes one skeleton. Where a username's is another username's already, that keeps it.
fn insert(db: &rusqlite::Connection, skeleton: &str, account: AccountId, shown: bool) -> rusqlite::Result<()> {
    let insert = "insert or ignore into name_skeletons (skeleton, account_id, shown) values (?1, ?2, ?3)";
    db.prepare_cached(insert)?.execute((skeleton, account.0, shown)).map(drop)
}

/// Makes all that is derived from names anew, where other rules have made it. Nobody loses a name by new rules: where
/// two names are the same by them, the later one keeps the key that it has.
pub(crate) fn refresh(db: &mut rusqlite::Connection) -> rusqlite::Result<()> {
    let is_current = "select 1 from name_versions where version = ?1";
    if db.prepare(is_current)?.exists([version()])? {
        return Ok(());
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute("delete from name_skeletons", ())?;
    {
        let mut accounts = tx.prepare("select id, username, display_name from accounts order by id")?;
        let mut key = tx.prepare("update or ignore accounts set username_key = ?2 where id = ?1")?;
        let mut rows = accounts.query(())?;
        while let Some(row) = rows.next()? {
            let (account, username) = (AccountId(row.get(0)?), Username::from_store(row.get(1)?));
            key.execute((account.0, username.key()))?;
            for skeleton in skeletons(username.as_str()) {
                insert(&tx, &skeleton, account, false)?;
            }
            let shown = row.get::<_, Option<String>>(2)?.map(DisplayName::from_store);
            for skeleton in shown.as_ref().map(DisplayName::skeletons).unwrap_or_default() {
                insert(&tx, &skeleton, account, true)?;
            }
        }
        let mut rooms =
            tx.prepare("select id, name from rooms where kind <> 'direct' and deleted_at is null order by id")?;
        let mut key = tx.prepare("update or ignore rooms set name_key = ?2 where id = ?1")?;
        let mut rows = rooms.query(())?;
        while let Some(row) = rows.next()? {
            key.execute((row.get::<_, i64>(0)?, RoomName::from_store(row.get(1)?).key()))?;
        }
    }
    tx.execute(&format!("update accounts set name_shared = {IS_SHARED}"), ())?;
    tx.execute("update name_versions set version = ?1", [version()])?;
    tx.commit()
}
