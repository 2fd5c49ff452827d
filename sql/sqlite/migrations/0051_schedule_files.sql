-- the scheduled message that a file waits for: it is sent with it, and goes with it
alter table files add column due_work_id integer references due_work (id) on delete cascade;

create index files_by_due_work on files (due_work_id) where due_work_id is not null;

drop index files_not_sent;
create index files_not_sent on files (touched_at) where message_id is null and due_work_id is null;

-- files of scheduled messages don't count as files that are still to be sent
drop trigger files_updated;
create trigger files_updated after update of size, message_id, due_work_id on files begin
    update file_totals set bytes = bytes + new.size - old.size,
        not_sent = not_sent + (new.message_id is null and new.due_work_id is null)
            - (old.message_id is null and old.due_work_id is null)
        where account_id in (0, new.account_id);
end;

drop trigger files_deleted;
create trigger files_deleted after delete on files begin
    update file_totals set bytes = bytes - old.size,
        not_sent = not_sent - (old.message_id is null and old.due_work_id is null)
        where account_id in (0, old.account_id);
    insert or ignore into removed_objects (path) values (old.key);
end;
