-- how pages look to an account
alter table accounts add column theme text not null default 'system';
alter table accounts add column text_size text not null default 'normal';
