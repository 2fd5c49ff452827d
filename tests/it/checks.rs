//! `snug check`: each kind of damage is found, and repaired where it can be.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{PASSWORD, Person, bucket, until};
use crate::backups::{all, content, fail, run, succeed};
use crate::files::s3::in_both_storages;
use crate::files::{get, send_files};
use crate::process::{Process, serve, text};

in_both_storages!(
    parts_of_files_that_no_file_has_are_removed_when_they_are_old,
    files_that_are_missing_or_of_another_size_are_named,
);

const FINE: &str = "Nothing is damaged.\n";

/// A folder with a chat of some messages, files and mentions, all of which are indexed, and whose server has ended.
async fn chat() -> TempDir {
    let folder = TempDir::new().unwrap();
    let server = Process::of(&mut serve(folder.path(), 0)).unwrap();
    let ann = server.browser().register("ann").await;
    let bob = server.browser().register("bob").await;
    ann.say("general", "tea, @bob?").await;
    bob.say("general", "**coffee** for me").await;
    send_files(&ann, "general", "the plan", &[("plan.bin", &content(1))]).await;
    indexed(folder.path()).await;
    server.kill();
    folder
}

async fn indexed(folder: &Path) {
    let db = db(folder);
    let query = "select indexed = (select max(id) from messages) from search_progress";
    until("all is indexed", async || db.query_row(query, (), |row| row.get(0)).unwrap()).await;
}

fn db(folder: &Path) -> Connection {
    Connection::open(folder.join("chat.db")).unwrap()
}

/// The kinds of damage that are found, by `--json`.
async fn kinds(folder: &Path) -> Vec<String> {
    let output = run(folder, &["check", "--json"]).await;
    let kinds: Vec<String> = text(&output.stdout[..])
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(output.status.code(), Some(i32::from(!kinds.is_empty())), "{kinds:?}");
    kinds
}

/// The folder of the files, or of the bucket.
fn storage(folder: &Path) -> PathBuf {
    bucket().map_or_else(|| folder.join("chat-files"), |bucket| bucket.folder)
}

/// The objects of files, without what a server of S3 has beside them.
fn objects(folder: &Path) -> Vec<PathBuf> {
    let mut objects = all(&storage(folder));
    objects.retain(|path| !path.file_name().unwrap().to_str().unwrap().starts_with('.'));
    objects
}

#[tokio::test]
async fn each_kind_of_wrong_counter_is_found_and_repaired() {
    let folder = chat().await;
    assert_eq!(succeed(folder.path(), &["check"]).await, FINE);
    for (kind, damage) in [
        ("reaction-marks", "update messages set reacted = 1 where id = 1"),
        ("pin-marks", "update messages set pinned = 1"),
        ("poll-marks", "update messages set polled = 1"),
        ("forward-marks", "update messages set forwarded = 1"),
        ("file-marks", "update messages set attached = not attached where id = 2"),
        ("change-numbers", "update rooms set change = 1, posted_change = 1"),
        ("change-numbers", "update rooms set posted_change = 0"),
        ("read-marks", "update memberships set read_change = 1000"),
        ("mentions", "update mentions set created_change = created_change + 1"),
        ("rooms-of-files", "update files set room_id = null"),
        ("sizes-of-files", "update files set size = size + 1"),
        ("storage-of-accounts", "update file_totals set bytes = 7 where account_id = 0"),
        ("storage-of-accounts", "update file_totals set not_sent = not_sent + 1"),
        ("storage-of-accounts", "delete from file_totals"),
        ("storage-of-accounts", "insert into file_totals (account_id, bytes, not_sent) values (77, 1, 0)"),
        ("picture-marks", "update accounts set picture_change = 1 where id = 1"),
        ("shared-names", "update accounts set name_shared = 1 where id = 2"),
    ] {
        let db = db(folder.path());
        db.execute_batch(damage).unwrap();
        drop(db);
        // A number of changes that is too low makes others too high.
        assert!(kinds(folder.path()).await.contains(&kind.to_owned()), "{damage}");
        let said = succeed(folder.path(), &["check", "--repair"]).await;
        assert!(said.contains(&format!("Counted anew: {kind}.")) && said.ends_with(FINE), "{said}");
        assert_eq!(kinds(folder.path()).await, [] as [&str; 0], "{damage}");
    }
    let state = "select (select group_concat(attached, '') from messages), (select max(change) from rooms),
        (select count(*) from memberships where read_change > 3), (select sum(bytes) from file_totals)";
    let row = |row: &tokio_rusqlite::rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
    let state: (String, i64, i64, i64) = db(folder.path()).query_row(state, (), row).unwrap();
    let size = i64::try_from(content(1).len()).unwrap();
    assert_eq!(state, ("001".to_owned(), 3, 0, 2 * size));
}

#[tokio::test]
async fn a_wrong_result_of_a_poll_is_found_and_counted_anew() {
    let folder = chat().await;
    let connection = db(folder.path());
    connection
        .execute_batch(
            "update messages set polled = 1 where id = 1;
            insert into polls (message_id, kind, is_secret, options, counts) values (1, 'single', 0, '[\"a\",\"b\"]', '[0,0]');
            insert into poll_votes (message_id, account_id, choices, voted_at) values (1, 1, '[1]', 0), (1, 2, '[1]', 0);",
        )
        .unwrap();
    assert_eq!(kinds(folder.path()).await, ["poll-results"]);
    assert!(succeed(folder.path(), &["check", "--repair"]).await.ends_with(FINE));
    let result = "select voters || counts || winners from polls";
    let result: String = connection.query_row(result, (), |row| row.get(0)).unwrap();
    assert_eq!(result, "2[0,2][]");
}

#[tokio::test]
async fn a_search_index_that_differs_from_the_messages_is_found_and_made_anew() {
    let folder = chat().await;
    for damage in [
        "insert into search (search) values ('delete-all')",
        "insert into search (rowid, words) values (999, 'ghost')",
        "insert into search (rowid, words) values (1, 'more words')",
        "delete from search_spans",
        "delete from search_data where id > 10",
    ] {
        db(folder.path()).execute_batch(damage).unwrap();
        assert_eq!(kinds(folder.path()).await, ["search-index"], "{damage}");
        let refused = fail(folder.path(), &["check"]).await;
        assert!(refused.contains("`snug check --repair` repairs what can be"), "{refused}");
        let said = succeed(folder.path(), &["check", "--repair"]).await;
        assert!(said.contains("Made the search index anew.") && said.ends_with(FINE), "{damage}: {said}");
        assert_eq!(kinds(folder.path()).await, [] as [&str; 0], "{damage}");
    }
    let server = Process::of(&mut serve(folder.path(), 0)).unwrap();
    let ann = server.browser();
    assert_eq!(ann.post("/login", &[("username", "ann"), ("password", PASSWORD)]).await.status, 303);
    assert_eq!(ann.get("/search?q=coffee").await.texts("mark"), ["coffee"]);
}

#[tokio::test]
async fn a_row_that_refers_to_nothing_and_a_malformed_file_are_found_and_left_alone() {
    let folder = chat().await;
    let connection = db(folder.path());
    connection
        .execute_batch("pragma foreign_keys = off; update messages set reply_to = 999 where id = 1")
        .unwrap();
    drop(connection);
    assert_eq!(kinds(folder.path()).await, ["references"]);
    let refused = fail(folder.path(), &["check", "--repair"]).await;
    assert!(refused.contains("can't be repaired"), "{refused}");
    db(folder.path())
        .execute_batch("update messages set reply_to = null; pragma wal_checkpoint(truncate)")
        .unwrap();
    assert_eq!(kinds(folder.path()).await, [] as [&str; 0]);

    let file = folder.path().join("chat.db");
    let mut pages = std::fs::read(&file).unwrap();
    let middle = pages.len() / 2;
    pages[middle..middle + 20_000].fill(0x5a);
    std::fs::write(&file, &pages).unwrap();
    let refused = fail(folder.path(), &["check", "--repair"]).await;
    assert!(refused.contains("restore the newest backup") || refused.contains("malformed"), "{refused}");
    assert!(std::fs::read(&file).unwrap() == pages, "nothing is changed");
}

/// Makes a file look old.
fn age(path: &Path) {
    let then = SystemTime::now() - Duration::from_hours(2);
    File::options().append(true).open(path).unwrap().set_modified(then).unwrap();
}

async fn parts_of_files_that_no_file_has_are_removed_when_they_are_old() {
    let folder = chat().await;
    let before = objects(folder.path());
    let folder_of = before[0].parent().unwrap();
    let gone = storage(folder.path()).join("AA/AAAAAAAAAAAAAAAAAAAAAA");
    std::fs::create_dir_all(&gone).unwrap();
    let mut orphans = vec![folder_of.join("0-orphan"), gone.join("0-orphan")];
    if bucket().is_none() {
        // What a crash has left of an object.
        orphans.push(folder_of.join("0-orphan#1"));
    }
    let young = folder_of.join("0-upload");
    let stranger = storage(folder.path()).join("notes.txt");
    for path in orphans.iter().chain([&young, &stranger]) {
        std::fs::write(path, "a part").unwrap();
    }
    for path in orphans.iter().chain([&stranger]) {
        age(path);
    }
    age(&before[0]);
    assert_eq!(kinds(folder.path()).await, ["orphaned-objects"]);
    assert!(orphans.iter().all(|path| path.exists()), "nothing is removed without --repair");
    let said = succeed(folder.path(), &["check", "--repair"]).await;
    let count = orphans.len();
    assert!(said.contains(&format!("Removed parts of files that no file has: {count} (1 MB).")), "{said}");
    assert!(orphans.iter().all(|path| !path.exists()));
    let mut left = objects(folder.path());
    left.retain(|path| *path != young && *path != stranger);
    assert_eq!(left, before);
    assert!(young.exists() && stranger.exists());
    // Of a storage that has nothing of this database, nothing is removed.
    let other = TempDir::new().unwrap();
    let server = Process::of(&mut serve(other.path(), 0)).unwrap();
    server.kill();
    if bucket().is_none() {
        let place = storage(folder.path());
        fail(other.path(), &["check", "--repair", "--files", place.to_str().unwrap()]).await;
        assert_eq!(objects(folder.path()).len(), before.len() + 2);
    }
}

async fn files_that_are_missing_or_of_another_size_are_named() {
    let folder = chat().await;
    let object = objects(folder.path()).remove(0);
    let whole = std::fs::read(&object).unwrap();
    std::fs::write(&object, &whole[1..]).unwrap();
    assert_eq!(kinds(folder.path()).await, ["damaged-objects"]);
    std::fs::remove_file(&object).unwrap();
    assert_eq!(kinds(folder.path()).await, ["missing-objects"]);
    let said = run(folder.path(), &["check", "--repair"]).await;
    assert_eq!(said.status.code(), Some(1), "it can't be repaired");
    let said = text(&said.stdout[..]);
    assert!(said.contains(" of file 1, ") && said.contains("can't be repaired"), "{said}");
    std::fs::write(&object, whole).unwrap();
    assert_eq!(succeed(folder.path(), &["check"]).await, FINE);
}

#[tokio::test]
async fn a_check_beside_a_server_under_load_finds_nothing_and_a_repair_disturbs_nobody() {
    let folder = TempDir::new().unwrap();
    let server = Process::of(serve(folder.path(), 0).args(["--messages-per-minute", "0"])).unwrap();
    let ann = server.browser().register("ann").await;
    let (ended, posting) = (Arc::new(AtomicBool::new(false)), server.browser().register("bob").await);
    let posting = tokio::spawn(post_until(posting, Arc::clone(&ended)));
    for _ in 0..5 {
        assert_eq!(kinds(folder.path()).await, [] as [&str; 0]);
    }
    db(folder.path()).execute_batch("update messages set pinned = 1 where id = 1").unwrap();
    let said = succeed(folder.path(), &["check", "--repair"]).await;
    assert!(said.contains("Counted anew: pin-marks.") && said.ends_with(FINE), "{said}");
    ended.store(true, Ordering::Relaxed);
    posting.await.unwrap();
    ann.say("general", "and on it goes").await;
    indexed(folder.path()).await;
    assert_eq!(ann.get("/search?q=goes").await.texts("mark"), ["goes"]);
    assert_eq!(kinds(folder.path()).await, [] as [&str; 0]);
}

/// Posts messages and files; each is acknowledged.
async fn post_until(person: Person, ended: Arc<AtomicBool>) {
    let mut number = 0;
    while !ended.load(Ordering::Relaxed) {
        number += 1;
        person.say("general", &format!("message {number}")).await;
        let file = send_files(&person, "general", "a file", &[("a.bin", &content(1))]).await.remove(0);
        assert_eq!(get(&person, &file).await.status, 200);
    }
}

#[tokio::test]
async fn nothing_is_damaged_in_a_sample_week() {
    let folder = TempDir::new().unwrap();
    succeed(folder.path(), &["demo"]).await;
    assert_eq!(succeed(folder.path(), &["check"]).await, FINE);
    let refused = fail(folder.path(), &["check", "--database", "other.db"]).await;
    assert!(refused.contains("there is no such file"), "{refused}");
}
