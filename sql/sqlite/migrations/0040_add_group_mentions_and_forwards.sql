-- @all and @here are text in this room
alter table rooms add column no_group_mentions integer not null default 0;

-- messages that quote one of another room: they lead to it whoever may read it
create table forwards (
    message_id integer primary key references messages (id) on delete cascade,
    source_room_id integer not null,
    source_id integer not null
) strict;

-- whether a message is one of them
alter table messages add column forwarded integer not null default 0;
