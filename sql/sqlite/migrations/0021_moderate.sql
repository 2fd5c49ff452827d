-- until then, the account can't write
alter table accounts add column muted_until integer;
-- the messages of a banned account since then are still to be removed; null: none are
alter table accounts add column remove_messages_since integer;
create index accounts_to_be_cleared on accounts (id) where remove_messages_since is not null;

-- networks from which nobody can log in or register
create table blocked_networks (
    network text primary key,
    blocked_at integer not null,
    -- the account that was banned with it
    account_id integer references accounts (id)
) strict, without rowid;

-- messages that somebody has reported
create table reports (
    id integer primary key autoincrement,
    message_id integer not null references messages (id) on delete cascade,
    reported_by integer not null references accounts (id),
    reason text not null,
    reported_at integer not null,
    -- null: it is open
    resolved_at integer,
    resolved_by integer references accounts (id),
    unique (message_id, reported_by)
) strict;
create index open_reports on reports (id) where resolved_at is null;
create index reports_by_reporter on reports (reported_by, id);
