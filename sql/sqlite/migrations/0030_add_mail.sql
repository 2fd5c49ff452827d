-- e-mail addresses of accounts: at most one that is verified, and one that is to be
create table email_addresses (
    account_id integer not null references accounts (id) on delete cascade,
    -- 1: the link that is sent to it has not been used yet
    is_pending integer not null,
    address text not null,
    -- in lower case, for comparing
    address_key text not null,
    -- the language of e-mails, where the account has not chosen one
    language text not null,
    -- when it was asked for, or verified
    since integer not null,
    primary key (account_id, is_pending)
) strict, without rowid;
create unique index verified_email_addresses on email_addresses (address_key) where is_pending = 0;

-- e-mails that are still to be sent: what is needed to write them, and no secrets
create table outgoing_mails (
    id integer primary key autoincrement,
    kind text not null,
    -- null: it is looked up by the recipient
    account_id integer references accounts (id) on delete cascade,
    -- an address; of a lost password, the name or address as typed; null: the account's address
    recipient text,
    -- the language of the recipient, where the account has not chosen one
    language text not null,
    -- from then on, it is not sent any more, and its link doesn't work
    expires_at integer not null,
    -- the next attempt; while one is made, the end of its lease
    due_at integer not null,
    attempts integer not null default 0,
    -- the link of the last attempt
    link_id blob
) strict;
create index outgoing_mails_by_due on outgoing_mails (due_at);
create index outgoing_mails_by_account on outgoing_mails (account_id);
