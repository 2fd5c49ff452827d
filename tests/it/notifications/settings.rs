use super::{PAGE, set, start};

#[tokio::test]
async fn quiet_hours_are_saved_by_weekday_and_wrong_ones_come_back_as_typed() {
    let app = start("0").await;
    let ann = app.person("ann").await;
    let hours = |monday: (&'static str, &'static str)| {
        let mut form = vec![("act", "preferences"), ("level", "mentions"), ("sound", "yes")];
        for day in 0..7 {
            let (from, until) = if day == 0 { monday } else { ("", "") };
            form.extend([("from", from), ("until", until)]);
        }
        form
    };
    for wrong in [("22:00", ""), ("", "07:00"), ("25:00", "07:00"), ("ten", "seven")] {
        let refused = set(&ann, &hours(wrong)).await;
        assert_eq!((refused.status.as_u16(), refused.has("#quiet-error")), (422, true), "{wrong:?}");
        assert_eq!(refused.attribute("input[name=from]", "value").unwrap(), wrong.0);
        assert_eq!(refused.attribute("input[name=until]", "value").unwrap(), wrong.1);
        assert!(refused.has("input[name=from][aria-invalid][aria-describedby^=quiet-error]"));
    }
    assert_eq!(set(&ann, &hours(("22:00", "07:00"))).await.location(), "/settings/notifications?saved=yes");
    let page = ann.get(PAGE).await;
    assert_eq!(page.attribute("input[name=from]", "value").unwrap(), "22:00");
    assert_eq!(page.html().select(&crate::app::css("input[name=until]")).count(), 7);
    assert!(page.has("input[name=level][value=mentions][checked]") && page.has("input[name=sound][checked]"));

    // The level is that of rooms joined from then on, and not of conversations.
    let bob = app.person("bob").await;
    let tea = bob.make_room("Tea", "open").await;
    assert_eq!(ann.post(&format!("/rooms/{tea}/join"), &[]).await.status, 303);
    let checked = async |room: &str| {
        let page = ann.get(&format!("/rooms/{room}/about")).await;
        page.attribute("input[name=involvement][checked]", "value").unwrap()
    };
    assert_eq!((checked(&tea).await, checked("general").await), ("mentions".to_owned(), "everything".to_owned()));
    let conversation = bob.post("/direct", &[("people", "ann")]).await;
    let conversation = conversation.location().trim_start_matches("/rooms/").to_owned();
    bob.say(&conversation, "hello").await;
    assert_eq!(checked(&conversation).await, "everything");
}

#[tokio::test]
async fn do_not_disturb_has_an_end() {
    let app = start("0").await;
    let ann = app.person("ann").await;
    assert!(!ann.get(PAGE).await.has("button[value=resume]"));
    assert_eq!(set(&ann, &[("act", "pause"), ("pause", "for ever")]).await.status, 422);
    assert_eq!(set(&ann, &[("act", "pause"), ("pause", "tomorrow")]).await.status, 303);
    let page = ann.get(PAGE).await;
    assert!(page.has("p.paused time") && page.has("button[value=resume]"));
    // Other settings don't end it.
    assert_eq!(set(&ann, &[("act", "preferences"), ("level", "everything")]).await.status, 303);
    assert!(ann.get(PAGE).await.has("p.paused"));
    super::alter(&app, "update notification_settings set paused_until = 1");
    assert!(!ann.get(PAGE).await.has("p.paused"), "it is over");
    for wrong in [&[("act", "preferences"), ("level", "hidden")][..], &[("act", "preferences")]] {
        assert_eq!(set(&ann, wrong).await.status, 422);
    }
    assert_eq!(set(&ann, &[("act", "dance")]).await.status, 400);
}

#[tokio::test]
async fn the_service_worker_and_its_offline_page_are_the_same_for_everybody() {
    let app = start("0").await;
    let ann = app.person("ann").await;
    for person in [&ann, &app.browser()] {
        let worker = person.get("/service-worker.js").await;
        assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(worker.header("cache-control"), "no-cache");
        assert!(worker.header("content-security-policy").contains("worker-src 'self'"));
        let page = person.get("/offline?language=ja").await;
        assert_eq!((page.status.as_u16(), page.texts("h1")), (200, vec!["オフラインです".to_owned()]));
        assert!(!page.has("script") && !page.body.contains("ann"));
    }
    assert_eq!(ann.get("/offline?language=ar").await.attribute("html", "dir").unwrap(), "rtl");
}
