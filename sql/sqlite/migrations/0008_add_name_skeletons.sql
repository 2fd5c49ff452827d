-- What names look like (`model/skeletons.rs`): two names with a common skeleton can be mistaken for each other.
create table name_skeletons (
    skeleton text not null,
    account_id integer not null references accounts (id) on delete cascade,
    -- whether it is of the name that is shown, else of the username
    shown integer not null check (shown in (0, 1)),
    primary key (skeleton, shown, account_id)
) strict, without rowid;

-- Usernames look like no other. Of those that did before this rule, the oldest has the skeleton.
create unique index username_skeletons on name_skeletons (skeleton) where shown = 0;
create index name_skeletons_by_account on name_skeletons (account_id);

-- The version of the rules that made these skeletons, and the keys of usernames and rooms; of another version, they are
-- made anew at the start.
create table name_versions (
    id integer primary key check (id = 1),
    version text not null
) strict;

insert into name_versions (id, version) values (1, '');

-- whether somebody else's name looks like the one that is shown
alter table accounts add column name_shared integer not null default 0 check (name_shared in (0, 1));
