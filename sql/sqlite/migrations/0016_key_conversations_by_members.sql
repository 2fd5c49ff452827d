-- The people of a direct conversation, whether or not it is in their sidebars yet. There is one conversation for each set
-- of people: the transaction that begins one looks for it first. An account that is deleted stays in the set, which would
-- otherwise become the set of another conversation.
create table conversation_members (
    room_id integer not null references rooms (id) on delete cascade,
    account_id integer not null,
    primary key (room_id, account_id)
) strict, without rowid;

create index conversation_members_by_account on conversation_members (account_id, room_id);

insert into conversation_members (room_id, account_id)
    select r.id, p.value from rooms r join json_each('[' || r.people || ']') p where r.people is not null;

drop index rooms_by_people;
alter table rooms drop column people;
