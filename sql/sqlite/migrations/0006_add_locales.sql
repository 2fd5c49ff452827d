-- how pages are written for somebody; null where it is as the browser asks, or as the server has it
alter table accounts add column language text;
alter table accounts add column time_zone text;
