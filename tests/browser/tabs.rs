//! Several tabs, and the way back.

use crate::engine::Kind::Desktop;

in_every_engine!(two_tabs_of_one_browser_both_get_every_message_once, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    let first = ann.current().await;
    let second = ann.open(true).await;
    ann.visit("/rooms/general").await;
    bob.say("general", "one").await;
    ann.sees(&["one"]).await;
    ann.switch_to(first.clone()).await;
    ann.sees(&["one"]).await;
    bob.say("general", "two").await;
    ann.sees(&["one", "two"]).await;
    ann.switch_to(second).await;
    ann.sees(&["one", "two"]).await;
    ann.say("three").await;
    ann.sees(&["one", "two", "three"]).await;
    ann.switch_to(first).await;
    ann.sees(&["one", "two", "three"]).await;
});

in_every_engine!(the_way_back_to_a_room_shows_what_was_said_meanwhile, async |stage| {
    let bob = stage.person("bob").await;
    assert_eq!(bob.post("/rooms", &[("name", "garden")]).await.status, 303);
    let ann = stage.enter("ann", Desktop).await;
    assert_eq!(bob.post("/rooms/garden/invite", &[("username", "ann")]).await.status, 303);
    bob.say("general", "one").await;
    ann.sees(&["one"]).await;
    // The room comes into the list by itself.
    ann.can_see("#sidebar a[href='/rooms/garden']").await;
    ann.press("#sidebar a[href='/rooms/garden']").await;
    ann.is_at("/rooms/garden").await;
    bob.say("garden", "elsewhere").await;
    ann.sees(&["elsewhere"]).await;

    bob.say("general", "two").await;
    ann.go_back().await;
    ann.is_at("/rooms/general").await;
    ann.sees(&["one", "two"]).await;
    bob.say("general", "three").await;
    ann.sees(&["one", "two", "three"]).await;
    assert_eq!(ann.typed("#composer-body").await, "");
});

in_every_engine!(logging_out_in_one_window_ends_the_stream_of_another, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    let first = ann.current().await;
    ann.open(false).await;
    ann.visit("/rooms/general").await;
    bob.say("general", "one").await;
    ann.sees(&["one"]).await;
    ann.press("#sidebar .me button").await;
    ann.is_at("/login").await;

    ann.switch_to(first).await;
    ann.reads("#offline", "You are logged out").await;
    bob.say("general", "two").await;
    ann.until("document.querySelector('#live') === null").await;
    ann.press("#offline a").await;
    ann.is_at("/login").await;
    ann.until("new URLSearchParams(location.search).get('next') === '/rooms/general'").await;
});
