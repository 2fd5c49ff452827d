-- the emoji that an account has used most and lately, at most so many: heat is the binary logarithm of the sum of
-- 2^(time / half-life) over its uses, those in messages included; reaction_heat over those as reactions
create table emoji_uses (
    account_id integer not null references accounts (id) on delete cascade,
    emoji text not null,
    heat real not null,
    reaction_heat real,
    primary key (account_id, emoji)
) strict, without rowid;

-- the two reactions that the account has used most and lately, with a space between them
alter table accounts add column favourite_reactions text not null default '';
