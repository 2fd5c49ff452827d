-- the name that somebody is shown by, and what it is sought by; null where that is the username
alter table accounts add column display_name text;
alter table accounts add column display_name_key text;
-- the newest change of the profile: one more than all changes before it, of anybody's profile
alter table accounts add column profile_change integer not null default 0;
-- the change that brought the picture; null where there is none
alter table accounts add column picture_change integer;

create index accounts_by_profile_change on accounts (profile_change);

-- small pictures of people, in a table of their own: accounts are read with every message
create table pictures (
    account_id integer primary key references accounts (id) on delete cascade,
    media_type text not null,
    image blob not null
) strict;
