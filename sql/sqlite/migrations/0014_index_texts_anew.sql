-- What a text says to the search has changed: the numbers of lists, tables, tasks, entities, backslashes. Entries can only
-- be taken out by the words that were put in, so the index is filled again from the beginning.
insert into search (search) values ('delete-all');

update search_progress set indexed = 0;

delete from search_skipped;
