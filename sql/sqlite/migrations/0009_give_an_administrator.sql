-- An import made its first account the administrator, also where no password opens it. Who can't log in administers
-- nothing; where nobody else does, the oldest account that can log in does from now on.
update accounts set role = 'member' where role = 'administrator' and password_hash is null;

update accounts set role = 'administrator'
where id = (select min(id) from accounts where password_hash is not null)
    and not exists (select 1 from accounts where role = 'administrator');
