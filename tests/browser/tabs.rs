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

in_every_engine!(the_back_button_shows_messages_posted_meanwhile, async |stage| {
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
    ann.log_out().await;
    ann.is_at("/login").await;

    ann.switch_to(first).await;
    ann.reads("#offline", "You are logged out").await;
    bob.say("general", "two").await;
    ann.until("document.querySelector('#live') === null").await;
    ann.press("#offline a").await;
    ann.is_at("/login").await;
    ann.until("new URLSearchParams(location.search).get('next') === '/rooms/general'").await;
});

/// Makes a page hidden, or shows it again, as switching to another tab does.
pub async fn hide(window: &crate::window::Window, hidden: bool) {
    let script = format!(
        "Object.defineProperty(document, 'hidden', {{ get: () => window.away, configurable: true }});
        window.away = {hidden}; document.dispatchEvent(new Event('visibilitychange', {{ bubbles: true }}));"
    );
    window.script(&script).await.unwrap();
}

in_every_engine!(a_hidden_tab_shows_unread_marks_in_title_and_icon, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    bob.say("general", "one").await;
    ann.sees(&["one"]).await;
    ann.until("document.title === 'General · Snug'").await;
    hide(&ann, true).await;
    bob.say("general", "two").await;
    ann.until("document.title === '• General · Snug'").await;
    ann.until("document.querySelector('link[rel=icon]').href.includes('unread')").await;
    bob.say("general", "and you, @ann?").await;
    ann.until("document.title === '(1) General · Snug'").await;
    hide(&ann, false).await;
    ann.until("document.title === 'General · Snug'").await;
});

in_every_engine!(of_two_hidden_tabs_one_tells_the_other, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    let first = ann.current().await;
    let second = ann.open(true).await;
    ann.visit("/rooms/general").await;
    for tab in [&first, &second] {
        ann.switch_to(tab.clone()).await;
        hide(&ann, true).await;
    }
    bob.say("general", "hello @ann").await;
    for tab in [&first, &second] {
        ann.switch_to(tab.clone()).await;
        ann.until("document.title === '(1) General · Snug'").await;
    }
});

in_every_engine!(eight_windows_of_one_browser_all_load_and_get_new_messages, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    let mut windows = vec![ann.current().await];
    for _ in 1..8 {
        windows.push(ann.open(false).await);
        ann.visit("/rooms/general").await;
    }
    ann.visit("/settings").await;
    ann.visit("/rooms/general").await;
    bob.say("general", "hello").await;
    for window in windows {
        ann.switch_to(window).await;
        ann.sees(&["hello"]).await;
    }
});

in_every_engine!(a_tab_without_a_stream_closes_its_room_when_its_reader_is_removed, async |stage| {
    let bob = stage.person("bob").await;
    let ann = stage.enter("ann", Desktop).await;
    let den = bob.make_room("Den", "closed").await;
    bob.post(&format!("/rooms/{den}/invite"), &[("username", "ann")]).await;
    // As many as may stream, in another room.
    for _ in 1..3 {
        ann.open(false).await;
        ann.visit("/rooms/general").await;
    }
    ann.open(false).await;
    ann.visit(&format!("/rooms/{den}")).await;
    ann.until("document.querySelector('#live') !== null").await;
    hide(&ann, true).await;
    bob.post(&format!("/rooms/{den}/remove"), &[("username", "ann")]).await;
    ann.until("document.querySelector('#live') === null").await;
});

in_every_engine!(hidden_tabs_close_their_room_when_the_session_ends, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let mut tabs = vec![ann.current().await];
    for _ in 1..4 {
        tabs.push(ann.open(true).await);
        ann.visit("/rooms/general").await;
    }
    for tab in &tabs {
        ann.switch_to(tab.clone()).await;
        hide(&ann, true).await;
    }
    ann.log_out().await;
    ann.is_at("/login").await;
    for tab in tabs {
        ann.switch_to(tab).await;
        ann.until("document.querySelector('#live') === null").await;
    }
});

in_every_engine!(twenty_tabs_of_one_browser_all_say_what_is_unread, async |stage| {
    // More may ask for a stream in the same moment than the server allows.
    stage.forgive("429");
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    let mut tabs = vec![ann.current().await];
    for _ in 1..20 {
        tabs.push(ann.open(true).await);
        ann.visit("/rooms/general").await;
    }
    for tab in &tabs {
        ann.switch_to(tab.clone()).await;
        hide(&ann, true).await;
    }
    for (text, title) in [("hello", "• General · Snug"), ("and you, @ann?", "(1) General · Snug")] {
        bob.say("general", text).await;
        for tab in &tabs {
            ann.switch_to(tab.clone()).await;
            ann.until(&format!("document.title === '{title}'")).await;
        }
    }
});
