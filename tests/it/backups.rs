//! `snug backup` beside a running server, and `snug restore`.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::{Arc, Mutex};

use reqwest::Method;
use tempfile::TempDir;
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, PASSWORD, Person, bucket, until};
use crate::files::s3::in_both_storages;
use crate::files::{MESSAGES, form, get, send_files};
use crate::process::{Process, serve, snug, text};

in_both_storages!(
    what_was_acknowledged_before_a_backup_under_load_is_there_when_it_is_restored_elsewhere,
    a_later_backup_shares_files_with_an_earlier_one_and_the_oldest_are_removed,
    a_damaged_backup_is_refused_and_nothing_is_written,
);

/// Runs a command that may take a while, with the storage of the test.
async fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = snug(folder);
    command.args(arguments);
    if let Some(bucket) = bucket() {
        command.args(["--files", &bucket.url]).envs(bucket.settings);
    }
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

async fn succeed(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments).await;
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr[..]));
    text(&output.stdout[..])
}

async fn fail(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments).await;
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    text(&output.stderr[..])
}

/// The files below a folder.
fn all(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { all(&path) } else { vec![path] }).collect()
}

/// The backups in a folder, the oldest first.
fn backups(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

fn content(number: usize) -> Vec<u8> {
    format!("file {number} ").repeat(20_000).into_bytes()
}

/// Posts messages, each with a file, and notes those that are acknowledged.
async fn post(person: Person, acknowledged: Arc<Mutex<Vec<usize>>>) {
    for number in 0.. {
        let files = [(&*format!("{number}.bin"), &content(number)[..])];
        let request = person.request(Method::POST, MESSAGES);
        let sent = Answer::try_of(request.multipart(form(&format!("message {number}."), &files))).await;
        if sent.is_ok_and(|sent| sent.status == 303) {
            acknowledged.lock().unwrap().push(number);
        }
    }
}

async fn what_was_acknowledged_before_a_backup_under_load_is_there_when_it_is_restored_elsewhere() {
    let (folder, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let server = Process::of(serve(folder.path(), 0).args(["--messages-per-minute", "0"])).unwrap();
    let ann = server.browser().register("ann").await;
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let posting = tokio::spawn(post(ann, Arc::clone(&acknowledged)));
    until("messages are posted", async || acknowledged.lock().unwrap().len() > 20).await;
    let before = acknowledged.lock().unwrap().clone();
    let said = succeed(folder.path(), &["backup", "safe"]).await;
    assert!(said.starts_with("Backed up ") && said.contains(" messages of 1 account, and "), "{said}");
    posting.abort();
    server.kill();

    let safe = folder.path().join("safe");
    let said = succeed(elsewhere.path(), &["restore", safe.to_str().unwrap()]).await;
    assert!(said.starts_with("Restored ") && said.ends_with(" to chat.db.\n"), "{said}");
    let server = Process::of(&mut serve(elsewhere.path(), 0)).unwrap();
    let ann = server.browser();
    assert_eq!(ann.post("/login", &[("username", "ann"), ("password", PASSWORD)]).await.status, 303);
    let db = Connection::open(elsewhere.path().join("chat.db")).unwrap();
    for number in before {
        let query =
            "select f.key from messages m join files f on f.message_id = m.id where m.body = ?1 and f.name = ?2";
        let (body, name) = (format!("message {number}."), format!("{number}.bin"));
        let key: String = db.query_row(query, (&body, &name), |row| row.get(0)).unwrap();
        assert!(get(&ann, &format!("/files/{key}/{name}")).await.bytes == content(number), "{name}");
    }
    // It goes on as a server does.
    ann.say("general", "we are back").await;
    until("it is found", async || ann.get("/search?q=back").await.texts("mark") == ["back"]).await;
}

async fn a_later_backup_shares_files_with_an_earlier_one_and_the_oldest_are_removed() {
    let folder = TempDir::new().unwrap();
    let server = Process::of(&mut serve(folder.path(), 0)).unwrap();
    let ann = server.browser().register("ann").await;
    send_files(&ann, "general", "one", &[("one.bin", &content(1))]).await;
    let safe = folder.path().join("safe");
    succeed(folder.path(), &["backup", "safe"]).await;
    send_files(&ann, "general", "two", &[("two.bin", &content(2))]).await;
    succeed(folder.path(), &["backup", "safe"]).await;
    let second = backups(&safe).pop().unwrap();
    let links: Vec<_> = all(&second.join("files")).iter().map(|path| path.metadata().unwrap().nlink()).collect();
    assert_eq!(
        links.iter().filter(|links| **links == 2).count(),
        1,
        "the first file is not stored twice: {links:?}"
    );
    assert_eq!(links.len(), 2);
    for path in all(&safe).into_iter().chain([safe.clone(), second.clone()]) {
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} is for its owner alone: {mode:o}", path.display());
    }
    let said = succeed(folder.path(), &["backup", "safe", "--keep", "2"]).await;
    assert!(said.contains("Removed the oldest (1): 2 are kept."), "{said}");
    assert_eq!(backups(&safe).len(), 2);
    assert_eq!(backups(&safe)[0], second);
    // The shared file outlives the backup that had it first.
    let (elsewhere, newest) = (TempDir::new().unwrap(), backups(&safe).pop().unwrap());
    server.kill();
    succeed(elsewhere.path(), &["restore", newest.to_str().unwrap()]).await;
}

async fn a_damaged_backup_is_refused_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let server = Process::of(&mut serve(folder.path(), 0)).unwrap();
    let ann = server.browser().register("ann").await;
    send_files(&ann, "general", "one", &[("one.bin", &content(1))]).await;
    succeed(folder.path(), &["backup", "safe"]).await;
    server.kill();
    let (backup, elsewhere) = (backups(&folder.path().join("safe")).pop().unwrap(), TempDir::new().unwrap());
    let from = backup.to_str().unwrap();
    let refused = fail(folder.path(), &["restore", from]).await;
    assert!(refused.contains("chat.db is there already"), "{refused}");
    let object = all(&backup.join("files")).pop().unwrap();
    let whole = std::fs::read(&object).unwrap();
    std::fs::write(&object, &whole[..100]).unwrap();
    let refused = fail(elsewhere.path(), &["restore", from]).await;
    assert!(refused.contains("is missing or damaged in the backup"), "{refused}");
    std::fs::remove_file(&object).unwrap();
    fail(elsewhere.path(), &["restore", from]).await;
    std::fs::write(&object, &whole).unwrap();
    let copy = backup.join("chat.db");
    let mut pages = std::fs::read(&copy).unwrap();
    let middle = pages.len() / 2;
    pages[middle..middle + 9_000].fill(0x5a);
    std::fs::write(&copy, pages).unwrap();
    let refused = fail(elsewhere.path(), &["restore", from]).await;
    assert!(refused.contains("damaged") || refused.contains("malformed"), "{refused}");
    let refused = fail(elsewhere.path(), &["restore", elsewhere.path().to_str().unwrap()]).await;
    assert!(refused.contains("is no backup"), "{refused}");
    let left: Vec<_> = all(elsewhere.path());
    assert_eq!(left, [] as [PathBuf; 0]);
    let refused = fail(elsewhere.path(), &["backup", "safe"]).await;
    assert!(refused.contains("there is no such file"), "{refused}");
}

#[tokio::test]
async fn a_file_that_its_storage_lost_is_told_and_the_rest_is_backed_up() {
    let (folder, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let server = Process::of(&mut serve(folder.path(), 0)).unwrap();
    let ann = server.browser().register("ann").await;
    let lost = send_files(&ann, "general", "one", &[("one.bin", &content(1))]).await.remove(0);
    let kept = send_files(&ann, "general", "two", &[("two.bin", &content(2))]).await.remove(0);
    let key = lost.split('/').nth(2).unwrap().to_owned();
    let objects = all(&folder.path().join("chat-files"));
    let object = objects.iter().find(|path| path.to_str().unwrap().contains(&key)).unwrap();
    std::fs::remove_file(object).unwrap();
    let said = succeed(folder.path(), &["backup", "safe"]).await;
    assert!(said.contains("and 1 file (1 MB)") && said.contains("Not in it: 1 files"), "{said}");
    server.kill();
    let safe = folder.path().join("safe");
    succeed(elsewhere.path(), &["restore", safe.to_str().unwrap()]).await;
    let server = Process::of(&mut serve(elsewhere.path(), 0)).unwrap();
    let ann = server.browser();
    assert_eq!(ann.post("/login", &[("username", "ann"), ("password", PASSWORD)]).await.status, 303);
    assert!(get(&ann, &kept).await.bytes == content(2));
    assert_eq!(get(&ann, &lost).await.status, 404);
    assert!(ann.get("/rooms/general").await.body.contains("one"));
}
