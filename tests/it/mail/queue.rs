use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio_rusqlite::rusqlite::Connection;

use super::mailbox::{Tls, arguments};
use super::{Mailbox, lose, rows, start, verify};
use crate::app::{Person, until};
use crate::process::{Process, serve};

/// Whether a mail server's e-mail that says this waits.
async fn report(ann: &Person) -> String {
    ann.get("/admin").await.texts("section.mail").concat()
}

#[tokio::test]
async fn the_queue_survives_a_killed_server_and_is_sent_once_the_mail_server_is_there() {
    let folder = TempDir::new().unwrap();
    let Some(mut mailbox) = Mailbox::open().await else { return };
    let (port, own) = (mailbox.port, mailbox.arguments());
    let run = || Process::of(serve(folder.path(), 0).args(&own)).unwrap();
    let server = run();
    let ann = server.browser().register("ann").await;
    verify(&ann, &mut mailbox, "ann@example.org").await;
    drop(mailbox);
    assert_eq!(lose(&server.browser(), "ann").await.status, 303);
    server.kill();

    let server = run();
    let ann = ann.at(&server.url);
    until("an attempt has failed", async || report(&ann).await.contains("Last failure")).await;
    server.kill();
    let server = run();
    let Some(mut mailbox) = Mailbox::open_at(port, &Tls::None, &[]).await else { return };
    let mail = mailbox.mail().await;
    assert_eq!(mail.to, "ann@example.org");
    assert_eq!(server.browser().get(&mail.path()).await.status, 200);
    let ann = ann.at(&server.url);
    until("it is noted as sent", async || {
        let said = report(&ann).await;
        said.contains("Last sent") && said.contains("No e-mail waits") && !said.contains("ann@")
    })
    .await;
}

#[tokio::test]
async fn an_email_that_was_being_sent_when_the_server_was_killed_is_sent_again() {
    let folder = TempDir::new().unwrap();
    let Some(mut mailbox) = Mailbox::open().await else { return };
    let own = mailbox.arguments();
    let run = || Process::of(serve(folder.path(), 0).args(&own)).unwrap();
    let server = run();
    let ann = server.browser().register("ann").await;
    verify(&ann, &mut mailbox, "ann@example.org").await;
    mailbox.treat("hang").await;
    lose(&server.browser(), "ann").await;
    while mailbox.event("recipient").await["treatment"] != "hang" {}
    server.kill();
    mailbox.treat("ok").await;
    let server = run();
    let link = mailbox.mail().await.path();
    assert_eq!(server.browser().get(&link).await.status, 200);
}

#[tokio::test]
async fn a_mail_server_that_hangs_holds_up_no_request_and_is_tried_again() {
    let Some((app, mut mailbox)) = start(&["--smtp-timeout", "1"]).await else { return };
    let ann = app.person("ann").await;
    verify(&ann, &mut mailbox, "ann@example.org").await;
    mailbox.treat("hang").await;
    let asked_at = Instant::now();
    lose(&app.browser(), "ann").await;
    assert!(asked_at.elapsed() < Duration::from_secs(1), "{:?}", asked_at.elapsed());
    until("the attempt has failed", async || report(&ann).await.contains("Last failure")).await;
    mailbox.treat("ok").await;
    let link = mailbox.mail().await.path();
    assert_eq!(app.browser().get(&link).await.status, 200);
}

#[tokio::test]
async fn a_transient_refusal_is_tried_again_and_the_email_comes_once() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let ann = app.person("ann").await;
    verify(&ann, &mut mailbox, "ann@example.org").await;
    mailbox.treat("defer").await;
    lose(&app.browser(), "ann").await;
    while mailbox.event("recipient").await["treatment"] != "defer" {}
    mailbox.treat("ok").await;
    let link = mailbox.mail().await.path();
    assert_eq!(app.browser().get(&link).await.status, 200);
    until("it is sent", async || rows(&app, "outgoing_mails") == 0).await;
    super::act(&ann, "verify", "sentinel@example.org").await;
    assert_eq!(mailbox.mail().await.to, "sentinel@example.org");
}

#[tokio::test]
async fn a_permanent_refusal_ends_the_attempts_and_its_link() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let ann = app.person("ann").await;
    verify(&ann, &mut mailbox, "ann@example.org").await;
    mailbox.treat("refuse").await;
    lose(&app.browser(), "ann").await;
    while mailbox.event("recipient").await["treatment"] != "refuse" {}
    until("it is given up", async || rows(&app, "outgoing_mails") + rows(&app, "one_time_links") == 0).await;
    assert!(report(&ann).await.contains("Last failure"));
    mailbox.treat("ok").await;
    super::act(&ann, "verify", "sentinel@example.org").await;
    assert_eq!(mailbox.mail().await.to, "sentinel@example.org", "others are not affected");
}

#[tokio::test]
async fn a_full_queue_refuses_everybody_alike() {
    let Some(mailbox) = Mailbox::open().await else { return };
    let port = mailbox.port;
    drop(mailbox);
    let folder = TempDir::new().unwrap();
    let server = Process::of(serve(folder.path(), 0).args(arguments(port))).unwrap();
    let _ann = server.browser().register("ann").await;
    let database = Connection::open(folder.path().join("chat.db")).unwrap();
    let fill = "with recursive number(n) as (select 1 union all select n + 1 from number where n < 2000)
        insert into outgoing_mails (kind, recipient, language, expires_at, due_at)
        select 'recovery', 'nobody', 'en', 9000000000000000, 9000000000000000 from number";
    database.execute(fill, ()).unwrap();
    for typed in ["ann", "nobody"] {
        assert_eq!(lose(&server.browser(), typed).await.status, 503, "{typed}");
    }
}
