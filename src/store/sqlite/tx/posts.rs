//! Posting messages.

use std::sync::Arc;

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::messages::is_grouped;
use crate::model::text::GroupName;
use crate::model::{
    AccountId, Change, ChangeNumber, Message, MessageId, MessageState, Nonce, Person, Role, RoomId, RoomKind,
    RoomRules,
};
use crate::store::commands::messages::{NewMessage, Posted};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::policy::access::{require_rules, require_unmuted};
use crate::store::sqlite::handle::Sqlite;
use crate::store::sqlite::rows::accounts::role_of;
use crate::store::sqlite::rows::people;
use crate::store::sqlite::rows::rooms::{parse_kind, rules_of};
use crate::store::sqlite::rows::timestamps::from_millisecond;
use crate::store::sqlite::sql::access::access_of;
use crate::store::sqlite::sql::blocks::require_reachable;
use crate::store::sqlite::sql::custom_emoji::custom_emoji_in;
use crate::store::sqlite::sql::memberships::{admit, member_ids};
use crate::store::sqlite::sql::mentions::{encode, find_named, note_mentions};
use crate::store::sqlite::sql::replies::quote_in;
use crate::store::sqlite::sql::slow_mode::{last_slow_post, note_slow_post};
use crate::store::sqlite::tx::conversations::open_conversation;
use crate::store::sqlite::tx::files::attach;

impl Sqlite {
    pub(crate) async fn post_message(&self, new: NewMessage) -> Result<Posted, Error> {
        self.writer.write_noticed(Some(new.author), move |db| post_message(db, new)).await
    }
}

pub(crate) fn post_message(db: &rusqlite::Connection, new: NewMessage) -> Result<Committed<Posted>, Error> {
    let (room, author) = (new.room, new.author);
    let posted = try_post_message(db, new);
    if !matches!(posted, Ok(Committed { value: Posted::New(_), .. })) {
        // Whatever else there is to answer is for those to whom the room is open.
        access_of(db, author, room)?;
    }
    posted
}

fn try_post_message(db: &rusqlite::Connection, new: NewMessage) -> Result<Committed<Posted>, Error> {
    let end = end_of(db, new.room, new.author)?;
    if end.is_deactivated {
        return Err(Error::NotFound);
    }
    if end.is_archived {
        return Err(Error::Archived);
    }
    require_unmuted(end.muted_until, new.posted_at)?;
    let exempt = RoomRules::exempt(end.created_by, new.author, end.role);
    let is_slow = end.rules.slow_seconds > 0 && !exempt;
    let last = if is_slow { last_slow_post(db, new.room, new.author)? } else { None };
    if let Err(refusal) = require_rules(end.rules, exempt, last, new.posted_at) {
        // The first attempt may have been stored.
        let sent = sent_before(db, &new).map(Committed::silent);
        return sent.map_err(|error| if matches!(error, Error::NotFound) { refusal } else { error });
    }
    let (kind, rules) = (end.kind, end.rules);
    let nonce = new.nonce.as_ref().map(Nonce::as_str);
    let reply_to = match new.reply_to.map(|id| quote_in(db, new.room, id)).transpose() {
        // It may have been there when this was sent for the first time.
        Err(Error::ReplyTargetDeleted) => {
            let sent = sent_before(db, &new).map(Committed::silent);
            return sent.map_err(
                |error| if matches!(error, Error::NotFound) { Error::ReplyTargetDeleted } else { error },
            );
        }
        known => known?,
    };
    let come = match kind {
        RoomKind::Direct => {
            require_reachable(db, new.room, new.author)?;
            open_conversation(db, new.room, new.posted_at)?
        }
        RoomKind::Open | RoomKind::Closed => Vec::new(),
    };
    let (mut mentions, named) =
        find_named(db, new.room, &new.names, |name| group_of(db, &new, (kind, rules), name))?;
    let extras = Extras { names: encode(&mentions), reply_to: new.reply_to };
    let text = new.draft.as_str();
    // A conversation that its first message opens is all read.
    let had_read = match end.read {
        Some(_) if come.contains(&new.author) => Some(true),
        Some(read) => Some(read >= end.posted || !has_unread(db, new.room, new.author, read)?),
        None => come.contains(&new.author).then_some(true),
    };
    let Some(place) = insert(db, end, text, nonce, new.posted_at, &extras)? else {
        return sent_before(db, &new).map(Committed::silent);
    };
    if is_slow {
        note_slow_post(db, (new.room, new.author), new.posted_at, rules)?;
    }
    let (joined, read) = read_own(db, &new, kind, had_read, place.change)?;
    let mentioned = note_mentions(db, (new.room, kind), (place.id, place.change), new.author, named)?;
    let attachments = attach(db, (new.room, place.id), new.author, &new.files)?;
    mentions.emoji = custom_emoji_in(db, new.draft.as_str())?;
    let message = Message {
        id: place.id,
        room: new.room,
        author_id: new.author,
        author: place.person,
        body: new.draft.into_string(),
        // As it is stored, and as everybody else will read it.
        posted_at: from_millisecond(new.posted_at.as_millisecond())?,
        created: place.change,
        continues: place.continues,
        state: MessageState::AsPosted,
        mentions,
        reply_to,
        reactions: Vec::new(),
        pinned: false,
        poll: None,
        forwarded: false,
        attachments,
    };
    let change = Change { room: new.room, number: place.change, message: Arc::new(message) };
    let (room, account) = (new.room, new.author);
    let mut notices = vec![Notice::Changed(change.clone())];
    if joined {
        notices.push(Notice::MembershipGained(room, account));
    } else if read {
        notices.push(Notice::ReadMoved { room, account, read: change.number.0, mentions: 0 });
    }
    notices.extend(come.into_iter().map(|person| Notice::MembershipGained(room, person)));
    notices.extend(mentioned.into_iter().map(|person| Notice::Mentioned(room, person)));
    Ok(Committed { value: Posted::New(change), notices })
}

/// The people that `@all` or `@here` stands for in a new message; none: it is text.
fn group_of(
    db: &rusqlite::Connection,
    new: &NewMessage,
    (kind, rules): (RoomKind, RoomRules),
    name: GroupName,
) -> rusqlite::Result<Option<Vec<AccountId>>> {
    if kind == RoomKind::Direct || rules.no_group_mentions || new.groups.max == 0 {
        return Ok(None);
    }
    let mut members = member_ids(db, new.room)?;
    members
        .retain(|member| *member != new.author && (name == GroupName::All || new.groups.present.contains(member)));
    Ok((members.len() <= new.groups.max).then_some(members))
}

/// An author who had read all messages of others has read this one, too; other unread messages stay unread. Posting
/// in an open room joins it. Takes whether a member had read everything; tells whether the author is new, and whether
/// everything is read.
///
/// # Errors
/// [`Error::NotFound`] for somebody who isn't in a room that isn't open: the message is rolled back.
fn read_own(
    db: &rusqlite::Connection,
    new: &NewMessage,
    kind: RoomKind,
    had_read: Option<bool>,
    change: ChangeNumber,
) -> Result<(bool, bool), Error> {
    match (had_read, kind) {
        (Some(false), _) => Ok((false, false)),
        (Some(true), _) => {
            // Without `returning`, for which SQLite makes a table each time.
            let update = "update memberships set read_change = ?3 where account_id = ?1 and room_id = ?2";
            db.prepare_cached(update)?.execute((new.author.0, new.room.0, change.0))?;
            Ok((false, true))
        }
        (None, RoomKind::Open) => Ok((admit(db, new.room, new.author, new.posted_at)?, true)),
        (None, RoomKind::Closed | RoomKind::Direct) => Err(Error::NotFound),
    }
}

/// Whether a member who has read up to a change has not read a message after it
/// ([`is_unread`](crate::model::memberships::is_unread)).
fn has_unread(
    db: &rusqlite::Connection,
    room: RoomId,
    member: AccountId,
    read: ChangeNumber,
) -> rusqlite::Result<bool> {
    let query = "select 1 from messages
        where room_id = ?1 and latest_change > ?2 and created_change > ?2 and deleted_at is null
            and (author_id <> ?3 or created_change = ?2 + 1)";
    db.prepare_cached(query)?.exists((room.0, read.0, member.0))
}

/// What the author has used the nonce for.
fn sent_before(db: &rusqlite::Connection, new: &NewMessage) -> Result<Posted, Error> {
    let query = "select id, room_id, iif(edited_at is null and deleted_at is null, body, null)
        from messages where author_id = ?1 and nonce = ?2";
    let nonce = new.nonce.as_ref().map(Nonce::as_str);
    let (id, room, body) = db.prepare_cached(query)?.query_row((new.author.0, nonce), |row| {
        Ok((MessageId(row.get(0)?), RoomId(row.get(1)?), row.get::<_, Option<String>>(2)?))
    })?;
    // Of one that was edited or deleted since, the text as sent is not at hand.
    let same = room == new.room && body.is_none_or(|body| body == new.draft.as_str());
    if same { Ok(Posted::Before(id)) } else { Err(Error::NonceReused) }
}

/// What a new message is given.
pub(crate) struct Inserted {
    id: MessageId,
    change: ChangeNumber,
    continues: bool,
    /// The author.
    person: Person,
}

/// What few messages have.
#[derive(Debug, Default)]
pub(crate) struct Extras {
    /// The mentions, encoded for the database.
    names: Option<String>,
    reply_to: Option<MessageId>,
}

/// Adds a message at the end of its room, and takes the room's next change number for it; none where the author has
/// used the nonce before.
pub(crate) fn insert(
    db: &rusqlite::Connection,
    end: End,
    body: &str,
    nonce: Option<&str>,
    posted_at: Timestamp,
    extras: &Extras,
) -> Result<Option<Inserted>, Error> {
    let End { room, author, change, last, person, .. } = end;
    let change = change.next();
    let continues = last.is_some_and(|last| is_grouped(last, (author, posted_at)));
    let insert = "insert into messages
        (room_id, author_id, body, nonce, posted_at, continues, created_change, latest_change, names, reply_to)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9)
        on conflict (author_id, nonce) where nonce is not null do nothing";
    let Extras { names, reply_to } = extras;
    let posted_at = posted_at.as_millisecond();
    let reply_to = reply_to.map(|id| id.0);
    let values = (room.0, author.0, body, nonce, posted_at, continues, change.0, names, reply_to);
    if db.prepare_cached(insert)?.execute(values)? == 0 {
        return Ok(None);
    }
    let id = MessageId(db.last_insert_rowid());
    db.prepare_cached("update rooms set change = ?2, posted_change = ?2 where id = ?1")?
        .execute((room.0, change.0))?;
    Ok(Some(Inserted { id, change, continues, person }))
}

/// Where a room has come to.
pub(crate) struct End {
    room: RoomId,
    kind: RoomKind,
    is_archived: bool,
    /// Whether nobody can use the author's account.
    is_deactivated: bool,
    /// Until when the author can't write.
    muted_until: Option<Timestamp>,
    role: Role,
    rules: RoomRules,
    created_by: Option<AccountId>,
    change: ChangeNumber,
    /// The change that brought its newest message.
    posted: ChangeNumber,
    /// The change up to which the author has read, as a member.
    read: Option<ChangeNumber>,
    last: Option<(AccountId, Timestamp)>,
    author: AccountId,
    person: Person,
}

/// A room's newest change, who said its last message when, how far an author has read, and how an author is shown now:
/// whoever reads the message then has the name that comes before any later change of it.
///
/// # Errors
/// [`Error::NotFound`] when the room is gone, or the author.
pub(crate) fn end_of(db: &rusqlite::Connection, room: RoomId, author: AccountId) -> Result<End, Error> {
    let query = "select r.change, m.author_id, m.posted_at, a.username, a.display_name, a.name_shared, a.picture_change, r.kind,
            r.archived_at is not null, r.posted_change, own.read_change, a.deactivated_at is not null, a.muted_until,
            a.role, r.created_by, r.announcements, r.slow_seconds, r.max_members, r.no_group_mentions
        from rooms r join accounts a on a.id = ?2
        left join memberships own on own.account_id = ?2 and own.room_id = ?1
        left join messages m on m.id = (select max(id) from messages where room_id = r.id)
        where r.id = ?1 and r.deleted_at is null";
    let end = db.prepare_cached(query)?.query_row((room.0, author.0), |row| {
        let last = match row.get(1)? {
            Some(author) => Some((AccountId(author), from_millisecond(row.get(2)?)?)),
            None => None,
        };
        let (change, person) = (ChangeNumber(row.get(0)?), people::from_row(row, 3)?);
        let kind = parse_kind(row.get_ref(7)?.as_str()?);
        let (posted, read) = (ChangeNumber(row.get(9)?), row.get::<_, Option<i64>>(10)?.map(ChangeNumber));
        let (is_archived, is_deactivated) = (row.get(8)?, row.get(11)?);
        let muted_until = row.get::<_, Option<i64>>(12)?.map(from_millisecond).transpose()?;
        Ok(End {
            room,
            kind,
            is_archived,
            is_deactivated,
            muted_until,
            role: role_of(row)?,
            rules: rules_of(row)?,
            created_by: row.get::<_, Option<i64>>("created_by")?.map(AccountId),
            change,
            posted,
            read,
            last,
            author,
            person,
        })
    })?;
    Ok(end)
}
