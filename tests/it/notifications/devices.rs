use super::push_service::{Browser, PushService};
use super::{PAGE, count, nothing_before, set, start};
use crate::app::PASSWORD;

async fn log_in(app: &crate::app::TestApp, name: &str) -> crate::app::Person {
    let browser = app.browser();
    let answer = browser.post("/login", &[("username", name), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 303);
    browser
}

#[tokio::test]
async fn devices_are_listed_with_their_previews_and_can_be_removed() {
    let mut service = PushService::open().await;
    let app = start("0").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    assert!(ann.get(PAGE).await.texts("main p").contains(&"No device gets notifications.".to_owned()));
    let browser = Browser::new(&service, "ann");
    browser.turn_on(&ann).await;
    let page = ann.get(PAGE).await;
    assert_eq!(
        (page.texts(".devices li").len(), page.texts(".devices .tag")),
        (1, vec!["This device".to_owned()])
    );
    assert!(page.texts(".devices li")[0].contains("No notification yet"));
    assert!(!page.body.contains("/push/ann"), "its address is a secret");
    let id = page.attribute(".devices input[name=device]", "value").unwrap();
    let preview =
        async |preview: &str| set(&ann, &[("act", "preview"), ("device", &id), ("preview", preview)]).await;
    assert_eq!(preview("everything").await.status, 422);
    for (choice, title, body) in [
        ("name", "bob in General", "1 new message"),
        ("nothing", "Snug", "1 new message"),
        ("text", "bob in General", "the secret"),
    ] {
        assert_eq!(preview(choice).await.status, 303);
        bob.say("general", "the secret").await;
        let told = browser.read(&service.next().await);
        assert_eq!((&told["title"], &told["body"]), (&title.into(), &body.into()), "{choice}");
        let page: serde_json::Value = serde_json::from_str(&ann.get("/notifications").await.body).unwrap();
        assert_eq!((&page["device"], &page["notifications"][0]["title"]), (&true.into(), &title.into()));
        ann.post("/rooms/general/read", &[("change", "99")]).await;
    }
    assert!(ann.get(PAGE).await.texts(".devices li")[0].contains("Last notification"));
    // Turned on again, as in a new session, it keeps its preview.
    assert_eq!(preview("nothing").await.status, 303);
    browser.turn_on(&ann).await;
    assert!(ann.get(PAGE).await.has(".devices option[value=nothing][selected]"));

    let (theirs, remove) =
        ([("act", "remove"), ("device", &*id)], [("act", "preview"), ("device", &*id), ("preview", "text")]);
    assert_eq!(set(&bob, &theirs).await.status, 303);
    assert_eq!(set(&bob, &remove).await.status, 404, "somebody else's");
    assert_eq!(count(&app, "select count(*) from push_subscriptions where preview = 'nothing'"), 1);
    assert_eq!(set(&ann, &theirs).await.status, 303);
    assert_eq!(count(&app, "select count(*) from push_subscriptions"), 0);
}

#[tokio::test]
async fn a_device_is_the_sessions_and_ends_with_it() {
    let mut service = PushService::open().await;
    let app = start("0").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let (first, second) = (Browser::new(&service, "first"), Browser::new(&service, "second"));
    let other = log_in(&app, "ann").await;
    first.turn_on(&ann).await;
    second.turn_on(&other).await;
    bob.say("general", "to both").await;
    let paths = std::collections::BTreeSet::from([service.next().await.path, service.next().await.path]);
    assert_eq!(paths.len(), 2, "{paths:?}");
    assert_eq!(other.post("/logout", &[("logout", "yes")]).await.status, 303);
    bob.say("general", "to one").await;
    assert_eq!(service.next().await.path, "/push/first");
    nothing_before(&mut service, &first, &bob, "ann").await;

    // Another account logs in in the same browser: from then on, the browser gets that account's notifications alone.
    first.turn_on(&bob).await;
    let devices = ann.get(PAGE).await.texts(".devices li").len();
    assert_eq!((devices, bob.get(PAGE).await.texts(".devices li").len()), (0, 1));
    ann.say("general", "for bob").await;
    assert_eq!(first.read(&service.next().await)["title"], "ann in General");
    let off = bob.post("/settings/notifications/device", &[("act", "off")]).await;
    assert_eq!((off.status.as_u16(), count(&app, "select count(*) from push_subscriptions")), (204, 0));
    assert_eq!(first.try_turn_on(&app.browser()).await.status, 303, "nobody without a session");
}

#[tokio::test]
async fn an_account_has_a_bounded_number_of_devices() {
    let service = PushService::open().await;
    let app = start("0").await;
    let ann = app.person("ann").await;
    for number in 0..20 {
        let session = log_in(&app, "ann").await;
        Browser::new(&service, &number.to_string()).turn_on(&session).await;
    }
    assert_eq!(Browser::new(&service, "more").try_turn_on(&ann).await.status, 409);
    let session = log_in(&app, "ann").await;
    let known = Browser::new(&service, "0");
    assert_eq!(known.try_turn_on(&session).await.status, 204, "a known one may log in again");
    assert_eq!(count(&app, "select count(*) from push_subscriptions"), 20);
    // One session is one browser: many endpoints of it replace each other.
    for number in 0..5 {
        Browser::new(&service, &format!("other {number}")).try_turn_on(&session).await;
    }
    assert_eq!(count(&app, "select count(*) from push_subscriptions"), 20);
}

#[tokio::test]
async fn what_is_no_subscription_is_refused() {
    let service = PushService::open().await;
    let app = start("0").await;
    let ann = app.person("ann").await;
    let browser = Browser::new(&service, "ann");
    for (field, value) in [
        ("act", ""),
        ("act", "maybe"),
        ("endpoint", ""),
        ("endpoint", "javascript:alert(1)"),
        ("endpoint", "file:///etc/passwd"),
        ("p256dh", ""),
        ("p256dh", "AAAA"),
        ("auth", ""),
        ("auth", "AAAA"),
    ] {
        let form = browser.form();
        let form: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, usual)| (*name, if *name == field { value } else { usual.as_str() }))
            .collect();
        let answer = ann.post("/settings/notifications/device", &form).await;
        assert_eq!(answer.status, 400, "{field} {value}");
    }
    assert_eq!(count(&app, "select count(*) from push_subscriptions"), 0);
}
