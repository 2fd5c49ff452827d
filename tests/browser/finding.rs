//! Completion, quick switcher and shortcuts, editing in place.

use serde_json::json;

use crate::app::PASSWORD;
use crate::engine::Kind::Desktop;
use crate::window::{DOWN, ENTER, ESCAPE, TAB, UP, Window};

async fn emptied(window: &Window) {
    window.until("document.querySelector('#composer-body').value === ''").await;
}

in_every_engine!(arrow_up_edits_the_last_own_message_in_place, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    ann.say("teh end").await;
    ann.sees(&["teh end"]).await;
    bob.say("general", "what?").await;
    ann.sees(&["teh end", "what?"]).await;
    ann.remember_the_page().await;
    ann.keys(UP).await;
    ann.until("document.activeElement.id === 'body' && document.activeElement.value === 'teh end'").await;
    ann.keys(ESCAPE).await;
    ann.until("document.activeElement.id === 'composer-body'").await;
    ann.sees(&["teh end", "what?"]).await;

    ann.keys(UP).await;
    ann.until("document.activeElement.id === 'body'").await;
    ann.keys(" of it").await;
    // Messages of others don't disturb editing.
    bob.say("general", "well?").await;
    ann.until("document.querySelectorAll('article').length === 3").await;
    ann.keys(ENTER).await;
    ann.until("document.activeElement.id === 'composer-body'").await;
    ann.sees(&["teh end of it", "what?", "well?"]).await;
    ann.can_see(".edited").await;
    ann.is_still_the_same_page().await;
});

in_every_engine!(names_are_completed_by_keyboard_and_announced, async |stage| {
    for name in ["bob", "bea", "abe"] {
        stage.person(name).await;
    }
    let ann = stage.enter("ann", Desktop).await;
    let abe = stage.nobody();
    abe.post("/login", &[("username", "abe"), ("password", PASSWORD)]).await;
    abe.post("/rooms", &[("name", "Bird watching")]).await;

    ann.fill("#composer-body", "hello @b").await;
    ann.until("document.querySelectorAll('#completions [role=option]').length === 3").await;
    ann.reads("[role=status].hidden", "Suggestions: 3. bea").await;
    let active =
        "document.querySelector('#' + document.activeElement.getAttribute('aria-activedescendant'))?.textContent";
    ann.until(&format!("{active} === 'bea'")).await;
    ann.keys(DOWN).await;
    ann.until(&format!("{active} === 'bob'")).await;
    ann.keys(ENTER).await;
    assert_eq!(ann.typed("#composer-body").await, "hello @bob ");
    ann.cannot_see("#completions").await;

    ann.keys("see #bird").await;
    ann.can_see("#completions [role=option]").await;
    ann.keys(TAB).await;
    assert_eq!(ann.typed("#composer-body").await, "hello @bob see #bird-watching ");
    ann.keys(":tad").await;
    ann.can_see("#completions [role=option]").await;
    ann.keys(UP).await;
    ann.keys(DOWN).await;
    ann.press("#completions [role=option]").await;
    assert_eq!(ann.typed("#composer-body").await, "hello @bob see #bird-watching 🎉 ");

    // A dismissed list stays closed, and Enter sends a complete name.
    ann.keys("@b").await;
    ann.can_see("#completions").await;
    ann.keys(ESCAPE).await;
    ann.cannot_see("#completions").await;
    ann.keys("ob").await;
    ann.until("document.querySelector('#completions').hidden").await;
    ann.keys(" @bob").await;
    ann.can_see("#completions").await;
    ann.keys(ENTER).await;
    emptied(&ann).await;
    ann.until("document.querySelectorAll('article .mention').length >= 0").await;
    ann.reads("article .body", "🎉 @bob @bob").await;
    assert_eq!(ann.value("document.querySelector('#completions').hidden").await, json!(true));
});

in_every_engine!(the_quick_switcher_works_by_keyboard, async |stage| {
    let bob = stage.person("bob").await;
    bob.post("/rooms", &[("name", "Bird watching")]).await;
    let ann = stage.enter("ann", Desktop).await;
    let switch = "\u{e009}k\u{e000}";
    ann.keys(switch).await;
    ann.until("document.querySelector('#switcher')?.open === true").await;
    ann.until("document.activeElement.role === 'combobox'").await;
    ann.reads("#found [role=option]", "General").await;
    ann.keys("bird").await;
    ann.until("document.querySelectorAll('#found [role=option]').length === 1").await;
    ann.keys(ENTER).await;
    ann.is_at("/rooms/bird-watching").await;

    ann.keys(switch).await;
    ann.until("document.activeElement.role === 'combobox'").await;
    ann.keys("bob").await;
    ann.reads("#found [aria-selected]", "New conversation").await;
    ann.keys(ENTER).await;
    ann.until("location.pathname.startsWith('/rooms/direct-') && document.readyState === 'complete'").await;
    ann.reads("main h1", "bob").await;

    // Previous and next room, in the order of the sidebar.
    ann.keys("\u{e00a}\u{e013}\u{e000}").await;
    ann.is_at("/rooms/general").await;
    bob.say("bird-watching", "an owl!").await;
    ann.visit("/rooms/general").await;
    ann.keys("\u{e00a}\u{e015}\u{e000}").await;
    ann.until("location.pathname.startsWith('/rooms/direct-') && document.readyState === 'complete'").await;
    ann.keys(switch).await;
    ann.can_see("#switcher").await;
    ann.keys(ESCAPE).await;
    ann.cannot_see("#switcher").await;
    ann.until("document.activeElement.id === 'composer-body'").await;
});

in_every_engine!(a_first_name_and_enter_open_the_conversation_with_that_person, async |stage| {
    let bob = stage.person("bob").await;
    let ann = stage.enter("ann", Desktop).await;
    let cy = stage.person("cy").await;
    cy.post("/settings/profile", &[("name", "Cyril Smith")]).await;
    let group = bob.post("/direct", &[("people", "ann cy")]).await.location().to_owned();
    bob.say(group.trim_start_matches("/rooms/"), "hello both").await;
    let to = async |name: &str| {
        ann.visit("/rooms/general").await;
        ann.keys("\u{e009}k\u{e000}").await;
        ann.until("document.activeElement.role === 'combobox'").await;
        ann.keys(name).await;
        ann.reads("#found [aria-selected]", "Cyril").await;
        ann.keys(ENTER).await;
        ann.until("location.pathname.startsWith('/rooms/direct-') && document.readyState === 'complete'").await;
        ann.value("document.querySelector('main h1').innerText + ' ' + location.pathname").await
    };
    let first = to("cyril").await;
    assert!(first.as_str().unwrap().starts_with("Cyril Smith /"), "{first}");
    assert_eq!(to("cy").await, first, "then it is there");
});

in_every_engine!(a_question_mark_lists_the_shortcuts_which_can_be_turned_off, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.keys("?").await;
    assert_eq!(ann.typed("#composer-body").await, "?", "in a field, it is a character");
    ann.script("document.querySelector('#scroller').focus()").await.unwrap();
    ann.keys("?").await;
    ann.reads("#keys dd", "Edit your last message").await;
    ann.press("#keys a").await;
    ann.is_at("/shortcuts").await;
    ann.press("input[type=checkbox]").await;
    ann.visit("/rooms/general").await;
    ann.script("document.querySelector('#scroller').focus()").await.unwrap();
    ann.keys("?").await;
    ann.keys("\u{e009}k\u{e000}").await;
    ann.fill("#composer-body", "!").await;
    assert!(!ann.shows("dialog").await);
});

in_every_engine!(keys_go_to_unread_rooms, async |stage| {
    let bob = stage.person("bob").await;
    let ann = stage.enter("ann", Desktop).await;
    for name in ["hall", "inn", "jetty"] {
        bob.post("/rooms", &[("name", name)]).await;
        bob.post(&format!("/rooms/{name}/invite"), &[("username", "ann")]).await;
    }
    bob.say("jetty", "ahoy").await;
    ann.visit("/rooms/general").await;
    ann.keys("\u{e00a}\u{e008}\u{e015}\u{e000}").await;
    ann.is_at("/rooms/jetty").await;
    ann.keys("\u{e00a}\u{e013}\u{e000}").await;
    ann.is_at("/rooms/inn").await;
});
