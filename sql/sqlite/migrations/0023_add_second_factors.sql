-- time-based codes as a second factor of the login (RFC 6238)
create table second_factors (
    account_id integer primary key references accounts (id) on delete cascade,
    secret blob not null,
    -- null: it is being set up
    confirmed_at integer,
    -- the newest time step whose code was used: each is used once
    last_step integer not null default 0
) strict;

-- codes for whoever has lost the device; each is used once
create table recovery_codes (
    account_id integer not null references accounts (id) on delete cascade,
    -- an authentication code of the code
    hash blob not null,
    primary key (account_id, hash)
) strict, without rowid;
