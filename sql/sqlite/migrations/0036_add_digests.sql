-- e-mails about what is unread, for those who want them
create table digests (
    account_id integer primary key references accounts (id) on delete cascade,
    period text not null check (period in ('daily', 'weekly')),
    due_at integer not null,
    -- the newest message that one was about: without a newer one, none is sent
    last_message_id integer not null default 0
) strict;
create index digests_by_due on digests (due_at);

-- links in these e-mails that end them; they work again and again
create table digest_links (
    -- the SHA-256 of the secret in the link
    id blob primary key,
    account_id integer not null references accounts (id) on delete cascade,
    created_at integer not null
) strict, without rowid;
create index digest_links_by_account on digest_links (account_id, created_at);
