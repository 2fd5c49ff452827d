-- That a closed room is there is nobody's to find out. Its name may be another's, and its address has a random part.
-- SQLite can't take a constraint from a table: both are made anew, while foreign keys are not enforced
-- (sqlite.org/lang_altertable.html, 7).
create table new_rooms (
    id integer primary key,
    slug text not null unique,
    name text not null,
    -- what names are compared and sorted by
    name_key text not null,
    kind text not null default 'open' check (kind in ('open', 'closed', 'direct')),
    description text not null default '',
    -- the room's newest change number; taking the next one locks the row
    change integer not null default 0,
    -- the change that brought the newest message: a room is unread where a member has read less
    posted_change integer not null default 0,
    -- of a direct conversation, the ids of its people in ascending order: there is one for each set of people
    people text,
    created_by integer references accounts (id) on delete set null,
    created_at integer not null,
    -- an archived room is only read
    archived_at integer,
    -- a deleted room is nobody's; its messages go bit by bit, so that nobody has to wait for that, and then it goes too
    deleted_at integer
) strict;

insert into new_rooms (id, slug, name, name_key, kind, description, change, posted_change, people, created_by,
        created_at, archived_at, deleted_at)
    select id,
        iif(kind <> 'open' and deleted_at is null, slug || '-' || lower(hex(randomblob(6))), slug),
        name, name_key, kind, description, change, posted_change, people, created_by,
        created_at, archived_at, deleted_at
    from rooms;

-- the addresses that rooms had
create table new_former_slugs (
    id integer primary key,
    slug text not null,
    -- the room that it leads to still; null once that is deleted: then it leads nowhere, and isn't free at once
    room_id integer references rooms (id) on delete set null,
    -- the maker of that room
    maker_id integer references accounts (id) on delete set null,
    -- whether that room is open: only its members know a closed one's
    open integer not null,
    -- since when it is not a room's address
    since integer not null
) strict;

insert into new_former_slugs (slug, room_id, maker_id, open, since)
    select f.slug, r.id, r.created_by, r.kind = 'open', unixepoch() * 1000
    from former_slugs f join rooms r on r.id = f.room_id;

insert into new_former_slugs (slug, room_id, maker_id, open, since)
    select slug, id, created_by, 0, unixepoch() * 1000 from rooms where kind <> 'open' and deleted_at is null;

drop table former_slugs;
drop table rooms;
alter table new_rooms rename to rooms;
alter table new_former_slugs rename to former_slugs;

create unique index rooms_by_people on rooms (people) where people is not null;
create unique index open_rooms_by_name on rooms (name_key) where kind = 'open' and deleted_at is null;
-- by these alone, rooms are looked up for somebody who isn't in them: closed ones have no part in it
create unique index open_rooms_by_slug on rooms (slug) where kind = 'open' and deleted_at is null;
create unique index open_rooms_by_former_slug on former_slugs (slug) where open = 1;
create index former_slugs_by_room on former_slugs (room_id);
create index former_slugs_by_maker on former_slugs (maker_id);
