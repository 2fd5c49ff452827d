-- The keys that send a message, and whether the buttons for formatting are hidden.
alter table accounts add column send_key text not null default 'enter';
alter table accounts add column hides_formatting integer not null default 0;
