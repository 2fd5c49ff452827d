//! Accounts.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::{OptionalExtension as _, Row};

use crate::model::administration::audit::Act;
use crate::model::appearance::Appearance;
use crate::model::{
    Account, AccountId, Language, LocaleChoice, Registration, Role, Room, RoomId, SessionId, Username, Zone,
};
use crate::store::commands::accounts::{Admission, Credentials, NewAccount};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::policy::accounts::{admit_by_form, admit_by_invitation, is_joined_by_new, role_of_new};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::accounts::{from_row, role_of};
use crate::store::sqlite::rows::rooms::kind_of;
use crate::store::sqlite::sql::access::{
    access_of, has_administrator, require_administrator, require_session, require_unblocked,
};
use crate::store::sqlite::sql::audit::{Subject, record, record_of};
use crate::store::sqlite::sql::memberships::admit_if_free;
use crate::store::sqlite::sql::skeletons::claim_username;
use crate::store::sqlite::tx::administration::invitations::use_for_account;
use crate::store::sqlite::tx::administration::one_time_links::take_setup_link;
use crate::store::sqlite::tx::administration::server_settings::{server_settings, show_setup};
use crate::store::sqlite::tx::logins::sign_on::link;

impl SqliteReads {
    pub(crate) async fn has_administrator(&self) -> Result<bool, Error> {
        self.read(|db| Ok(has_administrator(db)?)).await
    }

    pub(crate) async fn role(&self, id: AccountId) -> Result<Role, Error> {
        let query = "select role from accounts where id = ?1";
        self.read(move |db| Ok(db.prepare_cached(query)?.query_row([id.0], role_of)?)).await
    }

    pub(crate) async fn credentials(&self, username: &Username) -> Result<Credentials, Error> {
        let keys = (username.key(), username.pointed_key());
        self.read(move |db| {
            let query = "select id, username, role, display_name, name_shared, picture_change, password_hash,
                    deactivated_at is not null as deactivated
                from accounts where username_key in (?1, ?2) order by username_key = ?2 desc limit 1";
            let credentials = |row: &Row<'_>| {
                Ok(Credentials {
                    account: from_row(row)?,
                    password_hash: row.get("password_hash")?,
                    deactivated: row.get("deactivated")?,
                })
            };
            Ok(db.prepare_cached(query)?.query_row(keys, credentials)?)
        })
        .await
    }

    pub(crate) async fn people(&self, part: &str, most: usize) -> Result<Vec<Account>, Error> {
        let part = part.to_owned();
        self.read(move |db| {
            let query = "select id, username, role, display_name, name_shared, picture_change from accounts
                where (instr(username_key, ?1) > 0 or instr(display_name_key, ?1) > 0) and deactivated_at is null
                order by ?1 not in (username_key, coalesce(display_name_key, '')),
                    coalesce(instr(' ' || display_name_key || ' ', ' ' || ?1 || ' '), 0) = 0,
                    not (instr(username_key, ?1) = 1 or coalesce(instr(display_name_key, ?1), 0) = 1), username_key
                limit ?2";
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            Ok(db.prepare_cached(query)?.query_map((part, most), from_row)?.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn create_account(&self, new: NewAccount, admission: Admission) -> Result<Account, Error> {
        let create = move |db: &rusqlite::Connection| {
            let account = create_account(db, &new, &admission)?;
            let is_first =
                account.role == Role::Administrator && !matches!(admission, Admission::Administrator(..));
            if !is_first {
                return Ok(Committed::silent(account));
            }
            show_setup(db)?;
            Ok(Committed { value: account, notices: vec![Notice::SettingsChanged] })
        };
        self.writer.write_noticed(None, create).await
    }

    pub(crate) async fn replace_password_hash(
        &self,
        id: AccountId,
        old: String,
        new: String,
    ) -> Result<(), Error> {
        self.writer
            .write(Some(id), move |db| {
                let update = "update accounts set password_hash = ?3 where id = ?1 and password_hash = ?2";
                db.prepare_cached(update)?.execute((id.0, old, new))?;
                Ok(())
            })
            .await
    }

    pub(crate) async fn set_locale(
        &self,
        id: AccountId,
        session: SessionId,
        chosen: LocaleChoice,
    ) -> Result<(), Error> {
        self.writer
            .write_noticed(Some(id), move |db| {
                require_session(db, id, session)?;
                let update = "update accounts set language = ?2, time_zone = ?3 where id = ?1";
                let zone = chosen.zone.as_ref().and_then(Zone::name);
                db.prepare_cached(update)?.execute((id.0, chosen.language.map(Language::tag), zone))?;
                Ok(Committed::notice(Notice::AccountChanged(id)))
            })
            .await
    }

    pub(crate) async fn set_appearance(
        &self,
        id: AccountId,
        session: SessionId,
        appearance: Appearance,
    ) -> Result<(), Error> {
        self.writer
            .write_noticed(Some(id), move |db| {
                require_session(db, id, session)?;
                let update = "update accounts
                    set theme = ?2, text_size = ?3, room_order = ?4, send_key = ?5, hides_formatting = ?6 where id = ?1";
                let Appearance { theme, text_size, room_order, send_key, hides_formatting, .. } = appearance;
                let names = (theme.name(), text_size.name(), room_order.name(), send_key.name());
                let values = (id.0, names.0, names.1, names.2, names.3, hides_formatting);
                db.prepare_cached(update)?.execute(values)?;
                Ok(Committed::notices(vec![Notice::AccountChanged(id), Notice::SidebarChanged(id)]))
            })
            .await
    }

    pub(crate) async fn note_visit(&self, id: AccountId, room: &Room) -> Result<(), Error> {
        let room = room.id;
        self.writer
            .write_noticed(Some(id), move |db| {
                match access_of(db, id, room) {
                    Err(Error::NotFound) => return Ok(Committed::silent(())),
                    access => access?,
                };
                let update = "update accounts set last_room_id = ?2 where id = ?1";
                db.prepare_cached(update)?.execute((id.0, room.0))?;
                Ok(Committed::notice(Notice::AccountChanged(id)))
            })
            .await
    }
}

fn create_account(db: &rusqlite::Connection, new: &NewAccount, admission: &Admission) -> Result<Account, Error> {
    require_unblocked(db, &new.network)?;
    let role = admit(db, new, admission)?;
    let insert = "insert into accounts (username, username_key, password_hash, role, created_at)
        values (?1, ?2, ?3, ?4, ?5) returning id, username, role, display_name, name_shared, picture_change";
    let created_at = new.created_at.as_millisecond();
    let values = (new.username.as_str(), new.username.key(), &new.password_hash, role.as_str(), created_at);
    let account = db.prepare_cached(insert)?.query_row(values, from_row)?;
    claim_username(db, account.id, &new.username)?;
    if let Some(identity) = &new.identity {
        link(db, account.id, identity, new.created_at)?;
    }
    join_first_room(db, account.id, new.created_at)?;
    let (at, made) = (new.created_at, Subject::Account(account.id));
    match admission {
        Admission::Form { .. } => {}
        Admission::Invitation { id, .. } => use_for_account(db, *id, account.id, at)?,
        Admission::SetupLink(_) => {
            record_of(db, Some(account.id), &new.network, at, Act::SetupLinkUsed, &made, "")?;
        }
        Admission::Administrator(by, _) => record(db, by.actor(), at, Act::AccountCreated, &made, role.as_str())?,
    }
    Ok(account)
}

/// Makes sure that the account may be made, and returns its role.
fn admit(db: &rusqlite::Connection, new: &NewAccount, admission: &Admission) -> Result<Role, Error> {
    let settings = |flag: &Option<Registration>| match flag {
        Some(registration) => Ok(*registration),
        None => server_settings(db).map(|settings| settings.registration),
    };
    match admission {
        Admission::Form { registration, first_needs_link } => {
            admit_by_form(settings(registration)?, *first_needs_link, has_administrator(db)?)?;
            Ok(role_of_next(db, new.password_hash.is_some() || new.identity.is_some())?)
        }
        Admission::Invitation { registration, .. } => {
            admit_by_invitation(settings(registration)?)?;
            Ok(Role::Member)
        }
        Admission::SetupLink(link) => {
            take_setup_link(db, *link, new.created_at)?;
            let role = role_of_next(db, new.password_hash.is_some() || new.identity.is_some())?;
            // Another account may have become the administrator since.
            if role == Role::Administrator { Ok(role) } else { Err(Error::BadLink) }
        }
        Admission::Administrator(by, role) => {
            require_administrator(db, by.actor())?;
            Ok(*role)
        }
    }
}

/// Makes a new account a member of the first room, if it is a room that new accounts join.
pub(crate) fn join_first_room(
    db: &rusqlite::Connection,
    account: AccountId,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let query = "select id, kind from rooms
        where archived_at is null and deleted_at is null and kind <> 'direct' order by id limit 1";
    let first = db.prepare_cached(query)?.query_row((), |row| Ok((RoomId(row.get("id")?), kind_of(row)?)));
    match first.optional()? {
        Some((room, kind)) if is_joined_by_new(kind) => admit_if_free(db, room, account, now).map(|_| ()),
        _ => Ok(()),
    }
}

/// The role of the next account that is made.
pub(crate) fn role_of_next(db: &rusqlite::Connection, can_log_in: bool) -> rusqlite::Result<Role> {
    Ok(role_of_new(can_log_in, has_administrator(db)?))
}
