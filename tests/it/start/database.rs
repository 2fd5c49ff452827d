//! The database file: which files are opened, and who can read them.

use std::path::Path;

use tempfile::TempDir;
use tokio_rusqlite::rusqlite::Connection;

use super::fails_in_one_line;
use crate::app::{PASSWORD, TestApp, until};
use crate::process::{Process, run};

#[test]
fn a_missing_folder_is_reported() {
    let folder = TempDir::new().unwrap();
    let output = run(folder.path(), &["--listen", "127.0.0.1:0", "--database", "no/such/chat.db"]);
    fails_in_one_line(&output, "Check that the folder exists");
    // Even root can't create files in `/proc`.
    let output = run(folder.path(), &["--listen", "127.0.0.1:0", "--database", "/proc/chat.db"]);
    fails_in_one_line(&output, "you may write to it");
}

fn refused_untouched(file: &Path, said: &str) {
    let before = std::fs::read(file).unwrap();
    let output = run(file.parent().unwrap(), &["--listen", "127.0.0.1:0"]);
    fails_in_one_line(&output, said);
    assert!(std::fs::read(file).unwrap() == before, "the file has changed");
    assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "no file beside it");
}

#[test]
fn a_file_that_is_not_snugs_is_left_untouched() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("chat.db");
    std::fs::write(&file, "Dear diary,").unwrap();
    refused_untouched(&file, "not a Snug database");
    std::fs::remove_file(&file).unwrap();
    let flask = Connection::open(&file).unwrap();
    flask.execute_batch("create table users (id integer primary key, username text, password text)").unwrap();
    flask.close().unwrap();
    refused_untouched(&file, "snug import flask-chat");
}

#[tokio::test]
async fn a_database_from_a_newer_version_is_left_untouched() {
    let folder = TempDir::new().unwrap();
    Process::start(folder.path(), 0).signal("TERM").await;
    let file = folder.path().join("chat.db");
    let db = Connection::open(&file).unwrap();
    db.pragma_update(None, "user_version", 999).unwrap();
    db.pragma_update(None, "journal_mode", "delete").unwrap();
    db.close().unwrap();
    refused_untouched(&file, "newer version");
}

#[tokio::test]
async fn the_database_file_alone_is_complete_once_nobody_writes() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "in the file itself").await;
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("chat.db");
    let has_everything = async || {
        std::fs::copy(app.database(), &copy).unwrap();
        let db = Connection::open(&copy).unwrap();
        let body = db.query_row("select body from messages", (), |row| row.get::<_, String>(0));
        body.is_ok_and(|body| body == "in the file itself")
    };
    until("a copy of the one file has everything", has_everything).await;
    let server = Process::start(folder.path(), 0);
    let ann = server.browser();
    ann.post("/login", &[("username", "ann"), ("password", PASSWORD)]).await;
    assert_eq!(ann.get("/rooms/general").await.messages(), ["in the file itself"]);
}

#[tokio::test]
async fn only_the_owner_can_read_a_new_or_existing_database() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let files = ["chat.db", "chat.db-wal", "chat.db-shm"].map(|name| folder.path().join(name));
    let modes = || files.clone().map(|file| std::fs::metadata(file).unwrap().permissions().mode() & 0o777);
    let server = Process::start(folder.path(), 0);
    assert_eq!(modes(), [0o600; 3]);
    // As a killed older version has left them.
    server.kill();
    for file in &files {
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    let log = folder.path().join("log");
    let mut command = crate::process::serve(folder.path(), 0);
    let _server = Process::of(command.stderr(std::fs::File::create(&log).unwrap())).unwrap();
    assert_eq!(modes(), [0o600; 3]);
    let log = std::fs::read_to_string(&log).unwrap();
    assert!(log.contains("could be read by others (mode 644): now by its owner alone"), "{log}");
}
