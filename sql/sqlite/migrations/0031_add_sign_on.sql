-- accounts at a provider of single sign-on (OpenID Connect), each linked with one account here
create table identities (
    account_id integer primary key references accounts (id) on delete cascade,
    -- both together name the person (OpenID Connect Core 1.0, 5.7); addresses and names can be given to somebody else
    issuer text not null,
    subject text not null,
    -- how the provider calls the person, for the settings page
    label text not null,
    linked_at integer not null,
    unique (issuer, subject)
) strict;

-- when the provider last saw who uses the session prove who it is: confirms changes for a time
alter table sessions add column signed_on_at integer;
