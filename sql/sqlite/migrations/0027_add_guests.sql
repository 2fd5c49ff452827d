-- links by which people without an account come into one room for a time
create table guest_links (
    id integer primary key autoincrement,
    room_id integer not null references rooms (id) on delete cascade,
    created_by integer not null references accounts (id),
    created_at integer not null,
    -- the link and its guests end then
    expires_at integer not null,
    -- guests wait until they are let in
    waits integer not null,
    revoked_at integer
) strict;
create index guest_links_by_room on guest_links (room_id, id);

-- guests: each has an account without a password, which is the author of what the guest says
create table guests (
    account_id integer primary key references accounts (id),
    link_id integer not null references guest_links (id) on delete cascade,
    room_id integer not null references rooms (id) on delete cascade,
    -- the SHA-256 of the token in the guest's cookie
    session_id blob not null unique,
    network text not null,
    asked_at integer not null,
    -- null: the guest waits
    admitted_at integer,
    -- the room's newest message when the guest came: the guest sees what is said after it
    after_message integer,
    expires_at integer not null,
    -- null: the guest is there, or waits
    ended_at integer
) strict;
create index guests_by_room on guests (room_id, account_id) where ended_at is null;
create index guests_by_end on guests (expires_at) where ended_at is null;
