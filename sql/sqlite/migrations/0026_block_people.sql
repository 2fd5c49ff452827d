-- people whom an account has blocked for itself: their messages are folded, and they can't reach it
create table blocks (
    account_id integer not null references accounts (id),
    blocked_id integer not null references accounts (id),
    blocked_at integer not null,
    primary key (account_id, blocked_id)
) strict, without rowid;
create index blocks_by_blocked on blocks (blocked_id);
-- counts up with each of these: the stylesheet that folds messages is cached by it; 0: nobody was ever blocked
alter table accounts add column blocks_version integer not null default 0;

-- what moderators have told somebody
create table warnings (
    id integer primary key autoincrement,
    account_id integer not null references accounts (id),
    warned_by integer references accounts (id),
    body text not null,
    warned_at integer not null,
    -- null: its addressee has not confirmed it
    read_at integer
) strict;
create index warnings_by_account on warnings (account_id, id);
