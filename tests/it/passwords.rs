//! Changing the password.

use crate::app::{Answer, PASSWORD, Person, TestApp};
use crate::sinks::over_every_sink;

const PAGE: &str = "/settings/password";
const NEW: &str = "battery staple";

over_every_sink! {
    changing_the_password_logs_out_all_other_devices,
}

async fn change(person: &Person, present: &str, new: &str) -> Answer {
    person.post(PAGE, &[("present", present), ("password", new)]).await
}

async fn log_in(app: &TestApp, name: &str, password: &str) -> Option<Person> {
    let person = app.browser();
    let answer = person.post("/login", &[("username", name), ("password", password)]).await;
    (answer.status == 303).then_some(person)
}

async fn changing_the_password_logs_out_all_other_devices() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let phone = log_in(&app, "ann", PASSWORD).await.unwrap();
    let (mut here, mut there) =
        (ann.events("/rooms/general/events").await, phone.events("/rooms/general/events").await);
    let page = ann.get(PAGE).await;
    assert_eq!(page.attribute("[autocomplete=username]", "value").as_deref(), Some("ann"));
    assert!(
        page.has("#present[autocomplete=current-password]") && page.has("#password[autocomplete=new-password]")
    );
    assert!(ann.get("/settings").await.has(&format!("main a[href='{PAGE}']")));

    let done = change(&ann, PASSWORD, NEW).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/settings?password=changed"));
    let said = ann.get(done.location()).await.texts(".saved").concat();
    assert_eq!(said, "Password changed. Other devices have been logged out.");
    while there.next().await.is_some() {}
    assert_eq!(phone.get("/rooms").await.status, 303, "it is logged out");
    bob.say("general", "hello").await;
    assert_eq!(here.message().await, "hello", "this one goes on");
    assert!(log_in(&app, "ann", PASSWORD).await.is_none());
    assert!(log_in(&app, "ann", NEW).await.is_some());
    assert!(log_in(&app, "bob", PASSWORD).await.is_some(), "nobody else is concerned");
}

#[tokio::test]
async fn errors_are_shown_beside_their_fields() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for (present, new, field, words) in [
        ("wrong horse", NEW, "present", "Wrong password"),
        ("", NEW, "present", "Wrong password"),
        (PASSWORD, "short", "password", "at least 8"),
        (PASSWORD, "password1", "password", "too common"),
        (PASSWORD, "ann-2026!", "password", "name"),
        (PASSWORD, &"x".repeat(257), "password", "at most 256"),
    ] {
        let refused = change(&ann, present, new).await;
        assert_eq!(refused.status, 422, "{present} {new}");
        let said = refused.texts(&format!("#{field}-error")).concat();
        assert!(said.contains(words), "{present} {new}: {said}");
        assert!(!refused.has("main input[type=password][value]"), "no password comes back");
    }
    assert!(log_in(&app, "ann", PASSWORD).await.is_some());
    assert_eq!(app.browser().get(PAGE).await.status, 303);
    assert_eq!(change(&app.browser(), PASSWORD, NEW).await.status, 303, "nobody is nobody");
}

#[tokio::test]
async fn guesses_of_the_current_password_are_limited_like_logins() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let mut statuses = Vec::new();
    for _ in 0..30 {
        let answer = change(&ann, "wrong horse", NEW).await;
        statuses.push(answer.status.as_u16());
        if answer.status == 429 {
            assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
            break;
        }
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    assert_eq!(change(&ann, PASSWORD, NEW).await.status, 429, "nor is the right one tried");
}
