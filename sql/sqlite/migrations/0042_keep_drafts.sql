-- texts that members have typed and not sent yet; the one with the highest version was typed last, and each device changes
-- the one that it began with
create table drafts (
    account_id integer not null references accounts (id) on delete cascade,
    room_id integer not null references rooms (id) on delete cascade,
    version integer not null,
    body text not null,
    saved_at integer not null,
    primary key (account_id, room_id, version)
) strict, without rowid;

create index drafts_by_room on drafts (room_id);
