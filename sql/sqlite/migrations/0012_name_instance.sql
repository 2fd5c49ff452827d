-- a name for this server among others on the same host: browsers send the cookies of one to all of them
create table instance (name text not null) strict;
insert into instance (name) values (lower(hex(randomblob(4))));
