-- what administrators have set; a setting without a row has its default
create table settings (
    name text primary key,
    value text not null
) strict, without rowid;

-- links that let people in; the secret in a link is an authentication code of the id
create table invitations (
    id integer primary key autoincrement,
    note text not null,
    -- null: made on the command line
    created_by integer references accounts (id),
    created_at integer not null,
    -- null: never
    expires_at integer,
    -- null: unlimited
    max_uses integer,
    uses integer not null default 0,
    revoked_at integer
) strict;
create index invitations_by_maker on invitations (created_by, id);

-- the rooms that people join with an invitation
create table invitation_rooms (
    invitation_id integer not null references invitations (id) on delete cascade,
    room_id integer not null references rooms (id) on delete cascade,
    primary key (invitation_id, room_id)
) strict, without rowid;
create index invitation_rooms_by_room on invitation_rooms (room_id);

-- the invitation that an account was made with
alter table accounts add column invitation_id integer references invitations (id);
create index accounts_by_invitation on accounts (invitation_id) where invitation_id is not null;
-- when the account was last in use, to the hour; null: not since this column exists
alter table accounts add column seen_at integer;
-- from then on, nobody can log in to the account
alter table accounts add column deactivated_at integer;
update accounts set seen_at = (select max(used_at) from sessions where account_id = accounts.id);

-- links that work once
create table one_time_links (
    -- the SHA-256 of the secret in the link
    id blob primary key,
    -- 'setup' makes the first administrator, 'password' sets an account's password
    purpose text not null,
    account_id integer references accounts (id) on delete cascade,
    created_at integer not null,
    expires_at integer not null
) strict, without rowid;

-- what administrators did
create table audit_log (
    id integer primary key autoincrement,
    at integer not null,
    -- null: the command line, or somebody without an account
    actor_id integer,
    actor text not null,
    act text not null,
    -- the account that it was done to, if any
    subject_id integer,
    subject text not null,
    detail text not null,
    network text not null
) strict;
create index audit_log_by_actor on audit_log (actor_id, id);
create index audit_log_by_subject on audit_log (subject_id, id);
create index audit_log_by_act on audit_log (act, id);
create trigger audit_log_keeps_its_entries before delete on audit_log begin
    select raise(abort, 'the audit log is append-only');
end;
create trigger audit_log_keeps_its_words before update on audit_log begin
    select raise(abort, 'the audit log is append-only');
end;
