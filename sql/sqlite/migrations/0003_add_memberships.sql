alter table rooms add column kind text not null default 'open' check (kind in ('open', 'closed', 'direct'));
alter table rooms add column description text not null default '';
-- an archived room is only read
alter table rooms add column archived_at integer;
-- a deleted room is nobody's; its messages go bit by bit, so that nobody has to wait for that, and then it goes too
alter table rooms add column deleted_at integer;
-- the change that brought the newest message: a room is unread where a member has read less
alter table rooms add column posted_change integer not null default 0;
-- of a direct conversation, the ids of its people in ascending order: there is one for each set of people
alter table rooms add column people text;

create unique index rooms_by_people on rooms (people) where people is not null;

update rooms set posted_change = coalesce(
    (select created_change from messages where room_id = rooms.id order by id desc limit 1), 0);

-- the addresses that renamed rooms had: they lead to the room still
create table former_slugs (
    slug text primary key,
    room_id integer not null references rooms (id) on delete cascade
) strict, without rowid;

create index former_slugs_by_room on former_slugs (room_id);

create table memberships (
    account_id integer not null references accounts (id) on delete cascade,
    room_id integer not null references rooms (id) on delete cascade,
    -- of what the member wants to be told
    involvement text not null default 'everything'
        check (involvement in ('everything', 'mentions', 'nothing', 'hidden')),
    -- the change up to which the member has read
    read_change integer not null default 0,
    joined_at integer not null,
    primary key (account_id, room_id)
) strict, without rowid;

create index memberships_by_room on memberships (room_id);

-- until now, everybody was in every room
insert into memberships (account_id, room_id, read_change, joined_at)
    select accounts.id, rooms.id, rooms.change, rooms.created_at from accounts, rooms;

-- who is named in which message
create table mentions (
    account_id integer not null references accounts (id) on delete cascade,
    room_id integer not null references rooms (id) on delete cascade,
    message_id integer not null references messages (id) on delete cascade,
    -- the change that brought the message
    created_change integer not null,
    primary key (account_id, room_id, message_id)
) strict, without rowid;

create index mentions_by_message on mentions (message_id);
create index mentions_by_room on mentions (room_id);

-- the message that is answered; it stays known as one that was, when it is deleted
alter table messages add column reply_to integer references messages (id) on delete set null;

create index messages_by_reply on messages (reply_to) where reply_to is not null;

create table reactions (
    message_id integer not null references messages (id) on delete cascade,
    emoji text not null,
    account_id integer not null references accounts (id) on delete cascade,
    reacted_at integer not null,
    primary key (message_id, emoji, account_id)
) strict, without rowid;

create index reactions_by_account on reactions (account_id);

create table pins (
    room_id integer not null references rooms (id) on delete cascade,
    message_id integer not null references messages (id) on delete cascade,
    pinned_by integer not null references accounts (id) on delete cascade,
    pinned_at integer not null,
    primary key (room_id, message_id)
) strict, without rowid;

create index pins_by_message on pins (message_id);
create index pins_by_account on pins (pinned_by);

create table bookmarks (
    account_id integer not null references accounts (id) on delete cascade,
    message_id integer not null references messages (id) on delete cascade,
    created_at integer not null,
    primary key (account_id, message_id)
) strict, without rowid;

create index bookmarks_by_message on bookmarks (message_id);
