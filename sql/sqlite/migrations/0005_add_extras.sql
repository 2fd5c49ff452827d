-- whom and which rooms a message names, as it was understood when it was written: a line each, `@` and the name, or `#`,
-- the address as typed, a tab and the room's name; null where it names nobody
alter table messages add column names text;
-- whether there are reactions, and whether it is pinned: they are only looked for where there are any
alter table messages add column reacted integer not null default 0;
alter table messages add column pinned integer not null default 0;
