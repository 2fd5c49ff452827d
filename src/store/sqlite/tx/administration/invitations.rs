//! Invitations to the server.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::administration::audit::Act;
use crate::model::administration::invitations::{InvitationNote, MAX_SHOWN_GUESTS};
use crate::model::{AccountId, Invitation, InvitationId, RoomId, RoomLink, RoomName, SessionId};
use crate::store::commands::invitations::NewInvitation;
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::permission::{Actor, Inviter};
use crate::store::policy::invitations::MAX_INVITATIONS;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::people;
use crate::store::sqlite::rows::rooms::slug_of;
use crate::store::sqlite::rows::timestamps::{from_millisecond, timestamp};
use crate::store::sqlite::sql::access::{is_administrator, require_inviter, require_session};
use crate::store::sqlite::sql::audit::{Subject, record};
use crate::store::sqlite::sql::memberships::admit_if_free;

/// Of an invitation `i`, whether it can be used at `?2`.
const CAN_BE_USED: &str = "i.revoked_at is null and (i.expires_at is null or i.expires_at > ?2)
    and (i.max_uses is null or i.uses < i.max_uses)";

/// Of an invitation `i`, the rooms `r` that it leads to now: open ones, and those that its maker is in.
const ROOMS: &str =
    "invitation_rooms l join invitations i on i.id = l.invitation_id join rooms r on r.id = l.room_id
    where i.id = ?1 and r.deleted_at is null and r.archived_at is null and r.kind <> 'direct' and (r.kind = 'open'
        or exists (select 1 from memberships m where m.room_id = r.id and m.account_id = i.created_by))";

impl SqliteReads {
    pub(crate) async fn invitation(&self, id: InvitationId) -> Result<Invitation, Error> {
        self.read(move |db| {
            let query = "select i.id, note, i.created_at, expires_at, max_uses, uses, revoked_at,
                    username, display_name, name_shared, picture_change
                from invitations i left join accounts a on a.id = i.created_by where i.id = ?1";
            let invitation = db.prepare_cached(query)?.query_row([id.0], from_row)?;
            Ok(with_rooms_and_people(db, invitation)?)
        })
        .await
    }

    pub(crate) async fn invitations(
        &self,
        by: Option<AccountId>,
        before: Option<InvitationId>,
        most: u32,
    ) -> Result<Vec<Invitation>, Error> {
        self.read(move |db| {
            let of = if by.is_some() { "i.created_by = ?1" } else { "?1 is null" };
            let query = format!(
                "select i.id, note, i.created_at, expires_at, max_uses, uses, revoked_at,
                    username, display_name, name_shared, picture_change
                from invitations i left join accounts a on a.id = i.created_by
                where {of} and i.id < ?2 order by i.id desc limit ?3"
            );
            let values = (by.map(|by| by.0), before.map_or(i64::MAX, |id| id.0), most);
            let mut query = db.prepare_cached(&query)?;
            let found = query.query_map(values, from_row)?;
            Ok(found.map(|one| with_rooms_and_people(db, one?)).collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn create_invitation(&self, by: &Inviter, new: NewInvitation) -> Result<InvitationId, Error> {
        let by = by.actor().clone();
        let account = by.account();
        self.writer.write(account, move |db| create(db, &by, &new)).await
    }

    pub(crate) async fn revoke_invitation(
        &self,
        by: &Inviter,
        id: InvitationId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let by = by.actor().clone();
        let account = by.account();
        let revoke = move |db: &rusqlite::Connection| {
            let every = match by.session {
                None => true,
                Some((account, session)) => {
                    require_session(db, account, session)?;
                    is_administrator(db, account)?
                }
            };
            let update = "update invitations set revoked_at = coalesce(revoked_at, ?3)
                where id = ?1 and (?4 or created_by = ?2) returning note";
            let values = (id.0, by.account().map(|by| by.0), now.as_millisecond(), every);
            let note: String = db.prepare_cached(update)?.query_row(values, |row| row.get(0))?;
            record(db, &by, now, Act::InvitationRevoked, &Subject::Named(""), &numbered(id, &note))?;
            Ok(())
        };
        self.writer.write(account, revoke).await
    }

    pub(crate) async fn accept_invitation(
        &self,
        id: InvitationId,
        account: AccountId,
        session: SessionId,
        now: Timestamp,
    ) -> Result<(), Error> {
        let accept = move |db: &rusqlite::Connection| {
            require_session(db, account, session)?;
            require_usable(db, id, now)?;
            let joined = join_rooms(db, id, account, now)?;
            if !joined.is_empty() {
                count_use(db, id)?;
            }
            let gained = joined.into_iter().map(|room| Notice::MembershipGained(room, account));
            Ok(Committed::notices(gained.collect()))
        };
        self.writer.write_noticed(Some(account), accept).await
    }
}

fn create(db: &rusqlite::Connection, by: &Actor, new: &NewInvitation) -> Result<InvitationId, Error> {
    require_inviter(db, by)?;
    let (now, account) = (new.now.as_millisecond(), by.account().map(|by| by.0));
    let query = format!("select count(*) from invitations i where i.created_by is ?1 and {CAN_BE_USED}");
    let usable: u32 = db.prepare_cached(&query)?.query_row((account, now), |row| row.get(0))?;
    if usable >= MAX_INVITATIONS {
        return Err(Error::LimitReached);
    }
    let insert = "insert into invitations (note, created_by, created_at, expires_at, max_uses)
        values (?1, ?2, ?3, ?4, ?5) returning id";
    let expires_at = new.expires_at.map(Timestamp::as_millisecond);
    let values = (new.note.as_str(), account, now, expires_at, new.max_uses);
    let id = InvitationId(db.prepare_cached(insert)?.query_row(values, |row| row.get(0))?);
    // Of the command line, all rooms but direct ones: it has read the whole file.
    let insert = "insert or ignore into invitation_rooms (invitation_id, room_id)
        select ?1, r.id from rooms r where r.slug = ?2 and r.deleted_at is null and r.archived_at is null
            and r.kind <> 'direct' and (r.kind = 'open' or ?3 is null
                or exists (select 1 from memberships m where m.room_id = r.id and m.account_id = ?3))";
    for room in &new.rooms {
        if db.prepare_cached(insert)?.execute((id.0, room.as_str(), account))? == 0 {
            return Err(Error::NotFound);
        }
    }
    record(db, by, new.now, Act::InvitationCreated, &Subject::Named(""), &numbered(id, new.note.as_str()))?;
    Ok(id)
}

/// Uses an invitation for a new account, which joins its rooms.
///
/// # Errors
/// [`Error::BadLink`] when it can't be used.
pub(crate) fn use_for_account(
    db: &rusqlite::Connection,
    id: InvitationId,
    account: AccountId,
    now: Timestamp,
) -> Result<(), Error> {
    require_usable(db, id, now)?;
    count_use(db, id)?;
    db.prepare_cached("update accounts set invitation_id = ?2 where id = ?1")?.execute((account.0, id.0))?;
    join_rooms(db, id, account, now)?;
    Ok(())
}

fn require_usable(db: &rusqlite::Connection, id: InvitationId, now: Timestamp) -> Result<(), Error> {
    let query = format!("select 1 from invitations i where i.id = ?1 and {CAN_BE_USED}");
    let usable = db.prepare_cached(&query)?.exists((id.0, now.as_millisecond()))?;
    if usable { Ok(()) } else { Err(Error::BadLink) }
}

fn count_use(db: &rusqlite::Connection, id: InvitationId) -> rusqlite::Result<()> {
    db.prepare_cached("update invitations set uses = uses + 1 where id = ?1")?.execute([id.0]).map(|_| ())
}

/// Brings an account into an invitation's rooms, and returns those that it wasn't in.
fn join_rooms(
    db: &rusqlite::Connection,
    id: InvitationId,
    account: AccountId,
    now: Timestamp,
) -> rusqlite::Result<Vec<RoomId>> {
    let rooms: Vec<RoomId> = db
        .prepare_cached(&format!("select r.id from {ROOMS} order by r.id"))?
        .query_map([id.0], |row| row.get(0).map(RoomId))?
        .collect::<Result<_, _>>()?;
    let mut joined = Vec::new();
    for room in rooms {
        if admit_if_free(db, room, account, now)? {
            joined.push(room);
        }
    }
    Ok(joined)
}

/// The name of an invitation in the audit log.
fn numbered(id: InvitationId, note: &str) -> String {
    if note.is_empty() { format!("#{}", id.0) } else { format!("#{} {note}", id.0) }
}

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Invitation> {
    let time = |column| row.get::<_, Option<i64>>(column)?.map(from_millisecond).transpose();
    let has_maker = row.get::<_, Option<String>>("username")?.is_some();
    Ok(Invitation {
        id: InvitationId(row.get("id")?),
        note: InvitationNote::from_store(row.get("note")?),
        created_by: if has_maker { Some(people::from_named(row)?) } else { None },
        created_at: timestamp(row, "created_at")?,
        expires_at: time("expires_at")?,
        max_uses: row.get("max_uses")?,
        uses: row.get("uses")?,
        revoked_at: time("revoked_at")?,
        rooms: Vec::new(),
        came: Vec::new(),
    })
}

fn with_rooms_and_people(db: &rusqlite::Connection, mut one: Invitation) -> rusqlite::Result<Invitation> {
    let query = format!("select r.slug, r.name from {ROOMS} order by r.name");
    let link = |row: &rusqlite::Row<'_>| {
        Ok::<RoomLink, rusqlite::Error>(RoomLink {
            slug: slug_of(row)?,
            name: RoomName::from_store(row.get("name")?),
        })
    };
    one.rooms = db.prepare_cached(&query)?.query_map([one.id.0], link)?.collect::<Result<_, _>>()?;
    let query = format!(
        "select {} from accounts a where a.invitation_id = ?1 order by a.id desc limit ?2",
        people::COLUMNS
    );
    let person = |row: &rusqlite::Row<'_>| people::from_row(row, 0);
    one.came =
        db.prepare_cached(&query)?.query_map((one.id.0, MAX_SHOWN_GUESTS), person)?.collect::<Result<_, _>>()?;
    Ok(one)
}
