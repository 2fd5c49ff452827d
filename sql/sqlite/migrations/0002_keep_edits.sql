alter table messages add column edited_at integer;
-- a deleted message stays as an empty place, so that whoever has seen it learns that it is gone
alter table messages add column deleted_at integer;

-- the earlier texts of edited messages
create table message_versions (
    id integer primary key,
    message_id integer not null references messages (id) on delete cascade,
    body text not null,
    replaced_at integer not null
) strict;

create index message_versions_by_message on message_versions (message_id);
