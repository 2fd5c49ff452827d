-- keys by which the server knows what it has handed out itself
create table secrets (
    name text primary key,
    value blob not null
) strict, without rowid;
