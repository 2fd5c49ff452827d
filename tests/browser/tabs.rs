//! Several tabs, and the way back.

use crate::engine::Kind::{Desktop, Phone};

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

/// Makes a page hidden, or shows it again, as switching to another tab does.
async fn hide(window: &crate::window::Window, hidden: bool) {
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
    ann.press("#sidebar .me button").await;
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

in_every_engine!(a_page_that_is_no_room_says_what_is_unread_while_a_room_is_open_in_another_tab, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    let first = ann.current().await;
    hide(&ann, true).await;
    ann.open(true).await;
    ann.visit("/settings").await;
    ann.until("document.title === 'Settings · Snug'").await;
    bob.say("general", "hello").await;
    ann.until("document.title === '• Settings · Snug'").await;
    ann.until("document.querySelector('link[rel=icon]').href.includes('unread')").await;
    bob.say("general", "and you, @ann?").await;
    ann.until("document.title === '(1) Settings · Snug'").await;
    ann.reads("#own-rooms a[href='/rooms/general'] .badge", "1").await;
    // A page about a room stays in it.
    ann.visit("/rooms/general/about").await;
    bob.say("general", "@ann?").await;
    ann.until("document.title === '(2) About General · Snug'").await;
    ann.can_see("#own-rooms a[aria-current][href='/rooms/general']").await;
    ann.switch_to(first).await;
    hide(&ann, false).await;
    ann.until("document.title === 'General · Snug'").await;
});

in_every_engine!(a_page_that_is_no_room_says_what_is_unread_where_no_room_is_open, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    ann.visit("/settings").await;
    ann.until("document.title === 'Settings · Snug'").await;
    bob.say("general", "hello").await;
    ann.until("document.title === '• Settings · Snug'").await;
    ann.until("document.querySelector('link[rel=icon]').href.includes('unread')").await;
    hide(&ann, true).await;
    bob.say("general", "and you, @ann?").await;
    ann.until("document.title === '(1) Settings · Snug'").await;
    ann.reads("#own-rooms a[href='/rooms/general'] .badge", "1").await;
    // A page about a room stays in it.
    ann.visit("/rooms/general/about").await;
    bob.say("general", "@ann?").await;
    ann.until("document.title === '(2) About General · Snug'").await;
    let den = bob.make_room("Den", "open").await;
    ann.script("fetch('/rooms/den/join', { method: 'POST' })").await.unwrap();
    ann.can_see(&format!("#own-rooms a[href='/rooms/{den}']")).await;
    ann.can_see("#own-rooms a[aria-current][href='/rooms/general']").await;
});

in_every_engine!(closing_the_last_room_hands_its_stream_over_to_another_page, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    let room = ann.current().await;
    let settings = ann.open(true).await;
    ann.visit("/settings").await;
    // The room streams, and the page without one listens.
    bob.say("general", "one").await;
    ann.switch_to(room.clone()).await;
    ann.sees(&["one"]).await;
    ann.visit("/search").await;
    for (text, count) in [("@ann, two", 1), ("@ann, three", 2)] {
        bob.say("general", text).await;
        for (tab, title) in [(&room, "Search"), (&settings, "Settings")] {
            ann.switch_to(tab.clone()).await;
            ann.until(&format!("document.title === '({count}) {title} · Snug'")).await;
        }
    }
    // A room takes the stream back.
    ann.switch_to(room.clone()).await;
    ann.visit("/rooms/general").await;
    ann.sees(&["one", "@ann, two", "@ann, three"]).await;
    // Firefox's driver doesn't see the variables of scripts.
    let sees_variables = stage.engine != Engine::Firefox;
    if sees_variables {
        ann.until("streaming").await;
    }
    ann.switch_to(settings).await;
    ann.until("document.title === 'Settings · Snug'").await;
    if sees_variables {
        ann.until("!streaming").await;
    }
    hide(&ann, true).await;
    ann.switch_to(room).await;
    bob.say("general", "four").await;
    ann.sees(&["one", "@ann, two", "@ann, three", "four"]).await;
});

in_every_engine!(a_page_that_is_no_room_says_that_the_session_has_ended, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let first = ann.current().await;
    let bob = stage.person("bob").await;
    ann.visit("/settings").await;
    bob.say("general", "hello").await;
    ann.until("document.title === '• Settings · Snug'").await;
    ann.open(true).await;
    ann.visit("/search").await;
    ann.press("#sidebar .me button").await;
    ann.is_at("/login").await;
    ann.switch_to(first).await;
    ann.reads("main > .banner", "You are logged out. Log in again to continue.").await;
    ann.until("document.querySelector('#live') === null").await;
});

in_every_engine!(the_button_of_the_room_list_says_what_is_unread_where_no_room_is_open, async |stage| {
    let ann = stage.enter("ann", Phone).await;
    let bob = stage.person("bob").await;
    ann.visit("/rooms/general/about").await;
    let den = bob.make_room("Den", "open").await;
    ann.script("fetch('/rooms/den/join', { method: 'POST' })").await.unwrap();
    ann.until("document.querySelector('#own-rooms a[href=\"/rooms/den\"]') !== null").await;
    bob.say(&den, "hello").await;
    ann.until("document.querySelector('#mark-of-others').classList.contains('unread')").await;
    bob.say(&den, "and you, @ann?").await;
    ann.until("document.querySelector('#mark-of-others').textContent === ', 1 for you'").await;
    // The room that the page is about doesn't count.
    bob.say("general", "@ann").await;
    ann.until("document.title.startsWith('(2) ')").await;
    ann.until("document.querySelector('#mark-of-others').textContent === ', 1 for you'").await;
    ann.can_see("#mark-of-others .badge").await;
    ann.visit("/settings").await;
    bob.say(&den, "@ann").await;
    ann.until("document.querySelector('#mark-of-others').textContent === ', 3 for you'").await;
});

in_every_engine!(the_button_of_the_room_list_says_what_another_tab_hears, async |stage| {
    let ann = stage.enter("ann", Phone).await;
    let bob = stage.person("bob").await;
    let den = bob.make_room("Den", "open").await;
    ann.script("fetch('/rooms/den/join', { method: 'POST' })").await.unwrap();
    ann.until("document.querySelector('#own-rooms a[href=\"/rooms/den\"]') !== null").await;
    hide(&ann, true).await;
    ann.open(true).await;
    ann.visit("/settings").await;
    ann.until("document.title === 'Settings · Snug'").await;
    bob.say("general", "hello").await;
    ann.until("document.querySelector('#mark-of-others').classList.contains('unread')").await;
    bob.say("general", "and you, @ann?").await;
    ann.until("document.querySelector('#mark-of-others').textContent === ', 1 for you'").await;
    bob.say(&den, "@ann").await;
    ann.until("document.querySelector('#mark-of-others').textContent === ', 2 for you'").await;
    ann.can_see("#mark-of-others .badge").await;
});
