//! A room is read when its newest messages have been on a screen; title and icon show what is unread.

use crate::app::{Person, until};
use crate::engine::Kind::Desktop;

/// Whether a room is unread for somebody, on another device of theirs.
async fn is_unread(person: &Person, room: &str) -> bool {
    person.get("/rooms").await.has(&format!(".rooms a[href='/rooms/{room}'] .unread"))
}

async fn until_read(person: &Person, room: &str) {
    until(&format!("{room} is read"), async || !is_unread(person, room).await).await;
}

/// The same person on another device.
async fn elsewhere(stage: &crate::stage::Stage, name: &str) -> Person {
    let person = stage.nobody();
    person.post("/login", &[("username", name), ("password", crate::app::PASSWORD)]).await;
    person
}

in_every_engine!(a_room_is_read_on_all_devices_once_its_end_is_on_a_visible_screen, async |stage| {
    let bob = stage.person("bob").await;
    let ann = stage.enter("ann", Desktop).await;
    let other = elsewhere(stage, "ann").await;
    bob.say("general", "one").await;
    ann.sees(&["one"]).await;
    until_read(&other, "general").await;

    // Scrolled back, new messages haven't been seen.
    for number in 1..=30 {
        bob.say("general", &format!("line {number}")).await;
    }
    ann.until("document.querySelectorAll('article').length === 31").await;
    until_read(&other, "general").await;
    ann.script("document.querySelector('#scroller').scrollTo({ top: -500, behavior: 'instant' })").await.unwrap();
    ann.until("document.querySelector('#scroller').scrollTop < -400").await;
    ann.script("window.reports = 0; const fetches = window.fetch;
        window.fetch = (url, request) => { if (String(url).endsWith('/read')) window.reports += 1; return fetches(url, request); }").await.unwrap();
    bob.say("general", "unseen").await;
    ann.until("!document.querySelector('#to-newest').hidden").await;
    assert!(is_unread(&other, "general").await);
    assert_eq!(ann.value("window.reports").await, 0);
    ann.press("#to-newest").await;
    until_read(&other, "general").await;
    ann.until("window.reports === 1").await;
});

in_every_engine!(a_hidden_page_marks_nothing_read, async |stage| {
    // Hidden without an event, so that the stream continues.
    let bob = stage.person("bob").await;
    let ann = stage.enter("ann", Desktop).await;
    let other = elsewhere(stage, "ann").await;
    bob.say("general", "zero").await;
    ann.sees(&["zero"]).await;
    until_read(&other, "general").await;
    ann.script(
        "Object.defineProperty(document, 'hidden', { get: () => window.away === true, configurable: true });
        window.away = true;",
    )
    .await
    .unwrap();
    bob.say("general", "one").await;
    ann.sees(&["zero", "one"]).await;
    assert!(is_unread(&other, "general").await);
    ann.script("window.away = false; document.dispatchEvent(new Event('visibilitychange'));").await.unwrap();
    until_read(&other, "general").await;
});

in_every_engine!(the_title_and_icon_show_unread_marks, async |stage| {
    let bob = stage.person("bob").await;
    let ann = stage.enter("ann", Desktop).await;
    let other = elsewhere(stage, "ann").await;
    bob.post("/rooms", &[("name", "garden")]).await;
    bob.post("/rooms/garden/invite", &[("username", "ann")]).await;
    ann.visit("/rooms/general").await;
    ann.until("document.title === 'General · Snug'").await;
    assert_eq!(ann.value("document.querySelector('link[rel=icon]').href.includes('unread')").await, false);

    bob.say("garden", "something").await;
    ann.visit("/rooms/general").await;
    ann.until("document.title === '• General · Snug'").await;
    ann.until("document.querySelector('link[rel=icon]').href.includes('unread')").await;
    let direct = bob.post("/direct", &[("people", "ann")]).await.location().to_owned();
    let direct = direct.trim_start_matches("/rooms/");
    bob.say(direct, "come here").await;
    bob.say(direct, "please").await;
    ann.visit("/rooms/general").await;
    ann.until("document.title === '(2) General · Snug'").await;
    ann.reads("#own-rooms .badge", "2").await;
    ann.press("#own-rooms .direct a").await;
    ann.is_at(&format!("/rooms/{direct}")).await;
    until_read(&other, direct).await;
    ann.visit("/rooms/general").await;
    ann.until("document.title === '• General · Snug'").await;

    ann.press("#own-rooms a[href='/rooms/garden']").await;
    ann.is_at("/rooms/garden").await;
    until_read(&other, "garden").await;
    ann.until("document.title === 'garden · Snug'").await;
    ann.visit("/rooms/general").await;
    ann.until("document.title === 'General · Snug'").await;
});
