//! `snug backup` beside a running server, and `snug restore`.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::{Arc, Mutex};

use reqwest::Method;
use tempfile::TempDir;
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, PASSWORD, Person, bucket, until};
use crate::files::s3::{in_a_bucket, in_both_storages};
use crate::files::{MESSAGES, form, get, send_files};
use crate::process::{Process, serve, snug, text};

in_both_storages!(
    what_was_acknowledged_before_a_backup_under_load_is_there_when_it_is_restored_elsewhere,
    what_was_acknowledged_before_a_backup_to_one_file_is_there_when_it_is_restored_elsewhere,
    what_was_acknowledged_before_a_scheduled_backup_is_there_when_it_is_restored_elsewhere,
    a_later_backup_shares_files_with_an_earlier_one_and_the_oldest_are_removed,
    a_damaged_backup_is_refused_and_nothing_is_written,
);

/// The place of backups in the bucket of a test.
const BACKUPS: &str = "s3://chat/backups/of-snug";

/// Runs a command that may take a while, with the storage of the test.
pub async fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = snug(folder);
    command.args(arguments);
    if let Some(bucket) = bucket() {
        command.args(["--files", &bucket.url]).envs(bucket.settings);
    }
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

pub async fn succeed(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments).await;
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr[..]));
    text(&output.stdout[..])
}

pub async fn fail(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments).await;
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    text(&output.stderr[..])
}

/// The files below a folder.
pub fn all(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { all(&path) } else { vec![path] }).collect()
}

/// The backups in a folder, the oldest first.
fn backups(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_none() && path.is_dir());
    found.sort();
    found
}

pub fn content(number: usize) -> Vec<u8> {
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

/// Posts messages with files, makes a backup meanwhile that begins after some are acknowledged, and restores it elsewhere:
/// those are there. `make` gets the server's folder, and gives what `snug restore` is to be called with.
async fn drill(serving: &[&str], make: impl AsyncFn(&Path) -> String) {
    let (folder, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut command = serve(folder.path(), 0);
    let server = Process::of(command.args(["--messages-per-minute", "0"]).args(serving)).unwrap();
    let ann = server.browser().register("ann").await;
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    let posting = tokio::spawn(post(ann, Arc::clone(&acknowledged)));
    until("messages are posted", async || acknowledged.lock().unwrap().len() > 20).await;
    let before = acknowledged.lock().unwrap().clone();
    let backup = make(folder.path()).await;
    posting.abort();
    server.kill();

    let said = succeed(elsewhere.path(), &["restore", &backup]).await;
    assert!(said.starts_with("Restored ") && said.ends_with(" to chat.db.\n"), "{said}");
    assert_eq!(succeed(elsewhere.path(), &["check"]).await, "Nothing is damaged.\n");
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

/// Backs up by hand.
async fn back_up(folder: &Path, place: &str) {
    let said = succeed(folder, &["backup", place]).await;
    assert!(said.starts_with("Backed up ") && said.contains(" messages of 1 account, and "), "{said}");
}

fn within(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

async fn what_was_acknowledged_before_a_backup_under_load_is_there_when_it_is_restored_elsewhere() {
    drill(&[], async |folder| {
        back_up(folder, "safe").await;
        within(folder, "safe")
    })
    .await;
}

async fn what_was_acknowledged_before_a_backup_to_one_file_is_there_when_it_is_restored_elsewhere() {
    drill(&[], async |folder| {
        back_up(folder, "safe/chat.tar").await;
        let backup = within(folder, "safe/chat.tar");
        assert_eq!(all(&folder.join("safe")), [PathBuf::from(&backup)], "nothing else is left");
        assert_eq!(Path::new(&backup).metadata().unwrap().permissions().mode() & 0o777, 0o600);
        let refused = fail(folder, &["backup", "safe/chat.tar"]).await;
        assert!(refused.contains("is there already"), "{refused}");
        backup
    })
    .await;
}

async fn what_was_acknowledged_before_a_scheduled_backup_is_there_when_it_is_restored_elsewhere() {
    drill(&["--backup-to", "safe", "--backup-every", "1s", "--backup-keep", "2"], async |folder| {
        let safe = folder.join("safe");
        let known = newest(&safe);
        // The first one after the newest may have begun before.
        until("two more backups", async || newest(&safe) > known).await;
        let next = newest(&safe);
        until("two more backups", async || newest(&safe) > next).await;
        assert!(backups(&safe).len() <= 3, "the oldest are removed, perhaps not yet the last");
        within(folder, "safe")
    })
    .await;
}

/// The newest whole backup in a folder.
fn newest(folder: &Path) -> Option<PathBuf> {
    if folder.is_dir() { backups(folder).pop() } else { None }
}

#[tokio::test]
async fn what_was_acknowledged_before_a_backup_to_a_bucket_is_there_when_it_is_restored_elsewhere() {
    in_a_bucket(drill(&[], async |folder| {
        back_up(folder, BACKUPS).await;
        // One more, which the oldest is removed for.
        let said = succeed(folder, &["backup", BACKUPS, "--keep", "1"]).await;
        assert!(said.contains("Removed the oldest (1): 1 are kept."), "{said}");
        let archives = all(&bucket().unwrap().folder.ancestors().nth(2).unwrap().join("backups/of-snug"));
        let [archive] = &archives[..] else { panic!("{archives:?}") };
        // By its own name, too.
        let (one, elsewhere) = (archive.file_name().unwrap().to_str().unwrap(), TempDir::new().unwrap());
        succeed(elsewhere.path(), &["restore", &format!("{BACKUPS}/{one}")]).await;
        assert_eq!(fs_names(elsewhere.path()), ["chat.db"], "and nothing beside it is left");
        BACKUPS.to_owned()
    }))
    .await;
}

#[tokio::test]
async fn what_was_acknowledged_before_a_scheduled_backup_to_a_bucket_is_there_when_it_is_restored_elsewhere() {
    in_a_bucket(drill(&["--backup-to", BACKUPS, "--backup-every", "1s", "--backup-keep", "2"], async |_| {
        let place = bucket().unwrap().folder.ancestors().nth(2).unwrap().join("backups/of-snug");
        let newest = || {
            let mut archives = all(&place);
            archives.retain(|path| path.extension().is_some_and(|extension| extension == "tar"));
            archives.into_iter().max()
        };
        let known = newest();
        until("another backup", async || newest() > known).await;
        let next = newest();
        until("one that began later", async || newest() > next).await;
        BACKUPS.to_owned()
    }))
    .await;
}

/// The names in a folder.
fn fs_names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        all(folder).iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_server_that_is_started_again_makes_no_backup_before_the_next_is_due() {
    let folder = TempDir::new().unwrap();
    let (safe, arguments) = (folder.path().join("safe"), ["--backup-to", "safe", "--backup-every", "30d"]);
    let server = Process::of(serve(folder.path(), 0).args(arguments)).unwrap();
    until("a backup", async || newest(&safe).is_some()).await;
    let first = backups(&safe);
    server.kill();
    // What a killed server has left of one is removed with the next.
    std::fs::create_dir(safe.join("2026-01-01T000000000Z.partial")).unwrap();
    let server = Process::of(serve(folder.path(), 0).args(arguments)).unwrap();
    server.browser().register("ann").await;
    server.kill();
    assert_eq!(backups(&safe), first);
    // When the newest is too old, it makes one at its start.
    let (newest, old) = (&first[0], safe.join("2026-01-01T000000000Z"));
    std::fs::rename(newest, &old).unwrap();
    let server = Process::of(serve(folder.path(), 0).args(arguments)).unwrap();
    until("another backup", async || backups(&safe).len() == 2).await;
    assert_eq!(std::fs::read_dir(&safe).unwrap().count(), 3, "two backups, and the lock");
    server.kill();
}

#[tokio::test]
async fn a_scheduled_backup_that_fails_is_logged_and_the_server_goes_on() {
    let folder = TempDir::new().unwrap();
    // A file where the folder is to be.
    std::fs::write(folder.path().join("safe"), "").unwrap();
    let log = folder.path().join("log");
    let mut command = serve(folder.path(), 0);
    command.args(["--backup-to", "safe", "--backup-every", "1s"]).stderr(std::fs::File::create(&log).unwrap());
    let server = Process::of(&mut command).unwrap();
    let said = || std::fs::read_to_string(&log).unwrap();
    until("the failure is logged", async || said().contains("no backup was made")).await;
    assert!(said().contains("safe: ") && said().contains("Check that the folder may be written to"), "{}", said());
    let ann = server.browser().register("ann").await;
    ann.say("general", "still here").await;
}

#[tokio::test]
async fn a_damaged_archive_is_refused_and_nothing_is_written() {
    let (folder, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let server = Process::of(&mut serve(folder.path(), 0)).unwrap();
    let ann = server.browser().register("ann").await;
    send_files(&ann, "general", "one", &[("one.bin", &content(1))]).await;
    succeed(folder.path(), &["backup", "chat.tar"]).await;
    server.kill();
    let archive = folder.path().join("chat.tar");
    let (from, whole) = (archive.to_str().unwrap(), std::fs::read(&archive).unwrap());
    for length in [0, 100, 512, 5_000, whole.len() / 2, whole.len() - 1_500] {
        std::fs::write(&archive, &whole[..length]).unwrap();
        let refused = fail(elsewhere.path(), &["restore", from]).await;
        assert!(refused.contains("is damaged") || refused.contains("is no backup"), "{length}: {refused}");
    }
    // One bit, in the file and in the database.
    for place in [700, whole.len() / 2] {
        let mut changed = whole.clone();
        changed[place] ^= 1;
        std::fs::write(&archive, changed).unwrap();
        let refused = fail(elsewhere.path(), &["restore", from]).await;
        assert!(refused.contains("its content is not what was written"), "{place}: {refused}");
    }
    assert_eq!(all(elsewhere.path()), [] as [PathBuf; 0]);
    std::fs::write(&archive, whole).unwrap();
    succeed(elsewhere.path(), &["restore", from]).await;
}

#[tokio::test]
async fn what_cannot_be_a_place_of_backups_is_refused_with_advice() {
    let folder = TempDir::new().unwrap();
    for (arguments, advice) in [
        (&["backup", "ftp://example.org/chat"][..], "s3://BUCKET/PREFIX"),
        (&["backup", "chat.tar", "--keep", "3"], "Name a folder or a bucket"),
        (&["backup", "s3://backups/chat.tar"], "Give its beginning alone: s3://backups"),
        (&["--backup-to", "http://backups"], "s3://BUCKET/PREFIX"),
        (&["--backup-to", "safe", "--backup-every", "6"], "such as 30m or 6h"),
        (&["--backup-to", "safe", "--backup-every", "0h"], "such as 30m or 6h"),
        (&["--backup-to", "safe", "--backup-keep", "0"], "--backup-keep"),
        (&["restore", "nothing"], "is no backup"),
    ] {
        let refused = fail(folder.path(), arguments).await;
        assert!(refused.contains(advice), "{arguments:?}: {refused}");
    }
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
