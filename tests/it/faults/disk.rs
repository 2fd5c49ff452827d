use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::load::{Fate, Sent, check, read_to_the_end, register, say_the_last, serve};
use crate::app::{Answer, Person};
use crate::process::{Process, text};
use crate::reader::{List, Reader};
use crate::skip::{say_skipped, skip};

const MESSAGES: &str = "/rooms/general/messages";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_fails_only_writes_until_there_is_space() {
    let Some(disk) = Disk::mount("4m") else { return };
    // A file that is removed later to free space.
    let ballast = disk.path().join("ballast");
    std::fs::write(&ballast, vec![0; 2 << 20]).unwrap();
    let mut command = serve(disk.path(), 0);
    let server = Process::of(command.env("SNUG_LOG_LEVEL", "off")).unwrap();
    let ready = server.browser().get("/readyz").await;
    assert_eq!(ready.status, 503);
    assert!(ready.body.contains("\ndisk: less than 64 MB are free\n"), "{}", ready.body);
    let room = || std::fs::remove_file(&ballast).unwrap();
    let sent = write_until_refused_and_again_with_room(&server, room).await;
    server.kill();
    check(&disk.path().join("chat.db"), sent);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_with_write_errors_behaves_like_a_full_disk() {
    // With a limit on file sizes, writes fail with an error that SQLite doesn't report as a full disk.
    let folder = TempDir::new().unwrap();
    let mut command = Command::new("sh");
    let snug = serve(folder.path(), 0);
    command.args(["-c", "trap '' XFSZ; ulimit -S -f 4000; exec \"$0\" \"$@\""]).arg(snug.get_program());
    command.args(snug.get_args()).current_dir(folder.path()).env("SNUG_LOG_LEVEL", "off");
    let server = Process::of(&mut command).unwrap();
    let id = server.id().to_string();
    let unlimit = || {
        let prlimit = Command::new("prlimit").args(["--pid", &id, "--fsize=unlimited:"]).status().unwrap();
        assert!(prlimit.success());
    };
    let sent = write_until_refused_and_again_with_room(&server, unlimit).await;
    server.kill();
    check(&folder.path().join("chat.db"), sent);
}

/// Posts until writes fail, checks what still works, then frees space. Returns the acknowledged messages.
async fn write_until_refused_and_again_with_room(server: &Process, make_room: impl FnOnce()) -> Sent {
    let (ann, bob) = (register(&server.url, "ann").await, register(&server.url, "bob").await);
    ann.post("/rooms", &[("name", "Other")]).await;
    let reader = tokio::spawn(read_to_the_end(Reader::new(bob.clone()), watch::Sender::new(true).subscribe()));
    let mut sent = Sent::new();
    // Concurrently, so that whole groups are refused.
    let refused = loop {
        let mut posts = JoinSet::new();
        for number in 0..8 {
            posts.spawn(post(ann.clone(), format!("ann.{}", sent.len() + number)));
        }
        let mut refused = Vec::new();
        for (nonce, body, answer) in posts.join_all().await {
            if answer.status == 303 {
                sent.insert(nonce, Fate::Stored(body));
            } else {
                refused.push((nonce, body, answer));
            }
        }
        if !refused.is_empty() {
            break refused;
        }
    };
    assert!(sent.len() >= 8, "there was room for some");
    for (nonce, body, answer) in &refused {
        is_told(answer, body);
        assert_eq!(answer.attribute("[name=nonce]", "value").as_ref(), Some(nonce));
    }
    // Long messages: after several concurrent ones failed, a short one could still find space.
    let (told, long) = loop {
        let nonce = format!("ann.long.{}", sent.len());
        let long = format!("{nonce} {}", "z".repeat(7_900));
        let answer = ann.htmx_post(MESSAGES, &[("body", &long), ("nonce", &nonce)]).await;
        if answer.status != 200 {
            break (answer, long);
        }
        sent.insert(nonce, Fate::Stored(long));
    };
    is_told(&told, &long);
    let page = bob.get("/rooms/general").await;
    let newest = page.attribute("[role=log] article:last-of-type", "id").unwrap();
    let newest = format!("{MESSAGES}/{}", newest.trim_start_matches("message-"));
    // A checkpoint may have made some room meanwhile, which edits use up.
    let mut edits = 0..1_000;
    let (told, long) = loop {
        let long = format!("{long} {}", edits.next().expect("the disk is full at last"));
        let answer = ann.post(&format!("{newest}/edit"), &[("body", &long)]).await;
        if answer.status != 303 {
            break (answer, long);
        }
    };
    is_told(&told, &long);
    reading_goes_on(&bob, sent.len()).await;

    make_room();
    for (nonce, _, _) in refused {
        let (nonce, body, answer) = post(ann.clone(), nonce).await;
        assert_eq!(answer.status, 303, "there is room again");
        sent.insert(nonce, Fate::Stored(body));
    }
    let again = ann.post(&format!("{newest}/edit"), &[("body", "edited")]).await;
    assert_eq!(again.status, 303);
    // Only the text matters here.
    let edited = page.messages().pop().unwrap();
    let fate = sent.values_mut().find(|fate| matches!(fate, Fate::Stored(body) if *body == edited)).unwrap();
    *fate = Fate::Stored("edited".to_owned());
    say_the_last(&ann, &mut sent).await;
    reader.await.unwrap().holds_what_is_shown(&List::of_room(&ann, "general").await).await;
    sent
}

async fn post(person: Person, nonce: String) -> (String, String, Answer) {
    let body = format!("{nonce} {}", "x".repeat(2_000));
    let answer = person.post(MESSAGES, &[("body", &body), ("nonce", &nonce)]).await;
    (nonce, body, answer)
}

fn is_told(answer: &Answer, body: &str) {
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "3"), "{}", answer.body);
    assert_eq!(answer.texts("textarea"), [body], "what was typed is still there");
    assert!(answer.body.contains("try again"), "{}", answer.body);
}

async fn reading_goes_on(person: &Person, messages: usize) {
    // This room wasn't visited before, so the visit can't be recorded.
    for path in ["/rooms/other", "/rooms/general", "/rooms", "/rooms/general/live", "/healthz"] {
        assert_eq!(person.get(path).await.status, 200, "{path}");
    }
    let ready = person.get("/readyz").await;
    // The write of the check is short, and could still find space.
    assert!(ready.body.contains("\nreads: ok\n"), "{}", ready.body);
    let request = person.request(reqwest::Method::GET, "/rooms/general/events").header("last-event-id", "0");
    let mut stream = crate::app::Stream::open(request).await;
    for number in 1..=messages {
        assert_eq!(stream.next().await.unwrap().id, i64::try_from(number).ok());
    }
}

/// A file system of a given size.
struct Disk(TempDir);

impl Disk {
    /// Mounts one; none where mounting isn't permitted.
    fn mount(size: &str) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "snug-test"]).arg(folder.path());
        let problem = match mount.output() {
            Ok(done) if done.status.success() => return Some(Self(folder)),
            Ok(done) => text(done.stderr.as_slice()),
            Err(error) => error.to_string(),
        };
        // In an unprivileged container, even root can't mount. Elsewhere, CI requires it.
        let allowed =
            ["permission denied", "superuser", "not permitted", "No such file or directory (os error 2)"];
        let is_allowed = allowed.iter().any(|words| problem.contains(words));
        let say = if is_allowed { say_skipped } else { skip };
        say(&format!("a small disk can't be mounted: {problem}"));
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily, because processes may still have files open.
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}
