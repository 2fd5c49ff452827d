-- custom emoji: pictures with names, which people add
create table custom_emoji (
    name text primary key,
    -- random, in the public address of the picture
    picture_key text not null unique,
    added_by integer not null references accounts (id) on delete cascade,
    added_at integer not null,
    media_type text not null,
    picture blob not null
) strict;

create index custom_emoji_by_account on custom_emoji (added_by);
