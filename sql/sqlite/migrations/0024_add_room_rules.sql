-- only the room's creator, moderators and administrators post in it
alter table rooms add column announcements integer not null default 0;
-- slow mode: the seconds between two messages of one member; 0: it is off
alter table rooms add column slow_seconds integer not null default 0;
-- null: there may be any number of members
alter table rooms add column max_members integer;

-- when somebody last posted in a room in slow mode; a membership ends with leaving, so it can't keep the time
create table slow_posts (
    room_id integer not null references rooms (id) on delete cascade,
    account_id integer not null references accounts (id),
    posted_at integer not null,
    primary key (room_id, account_id)
) strict, without rowid;
