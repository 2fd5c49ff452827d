-- work to be done at a time: reminders of messages, and messages to be sent later.
-- Rooms and messages are not referenced: a reminder, and a text that was not sent, outlive what they are about.
create table due_work (
    id integer primary key autoincrement,
    -- reminder, message, poll
    kind text not null,
    account_id integer not null references accounts (id) on delete cascade,
    room_id integer not null,
    -- of a reminder and a poll: the message that it is about; else the one that is replied to
    message_id integer,
    -- the text to be sent
    body text,
    due_at integer not null,
    -- while an attempt is made, the end of its lease
    lease_until integer,
    attempts integer not null default 0,
    -- when a reminder became due, and sending a message was given up
    ended_at integer,
    -- why a message was not sent
    failure text
) strict;
create index due_work_waiting on due_work (due_at) where ended_at is null;
create index due_work_by_account on due_work (account_id, room_id);
create unique index reminders_by_message on due_work (account_id, message_id) where kind = 'reminder';
