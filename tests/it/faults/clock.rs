use std::path::{Path, PathBuf};

use reqwest::Method;
use tempfile::TempDir;

use super::load::register;
use crate::app::{Person, Stream, until};
use crate::process::{Process, serve};
use crate::skip::skip;

const TODAY: &str = "+0d";
const TWO_DAYS_AGO: &str = "-2d";
const IN_TWO_DAYS: &str = "+2d";

#[tokio::test]
async fn clock_jumps_change_only_the_times_shown() {
    let Some(library) = faketime() else {
        return skip("libfaketime is missing (apt-get install faketime)");
    };
    let folder = TempDir::new().unwrap();
    let clock = folder.path().join("clock");
    set(&clock, TODAY);
    let mut server = start(folder.path(), &library, 0);
    let port = server.port();
    let ann = register(&server.url, "ann").await;
    let mut said = Vec::new();
    for (jump, restarts) in [
        (TODAY, false),
        (TWO_DAYS_AGO, false),
        (IN_TWO_DAYS, false),
        (TWO_DAYS_AGO, true),
        (IN_TWO_DAYS, true),
        (TODAY, true),
    ] {
        let mut stream = (!restarts).then_some(resume(&ann, said.len()).await);
        set(&clock, jump);
        if restarts {
            server.kill();
            server = start(folder.path(), &library, port);
        }
        for part in ["first", "second"] {
            said.push(format!("{part} at {jump}, {restarts}"));
            ann.say("general", said.last().unwrap()).await;
        }
        // A stream open during the jump continues, and another one resumes.
        let mut stream = match stream.take() {
            Some(stream) => stream,
            None => resume(&ann, said.len() - 2).await,
        };
        assert_eq!(stream.message().await, said[said.len() - 2]);
        assert_eq!(stream.message().await, said[said.len() - 1]);
        let page = ann.get("/rooms/general").await;
        assert_eq!((page.status.as_u16(), page.messages()), (200, said.clone()), "and nobody is logged out");
    }
    let mut all = resume(&ann, 0).await;
    for said in &said {
        assert_eq!(all.message().await, *said, "catching up is in the order of posting");
    }
    let page = ann.get("/rooms/general").await;
    let times: Vec<String> = page
        .html()
        .select(&crate::app::css("article time"))
        .map(|time| time.attr("datetime").unwrap().into())
        .collect();
    assert!(times[2] < times[0] && times[0] < times[4], "the clock did jump: {times:?}");
    assert_eq!(times.len(), said.len());
}

#[tokio::test]
async fn work_is_done_at_its_time_also_where_the_clock_jumps() {
    let Some(library) = faketime() else {
        return skip("libfaketime is missing (apt-get install faketime)");
    };
    let folder = TempDir::new().unwrap();
    let clock = folder.path().join("clock");
    set(&clock, TODAY);
    let server = start(folder.path(), &library, 0);
    let ann = register(&server.url, "ann").await;
    let schedule = async |body: &str| {
        let form = [("when", "hours"), ("body", body)];
        assert_eq!(ann.post("/rooms/general/later", &form).await.status, 303);
    };
    let said = async || ann.get("/rooms/general?newest=yes").await.messages();
    schedule("one").await;
    set(&clock, TWO_DAYS_AGO);
    // Due in another order than stored, and before the first.
    schedule("two").await;
    assert!(said().await.is_empty());
    ann.say("general", "hello").await;
    ann.post("/rooms/general/messages/1/remind", &[("when", "tomorrow")]).await;
    set(&clock, TODAY);
    until("the one that is overdue is sent", async || said().await == ["hello", "two"]).await;
    until("the reminder is due", async || ann.get("/reminders").await.has("#due-reminders .badge")).await;
    assert_eq!(ann.get("/scheduled").await.texts("li .text"), ["one"], "the other one waits");
    set(&clock, IN_TWO_DAYS);
    until("both are sent", async || said().await == ["hello", "two", "one"]).await;
    assert!(ann.get("/scheduled").await.has(".empty"));
}

async fn resume(person: &Person, after: usize) -> Stream {
    Stream::open(person.request(Method::GET, "/rooms/general/events").header("last-event-id", after)).await
}

/// The library that fakes the time of a process (Debian's package faketime).
fn faketime() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.filter_map(Result::ok).map(|entry| entry.path());
    let own = [PathBuf::from("/usr/lib"), PathBuf::from("/usr/local/lib")];
    folders.chain(own).map(|folder| folder.join("faketime/libfaketimeMT.so.1")).find(|library| library.exists())
}

fn start(folder: &Path, library: &Path, port: u16) -> Process {
    let mut command = serve(folder, port);
    command
        .env("LD_PRELOAD", library)
        .env("FAKETIME_TIMESTAMP_FILE", folder.join("clock"))
        // Read at each clock access, so that the time of a running server can jump.
        .env("FAKETIME_NO_CACHE", "1")
        // The monotonic clock, which timers use, doesn't jump (clock_gettime(2)).
        .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        .env("DONT_FAKE_MONOTONIC", "1");
    Process::of(&mut command).unwrap()
}

/// Sets the clock atomically.
fn set(clock: &Path, offset: &str) {
    let new = clock.with_extension("new");
    std::fs::write(&new, offset).unwrap();
    std::fs::rename(new, clock).unwrap();
}
