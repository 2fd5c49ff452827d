use tempfile::TempDir;
use tokio::task::JoinSet;
use tokio_rusqlite::rusqlite::Connection;

use super::load::register;
use crate::app::{Answer, Person};
use crate::process::{Process, serve};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_beyond_the_queue_are_refused_and_queued_ones_are_stored() {
    let folder = TempDir::new().unwrap();
    let mut command = serve(folder.path(), 0);
    command.args(["--waiting-writes", "8", "--log-level", "off"]);
    let server = Process::of(&mut command).unwrap();
    let ann = register(&server.url, "ann").await;
    ann.get("/rooms/general").await;

    // Another program's write transaction blocks Snug's writer.
    let lock = Connection::open(folder.path().join("chat.db")).unwrap();
    lock.execute_batch("begin immediate").unwrap();
    let mut posts = JoinSet::new();
    for number in 0..60 {
        let ann = ann.clone();
        posts.spawn(async move {
            let (body, nonce) = (format!("post {number}"), format!("nonce-{number}"));
            let form = [("body", body.as_str()), ("nonce", nonce.as_str())];
            let answer = ann.post("/rooms/general/messages", &form).await;
            (body, nonce, answer)
        });
    }
    // Up to eight writes are queued, and up to eight more are with the writer.
    for _ in 0..60 - 16 {
        let (body, nonce, refused) = posts.join_next().await.unwrap().unwrap();
        assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (503, "3"));
        assert_eq!(refused.texts("textarea"), [body], "nothing typed is lost");
        assert_eq!(
            refused.attribute("[name=nonce]", "value"),
            Some(nonce),
            "sending it again is the same message"
        );
    }
    let refused = ann.post("/settings/profile", &[("name", "Ann of Tea")]).await;
    assert_eq!((refused.status.as_u16(), refused.texts("textarea")), (503, vec!["Ann of Tea".to_owned()]));
    lock.execute_batch("rollback").unwrap();

    let mut stored = Vec::new();
    while let Some(post) = posts.join_next().await {
        let (body, _, answer) = post.unwrap();
        match answer.status.as_u16() {
            303 => stored.push(body),
            status => assert_eq!(status, 503),
        }
    }
    assert!(stored.len() >= 9, "a queue of eight, and what the writer had taken: {}", stored.len());
    let mut shown = ann.get("/rooms/general").await.messages();
    shown.sort();
    stored.sort();
    assert_eq!(shown, stored);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_account_that_floods_the_writer_does_not_keep_others_from_posting() {
    let folder = TempDir::new().unwrap();
    let mut command = serve(folder.path(), 0);
    command.args(["--waiting-writes", "32", "--messages-per-minute", "0", "--log-level", "off"]);
    let server = Process::of(&mut command).unwrap();
    let (ann, bob) = (register(&server.url, "ann").await, register(&server.url, "bob").await);
    for person in [&ann, &bob] {
        person.get("/rooms/general").await;
    }
    let flood = |person: &Person, count: usize| {
        let mut posts = JoinSet::new();
        for number in 0..count {
            let person = person.clone();
            posts.spawn(async move {
                let body = format!("post {number}");
                let form = [("body", body.as_str())];
                (person.post("/rooms/general/messages", &form).await, body)
            });
        }
        posts
    };
    let refuse = async |posts: &mut JoinSet<(Answer, String)>, count: usize| {
        for _ in 0..count {
            let (refused, body) = posts.join_next().await.unwrap().unwrap();
            assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (429, "3"));
            assert_eq!(refused.texts("textarea"), [body], "nothing typed is lost");
        }
    };

    let lock = Connection::open(folder.path().join("chat.db")).unwrap();
    lock.execute_batch("begin immediate").unwrap();
    // Eight of ann's writes are queued, and up to eight are with the writer.
    let mut of_ann = flood(&ann, 100);
    refuse(&mut of_ann, 100 - 16).await;
    // Eight of bob's are queued behind them; the others are refused.
    let mut of_bob = flood(&bob, 20);
    refuse(&mut of_bob, 20 - 8).await;
    lock.execute_batch("rollback").unwrap();
    for (answer, body) in of_bob.join_all().await {
        assert_eq!(answer.status, 303, "{body} of bob");
    }
    of_ann.join_all().await;
}
