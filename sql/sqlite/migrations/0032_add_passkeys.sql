-- passkeys (WebAuthn): logins that count as both factors
create table passkeys (
    id integer primary key autoincrement,
    account_id integer not null references accounts (id) on delete cascade,
    -- the identifier that the authenticator gave it
    credential_id blob not null unique,
    name text not null,
    -- public key, counter and state of its backup, as webauthn-rs writes them (JSON)
    credential text not null,
    -- the newest signature's; an authenticator without a counter always sends 0
    counter integer not null,
    created_at integer not null,
    used_at integer
) strict;

create index passkeys_of_accounts on passkeys (account_id);
