-- what an account tells others of itself, until a time (null: until it is changed)
alter table accounts add column status text not null default '';
alter table accounts add column status_until integer;

-- the list of people
create index accounts_by_name on accounts (username_key) where deactivated_at is null;
