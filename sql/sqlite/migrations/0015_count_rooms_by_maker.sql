create index rooms_by_maker on rooms (created_by) where created_by is not null;

-- a conversation that nobody has written in is there for whoever began it, and for nobody else
create index rooms_unwritten on rooms (id) where kind = 'direct' and posted_change = 0;

-- who began those that there are was not kept; whoever opens one again has it again
delete from memberships where room_id in (
    select id from rooms where kind = 'direct' and not exists (select 1 from messages where room_id = rooms.id));
