-- how an account is notified; without a row, everything has its default
create table notification_settings (
    account_id integer primary key references accounts (id) on delete cascade,
    -- do not disturb: no notifications until then
    paused_until integer,
    -- for each weekday from Monday, separated by commas: empty, or a time of day, a hyphen and a time of day
    quiet_hours text not null default '',
    -- the zone of these times, where the account has not chosen one
    time_zone text,
    -- the level in rooms that are joined from now on
    default_level text not null default 'everything'
        check (default_level in ('everything', 'mentions', 'nothing', 'hidden')),
    -- whether open pages play a sound
    sound integer not null default 0 check (sound in (0, 1))
) strict;

-- until then, the member is not notified of messages in the room
alter table memberships add column muted_until integer;

-- browsers that get notifications from a push service (RFC 8030)
create table push_subscriptions (
    id integer primary key autoincrement,
    account_id integer not null references accounts (id) on delete cascade,
    -- the session in which the browser is logged in: with it, the subscription ends
    session_id blob not null unique references sessions (id) on delete cascade,
    endpoint text not null unique,
    -- the browser's public key and authentication secret (RFC 8291, 2)
    p256dh blob not null,
    auth blob not null,
    -- what notifications show: the text, the name alone, or neither
    preview text not null default 'text',
    -- the language, where the account has not chosen one
    language text not null,
    created_at integer not null,
    -- the last notification that the push service accepted
    sent_at integer
) strict;
create index push_subscriptions_by_account on push_subscriptions (account_id, id);

-- the last message for which it was decided who is notified
create table push_progress (
    id integer primary key check (id = 1),
    message_id integer not null
) strict;
insert into push_progress (id, message_id) values (1, 0);

-- notifications that are still to be sent, of each browser one per room
create table outgoing_pushes (
    id integer primary key autoincrement,
    subscription_id integer not null references push_subscriptions (id) on delete cascade,
    room_id integer not null references rooms (id) on delete cascade,
    -- the messages that it is about are between these
    first_message_id integer not null,
    last_message_id integer not null,
    -- the next attempt; while one is made, the end of its lease
    due_at integer not null,
    attempts integer not null default 0,
    -- from then on, it is not sent any more
    expires_at integer not null,
    unique (subscription_id, room_id)
) strict;
create index outgoing_pushes_by_due on outgoing_pushes (due_at);
create index outgoing_pushes_by_room on outgoing_pushes (room_id);

-- rooms whose notification a browser shows, as far as is known: once the room is read, the next one closes it
create table shown_pushes (
    subscription_id integer not null references push_subscriptions (id) on delete cascade,
    room_id integer not null references rooms (id) on delete cascade,
    -- the change that brought the message
    change integer not null,
    primary key (subscription_id, room_id)
) strict, without rowid;
create index shown_pushes_by_room on shown_pushes (room_id);
