//! A server that is killed loses no file of a visible message, and keeps none for longer than a day.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;
use tokio_rusqlite::rusqlite::Connection;

use super::{MESSAGES, bytes, form};
use crate::app::{Answer, Person, TestApp, until};
use crate::process::{Process, serve};
use crate::random::Random;

const KILLS: u32 = 12;

/// A file's bytes, by its number: some of one object, some of two writes.
fn content(number: u32) -> Vec<u8> {
    let mut whole = bytes(1_000 + 90_000 * (number as usize % 7));
    whole[..4].copy_from_slice(&number.to_be_bytes());
    whole
}

/// Sends messages with files until told to stop, and deletes some of them.
async fn post(person: Person, from: u32, sent: Arc<AtomicU32>) {
    for number in from.. {
        let (name, whole) = (format!("{number}.bin"), content(number));
        let request = person.request(reqwest::Method::POST, MESSAGES);
        let answer = Answer::try_of(request.multipart(form("", &[(&name, &whole)]))).await;
        if answer.is_ok_and(|answer| answer.status == 303) {
            sent.fetch_add(1, Ordering::Relaxed);
        }
        if number % 5 == 0 {
            let _ = person.try_post(&format!("{MESSAGES}/{}/delete", number % 1_000), &[("sure", "yes")]).await;
        }
    }
}

mod a_repeatedly_killed_server_keeps_the_files_of_all_visible_messages_and_no_others {
    use super::a_repeatedly_killed_server_keeps_the_files_of_all_visible_messages_and_no_others as test;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn folder() {
        test().await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn bucket() {
        crate::files::s3::in_a_bucket(test()).await;
    }
}

async fn a_repeatedly_killed_server_keeps_the_files_of_all_visible_messages_and_no_others() {
    let folder = TempDir::new().unwrap();
    let mut server = Process::of(&mut serve(folder.path(), 0)).unwrap();
    let port = server.port();
    let people = [server.browser().register("ann").await, server.browser().register("bob").await];
    let (sent, mut random) = (Arc::new(AtomicU32::new(0)), Random::of(5));
    let posting: Vec<_> = people
        .iter()
        .zip([0_u32, 1_000_000])
        .map(|(person, from)| tokio::spawn(post(person.clone(), from, Arc::clone(&sent))))
        .collect();
    for _ in 0..KILLS {
        let enough = sent.load(Ordering::Relaxed) + u32::try_from(random.below(6)).unwrap();
        until("messages are sent", async || sent.load(Ordering::Relaxed) >= enough).await;
        server.kill();
        let mut command = serve(folder.path(), port);
        let start = move || (0..100).find_map(|_| Process::of(&mut command));
        server = tokio::task::spawn_blocking(start).await.unwrap().expect("the server starts again");
    }
    for task in posting {
        task.abort();
    }
    let db = Connection::open(folder.path().join("chat.db")).unwrap();
    let query =
        "select f.key, f.name from files f join messages m on m.id = f.message_id where m.deleted_at is null";
    let visible: Vec<(String, String)> = db
        .prepare(query)
        .unwrap()
        .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(visible.len() >= KILLS as usize, "{}", visible.len());
    for (key, name) in &visible {
        let got = super::get(&people[0], &format!("/files/{key}/{name}")).await;
        let number = name.trim_end_matches(".bin").parse().unwrap();
        assert!(got.status == 200 && got.bytes == content(number), "{name}: {}", got.status);
    }
    server.kill();
    // A day later.
    db.execute("update files set touched_at = touched_at - 24 * 60 * 60 * 1000", ()).unwrap();
    drop(db);
    let app = TestApp::of(folder, &[]).await;
    until("nothing else is stored", async || super::stored(&app).len() == visible.len()).await;
}
