//! Sending at once, drafts, editing in place, completing names, going places by keyboard.

use serde_json::json;

use crate::app::PASSWORD;
use crate::driver::Kind::Desktop;
use crate::stage::on_stage;
use crate::window::{DOWN, ENTER, ESCAPE, TAB, UP, Window};

/// Keeps the answers to posts until `window.release()`.
const HOLD_ANSWERS: &str = "const fetches = window.fetch;
    const released = new Promise((release) => { window.release = release; });
    window.fetch = async (url, request) => {
        const answer = await fetches(url, request);
        if (String(url).endsWith('/messages')) await released;
        return answer;
    };";

/// Keeps posts themselves until `window.release()`.
const HOLD_POSTS: &str = "const fetches = window.fetch;
    const released = new Promise((release) => { window.release = release; });
    window.fetch = async (url, request) => {
        if (String(url).endsWith('/messages')) await released;
        return fetches(url, request);
    };";

async fn emptied(window: &Window) {
    window.until("document.querySelector('#composer-body').value === ''").await;
}

#[tokio::test]
async fn what_is_sent_shows_at_once_and_then_once() {
    on_stage(async |stage| {
        let ann = stage.enter("ann", Desktop).await;
        ann.script(HOLD_POSTS).await.unwrap();
        ann.say("no **waiting**").await;
        // As plain text: what it becomes is for the server to say.
        ann.reads(".pending .body", "no **waiting**").await;
        assert_eq!(ann.typed("#composer-body").await, "");
        assert_eq!(ann.value("document.querySelectorAll('article').length").await, json!(0));
        ann.script("window.release()").await.unwrap();
        ann.sees(&["no waiting"]).await;
        ann.cannot_see(".pending").await;
    })
    .await;
}

#[tokio::test]
async fn a_message_that_comes_before_its_answer_is_not_there_twice() {
    on_stage(async |stage| {
        let ann = stage.enter("ann", Desktop).await;
        let bob = stage.person("bob").await;
        ann.script(HOLD_ANSWERS).await.unwrap();
        ann.say("once").await;
        ann.sees(&["once"]).await;
        ann.cannot_see(".pending").await;
        bob.say("general", "hello").await;
        ann.sees(&["once", "hello"]).await;
        ann.cannot_see(".pending").await;
        ann.script("window.release()").await.unwrap();
        ann.until("document.querySelectorAll('.pending').length === 0").await;
        ann.sees(&["once", "hello"]).await;
    })
    .await;
}

#[tokio::test]
async fn what_the_server_refuses_offers_another_attempt() {
    on_stage(async |stage| {
        stage.forgive("403");
        let admin = stage.person("admin").await;
        let ann = stage.enter("ann", Desktop).await;
        admin.post("/rooms/general/archive", &[]).await;
        ann.say("too late").await;
        ann.reads(".pending.failed .state", "archived").await;
        admin.post("/rooms/general/unarchive", &[]).await;
        ann.press(".pending .state button:first-of-type").await;
        ann.sees(&["too late"]).await;
        ann.cannot_see(".pending").await;

        admin.post("/rooms/general/archive", &[]).await;
        ann.say("never mind").await;
        ann.press(".pending.failed .state button:last-of-type").await;
        ann.cannot_see(".pending").await;
        ann.until("Object.keys(localStorage).every(key => !key.startsWith('outbox:'))").await;
    })
    .await;
}

#[tokio::test]
async fn drafts_stay_with_their_room_and_their_account() {
    on_stage(async |stage| {
        let ann = stage.enter("ann", Desktop).await;
        let bob = stage.person("bob").await;
        bob.post("/rooms", &[("name", "garden")]).await;
        ann.fill("#composer-body", "for general").await;
        ann.visit("/rooms/garden").await;
        assert_eq!(ann.typed("#composer-body").await, "");
        ann.fill("#composer-body", "for the garden").await;
        ann.visit("/rooms/general").await;
        assert_eq!(ann.typed("#composer-body").await, "for general");
        ann.visit("/rooms/garden").await;
        assert_eq!(ann.typed("#composer-body").await, "for the garden");
        ann.keys(ENTER).await;
        ann.sees(&["for the garden"]).await;
        ann.visit("/rooms/garden").await;
        assert_eq!(ann.typed("#composer-body").await, "");

        ann.press("#sidebar .me button").await;
        ann.is_at("/login").await;
        ann.fill("#username", "bob").await;
        ann.fill("#password", &format!("{PASSWORD}{ENTER}")).await;
        ann.until(
            "document.querySelector('.me .name')?.innerText === 'bob' && document.readyState === 'complete'",
        )
        .await;
        ann.visit("/rooms/general").await;
        assert_eq!(ann.typed("#composer-body").await, "");
        // Logging out has cleared them.
        ann.until("Object.keys(localStorage).every(key => !key.startsWith('draft:'))").await;
    })
    .await;
}

#[tokio::test]
async fn the_key_up_edits_the_last_own_message_in_its_place() {
    on_stage(async |stage| {
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
        // Somebody else talking disturbs nothing.
        bob.say("general", "well?").await;
        ann.until("document.querySelectorAll('article').length === 3").await;
        ann.keys(ENTER).await;
        ann.until("document.activeElement.id === 'composer-body'").await;
        ann.sees(&["teh end of it", "what?", "well?"]).await;
        ann.can_see(".edited").await;
        ann.is_still_the_same_page().await;
    })
    .await;
}

#[tokio::test]
async fn names_are_completed_by_the_keyboard_and_told() {
    on_stage(async |stage| {
        for name in ["bob", "bea", "abe"] {
            stage.person(name).await;
        }
        let ann = stage.enter("ann", Desktop).await;
        let abe = stage.nobody();
        abe.post("/login", &[("username", "abe"), ("password", PASSWORD)]).await;
        abe.post("/rooms", &[("name", "Bird watching")]).await;

        ann.fill("#composer-body", "hello @b").await;
        ann.until("document.querySelectorAll('#completions [role=option]').length === 3").await;
        ann.reads("[role=status].hidden", "3 suggestions: bea").await;
        let active = "document.querySelector('#' + document.activeElement.getAttribute('aria-activedescendant'))?.innerText";
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

        // It stands in nobody's way: closed, it stays so, and what is whole already is sent.
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
    })
    .await;
}

#[tokio::test]
async fn rooms_and_people_are_gone_to_by_the_keyboard() {
    on_stage(async |stage| {
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

        // The rooms before and after, in the order at the side.
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
    })
    .await;
}

#[tokio::test]
async fn a_question_mark_lists_the_keys_which_can_be_switched_off() {
    on_stage(async |stage| {
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
    })
    .await;
}

#[tokio::test]
async fn keys_lead_to_the_rooms_with_something_unread() {
    on_stage(async |stage| {
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
    })
    .await;
}

#[tokio::test]
async fn what_was_for_a_room_that_is_gone_can_be_taken_back() {
    on_stage(async |stage| {
        stage.forgive("404");
        stage.forgive("htmx");
        let admin = stage.person("admin").await;
        let ann = stage.enter("ann", Desktop).await;
        admin.post("/rooms", &[("name", "hall")]).await;
        ann.visit("/rooms/hall").await;
        ann.script("window.fetch = async () => { throw new TypeError('Failed to fetch'); }").await.unwrap();
        ann.say("precious").await;
        ann.reads(".pending.waiting .body", "precious").await;
        admin.post("/rooms/hall/delete", &[("name", "hall")]).await;
        ann.visit("/rooms/general").await;
        ann.reads(".pending.failed .body", "precious").await;
        ann.press(".pending .state button:nth-of-type(2)").await;
        assert_eq!(ann.typed("#composer-body").await, "precious");
    })
    .await;
}

#[tokio::test]
async fn what_is_pasted_is_plain_text() {
    on_stage(async |stage| {
        let ann = stage.enter("ann", Desktop).await;
        // As another program would have put it there.
        let paste = "const data = new DataTransfer();
            data.setData('text/html', '<b>bold</b>');
            data.setData('text/plain', 'bold');
            const event = new ClipboardEvent('paste', { clipboardData: data, cancelable: true, bubbles: true });
            return document.querySelector('#composer-body').dispatchEvent(event);";
        assert_eq!(ann.script(paste).await.unwrap(), json!(true), "nobody stands in the way of the browser's own");
        assert_eq!(ann.value("document.querySelector('#composer-body').tagName").await, json!("TEXTAREA"));
    })
    .await;
}
