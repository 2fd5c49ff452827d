-- Messages whose words could not be made, so that they are not tried again: none of their words stand in the index.
create table search_skipped (
    message_id integer primary key references messages (id) on delete cascade
) strict;
