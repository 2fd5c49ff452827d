use super::push_service::{Browser, PushService};
use super::{alter, nothing_before, set, shown, start};
use crate::app::PASSWORD;

#[tokio::test]
async fn levels_decide_in_rooms_and_conversations_notify_of_everything() {
    let mut service = PushService::open().await;
    let app = start("0").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let browser = Browser::new(&service, "ann");
    browser.turn_on(&ann).await;
    let level = async |level| {
        assert_eq!(ann.post("/rooms/general/involvement", &[("involvement", level)]).await.status, 303);
    };
    ann.say("general", "my own").await;
    bob.say("general", "everything").await;
    assert_eq!(browser.read(&service.next().await)["body"], "everything");
    level("mentions").await;
    bob.say("general", "not this").await;
    bob.say("general", "but @ann this").await;
    assert_eq!(browser.read(&service.next().await)["body"], "but @ann this");
    for quiet in ["nothing", "hidden"] {
        level(quiet).await;
        bob.say("general", "not @ann this").await;
        nothing_before(&mut service, &browser, &bob, "ann").await;
        assert!(shown(&ann).await.iter().all(|one| one["tag"] != "room-1"));
    }
}

#[tokio::test]
async fn a_muted_room_is_silent_until_the_time_is_over() {
    let mut service = PushService::open().await;
    let app = start("0").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let browser = Browser::new(&service, "ann");
    browser.turn_on(&ann).await;
    let mute = async |mute| {
        let form = [("involvement", "everything"), ("mute", mute)];
        ann.post("/rooms/general/involvement", &form).await.status.as_u16()
    };
    assert_eq!(mute("for ever").await, 400);
    assert_eq!(mute("hour").await, 303);
    let details = ann.get("/rooms/general/about").await;
    assert!(details.has("p.muted time") && details.has("#mute option[value=off]"));
    // The form without a choice leaves it as it is.
    assert_eq!(mute("").await, 303);
    bob.say("general", "muted @ann").await;
    nothing_before(&mut service, &browser, &bob, "ann").await;
    assert_eq!(shown(&ann).await.len(), 1, "the conversation alone");
    alter(&app, "update memberships set muted_until = 1");
    bob.say("general", "loud").await;
    assert_eq!(browser.read(&service.next().await)["body"], "loud");
    assert_eq!(mute("week").await, 303);
    assert_eq!(mute("off").await, 303);
    assert!(!ann.get("/rooms/general/about").await.has("p.muted"));
    bob.say("general", "loud again").await;
    assert!(browser.read(&service.next().await)["body"].as_str().unwrap().starts_with("loud again"));
}

#[tokio::test]
async fn blocked_people_notify_nobody() {
    let mut service = PushService::open().await;
    let app = start("0").await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let browser = Browser::new(&service, "ann");
    browser.turn_on(&ann).await;
    let block = ann.post("/settings/blocked", &[("act", "block"), ("name", "bob")]).await;
    assert_eq!(block.status, 303, "{}", block.body);
    bob.say("general", "hello @ann").await;
    assert!(shown(&ann).await.is_empty());
    nothing_before(&mut service, &browser, &cy, "ann").await;
}

#[tokio::test]
async fn do_not_disturb_and_quiet_hours_silence_everything() {
    let mut service = PushService::open().await;
    let app = start("0").await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let (browser, other) = (Browser::new(&service, "ann"), Browser::new(&service, "cy"));
    browser.turn_on(&ann).await;
    other.turn_on(&cy).await;
    // The other's notification tells that it was decided about both.
    let mut silent = async |body: &str| {
        bob.say("general", body).await;
        let push = service.next().await;
        assert_eq!(push.path, "/push/cy", "{body}");
        assert!(other.read(&push)["body"].as_str().unwrap().starts_with(body));
        assert!(shown(&ann).await.is_empty(), "{body}");
    };
    assert_eq!(set(&ann, &[("act", "pause"), ("pause", "hour")]).await.status, 303);
    silent("paused").await;
    assert_eq!(set(&ann, &[("act", "resume")]).await.status, 303);
    // The day and time of this test are unknown: every day, all day.
    let form: Vec<(&str, &str)> = [("act", "preferences"), ("level", "everything"), ("zone", "Asia/Tokyo")]
        .into_iter()
        .chain(std::iter::repeat_n([("from", "00:00"), ("until", "00:00")], 7).flatten())
        .collect();
    assert_eq!(set(&ann, &form).await.status, 303);
    silent("quiet").await;
    assert_eq!(set(&ann, &[("act", "preferences"), ("level", "everything")]).await.status, 303);
    bob.say("general", "loud").await;
    let paths = [service.next().await.path, service.next().await.path];
    assert!(paths.contains(&"/push/ann".to_owned()), "{paths:?}");
}

#[tokio::test]
async fn whoever_may_not_read_a_room_any_more_is_not_notified() {
    let mut service = PushService::open().await;
    let app = start("2").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let browser = Browser::new(&service, "bob");
    browser.turn_on(&bob).await;
    let room = ann.make_room("Secret", "closed").await;
    ann.post(&format!("/rooms/{room}/invite"), &[("username", "bob")]).await;
    ann.say(&room, "the plan @bob").await;
    assert_eq!(ann.post(&format!("/rooms/{room}/remove"), &[("username", "bob")]).await.status, 303);
    // Nor of a message that is deleted in time.
    ann.say("general", "by mistake").await;
    assert_eq!(ann.post("/rooms/general/messages/2/delete", &[]).await.status, 303);
    nothing_before(&mut service, &browser, &ann, "bob").await;

    // A ban ends the sessions, and with them what they are notified of.
    ann.say("general", "@bob").await;
    let ban = [("act", "deactivate"), ("password", PASSWORD)];
    let banned = ann.post("/admin/people/bob", &ban).await;
    assert_eq!(banned.status, 303, "{}", banned.body);
    assert_eq!(super::count(&app, "select count(*) from push_subscriptions"), 0);
    assert_eq!(super::count(&app, "select count(*) from outgoing_pushes"), 0);
}

#[tokio::test]
async fn open_pages_show_what_is_unread() {
    let app = start("0").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    assert!(shown(&ann).await.is_empty());
    bob.say("general", "first").await;
    bob.say("general", "second").await;
    ann.say("general", "my own").await;
    let list = shown(&ann).await;
    assert_eq!((list.len(), &list[0]["body"], &list[0]["title"]), (1, &"second".into(), &"bob in General".into()));
    assert_eq!(list[0]["url"], "/rooms/general/messages/2#message-2");
    assert!(shown(&bob).await.iter().all(|one| one["body"] == "my own"));
    ann.post("/rooms/general/read", &[("change", "99")]).await;
    assert!(shown(&ann).await.is_empty(), "it is read");
    bob.say("general", "third").await;
    alter(&app, "update messages set posted_at = posted_at - 200000");
    assert!(shown(&ann).await.is_empty(), "it is old");
}
