//! Losing and restoring the connection.

use crate::engine::Kind::Desktop;
use crate::stage::Stage;
use crate::window::ENTER;

/// A browser's complaint about an unreachable server.
pub fn forgive_the_outage(stage: &Stage) {
    for complaint in ["net::ERR_", "htmx:sse:error: network error", "htmx:sse:error: Failed to fetch"] {
        stage.forgive(complaint);
    }
    stage.forgive("htmx:error: Failed to fetch");
}

in_every_engine!(a_page_without_connection_says_so_and_catches_up, async |stage| {
    forgive_the_outage(stage);
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    bob.say("general", "before").await;
    ann.sees(&["before"]).await;
    ann.remember_the_page().await;

    stage.kill_the_server();
    ann.reads("#offline", "You are offline").await;
    stage.start_the_server();
    bob.say("general", "while ann is away").await;
    bob.say("general", "and again").await;

    ann.sees(&["before", "while ann is away", "and again"]).await;
    ann.until("document.querySelector('#offline').innerText === ''").await;
    bob.say("general", "live").await;
    ann.sees(&["before", "while ann is away", "and again", "live"]).await;
    ann.is_still_the_same_page().await;
});

in_every_engine!(a_message_sent_while_the_server_is_down_arrives_once, async |stage| {
    forgive_the_outage(stage);
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.enter("bob", Desktop).await;
    stage.kill_the_server();
    ann.reads("#offline", "You are offline").await;
    ann.say("are you there?").await;
    ann.reads(".pending.waiting .body", "are you there?").await;
    ann.reads(".pending .state", "will be sent automatically").await;
    assert_eq!(ann.typed("#composer-body").await, "");

    stage.start_the_server();
    bob.sees(&["are you there?"]).await;
    ann.cannot_see(".pending").await;
    // A duplicate would arrive before this one.
    ann.say("good").await;
    bob.sees(&["are you there?", "good"]).await;
    ann.sees(&["are you there?", "good"]).await;
});

in_every_engine!(unsent_messages_are_sent_in_order_and_the_draft_stays, async |stage| {
    forgive_the_outage(stage);
    let ann = stage.enter("ann", Desktop).await;
    stage.kill_the_server();
    for body in ["first", "second", "third"] {
        ann.say(body).await;
    }
    ann.reads(".pending.waiting .body", "first").await;
    ann.until("document.querySelectorAll('.pending').length === 3").await;
    ann.fill("#composer-body", "and half").await;
    stage.start_the_server();
    let bob = stage.enter("bob", Desktop).await;
    for window in [&ann, &bob] {
        window.sees(&["first", "second", "third"]).await;
    }
    assert_eq!(ann.typed("#composer-body").await, "and half");
    ann.keys(&format!(" a thought{ENTER}")).await;
    for window in [&ann, &bob] {
        window.sees(&["first", "second", "third", "and half a thought"]).await;
    }
    ann.cannot_see(".pending").await;
});

in_every_engine!(unsent_messages_survive_their_page_and_tab, async |stage| {
    forgive_the_outage(stage);
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    bob.post("/rooms", &[("name", "garden")]).await;
    // All her requests fail.
    let cut = "const fetches = window.fetch;
        window.fetch = async (url, request) => {
            if (request?.method === 'POST') throw new TypeError('Failed to fetch');
            return fetches(url, request);
        };";
    ann.script(cut).await.unwrap();
    ann.say("one").await;
    ann.say("two").await;
    ann.reads(".pending.waiting .body", "one").await;
    // The next page opened sends it.
    ann.open(true).await;
    ann.visit("/rooms/garden").await;
    ann.until("Object.keys(localStorage).every(key => !key.startsWith('outbox:'))").await;
    ann.cannot_see(".pending").await;
    ann.visit("/rooms/general").await;
    ann.sees(&["one", "two"]).await;
    ann.cannot_see(".pending").await;
});

in_every_engine!(pages_reconnect_after_a_graceful_restart, async |stage| {
    forgive_the_outage(stage);
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    bob.say("general", "before").await;
    ann.sees(&["before"]).await;
    stage.stop_the_server().await;
    stage.start_the_server();
    bob.say("general", "after").await;
    ann.sees(&["before", "after"]).await;
    ann.until("document.querySelector('#offline').innerText === ''").await;
});

in_every_engine!(a_message_sent_during_a_reload_is_not_sent_twice, async |stage| {
    forgive_the_outage(stage);
    let ann = stage.enter("ann", Desktop).await;
    // The message arrives, but the response is lost.
    let lose_answers = "const fetches = window.fetch;
        window.fetch = async (url, request) => {
            const answer = await fetches(url, request);
            if (request?.method === 'POST') throw new TypeError('Failed to fetch');
            return answer;
        };";
    ann.script(lose_answers).await.unwrap();
    ann.say("once").await;
    ann.sees(&["once"]).await;
    ann.reads(".pending .state", "will be sent automatically").await;
    ann.visit("/rooms/general").await;
    ann.until("Object.keys(localStorage).every(key => !key.startsWith('outbox:'))").await;
    ann.say("and more").await;
    ann.sees(&["once", "and more"]).await;
    ann.cannot_see(".pending").await;
});
