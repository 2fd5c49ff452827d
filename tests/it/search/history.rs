//! Histories from versions without search.

use std::path::Path;

use tempfile::TempDir;
use tokio_rusqlite::rusqlite::Connection;

use super::{found, progress};
use crate::app::until;
use crate::process::Process;

/// A database of a version without search, with this many messages.
fn old_database(folder: &Path, count: usize) {
    let db = Connection::open(folder.join("chat.db")).unwrap();
    db.pragma_update(None, "application_id", i32::from_be_bytes(*b"SNUG")).unwrap();
    for migration in [
        include_str!("../../../sql/sqlite/migrations/0001_create_chat.sql"),
        include_str!("../../../sql/sqlite/migrations/0002_keep_edits.sql"),
        include_str!("../../../sql/sqlite/migrations/0003_add_memberships.sql"),
    ] {
        db.execute_batch(migration).unwrap();
    }
    db.pragma_update(None, "user_version", 3).unwrap();
    db.execute(
        "insert into accounts (username, username_key, role, created_at) values ('old', 'old', 'administrator', 0)",
        (),
    )
    .unwrap();
    db.execute(
        "with recursive n (n) as (select 1 union all select n + 1 from n where n < ?1)
        insert into messages (room_id, author_id, body, posted_at, continues, created_change, latest_change)
        select 1, 1, 'number ' || n || iif(n = 7, ' needle', ''), n * 1000, 0, n, n from n",
        [count.cast_signed()],
    )
    .unwrap();
    db.execute("update rooms set change = ?1, posted_change = ?1", [count.cast_signed()]).unwrap();
    db.close().unwrap();
}

#[tokio::test]
async fn an_old_history_is_indexed_in_the_background_across_restarts() {
    let folder = TempDir::new().unwrap();
    let database = folder.path().join("chat.db");
    old_database(folder.path(), 60_000);
    let mut server = Process::start(folder.path(), 0);
    let port = server.port();
    let ann = server.browser().register("ann").await;
    let mut stops = 0;
    while progress(&database).0 < 60_000 {
        server.kill();
        stops += 1;
        let before = progress(&database).0;
        server = Process::start(folder.path(), port);
        assert!(found(&ann, "\"number 60000\"").await.len() == 1, "what is newest is found meanwhile");
        until("the index goes on", async || progress(&database).0 > before || before >= 60_000).await;
    }
    assert!(stops > 1, "it was stopped in the middle");
    assert_eq!(found(&ann, "needle").await, ["number 7 needle"]);
    assert_eq!(found(&ann, "\"number 12345\" in:general from:old").await, ["number 12345"]);
    assert_eq!(found(&ann, "after:1970-01-01 before:1970-01-02 needle").await.len(), 1);
    let db = Connection::open(&database).unwrap();
    db.execute("insert into search (search) values ('integrity-check')", ()).unwrap();
    let rows: i64 =
        db.query_row("select count(*) from search where words match '\"~0\"'", (), |row| row.get(0)).unwrap();
    assert_eq!(rows, 60_000, "each message once");
}
