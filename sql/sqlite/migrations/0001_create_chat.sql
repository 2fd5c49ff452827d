-- Times are milliseconds since 1970-01-01 UTC.

create table accounts (
    id integer primary key,
    username text not null,
    -- what names are compared by (RFC 8265, UsernameCaseMapped)
    username_key text not null unique,
    -- a PHC string, or Werkzeug's form until the first login after an import; null: no password opens it
    password_hash text,
    role text not null check (role in ('member', 'moderator', 'administrator')),
    created_at integer not null,
    -- which account of which other chat it was imported from, so that a second import finds it
    origin text unique,
    last_room_id integer references rooms (id) on delete set null
) strict;

create table sessions (
    -- SHA-256 of the token, which only the browser has
    id blob primary key,
    account_id integer not null references accounts (id) on delete cascade,
    device text not null,
    created_at integer not null,
    used_at integer not null
) strict, without rowid;

create index sessions_by_account on sessions (account_id);
create index sessions_by_use on sessions (used_at);

create table rooms (
    id integer primary key,
    slug text not null unique,
    name text not null,
    name_key text not null unique,
    -- the room's newest change number; taking the next one locks the row
    change integer not null default 0,
    created_by integer references accounts (id) on delete set null,
    created_at integer not null
) strict;

create table messages (
    -- ascends within a room in the order of posting
    id integer primary key,
    room_id integer not null references rooms (id) on delete cascade,
    author_id integer not null references accounts (id),
    body text not null,
    nonce text,
    posted_at integer not null,
    -- shown under the heading of the message before it
    continues integer not null,
    -- the change that brought the message, and the newest one that touched it
    created_change integer not null,
    latest_change integer not null
) strict;

create index messages_by_room on messages (room_id, id);
create index messages_by_change on messages (room_id, latest_change);
create unique index messages_by_nonce on messages (author_id, nonce) where nonce is not null;

insert into rooms (slug, name, name_key, created_at) values ('general', 'General', 'general', 0);
