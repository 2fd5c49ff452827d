//! Pages that show no room hear what is unread, from another tab or by a stream of their own.

use crate::engine::Kind::{Desktop, Phone};
use crate::tabs::hide;

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
    ann.log_out().await;
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
    ann.until("document.querySelector('#mark-of-others').textContent === ', 1 mention'").await;
    // The room that the page is about doesn't count.
    bob.say("general", "@ann").await;
    ann.until("document.title.startsWith('(2) ')").await;
    ann.until("document.querySelector('#mark-of-others').textContent === ', 1 mention'").await;
    ann.can_see("#mark-of-others .badge").await;
    ann.visit("/settings").await;
    bob.say(&den, "@ann").await;
    ann.until("document.querySelector('#mark-of-others').textContent === ', 3 mentions'").await;
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
    ann.until("document.querySelector('#mark-of-others').textContent === ', 1 mention'").await;
    bob.say(&den, "@ann").await;
    ann.until("document.querySelector('#mark-of-others').textContent === ', 2 mentions'").await;
    ann.can_see("#mark-of-others .badge").await;
});
