-- the network that a session was last used from; null where it is not known
alter table sessions add column network text;

-- sessions end at a maximum age, even if they are in use
create index sessions_by_start on sessions (created_at);
