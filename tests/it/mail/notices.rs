use totp_rs::{Builder, Secret};

use super::{start, verify};
use crate::app::{PASSWORD, Person};

const FACTOR: &str = "/settings/second-factor";

async fn factor(person: &Person, act: &str, code: &str) -> u16 {
    person.post(FACTOR, &[("act", act), ("code", code), ("password", PASSWORD)]).await.status.as_u16()
}

async fn turn_on(person: &Person) {
    assert_eq!(factor(person, "begin", "").await, 303);
    let secret = Secret::try_from_base32(person.get(FACTOR).await.texts("main code").remove(0)).unwrap();
    let totp = Builder::new().with_secret(secret).with_account_name("ann").build().unwrap();
    let now = snug::model::Timestamp::now().as_second().try_into().unwrap();
    assert_eq!(factor(person, "confirm", &totp.generate(now).to_string()).await, 200);
}

#[tokio::test]
async fn the_owner_is_told_of_a_new_password_and_of_the_second_factor() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    verify(&bob, &mut mailbox, "bob@example.org").await;
    // Accounts without a verified address get no notice.
    turn_on(&cy).await;
    turn_on(&bob).await;
    let told = mailbox.mail().await;
    assert_eq!((&*told.to, &*told.subject), ("bob@example.org", "Two-factor authentication turned on · Snug"));
    assert!(told.body.contains("If it was not you"));
    assert_eq!(factor(&bob, "off", "").await, 303);
    assert_eq!(mailbox.mail().await.subject, "Two-factor authentication turned off · Snug");
    turn_on(&bob).await;
    mailbox.mail().await;
    let by_ann = [("act", "factor"), ("role", "member"), ("password", PASSWORD)];
    assert_eq!(ann.post("/admin/people/bob", &by_ann).await.status, 303);
    assert_eq!(mailbox.mail().await.subject, "Two-factor authentication turned off · Snug", "by an administrator");
    assert_eq!(ann.post("/admin/people/bob", &by_ann).await.status, 303, "which was off already: no notice");
    let change = [("present", PASSWORD), ("password", "battery staple")];
    assert_eq!(bob.post("/settings/password", &change).await.status, 303);
    let told = mailbox.mail().await;
    assert_eq!((&*told.to, &*told.subject), ("bob@example.org", "Your password was changed · Snug"));
}

#[tokio::test]
async fn the_second_factor_is_needed_after_a_lost_password_too() {
    let Some((app, mut mailbox)) = start(&[]).await else { return };
    let ann = app.person("ann").await;
    verify(&ann, &mut mailbox, "ann@example.org").await;
    turn_on(&ann).await;
    mailbox.mail().await;
    super::lose(&app.browser(), "ann").await;
    let link = mailbox.mail().await.path();
    assert_eq!(app.browser().post(&link, &[("password", "battery staple")]).await.status, 303);
    let login = [("username", "ann"), ("password", "battery staple")];
    let page = app.browser().post("/login", &login).await;
    assert_eq!((page.status.as_u16(), page.has("#code")), (200, true));
}
