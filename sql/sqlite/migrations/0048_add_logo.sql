-- The server's logo in two sizes; no row: that of Snug is shown.
create table logo (
    id integer primary key check (id = 1),
    version integer not null,
    small_media_type text not null,
    small blob not null,
    large_media_type text not null,
    large blob not null
) strict;
