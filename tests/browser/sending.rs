//! Sent messages show at once and arrive once; drafts stay with their room and author.

use serde_json::json;

use crate::app::PASSWORD;
use crate::engine::Kind::Desktop;
use crate::window::ENTER;

/// Holds the responses to posts until `window.release()`.
const HOLD_ANSWERS: &str = "const fetches = window.fetch;
    const released = new Promise((release) => { window.release = release; });
    window.fetch = async (url, request) => {
        const answer = await fetches(url, request);
        if (String(url).endsWith('/messages')) await released;
        return answer;
    };";

/// Holds posts themselves until `window.release()`.
const HOLD_POSTS: &str = "const fetches = window.fetch;
    const released = new Promise((release) => { window.release = release; });
    window.fetch = async (url, request) => {
        if (String(url).endsWith('/messages')) await released;
        return fetches(url, request);
    };";

in_every_engine!(a_sent_message_shows_at_once_and_only_once, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.script(HOLD_POSTS).await.unwrap();
    ann.say("no **waiting**").await;
    // As plain text: only the server renders markup.
    ann.reads(".pending .body", "no **waiting**").await;
    assert_eq!(ann.typed("#composer-body").await, "");
    assert_eq!(ann.value("document.querySelectorAll('article').length").await, json!(0));
    ann.script("window.release()").await.unwrap();
    ann.sees(&["no waiting"]).await;
    ann.cannot_see(".pending").await;
});

in_every_engine!(a_message_that_arrives_before_its_response_shows_once, async |stage| {
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
});

in_every_engine!(a_rejected_message_can_be_retried, async |stage| {
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
});

in_every_engine!(drafts_stay_with_their_room_and_their_account, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    bob.post("/rooms", &[("name", "garden")]).await;
    ann.fill("#composer-body", "for general").await;
    ann.visit("/rooms/garden").await;
    ann.press(".join-bar button").await;
    ann.can_see("#composer-body").await;
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

    ann.log_out().await;
    ann.is_at("/login").await;
    ann.fill("#username", "bob").await;
    ann.fill("#password", &format!("{PASSWORD}{ENTER}")).await;
    ann.until("document.querySelector('.me .name')?.innerText === 'bob' && document.readyState === 'complete'")
        .await;
    ann.visit("/rooms/general").await;
    assert_eq!(ann.typed("#composer-body").await, "");
    // Logging out has cleared the drafts.
    ann.until("Object.keys(localStorage).every(key => !key.startsWith('draft:'))").await;
});

in_every_engine!(a_message_that_is_too_long_can_be_edited_but_not_retried, async |stage| {
    stage.forgive("422");
    let ann = stage.enter("ann", Desktop).await;
    ann.script("document.querySelector('#composer-body').value = 'long '.repeat(2_000)").await.unwrap();
    ann.keys(ENTER).await;
    ann.can_see(".pending.failed .state button").await;
    let offered =
        "[...document.querySelectorAll('.pending .state button')].map(button => button.textContent).join()";
    assert_eq!(ann.value(offered).await, json!("Edit,Delete"));
    ann.press(".pending .state button:first-of-type").await;
    ann.until("document.querySelector('#composer-body').value.length > 9_000").await;
});

in_every_engine!(an_unsent_message_for_a_deleted_room_can_be_recovered, async |stage| {
    stage.forgive("404");
    stage.forgive("htmx");
    let admin = stage.person("admin").await;
    let ann = stage.enter("ann", Desktop).await;
    admin.post("/rooms", &[("name", "hall")]).await;
    ann.visit("/rooms/hall").await;
    ann.press(".join-bar button").await;
    ann.can_see("#composer-body").await;
    ann.script("window.fetch = async () => { throw new TypeError('Failed to fetch'); }").await.unwrap();
    ann.say("precious").await;
    ann.reads(".pending.waiting .body", "precious").await;
    admin.post("/rooms/hall/delete", &[("name", "hall")]).await;
    ann.visit("/rooms/general").await;
    ann.reads(".pending.failed .body", "precious").await;
    ann.press(".pending .state button:nth-of-type(2)").await;
    assert_eq!(ann.typed("#composer-body").await, "precious");
});

in_every_engine!(another_account_never_sends_queued_messages, async |stage| {
    stage.forgive("404");
    stage.person("bob").await;
    let ann = stage.enter("ann", Desktop).await;
    let first = ann.current().await;
    ann.script(
        "window.fetches = window.fetch; window.fetch = async () => { throw new TypeError('Failed to fetch'); }",
    )
    .await
    .unwrap();
    ann.say("mine").await;
    ann.reads(".pending.waiting .body", "mine").await;

    // Bob logs in on the same browser.
    ann.open(true).await;
    ann.visit("/nowhere").await;
    // As from a login form that was open before: the page that answers says what went wrong.
    let log_in = format!(
        "const form = document.createElement('form');
        Object.assign(form, {{ method: 'post', action: '/login' }});
        for (const [name, value] of Object.entries({{ username: 'bob', password: '{PASSWORD}' }})) {{
            form.append(Object.assign(document.createElement('input'), {{ name, value }}));
        }}
        document.body.append(form);
        setTimeout(() => form.submit());"
    );
    ann.script(&log_in).await.unwrap();
    ann.is_at("/rooms/general").await;
    ann.until("document.querySelector('.me .name').innerText === 'bob'").await;
    let second = ann.current().await;
    ann.switch_to(first).await;
    ann.script("window.fetch = window.fetches").await.unwrap();
    ann.press(".pending .state button").await;
    ann.switch_to(second).await;
    ann.say("I am bob").await;
    ann.sees(&["I am bob"]).await;
    // The stream can deliver a message before the response to its form, which ends the pending state.
    ann.until("document.querySelectorAll('.pending').length === 0").await;
});
