-- polls: the message has the question and the options as its text
create table polls (
    message_id integer primary key references messages (id) on delete cascade,
    -- single, several, ranked
    kind text not null,
    -- 1: the result is not shown before the poll is closed
    is_secret integer not null,
    -- the texts of the options, a JSON list
    options text not null,
    closes_at integer,
    closed_at integer,
    -- the result as of the last vote: the number of people, and JSON lists of the number of votes for each option
    -- (ranked: first choices) and of the options that have won by instant runoff
    voters integer not null default 0,
    counts text not null default '[]',
    winners text not null default '[]'
) strict;

create table poll_votes (
    message_id integer not null references polls (message_id) on delete cascade,
    account_id integer not null references accounts (id) on delete cascade,
    -- the numbers of the options, a JSON list; ranked: the preferred one first
    choices text not null,
    voted_at integer not null,
    primary key (message_id, account_id)
) strict, without rowid;
create index poll_votes_by_account on poll_votes (account_id);

-- whether a message has a poll
alter table messages add column polled integer not null default 0;
