//! The migrations of the database file, each in one transaction. They are only ever appended to.

use rusqlite_migration::{M, Migrations};

const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../../../sql/sqlite/migrations/0001_create_chat.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0002_keep_edits.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0003_add_memberships.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0004_add_search.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0005_add_extras.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0006_add_locales.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0007_add_profiles.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0008_add_name_skeletons.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0009_give_an_administrator.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0010_add_secrets.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0011_hide_closed_rooms.sql")).foreign_key_check(),
    M::up(include_str!("../../../../sql/sqlite/migrations/0012_name_instance.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0013_skip_unindexable_messages.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0014_index_texts_anew.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0015_count_rooms_by_maker.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0016_key_conversations_by_members.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0017_never_reuse_ids.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0018_list_sessions.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0019_add_appearance.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0020_administer.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0021_moderate.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0022_delete_accounts.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0023_add_second_factors.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0024_add_room_rules.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0025_administer_rooms.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0026_block_people.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0027_add_guests.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0030_add_mail.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0031_add_sign_on.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0032_add_passkeys.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0033_list_administrators.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0034_note_storage.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0035_add_notifications.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0036_add_digests.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0038_add_due_work.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0039_add_polls.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0040_add_group_mentions_and_forwards.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0041_arrange_sidebar.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0042_keep_drafts.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0043_add_status.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0044_list_mentions.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0045_count_emoji.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0047_add_writing_settings.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0048_add_logo.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0049_add_custom_emoji.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0050_add_files.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0051_schedule_files.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0052_add_waveforms.sql")),
];

/// The version of the schema that this program works with.
pub(crate) const VERSION: usize = STEPS.len();

/// All migrations. They run while foreign keys are not enforced: one that makes a table anew must not clear what
/// refers to the old one.
pub(crate) const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use tokio_rusqlite::rusqlite::{self, Connection};

    #[test]
    fn the_migrations_are_sound() {
        assert!(super::MIGRATIONS.validate().is_ok());
    }

    #[test]
    fn where_nobody_who_can_log_in_administers_the_oldest_who_can_does() {
        for (before, after) in [
            (
                [("administrator", None), ("member", Some("hash")), ("member", Some("hash"))],
                "member administrator member",
            ),
            (
                [("administrator", Some("hash")), ("member", None), ("member", Some("hash"))],
                "administrator member member",
            ),
            ([("administrator", None), ("member", None), ("member", None)], "member member member"),
        ] {
            let mut db = Connection::open_in_memory().unwrap();
            super::MIGRATIONS.to_version(&mut db, 8).unwrap();
            for (number, (role, hash)) in before.into_iter().enumerate() {
                let insert = "insert into accounts (username, username_key, password_hash, role, created_at)
                    values (?1, ?1, ?2, ?3, 0)";
                db.execute(insert, (number.to_string(), hash, role)).unwrap();
            }
            super::MIGRATIONS.to_latest(&mut db).unwrap();
            let roles = "select group_concat(role, ' ' order by id) from accounts";
            assert_eq!(db.query_row(roles, (), |row| row.get::<_, String>(0)).unwrap(), after);
        }
    }

    #[test]
    fn closed_rooms_of_an_older_snug_get_other_addresses_and_nothing_of_theirs_is_lost() {
        let mut db = Connection::open_in_memory().unwrap();
        super::MIGRATIONS.to_version(&mut db, 7).unwrap();
        db.execute_batch(
            "insert into accounts (id, username, username_key, role, created_at) values (1, 'ann', 'ann', 'member', 0);
            insert into rooms (id, slug, name, name_key, kind, created_by, created_at, people) values
                (2, 'plans', 'Plans', 'plans', 'closed', 1, 0, null),
                (3, 'direct-3', '', char(1) || '1', 'direct', null, 0, '1'),
                (4, 'tea', 'Tea', 'tea', 'open', 1, 0, null);
            insert into former_slugs values ('older-plans', 2), ('older-tea', 4);
            insert into memberships (account_id, room_id, joined_at) select 1, id, 0 from rooms;
            insert into messages (id, room_id, author_id, body, posted_at, continues, created_change, latest_change)
                select id, id, 1, 'hello', 0, 0, 1, 1 from rooms;",
        )
        .unwrap();
        db.pragma_update(None, "foreign_keys", "off").unwrap();
        super::MIGRATIONS.to_latest(&mut db).unwrap();
        db.pragma_update(None, "foreign_keys", "on").unwrap();
        let list = |query: &str| -> String { db.query_row(query, (), |row| row.get(0)).unwrap() };
        let slugs = list("select group_concat(slug, ' ' order by id) from rooms");
        let parts: Vec<&str> = slugs.split(' ').collect();
        assert_eq!((parts[0], parts[3]), ("general", "tea"));
        for (slug, begins) in [(parts[1], "plans-"), (parts[2], "direct-3-")] {
            assert_eq!(slug.strip_prefix(begins).unwrap().len(), 12, "{slug}");
        }
        assert_eq!(
            list(
                "select group_concat(slug || ' ' || room_id || ' ' || open, ', ' order by slug) from former_slugs"
            ),
            "direct-3 3 0, older-plans 2 0, older-tea 4 1, plans 2 0"
        );
        assert_eq!(list("select count(*) || ' ' || (select count(*) from memberships) from messages"), "4 4");
        // What refers to a room still does.
        db.execute("delete from rooms where id = 4", ()).unwrap();
        assert_eq!(list("select count(*) || ' ' || (select count(*) from memberships) from messages"), "3 3");
    }

    #[test]
    fn texts_that_were_indexed_by_other_words_are_indexed_anew() -> Result<(), Box<dyn std::error::Error>> {
        let mut db = tokio_rusqlite::rusqlite::Connection::open_in_memory()?;
        super::MIGRATIONS.to_version(&mut db, 4)?;
        db.execute_batch(
            "insert into search (rowid, words) values (1, 'a'); update search_progress set indexed = 1",
        )?;
        super::MIGRATIONS.to_latest(&mut db)?;
        let found = "select (select count(*) from search where search match 'a'), indexed from search_progress";
        let found: (i64, i64) = db.query_row(found, (), |row| Ok((row.get(0)?, row.get(1)?)))?;
        assert_eq!(found, (0, 0));
        Ok(())
    }

    /// A database of the last version before conversations had a table of members and ids were never given again.
    fn at_version_15(db: &mut Connection) {
        db.pragma_update(None, "foreign_keys", "off").unwrap();
        super::MIGRATIONS.to_version(db, 15).unwrap();
        db.execute_batch(
            "insert into accounts (id, username, username_key, role, created_at) values
                (1, 'ann', 'ann', 'member', 0), (2, 'bob', 'bob', 'member', 0), (3, 'cy', 'cy', 'member', 0);
            insert into rooms (id, slug, name, name_key, kind, created_by, created_at, people) values
                (2, 'direct-a', '', '', 'direct', 1, 0, '1,2'), (3, 'direct-b', '', '', 'direct', 1, 0, '1,2,3'),
                (4, 'direct-c', '', '', 'direct', 1, 0, '1');
            insert into memberships (account_id, room_id, joined_at) select 1, id, 0 from rooms;
            insert into messages (id, room_id, author_id, body, posted_at, continues, created_change, latest_change)
                values (7, 2, 1, 'hello', 0, 0, 1, 1), (9, 2, 1, 'bye', 0, 0, 2, 2);
            insert into search (rowid, words) values (7, 'hello');
            update search_progress set indexed = 7;",
        )
        .unwrap();
    }

    fn one<T: rusqlite::types::FromSql>(db: &Connection, query: &str) -> T {
        db.query_row(query, (), |row| row.get(0)).unwrap()
    }

    #[test]
    fn no_id_is_given_again_after_the_last_release_is_migrated_and_nothing_is_lost() {
        let mut db = Connection::open_in_memory().unwrap();
        at_version_15(&mut db);
        super::MIGRATIONS.to_latest(&mut db).unwrap();
        db.pragma_update(None, "foreign_keys", "on").unwrap();
        assert_eq!(one::<String>(&db, "pragma integrity_check"), "ok");
        assert!(!db.prepare("pragma foreign_key_check").unwrap().exists(()).unwrap());
        assert_eq!(one::<i64>(&db, "select count(*) from search where search match 'hello'"), 1);
        assert_eq!(one::<i64>(&db, "select indexed from search_progress"), 7);
        assert_eq!(one::<i64>(&db, "select count(*) from memberships"), 4);
        let sets = "select group_concat(room_id || ':' || account_id, ' ' order by room_id, account_id)
            from conversation_members";
        assert_eq!(one::<String>(&db, sets), "2:1 2:2 3:1 3:2 3:3 4:1");

        db.execute_batch(
            "delete from messages where id = 9; delete from rooms where id = 4; delete from accounts where id = 3;
            insert into accounts (username, username_key, role, created_at) values ('dee', 'dee', 'member', 0);
            insert into rooms (slug, name, name_key, created_at) values ('tea', 'Tea', 'tea', 0);
            insert into messages (room_id, author_id, body, posted_at, continues, created_change, latest_change)
                values (2, 1, 'again', 0, 0, 3, 3);",
        )
        .unwrap();
        let newest = "select (select max(id) from accounts) || ' ' || (select max(id) from rooms) || ' '
            || (select max(id) from messages)";
        assert_eq!(one::<String>(&db, newest), "4 5 10");
        // References follow still.
        db.execute("delete from rooms where id = 2", ()).unwrap();
        assert_eq!(one::<i64>(&db, "select count(*) from messages"), 0);
        assert_eq!(one::<i64>(&db, "select count(*) from conversation_members where room_id = 2"), 0);
    }

    #[test]
    fn no_id_is_given_again_in_a_new_database() {
        let mut db = Connection::open_in_memory().unwrap();
        super::MIGRATIONS.to_latest(&mut db).unwrap();
        let declared = "select count(*) from sqlite_schema where name in ('accounts', 'rooms', 'messages')
            and sql like '%integer primary key autoincrement,%'";
        assert_eq!(one::<i64>(&db, declared), 3);
        db.execute_batch("insert into rooms (slug, name, name_key, created_at) values ('a', 'A', 'a', 0)")
            .unwrap();
        db.execute_batch("delete from rooms where id = 2").unwrap();
        db.execute_batch("insert into rooms (slug, name, name_key, created_at) values ('b', 'B', 'b', 0)")
            .unwrap();
        assert_eq!(one::<i64>(&db, "select max(id) from rooms"), 3);
    }

    #[test]
    fn a_crash_in_the_middle_of_a_migration_leaves_the_database_as_it_was() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("chat.db");
        let mut db = Connection::open(&file).unwrap();
        at_version_15(&mut db);
        let schema = "select group_concat(sql, ';' order by rowid) from sqlite_schema";
        let before: String = one(&db, schema);
        for migration in [
            include_str!("../../../../sql/sqlite/migrations/0016_key_conversations_by_members.sql"),
            include_str!("../../../../sql/sqlite/migrations/0017_never_reuse_ids.sql"),
        ] {
            db.execute_batch(&format!("begin; {migration}")).unwrap();
            assert_ne!(one::<String>(&db, schema), before);
            // Closes the file without a commit, as a process that is killed does.
            drop(db);
            db = Connection::open(&file).unwrap();
            assert_eq!(one::<String>(&db, schema), before);
            assert_eq!(one::<String>(&db, "pragma integrity_check"), "ok");
        }
        super::MIGRATIONS.to_latest(&mut db).unwrap();
        assert_eq!(one::<i64>(&db, "select count(*) from conversation_members"), 6);
    }
}
