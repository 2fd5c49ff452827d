-- where a member has put a room in the sidebar: on top, and in a section of one's own
alter table memberships add column starred integer not null default 0;
alter table memberships add column section text;

-- how an account's sidebar is sorted
alter table accounts add column room_order text not null default 'name';
