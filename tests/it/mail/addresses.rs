use super::{Mailbox, PAGE, act, ask, confirm, lose, rows, start, verify};
use crate::app::{PASSWORD, Person, TestApp, until};

#[tokio::test]
async fn an_address_is_verified_by_a_button_and_the_link_works_once() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let ann = app.person("ann").await;
    assert!(ann.get("/settings").await.has(".tabs a[href='/settings/email']"));
    for (address, password, field) in [
        ("", PASSWORD, "address"),
        ("ann", PASSWORD, "address"),
        ("ann@example.org\r\nBcc: eve@example.org", PASSWORD, "address"),
        ("ann@example.org,eve@example.org", PASSWORD, "address"),
        ("\"ann\r\n\"@example.org", PASSWORD, "address"),
        ("änn@example.org", PASSWORD, "address"),
        ("ann@example.org", "wrong horse", "password"),
    ] {
        let form = [("act", "verify"), ("address", address), ("password", password)];
        let refused = ann.post(PAGE, &form).await;
        assert_eq!(
            (refused.status.as_u16(), refused.has(&format!("#{field}[aria-invalid]"))),
            (422, true),
            "{address}"
        );
        assert!(!refused.texts(&format!("#{field}-error")).is_empty(), "{address}");
    }
    let mail = ask(&ann, &mut mailbox, "ann@xn--bcher-kva.example").await;
    let page = ann.get(PAGE).await;
    assert!(page.texts(".unverified")[0].contains("ann@xn--bcher-kva.example") && !page.has(".own-address"));
    // A program that scans e-mails follows links, and people open them where they are not logged in.
    for _ in 0..3 {
        let page = app.browser().get(&mail.path()).await;
        assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "private, no-store"));
        assert!(page.texts("main p").concat().contains("ann@xn--bcher-kva.example"));
    }
    assert_eq!(app.browser().post(&mail.path(), &[]).await.status, 400, "the button was not pressed");
    let done = app.browser().post(&mail.path(), &[("verify", "yes")]).await;
    assert_eq!((done.status.as_u16(), done.texts("h1")), (200, vec!["The address is verified".to_owned()]));
    assert_eq!(confirm(&ann, &mail.path()).await, 404, "once");
    assert_eq!(app.browser().get(&mail.path()).await.status, 404);
    let page = ann.get(PAGE).await;
    assert!(page.texts(".own-address")[0].contains("ann@xn--bcher-kva.example") && !page.has(".unverified"));
    let again = act(&ann, "verify", "ann@bücher.example").await;
    assert_eq!((again.status.as_u16(), again.texts("#address-error").len()), (422, 1), "it is hers already");
}

#[tokio::test]
async fn the_email_has_what_programs_look_for() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let ann = app.person("ann").await;
    let mail = ask(&ann, &mut mailbox, "ann@example.org").await;
    assert_eq!(mail.whole["sender"], "snug@example.org");
    assert_eq!(mail.headers("from"), ["Our chat <snug@example.org>"]);
    assert_eq!(mail.headers("to"), ["ann@example.org"]);
    assert_eq!(mail.headers("auto-submitted"), ["auto-generated"]);
    assert_eq!((mail.headers("date").len(), mail.headers("bcc").len()), (1, 0));
    let ids = mail.headers("message-id");
    assert!(ids[0].starts_with('<') && ids[0].ends_with("@localhost>"), "{ids:?}");
    assert_eq!(mail.headers("content-type")[0].replace('"', ""), "text/plain; charset=utf-8");
    assert_eq!(mail.headers("mime-version"), ["1.0"]);
    assert!(mail.body.starts_with("Hello ann,") && mail.body.contains("24 hours"), "{}", mail.body);

    for (language, subject) in [("ar", "تأكيد عنوان بريدك · Snug"), ("ja", "メールアドレスの確認 · Snug")]
    {
        assert_eq!(ann.post("/settings", &[("language", language), ("zone", "")]).await.status, 303);
        let mail = ask(&ann, &mut mailbox, "ann@example.org").await;
        assert_eq!(mail.subject, subject);
        assert_eq!(app.browser().get(&mail.path()).await.status, 200, "the link is intact: {}", mail.link());
    }
}

#[tokio::test]
async fn a_link_verifies_only_the_address_that_it_was_sent_to() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let ann = app.person("ann").await;
    let first = ask(&ann, &mut mailbox, "first@example.org").await;
    let second = ask(&ann, &mut mailbox, "second@example.org").await;
    assert_eq!(confirm(&ann, &first.path()).await, 404, "the address was replaced since");
    assert_eq!(confirm(&ann, &second.path()).await, 200);
    let third = ask(&ann, &mut mailbox, "third@example.org").await;
    assert_eq!(act(&ann, "cancel", "").await.location(), "/settings/email?done=removed");
    assert_eq!(confirm(&ann, &third.path()).await, 404);
    assert!(ann.get(PAGE).await.texts(".own-address")[0].contains("second@example.org"));
}

#[tokio::test]
async fn an_address_is_of_one_account_and_only_its_owner_learns_so() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    verify(&ann, &mut mailbox, "ann@example.org").await;
    let (taken, free) = (act(&bob, "verify", "ANN@example.org").await, act(&cy, "verify", "cy@example.org").await);
    assert_eq!((taken.status, taken.location()), (free.status, free.location()));
    let shown = bob.get(PAGE).await.texts(".unverified")[0].replace("ANN@", "cy@");
    assert_eq!(shown, cy.get(PAGE).await.texts(".unverified")[0]);
    let mails = [mailbox.mail().await, mailbox.mail().await];
    let [told, link] =
        if mails[0].to == "cy@example.org" { [&mails[1], &mails[0]] } else { [&mails[0], &mails[1]] };
    assert_eq!(told.subject, "This address is already in use · Snug");
    assert!(!told.body.contains("/email/"));

    // Of two who have asked for the same address, the first who proves that it is theirs gets it.
    let rival = ask(&bob, &mut mailbox, "cy@example.org").await;
    assert_eq!(confirm(&cy, &link.path()).await, 200);
    assert_eq!(confirm(&bob, &rival.path()).await, 404);
    lose(&app.browser(), "bob").await;
    lose(&app.browser(), "cy@example.org").await;
    let mail = mailbox.mail().await;
    assert!(mail.to == "cy@example.org" && mail.body.contains("Hello cy"), "{mail:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_use_a_link_at_once_one_gets_through() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let ann = app.person("ann").await;
    let statuses = async |link: String, form: [(&'static str, &'static str); 1]| {
        let mut attempts = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let (browser, link) = (app.browser(), link.clone());
            attempts.spawn(async move { browser.post(&link, &form).await.status.as_u16() });
        }
        let mut statuses = attempts.join_all().await;
        statuses.sort_unstable();
        statuses
    };
    let link = ask(&ann, &mut mailbox, "ann@example.org").await.path();
    assert_eq!(statuses(link, [("verify", "yes")]).await, [200, 404, 404, 404, 404, 404]);
    lose(&app.browser(), "ann").await;
    let link = mailbox.mail().await.path();
    assert_eq!(statuses(link, [("password", "battery staple")]).await, [303, 404, 404, 404, 404, 404]);
}

#[tokio::test]
async fn the_former_address_is_told_of_a_change_and_of_the_removal() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let ann = app.person("ann").await;
    verify(&ann, &mut mailbox, "old@example.org").await;
    lose(&app.browser(), "ann").await;
    let link = mailbox.mail().await.path();
    verify(&ann, &mut mailbox, "new@example.org").await;
    let told = mailbox.mail().await;
    assert_eq!((&*told.to, &*told.subject), ("old@example.org", "Your e-mail address was changed · Snug"));
    assert_eq!(app.browser().get(&link).await.status, 404, "links in the former inbox don't work any more");
    lose(&app.browser(), "old@example.org").await;
    lose(&app.browser(), "new@example.org").await;
    assert_eq!(mailbox.mail().await.to, "new@example.org");

    let wrong = [("act", "remove"), ("password", "wrong horse")];
    assert_eq!(ann.post(PAGE, &wrong).await.status, 422);
    assert_eq!(act(&ann, "remove", "").await.location(), "/settings/email?done=removed");
    let told = mailbox.mail().await;
    assert_eq!((&*told.to, &*told.subject), ("new@example.org", "Your e-mail address was removed · Snug"));
    assert!(!ann.get(PAGE).await.has(".own-address"));
    lose(&app.browser(), "ann").await;
    until("nothing waits", async || rows(&app, "outgoing_mails") == 0).await;
    let bob = app.person("bob").await;
    verify(&bob, &mut mailbox, "new@example.org").await;
}

#[tokio::test]
async fn emails_to_be_verified_are_limited_per_account_and_address() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let ann = app.person("ann").await;
    let mut statuses = Vec::new();
    for number in 0..6 {
        statuses.push(act(&ann, "verify", &format!("ann{number}@example.org")).await.status.as_u16());
    }
    assert_eq!((&statuses[..5], statuses[5]), (&[303; 5][..], 429));
    statuses.clear();
    for name in ["bob", "cy", "dee", "eli", "fay", "gil"] {
        let person = app.person(name).await;
        statuses.push(act(&person, "verify", "victim@example.org").await.status.as_u16());
    }
    assert_eq!((&statuses[..5], statuses[5]), (&[303; 5][..], 429), "nobody's inbox is flooded");
    mailbox.mail().await;
}

#[tokio::test]
async fn an_address_is_in_the_download_and_goes_with_the_account() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let (_ann, bob) = (app.person("ann").await, app.person("bob").await);
    verify(&bob, &mut mailbox, "bob@example.org").await;
    ask(&bob, &mut mailbox, "bob2@example.org").await;
    let profile = profile(&bob).await;
    assert_eq!(
        (&profile["email"], &profile["email_to_be_verified"]),
        (&"bob@example.org".into(), &"bob2@example.org".into())
    );
    let delete = [("messages", "stay"), ("password", PASSWORD)];
    assert_eq!(bob.post("/settings/delete", &delete).await.status, 303);
    super::database(&app).execute("update accounts set delete_at = delete_at - 604800000", ()).unwrap();
    let app: TestApp = app.restart().await;
    until("the account is gone", async || rows(&app, "email_addresses") == 0).await;
    drop::<Mailbox>(mailbox);
}

/// The profile in the download of one's data.
async fn profile(person: &Person) -> serde_json::Value {
    use std::io::Read as _;
    let request = person.request(reqwest::Method::POST, "/settings/download").form(&[("password", PASSWORD)]);
    let bytes = request.send().await.unwrap().bytes().await.unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let mut text = String::new();
    zip.by_name("profile.jsonl").unwrap().read_to_string(&mut text).unwrap();
    serde_json::from_str(text.lines().next().unwrap()).unwrap()
}
