-- Ids of accounts, rooms and messages stand in addresses, caches and logs, so none is given twice. SQLite has no statement
-- that makes a column `autoincrement`. It changes nothing in the rows, so the declaration is edited in place, in the same time
-- for any number of messages (sqlite.org/lang_altertable.html, 7).

-- makes `sqlite_sequence`, and tells other connections that the schema changed
create table autoincrement_once (id integer primary key autoincrement) strict;
drop table autoincrement_once;

pragma writable_schema = on;
update sqlite_schema set sql = replace(sql, '    id integer primary key,', '    id integer primary key autoincrement,')
    where type = 'table' and name in ('accounts', 'rooms', 'messages');
pragma writable_schema = reset;

insert into sqlite_sequence (name, seq) select 'accounts', coalesce(max(id), 0) from accounts;
insert into sqlite_sequence (name, seq) select 'rooms', coalesce(max(id), 0) from rooms;
insert into sqlite_sequence (name, seq) select 'messages', coalesce(max(id), 0) from messages;
