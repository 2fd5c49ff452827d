-- when the account is deleted for good; null: it stays
alter table accounts add column delete_at integer;
-- whether its messages are deleted with it
alter table accounts add column delete_messages integer not null default 0;
create index accounts_to_be_deleted on accounts (delete_at) where delete_at is not null;
