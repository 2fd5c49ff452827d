use super::{Mailbox, database, rows, start, verify};
use crate::app::{Person, TestApp, until};

const PAGE: &str = "/settings/notifications";

/// Turns digests on or off, as the form does.
async fn choose(person: &Person, digest: &str) -> u16 {
    let form = [("act", "preferences"), ("level", "everything"), ("digest", digest)];
    person.post(PAGE, &form).await.status.as_u16()
}

/// Pretends that it is time.
fn make_due(app: &TestApp) {
    database(app).execute("update digests set due_at = 1", ()).unwrap();
}

/// Waits until the digests that were due have been looked at.
async fn looked_at(app: &TestApp) {
    let query = "select count(*) from digests where due_at = 1";
    until("the digests are looked at", async || {
        database(app).query_row(query, (), |row| row.get::<_, u32>(0)).unwrap() == 0
    })
    .await;
}

async fn digest(app: &TestApp, mailbox: &mut Mailbox) -> super::Mail {
    make_due(app);
    mailbox.mail().await
}

#[tokio::test]
async fn a_digest_has_names_and_numbers_and_one_click_ends_it() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    verify(&ann, &mut mailbox, "ann@example.org").await;
    assert_eq!(choose(&ann, "hourly").await, 422);
    assert_eq!(choose(&ann, "daily").await, 303);
    assert!(ann.get(PAGE).await.has("option[value=daily][selected]"));
    bob.say("general", "the secret plan for @ann").await;
    bob.say("general", "not for her").await;
    let conversation = bob.post("/direct", &[("people", "ann")]).await;
    let conversation = conversation.location().trim_start_matches("/rooms/").to_owned();
    bob.say(&conversation, "one secret").await;
    bob.say(&conversation, "two secrets").await;
    let mail = digest(&app, &mut mailbox).await;
    assert_eq!((&*mail.to, &*mail.subject), ("ann@example.org", "3 unread messages for you · Snug"));
    let list: Vec<&str> = mail.body.lines().filter(|line| line.starts_with("- ")).collect();
    assert_eq!(list, ["- Conversation with bob: 2", "- General: 1"]);
    assert!(!mail.body.contains("secret") && !mail.body.contains("not for her"), "{}", mail.body);
    assert_eq!(mail.headers("list-unsubscribe"), [format!("<{}>", mail.link())]);
    assert_eq!(mail.headers("list-unsubscribe-post"), ["List-Unsubscribe=One-Click"]);

    // Nothing new: no second one about the same.
    make_due(&app);
    looked_at(&app).await;
    assert_eq!(rows(&app, "outgoing_mails"), 0);
    bob.say("general", "@ann again").await;
    let later = digest(&app, &mut mailbox).await;
    assert!(later.subject.starts_with("4 unread"), "{}", later.subject);

    // Programs that scan e-mails follow links; mail programs post one thing, without a login, cookies or an origin.
    let nobody = app.browser();
    let page = nobody.get(&mail.path()).await;
    assert_eq!((page.status.as_u16(), page.has("form[method=post] button")), (200, true));
    assert!(!page.body.contains("ann@example.org"));
    assert_eq!(rows(&app, "digests"), 1);
    // Of an earlier e-mail, the link works, too; and again.
    for _ in 0..2 {
        let ended = nobody.post(&mail.path(), &[("List-Unsubscribe", "One-Click")]).await;
        assert_eq!((ended.status.as_u16(), rows(&app, "digests")), (200, 0));
    }
    assert!(ann.get(PAGE).await.has("option[value=never][selected]"));
    let secret = mail.path().trim_start_matches("/unsubscribe/").to_owned();
    assert!(
        !String::from_utf8_lossy(&std::fs::read(app.database()).unwrap()).contains(&secret),
        "only its hash is stored"
    );
    for wrong in ["/unsubscribe/x", "/unsubscribe/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        assert_eq!(nobody.get(wrong).await.status, 404, "{wrong}");
        assert_eq!(nobody.post(wrong, &[("List-Unsubscribe", "One-Click")]).await.status, 404, "{wrong}");
    }
}

#[tokio::test]
async fn digests_are_for_those_who_asked_and_have_an_address() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    verify(&ann, &mut mailbox, "ann@example.org").await;
    verify(&cy, &mut mailbox, "cy@example.org").await;
    // Bob asks without an address, Cy has one and doesn't ask, Ann has read everything.
    assert_eq!((choose(&bob, "weekly").await, choose(&ann, "weekly").await), (303, 303));
    ann.say("general", "@bob @cy").await;
    cy.say("general", "@ann").await;
    ann.post("/rooms/general/read", &[("change", "99")]).await;
    make_due(&app);
    looked_at(&app).await;
    assert_eq!(rows(&app, "outgoing_mails"), 0);
    // Messages that are read or gone before sending are not sent.
    cy.say("general", "@ann").await;
    mailbox.treat("defer").await;
    make_due(&app);
    mailbox.event("recipient").await;
    assert_eq!(choose(&ann, "never").await, 303);
    mailbox.treat("ok").await;
    until("it is dropped", async || rows(&app, "outgoing_mails") == 0).await;
    assert_eq!(rows(&app, "digest_links"), 0, "its link is gone with it");
}
