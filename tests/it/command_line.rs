//! `snug user`, `snug invite` and the rest, beside a running server and without one.

use std::path::Path;

use tempfile::TempDir;

use crate::app::{PASSWORD, Person};
use crate::process::{Process, run, text};

fn output(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr[..]));
    text(&output.stdout[..])
}

/// The line on standard error of a command that fails.
fn failure(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    let line = text(&output.stderr[..]);
    assert_eq!(line.lines().count(), 1, "{line}");
    line
}

/// The path of a link.
fn path(link: &str) -> String {
    let (_, rest) = link.trim().split_once("://").unwrap();
    format!("/{}", rest.split_once('/').unwrap().1)
}

async fn log_in(server: &Process, name: &str, password: &str) -> u16 {
    server.browser().post("/login", &[("username", name), ("password", password)]).await.status.as_u16()
}

#[tokio::test]
async fn accounts_are_made_changed_and_listed_while_the_server_runs() {
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    let (ann, bob) = (server.browser().register("ann").await, server.browser().register("bob").await);
    let mut stream = bob.events("/rooms/general/events").await;

    let link = path(&output(folder.path(), &["user", "add", "cy", "--role", "moderator"]));
    assert_eq!(server.browser().post(&link, &[("password", "a third horse")]).await.status, 303);
    assert_eq!(log_in(&server, "cy", "a third horse").await, 303);
    output(folder.path(), &["user", "deactivate", "bob"]);
    while stream.next().await.is_some() {}
    assert_eq!(log_in(&server, "bob", PASSWORD).await, 403);
    output(folder.path(), &["user", "reactivate", "bob"]);
    let link = path(&output(folder.path(), &["user", "reset", "bob"]));
    assert_eq!(server.browser().post(&link, &[("password", "another horse")]).await.status, 303);
    assert_eq!(log_in(&server, "bob", "another horse").await, 303);
    output(folder.path(), &["user", "mute", "bob", "hour"]);
    let bob = server.browser();
    bob.post("/login", &[("username", "bob"), ("password", "another horse")]).await;
    assert_eq!(bob.post("/rooms/general/messages", &[("body", "hi"), ("nonce", "n")]).await.status, 403);
    output(folder.path(), &["user", "mute", "bob", "end"]);
    bob.say("general", "spam").await;
    output(folder.path(), &["user", "ban", "bob", "--remove", "day"]);
    let removed = async || !ann.get("/rooms/general").await.body.contains("spam");
    crate::app::until("the messages are removed", removed).await;
    output(folder.path(), &["user", "reactivate", "bob"]);
    output(folder.path(), &["user", "role", "bob", "administrator"]);
    output(folder.path(), &["user", "logout", "cy"]);

    let table = output(folder.path(), &["user", "list"]);
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().take(3).collect()).collect();
    assert_eq!(rows[0], ["username", "name", "role"]);
    assert_eq!(
        rows[1..].iter().map(|row| &row[..2]).collect::<Vec<_>>(),
        [["ann", "administrator"], ["bob", "administrator"], ["cy", "moderator"]]
    );
    let json = output(folder.path(), &["user", "list", "CY", "--json"]);
    let cy: serde_json::Value = serde_json::from_str(json.trim()).unwrap();
    assert_eq!((&cy["username"], &cy["state"]), (&"cy".into(), &"active".into()));

    let log = ann.get("/admin/audit").await.texts(".act");
    assert_eq!(log.len(), 13, "{log:?}");
    assert_eq!(output(folder.path(), &["audit", "--person", "cy", "--json"]).lines().count(), 4);
}

#[tokio::test]
async fn what_cannot_be_done_is_said_in_one_line() {
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    server.browser().register("ann").await;
    for (arguments, says) in [
        (&["user", "reset", "nobody"][..], "nobody has the name"),
        (&["user", "add", "ann"], "name of another account"),
        (&["user", "add", "a n n"], "a n n"),
        (&["user", "role", "ann", "member"], "last administrator"),
        (&["user", "deactivate", "ann"], "last administrator"),
        (&["invite", "--room", "nowhere"], "one of the rooms"),
        (&["invite", "--revoke", "7"], "no invitation 7"),
        (&["settings", "registration", "perhaps"], "open|invite|closed"),
        (&["setup-link"], "an administrator already"),
    ] {
        let line = failure(folder.path(), arguments);
        assert!(line.contains(says), "{arguments:?}: {line}");
    }
}

#[tokio::test]
async fn invitations_and_settings_work_beside_the_server() {
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    let ann = server.browser().register("ann").await;
    let line = output(folder.path(), &["settings", "--json"]);
    assert!(line.starts_with("{\"name\":\"registration\",\"value\":\"open\"}"), "{line}");
    output(folder.path(), &["settings", "registration", "invite"]);
    let closed = async || server.browser().get("/register").await.status == 403;
    crate::app::until("the server knows the setting", closed).await;

    let port = server.port().to_string();
    let listen = format!("127.0.0.1:{port}");
    let link = output(folder.path(), &["invite", "--note", "Choir", "--room", "general", "--listen", &listen]);
    assert!(link.starts_with(&format!("http://localhost:{port}/invite/1-")), "{link}");
    let bob: Person = server.browser();
    assert_eq!(bob.post(&path(&link), &[("username", "bob"), ("password", PASSWORD)]).await.status, 303);
    let public = output(folder.path(), &["invite", "--public-url", "https://chat.example.org"]);
    assert!(public.starts_with("https://chat.example.org/invite/2-"), "{public}");
    output(folder.path(), &["invite", "--revoke", "2"]);
    let list = output(folder.path(), &["invite", "--list", "--json"]);
    let states: Vec<String> = list
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["state"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(states, ["revoked", "used up"]);
    assert!(ann.get("/admin/invitations").await.body.contains("By the command line"));
}

#[tokio::test]
async fn a_server_for_others_gets_its_first_account_by_a_link_alone() {
    let folder = TempDir::new().unwrap();
    let mut serve = crate::process::snug(folder.path());
    let port = crate::process::free_port();
    let server = Process::behind(serve.args(["--listen", &format!("0.0.0.0:{port}")]), port);
    let form = [("username", "eve"), ("password", PASSWORD)];
    for path in ["/register", "/register?next=/rooms"] {
        let refused = server.browser().post(path, &form).await;
        assert_eq!((refused.status.as_u16(), &*refused.texts("h1")[0]), (403, "This server is being set up"));
    }
    assert!(!server.browser().get("/login").await.has("a[href^='/register']"));
    let first = path(server.setup_link.as_ref().unwrap());
    let second = path(&output(folder.path(), &["setup-link"]));
    assert_eq!(server.browser().get(&first).await.status, 404, "another link replaces it");

    let ann = server.browser();
    assert_eq!(ann.get(&second).await.texts("h1"), ["Set up this server"]);
    assert_eq!(ann.post(&second, &[("username", "ann"), ("password", "short")]).await.status, 422);
    let made = ann.post(&second, &[("username", "ann"), ("password", PASSWORD)]).await;
    assert_eq!((made.status.as_u16(), made.location()), (303, "/?welcome=yes"));
    let overview = ann.get("/admin").await;
    assert!(overview.has(".warning"), "it is open to the world: {}", overview.body);
    assert!(!overview.texts(".addresses code")[0].contains("0.0.0.0"));
    assert_eq!(server.browser().post(&second, &form).await.status, 404, "it works once");
    assert_eq!(server.browser().post("/register", &form).await.status, 303, "now it is open");
    drop(server);
    let again = Process::behind(&mut serve, port);
    assert!(again.setup_link.is_none() && !again.announcement.contains("link"), "{}", again.announcement);
}

#[tokio::test]
async fn rooms_are_listed_and_changed_while_the_server_runs() {
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    let ann = server.browser().register("ann").await;
    let board = ann.make_room("Board", "closed").await;
    ann.say(&board, "our secret").await;
    let list = output(folder.path(), &["room", "list", "--json"]);
    let rooms: Vec<serde_json::Value> = list.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        (rooms.len(), &rooms[0]["address"], &rooms[0]["kind"]),
        (2, &board.clone().into(), &"closed".into())
    );
    assert!(!list.contains("secret"));
    assert!(output(folder.path(), &["room", "list", "gen"]).contains("general  General  open"));

    output(folder.path(), &["room", "archive", &board]);
    let post =
        async || ann.post(&format!("/rooms/{board}/messages"), &[("body", "x"), ("nonce", "n")]).await.status;
    assert_eq!(post().await, 403);
    output(folder.path(), &["room", "reopen", &board]);
    assert_eq!(post().await, 303);
    output(folder.path(), &["room", "retention", &board, "7"]);
    let says = async |words: &str| {
        let about = format!("/rooms/{board}/about");
        crate::app::until(words, async || ann.get(&about).await.body.contains(words)).await;
    };
    says("removed after 7 days").await;
    output(folder.path(), &["settings", "retention-days", "9"]);
    output(folder.path(), &["room", "retention", &board, "default"]);
    says("removed after 9 days").await;
    assert!(failure(folder.path(), &["room", "retention", &board, "soon"]).contains("0 (never) to 36500"));
    assert!(failure(folder.path(), &["room", "archive", "tea"]).contains("there is no room tea"));
    output(folder.path(), &["room", "delete", &board]);
    crate::app::until("the room is gone", async || ann.get(&format!("/rooms/{board}")).await.status == 404).await;
}
