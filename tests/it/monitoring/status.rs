//! `snug status`, and the page for administrators.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::app::{Person, TestApp};
use crate::process::{Process, run, text};

fn status(folder: &Path, arguments: &[&str]) -> Value {
    let output = run(folder, &[&["status", "--json"], arguments].concat());
    assert!(output.status.success(), "{}", text(&*output.stderr));
    let line = text(&*output.stdout);
    assert_eq!(line.lines().count(), 1, "{line}");
    serde_json::from_str(&line).unwrap()
}

#[tokio::test]
async fn status_tells_of_a_server_that_runs_and_of_one_that_has_stopped() {
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    let ann = server.browser().register("ann").await;
    server.browser().register("bob").await;
    ann.say("general", "hello").await;
    let shown = status(folder.path(), &[]);
    assert_eq!((&shown["running"], &shown["server"]["process"]), (&true.into(), &server.id().into()));
    assert_eq!(shown["server"]["url"], server.url.replace("127.0.0.1", "localhost"));
    for (name, value) in [("people", 2), ("rooms", 1), ("messages", 1), ("messages_last_hour", 1)] {
        assert_eq!(shown[name], value, "{name}");
    }
    assert_eq!(shown["schema"], shown["own_schema"]);
    assert!(shown["database_bytes"].as_u64().unwrap() > 10_000 && shown["free_bytes"].as_u64().unwrap() > 0);
    assert_eq!(shown["waiting"]["mails"], 0);
    ann.say("general", "nobody had to wait").await;

    let table = text(&*run(folder.path(), &["status"]).stdout);
    assert!(table.contains("people                     2\n") && table.contains("running at "), "{table}");
    assert!(server.signal("TERM").await.success());
    assert_eq!(status(folder.path(), &[])["running"], false);
    assert_eq!(status(folder.path(), &[])["messages"], 2);
}

#[tokio::test]
async fn a_server_that_was_killed_does_not_run() {
    let folder = TempDir::new().unwrap();
    Process::start(folder.path(), 0).kill();
    let shown = status(folder.path(), &[]);
    assert_eq!((&shown["running"], &shown["server"]), (&false.into(), &Value::Null));
}

#[tokio::test]
async fn status_shows_the_newest_backup() {
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    server.browser().register("ann").await;
    std::fs::create_dir(folder.path().join("backups")).unwrap();
    assert_eq!(status(folder.path(), &["--backups", "backups"])["newest_backup"], Value::Null);
    assert!(run(folder.path(), &["backup", "backups"]).status.success());
    let newest = status(folder.path(), &["--backups", "backups"]);
    assert!(newest["newest_backup"].as_str().unwrap().starts_with("20"), "{newest}");
}

#[test]
fn status_of_no_database_makes_none() {
    let folder = TempDir::new().unwrap();
    let output = run(folder.path(), &["status"]);
    let error = text(&*output.stderr);
    assert!(!output.status.success() && error.contains("chat.db"), "{error}");
    std::fs::write(folder.path().join("chat.db"), "something else").unwrap();
    let output = run(folder.path(), &["status"]);
    assert!(!output.status.success() && text(&*output.stderr).contains("not a Snug database"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// The value beside a label.
async fn figure(person: &Person, label: &str) -> String {
    let page = person.get("/admin/status").await;
    assert_eq!(page.status, 200);
    let place = page.texts(".figures dt").iter().position(|found| found == label).unwrap();
    page.texts(".figures dd")[place].clone()
}

#[tokio::test]
async fn administrators_see_figures_charts_and_the_same_as_a_table() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let bob = app.person("bob").await;
    ann.say("general", "hello").await;
    assert_eq!(bob.get("/admin/status").await.status, 403);
    assert_eq!(figure(&ann, "People").await, "2");
    assert_eq!(figure(&ann, "Messages in the last hour").await, "1");
    ann.say("general", "again").await;
    assert_eq!(figure(&ann, "Messages in the last hour").await, "2");
    assert!(figure(&ann, "Database").await.ends_with('B'));

    let page = ann.get("/admin/status").await;
    assert!(page.texts("main p").concat().contains("it reads and writes"));
    assert_eq!(page.texts(".chart figcaption strong").len(), 7);
    assert!(page.has(".chart svg[aria-hidden=true] rect"));
    assert!(page.texts(".chart p").iter().all(|words| words.contains("Now: ") && words.contains("most: ")));
    assert_eq!(page.texts(".minutes thead th").len(), 8);
    assert!(!page.texts(".minutes tbody tr").is_empty());
    assert_eq!(page.texts("nav a[aria-current]").last().map(String::as_str), Some("Status"));
}
