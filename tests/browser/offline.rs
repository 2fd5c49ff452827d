//! Losing the server, and finding it again.

use crate::driver::Kind::Desktop;
use crate::stage::{Stage, on_stage};
use crate::window::ENTER;

/// What a browser says of a server that isn't there.
fn forgive_the_outage(stage: &Stage) {
    for complaint in ["net::ERR_", "htmx:sse:error: network error", "htmx:sse:error: Failed to fetch"] {
        stage.forgive(complaint);
    }
    stage.forgive("htmx:error: Failed to fetch");
}

#[tokio::test]
async fn a_page_that_lost_the_server_says_so_and_catches_up() {
    on_stage(async |stage| {
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
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_while_the_server_is_down_is_kept_and_arrives_once() {
    on_stage(async |stage| {
        forgive_the_outage(stage);
        let ann = stage.enter("ann", Desktop).await;
        let bob = stage.enter("bob", Desktop).await;
        stage.kill_the_server();
        ann.reads("#offline", "You are offline").await;
        ann.say("are you there?").await;
        ann.reads("#composer-note", "kept").await;
        assert_eq!(ann.typed("#composer-body").await, "are you there?");

        stage.start_the_server();
        bob.sees(&["are you there?"]).await;
        ann.until("document.querySelector('#composer-body').value === ''").await;
        ann.until("document.querySelector('#composer-note').innerText === ''").await;
        // Had it been sent twice, the second would come before this.
        ann.say("good").await;
        bob.sees(&["are you there?", "good"]).await;
        ann.sees(&["are you there?", "good"]).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_after_what_could_not_be_sent_stays_until_it_is_sent() {
    on_stage(async |stage| {
        forgive_the_outage(stage);
        let ann = stage.enter("ann", Desktop).await;
        stage.kill_the_server();
        ann.say("first").await;
        ann.reads("#composer-note", "kept").await;
        ann.fill("#composer-body", " and half").await;
        stage.start_the_server();
        let bob = stage.enter("bob", Desktop).await;
        bob.sees(&["first"]).await;
        ann.until("document.querySelector('#composer-body').value === ' and half'").await;
        ann.keys(&format!(" a thought{ENTER}")).await;
        for window in [&ann, &bob] {
            window.sees(&["first", "and half a thought"]).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_server_that_restarts_in_order_is_found_again() {
    on_stage(async |stage| {
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
    })
    .await;
}

#[tokio::test]
async fn what_may_have_been_sent_before_a_reload_is_not_sent_twice_after_it() {
    on_stage(async |stage| {
        forgive_the_outage(stage);
        let ann = stage.enter("ann", Desktop).await;
        // The message arrives, and its answer is lost on the way back.
        let lose_answers = "const fetches = window.fetch;
            window.fetch = async (url, request) => {
                const answer = await fetches(url, request);
                if (request?.method === 'POST') throw new TypeError('Failed to fetch');
                return answer;
            };";
        ann.script(lose_answers).await.unwrap();
        ann.say("once").await;
        ann.sees(&["once"]).await;
        ann.reads("#composer-note", "kept").await;
        ann.visit("/rooms/general").await;
        assert_eq!(ann.typed("#composer-body").await, "once", "what is typed outlives the page");
        ann.press("#composer button").await;
        ann.until("document.querySelector('#composer-body').value === ''").await;
        ann.sees(&["once"]).await;
    })
    .await;
}
