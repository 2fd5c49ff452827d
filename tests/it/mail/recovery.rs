use std::time::Instant;

use reqwest::Method;

use super::{Mailbox, act, confirm, database, log_in, lose, rows, start, verify};
use crate::app::{Answer, PASSWORD, Person, TestApp, until};

const NEW: &str = "battery staple";

#[tokio::test]
async fn a_lost_password_is_set_anew_with_a_link_that_works_once() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let ann = app.person("ann").await;
    verify(&ann, &mut mailbox, "Ann@example.org").await;
    let browser = app.browser();
    let login = browser.get("/login").await;
    assert_eq!(login.attribute("a[href='/recover']", "href").as_deref(), Some("/recover"));
    assert!(browser.get("/recover").await.has("form[action='/recover'] #username"));
    let mut stream = ann.events("/rooms/general/events").await;

    for typed in ["ann", " ANN@Example.Org "] {
        let asked = lose(&browser, typed).await;
        assert_eq!((asked.status.as_u16(), asked.location()), (303, "/recover?sent=yes"));
    }
    assert!(browser.get("/recover?sent=yes").await.texts("h1")[0].contains("inbox"));
    let (first, second) = (mailbox.mail().await, mailbox.mail().await);
    assert_eq!(
        (first.to.as_str(), second.to.as_str()),
        ("Ann@example.org", "Ann@example.org"),
        "as it was verified"
    );
    assert_eq!(first.subject, "A new password for ann · Snug");
    assert!(first.link().starts_with(&app.url.replace("127.0.0.1", "localhost")), "{}", first.body);
    let file = std::fs::read(app.database()).unwrap();
    let log = std::fs::read(app.folder.path().join("chat.db-wal")).unwrap_or_default();
    let secret = first.path().rsplit('/').next().unwrap().to_owned();
    let is_in = |bytes: &[u8]| bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
    assert!(!is_in(&file) && !is_in(&log), "no secret is stored");

    for _ in 0..2 {
        let page = browser.get(&first.path()).await;
        assert_eq!((page.status.as_u16(), page.header("cache-control").contains("no-store")), (200, true));
    }
    assert_eq!(browser.post(&first.path(), &[("password", "short")]).await.status, 422);
    assert_eq!(browser.post(&first.path(), &[("password", NEW)]).await.location(), "/login?password=set");
    while stream.next().await.is_some() {}
    assert_eq!(ann.get("/rooms").await.status, 303, "all sessions have ended");
    for link in [first.path(), second.path(), "/recover/nothing".to_owned()] {
        assert_eq!(browser.get(&link).await.status, 404, "{link}");
        assert_eq!(browser.post(&link, &[("password", "a third horse")]).await.status, 404, "{link}");
    }
    assert_eq!((log_in(&app, "ann", PASSWORD).await, log_in(&app, "ann", NEW).await), (422, 303));
    assert_eq!(mailbox.mail().await.subject, "Your password was changed · Snug");
    until("the queue is empty", async || rows(&app, "outgoing_mails") == 0).await;
}

#[tokio::test]
async fn an_expired_link_does_not_work_and_is_not_sent() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let ann = app.person("ann").await;
    verify(&ann, &mut mailbox, "ann@example.org").await;
    lose(&app.browser(), "ann").await;
    let link = mailbox.mail().await.path();
    assert_eq!(app.browser().get(&link).await.status, 200);
    database(&app).execute("update one_time_links set expires_at = expires_at - 14400001", ()).unwrap();
    assert_eq!(app.browser().get(&link).await.status, 404, "after 4 hours");
    assert_eq!(app.browser().post(&link, &[("password", NEW)]).await.status, 404);

    mailbox.treat("defer").await;
    lose(&app.browser(), "ann").await;
    mailbox.event("recipient").await;
    let waits = async || {
        let query = "select count(*) from outgoing_mails where attempts = 1 and due_at < expires_at";
        database(&app).query_row(query, (), |row| row.get::<_, u32>(0)).unwrap() == 1
    };
    until("it is postponed", waits).await;
    database(&app).execute("update outgoing_mails set expires_at = 0, due_at = 0", ()).unwrap();
    mailbox.treat("ok").await;
    act(&ann, "verify", "sentinel@example.org").await;
    assert_eq!(mailbox.mail().await.to, "sentinel@example.org", "nothing expired comes before it");
    until("it is noted as sent", async || rows(&app, "outgoing_mails") == 1).await;
    let app = app.restart().await;
    until("what has expired is given up", async || rows(&app, "outgoing_mails") == 0).await;
}

/// The parts of a response that a person and a program can compare.
fn looks(answer: &Answer) -> (u16, String, Vec<String>) {
    let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
    names.sort();
    (answer.status.as_u16(), format!("{} {}", answer.location(), answer.body), names)
}

#[tokio::test]
async fn the_answer_does_not_tell_who_has_an_account_or_an_address() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    verify(&ann, &mut mailbox, "ann@example.org").await;
    verify(&cy, &mut mailbox, "cy@example.org").await;
    let pending = super::ask(&bob, &mut mailbox, "bob@example.org").await;
    let deactivate = [("act", "deactivate"), ("password", PASSWORD)];
    assert_eq!(ann.post("/admin/people/cy", &deactivate).await.status, 303);

    let long = "x".repeat(10_000);
    let nothing = [
        "bob",
        "bob@example.org",
        "cy",
        "cy@example.org",
        "nobody",
        "nobody@example.org",
        "ann@example.org\r\nBcc: eve@example.org",
        "<b>\u{202e}",
        &long,
    ];
    let (mut seen, mut times) = (Vec::new(), Vec::new());
    for typed in ["ann"].iter().chain(&nothing) {
        let asked_at = Instant::now();
        seen.push((typed, looks(&lose(&app.browser(), typed).await)));
        times.push(asked_at.elapsed());
    }
    for (typed, looks) in &seen {
        assert_eq!(looks, &seen[0].1, "{typed:.40}");
    }
    assert_eq!(mailbox.mail().await.to, "ann@example.org");
    until("the rest is dropped", async || rows(&app, "outgoing_mails") == 0).await;
    assert_eq!(confirm(&bob, &pending.path()).await, 200, "bob's link works still");
    lose(&Person::at_address(&app.url, [127, 0, 0, 7].into()), "bob").await;
    assert_eq!(mailbox.mail().await.to, "bob@example.org", "and nobody else was sent anything meanwhile");
}

#[tokio::test]
async fn a_link_in_an_email_never_leads_to_the_host_of_a_request() {
    let Some(mut mailbox) = Mailbox::open().await else { return };
    let own = mailbox.arguments();
    let public = ["--public-url", "http://chat.example.org", "--behind-proxy"];
    for (arguments, url) in [(&public[..], Some("http://chat.example.org/")), (&[][..], None)] {
        let all: Vec<&str> = own.iter().map(String::as_str).chain(arguments.iter().copied()).collect();
        let app = TestApp::spawn_with(&all).await;
        let ann = app.person("ann").await;
        verify(&ann, &mut mailbox, "ann@example.org").await;
        let poisoned = app.browser().request(Method::POST, "/recover").header("host", "evil.lan");
        let poisoned =
            poisoned.header("x-forwarded-host", "evil.example").header("forwarded", "host=evil.example");
        let answer = Answer::of(poisoned.form(&[("username", "ann")])).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/recover?sent=yes"));
        let mail = mailbox.mail().await;
        let here = format!("{}/", app.url.replace("127.0.0.1", "localhost"));
        assert!(mail.link().starts_with(url.unwrap_or(&here)), "{}", mail.link());
        assert!(!mail.whole.to_string().contains("evil"), "{}", mail.whole);

        for host in ["evil.example", "evil.example:80"] {
            let refused = app.browser().request(Method::POST, "/recover").header("host", host);
            assert_eq!(Answer::of(refused.form(&[("username", "ann")])).await.status, 421);
        }
    }
}

#[tokio::test]
async fn requests_are_limited_per_network_and_emails_per_account() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let ann = app.person("ann").await;
    verify(&ann, &mut mailbox, "ann@example.org").await;
    let network = |number| Person::at_address(&app.url, [127, 0, 1, number].into());
    let mut links = Vec::new();
    for number in 0..3 {
        assert_eq!(lose(&network(number), "ann").await.status, 303);
        links.push(mailbox.mail().await.path());
    }
    for number in 3..6 {
        assert_eq!(lose(&network(number), "ann").await.status, 303, "it looks the same");
    }
    until("further ones are dropped", async || rows(&app, "outgoing_mails") == 0).await;
    assert_eq!(app.browser().get(&links[0]).await.status, 200, "others can't make a link useless by asking again");

    let mut statuses = Vec::new();
    for _ in 0..11 {
        statuses.push(lose(&network(9), "nobody").await.status.as_u16());
    }
    assert_eq!((&statuses[..10], statuses[10]), (&[303; 10][..], 429));
    let refused = lose(&network(9), "<b>ann").await;
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
    assert_eq!(refused.attribute("#username", "value").as_deref(), Some("<b>ann"));
    assert_eq!(lose(&network(8), "nobody").await.status, 303, "others are not affected");
    act(&ann, "verify", "sentinel@example.org").await;
    assert_eq!(mailbox.mail().await.to, "sentinel@example.org");
}

#[tokio::test]
async fn without_a_mail_server_there_is_nothing_of_email() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for path in ["/recover", "/settings/email", "/email/nothing"] {
        assert_eq!(ann.get(path).await.status, 404, "{path}");
        let form = [("username", "ann"), ("act", "verify"), ("address", "a@example.org"), ("password", PASSWORD)];
        assert_eq!(ann.post(path, &form).await.status, 404, "{path}");
    }
    assert!(!app.browser().get("/login").await.body.contains("/recover"));
    assert!(!ann.get("/settings").await.has(".tabs a[href='/settings/email']"));
    assert!(!ann.get("/admin").await.has("section.mail"));
}
