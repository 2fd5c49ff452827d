-- Which words stand in which messages. The words are made by Snug (`model/search/words.rs`), so the tokenizer only has
-- to part them at spaces; whoever changes how they are made has to empty this table and set `indexed` back to 0.
-- Beside a message's own words stand `/ROOM`, `@AUTHOR` and `~SPAN` (of 65,536 ids), so that what is sought in a room,
-- by somebody or in a stretch of time is found without looking at all the rest.
create virtual table search using fts5 (
    words, content = '', columnsize = 0, tokenize = "ascii tokenchars '/@~+#'"
);

-- what a message loses by an edit or a deletion leaves the index, and not only the results
insert into search (search, rank) values ('secure-delete', 1);

-- Messages up to this id stand in the table above. Later ones are put there bit by bit, beside everything else, and
-- searches read them one by one until then.
create table search_progress (
    id integer primary key check (id = 1),
    indexed integer not null
) strict;

insert into search_progress (id, indexed) values (1, 0);

-- between which times the messages of each span were posted
create table search_spans (
    span integer primary key,
    first_posted_at integer not null,
    last_posted_at integer not null
) strict;
