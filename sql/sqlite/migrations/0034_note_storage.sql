-- what each account stores, as noted once an hour: a sum over all messages would take too long for a list of people
create table storage (
    account_id integer primary key references accounts (id) on delete cascade,
    messages integer not null,
    -- of texts, of their former versions, and of the picture
    bytes integer not null
) strict;

-- when that was noted, in one row; no row: not yet
create table storage_noted (
    id integer primary key check (id = 1),
    noted_at integer not null
) strict;
