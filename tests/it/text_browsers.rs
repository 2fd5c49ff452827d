//! The chat in text browsers, which show a page only once it has ended.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::app::{PASSWORD, Person};
use crate::process::Process;
use crate::skip::skip;

/// Longer than any page takes that ends.
const SECONDS: &str = "20";

/// Whether a program is available; reports a missing one, which in CI is an error.
pub fn has(program: &str) -> bool {
    let there = Command::new(program).arg("-version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !there {
        skip(&format!("there is no {program}, so nothing is tested in it"));
    }
    there
}

/// A server with messages by bob in two rooms.
pub async fn server_with_two_rooms(folder: &TempDir) -> (Process, Person) {
    let server = Process::start(folder.path(), 0);
    let bob = server.browser().register("bob").await;
    bob.say("general", "welcome, ann").await;
    bob.post("/rooms", &[("name", "Garden")]).await;
    bob.say("garden", "the roses bloom").await;
    (server, bob)
}

/// Runs a program with this home folder, for a limited time; returns its output.
fn run(home: &Path, program: &str, arguments: &[&str]) -> String {
    let output = Command::new("timeout")
        .args([SECONDS, program])
        .args(arguments)
        .env("HOME", home)
        .env("TERM", "vt100")
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_ne!(output.status.code(), Some(124), "{program} {arguments:?} waits for a page that never ends");
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Asserts that a page has these texts, in this order.
fn reads(page: &str, wanted: &[&str]) {
    let mut rest = page;
    for text in wanted {
        let at = rest.find(text).unwrap_or_else(|| panic!("{text:?} is not where it should be in:\n{page}"));
        rest = &rest[at + text.len()..];
    }
}

#[test]
fn everything_works_in_w3m() {
    if !has("w3m") {
        return;
    }
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    let home = TempDir::new().unwrap();
    fs::create_dir(home.path().join(".w3m")).unwrap();
    let show = |path: &str| {
        run(home.path(), "w3m", &["-dump", "-cookie", "-cols", "80", &format!("{}{path}", server.url)])
    };
    let post = |path: &str, form: &str| {
        let file = home.path().join("form");
        fs::write(&file, form).unwrap();
        let (file, url) = (file.to_str().unwrap().to_owned(), format!("{}{path}", server.url));
        run(home.path(), "w3m", &["-dump", "-cookie", "-cols", "80", "-post", &file, &url])
    };

    reads(&show("/"), &["Set up this server", "administrator", "Username", "Password", "Create account"]);
    let password = PASSWORD.replace(' ', "+");
    let room = post("/register", &format!("username=ann&password={password}&next=/"));
    reads(&room, &["General", "ann", "Log out", "No messages here yet", "Message to General", "Send"]);

    let room = post("/rooms/general/messages", "body=hello+from+w3m%0D%0Aon+two+lines&nonce=one");
    reads(&room, &["General", "ann", "hello from w3m\n", "on two lines", "Message to General"]);
    reads(&show("/rooms/general/live"), &["ann", "hello from w3m\n", "on two lines"]);
    let refused = post("/rooms", "name=General");
    reads(&refused, &["New room", "already"]);
    reads(&post("/rooms", "name=Garden"), &["Garden", "No messages here yet"]);
    reads(&show("/search?q=lines"), &["Search all messages", "ann in General", "on two lines"]);
    reads(&show("/rooms"), &["Your rooms", "Garden", "General"]);
    reads(&show("/rooms/general"), &["General", "hello from w3m", "on two lines", "Message to General"]);

    reads(&post("/logout", ""), &["Log in", "Password"]);
    let outside = show("/rooms/general");
    reads(&outside, &["Log in", "Password"]);
    assert!(!outside.contains("hello"), "{outside}");
    let wrong = post("/login", "username=ann&password=wrong+horse&next=");
    reads(&wrong, &["Log in", "Username", "ann", "Password", "Wrong username or password"]);
    reads(&post("/login", &format!("username=ann&password={password}&next=")), &["General", "hello from w3m"]);
}

/// Lynx keeps a session only while it runs, so this is one run with a script of keys.
#[tokio::test]
async fn everything_works_in_lynx_by_its_keys() {
    if !has("lynx") {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (server, bob) = server_with_two_rooms(&folder).await;

    let home = TempDir::new().unwrap();
    let (settings, script) = (home.path().join("lynx.cfg"), home.path().join("keys"));
    fs::write(&settings, "INFOSECS:0\nMESSAGESECS:0\nACCEPT_ALL_COOKIES:TRUE\n").unwrap();
    let keys = [
        type_in("ann") + &press("<tab>") + &type_in(PASSWORD) + &press("<tab>") + &press("^J"),
        // New members see the rooms that they can join first.
        go_to(&server.url, "/rooms/general")
            // From the end of the page back to the text box, before eight fields: send, later, poll, files, metadata, add files, preview, save draft.
            + &press("^E") + &press("Up Arrow").repeat(8) + &type_in("hello from lynx") + &press("<tab>") + &press("^J"),
        go_to(&server.url, "/rooms/general/live"),
        // Lynx's own search goes to the next link, field or button.
        go_to(&server.url, "/search")
            + &find("Search all messages")
            + &type_in("welcome")
            + &press("<tab>")
            + &press("^J")
            + &find("welcome, ann"),
        // The message may be below the first screen.
        go_to(&server.url, "/rooms") + &find("Garden") + &press("^J") + &find("roses bloom"),
        find("Log out") + &press("^J"),
        type_in("ann")
            + &press("<tab>")
            + &type_in(PASSWORD)
            + &press("<tab>")
            + &press("^J")
            + &find("roses bloom"),
        press("Q") + &press("y"),
    ];
    fs::write(&script, keys.concat()).unwrap();
    let (settings, script) = (format!("-cfg={}", settings.display()), format!("-cmd_script={}", script.display()));
    let screen = run(home.path(), "lynx", &["-nocolor", &settings, &script, &format!("{}/register", server.url)]);

    assert_eq!(bob.get("/rooms/general").await.messages(), ["welcome, ann", "hello from lynx"], "{screen}");
    reads(
        &screen,
        &[
            "Create an account",
            "welcome, ann",
            "hello from lynx",
            "Reload",
            "in General",
            "Garden",
            "roses bloom",
            "Password",
            "roses bloom",
        ],
    );
}

fn find(text: &str) -> String {
    press("/") + &type_in(text) + &press("^J")
}

fn go_to(home: &str, path: &str) -> String {
    // ^U clears the line, which contains the current URL.
    press("g") + &press("^U") + &type_in(&format!("{home}{path}")) + &press("^J")
}

fn type_in(text: &str) -> String {
    text.chars().map(|c| if c == ' ' { press("<space>") } else { press(&c.to_string()) }).collect()
}

/// A line of a lynx script.
fn press(key: &str) -> String {
    format!("key {key}\n")
}
