-- the mentions of an account, newest first
create index mentions_by_account on mentions (account_id, message_id);

-- how far an account had read its rooms before it marked all of them read, and since: for undoing that
create table read_undo (
    account_id integer not null references accounts (id) on delete cascade,
    room_id integer not null references rooms (id) on delete cascade,
    read_change integer not null,
    marked_change integer not null,
    primary key (account_id, room_id)
) strict, without rowid;

create index read_undo_by_room on read_undo (room_id);
