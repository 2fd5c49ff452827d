-- the days after which messages are removed; null: as the server's setting says; 0: never
alter table rooms add column retention_days integer;
-- the last change that removed messages because of their age: pages from before it can't be brought up to date
alter table rooms add column expired_change integer not null default 0;

-- the room that an act was about: its members see it
alter table audit_log add column room_id integer;
create index audit_log_by_room on audit_log (room_id, id) where room_id is not null;
