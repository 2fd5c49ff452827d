-- uploaded files; their bytes are in the storage of files
create table files (
    id integer primary key autoincrement,
    -- random: in URLs, and the folder in the storage
    key text not null unique,
    account_id integer not null references accounts (id) on delete cascade,
    -- the message, its room, and the place in it; null: not sent yet
    message_id integer references messages (id) on delete cascade,
    room_id integer references rooms (id) on delete cascade,
    place integer not null default 0,
    name text not null,
    -- the size in bytes; while the upload is not complete, the most that it may get
    size integer not null,
    received integer not null default 0,
    -- the objects that the bytes are in, in order: [["name", bytes], ...]
    segments text not null default '[]',
    -- whether metadata of a picture stays in it
    keeps_metadata integer not null default 0,
    -- null: the upload is not complete
    media_type text,
    kind text not null default 'other',
    width integer,
    height integer,
    is_animated integer not null default 0,
    -- the media type of the small picture, if there is one
    thumbnail text,
    -- the first lines of a text
    excerpt text,
    alt text not null default '',
    is_hidden integer not null default 0,
    touched_at integer not null
) strict;

create index files_by_message on files (message_id, place) where message_id is not null;
create index files_by_room on files (room_id, id) where room_id is not null;
create index files_by_account on files (account_id, id);
create index files_not_sent on files (touched_at) where message_id is null;

-- whether the message has files
alter table messages add column attached integer not null default 0;

-- the bytes that the files of each account have, and of all (account 0)
create table file_totals (
    account_id integer primary key,
    bytes integer not null,
    -- files that are not sent yet
    not_sent integer not null
) strict;

-- objects to be removed from the storage: the key of a file, for all of it, or key/name for one object
create table removed_objects (path text primary key) strict, without rowid;

create trigger files_inserted after insert on files begin
    insert into file_totals (account_id, bytes, not_sent)
        values (0, new.size, new.message_id is null), (new.account_id, new.size, new.message_id is null)
        on conflict (account_id) do update set bytes = bytes + excluded.bytes, not_sent = not_sent + excluded.not_sent;
end;

create trigger files_updated after update of size, message_id on files begin
    update file_totals set bytes = bytes + new.size - old.size,
        not_sent = not_sent + (new.message_id is null) - (old.message_id is null)
        where account_id in (0, new.account_id);
end;

create trigger files_deleted after delete on files begin
    update file_totals set bytes = bytes - old.size, not_sent = not_sent - (old.message_id is null)
        where account_id in (0, old.account_id);
    insert or ignore into removed_objects (path) values (old.key);
end;
