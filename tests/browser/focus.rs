//! The focus is never lost when elements are replaced.

use serde_json::json;

use crate::engine::Kind::Desktop;
use crate::offline::forgive_the_outage;
use crate::window::{ENTER, ESCAPE, Window};

/// Waits until the focus is on this element.
async fn is_on(window: &Window, css: &str) {
    window.until(&format!("document.activeElement.matches({})", json!(css))).await;
}

async fn focus(window: &Window, css: &str) {
    window.until(&format!("Boolean(document.querySelector({}))", json!(css))).await;
    window.script(&format!("document.querySelector({}).focus()", json!(css))).await.unwrap();
}

in_every_engine!(the_focus_stays_on_a_room_when_another_appears, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    focus(&ann, "#own-rooms a[href='/rooms/general']").await;
    let direct = bob.post("/direct", &[("people", "ann")]).await.location().to_owned();
    bob.say(direct.trim_start_matches("/rooms/"), "hello").await;
    ann.can_see("#own-rooms .direct a").await;
    is_on(&ann, "#own-rooms a[href='/rooms/general']").await;
});

in_every_engine!(the_focus_stays_on_a_message_that_is_deleted, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    bob.say("general", "one").await;
    bob.say("general", "two").await;
    ann.sees(&["one", "two"]).await;
    focus(&ann, "#message-2 .menu-link").await;
    bob.post("/rooms/general/messages/2/delete", &[("sure", "yes")]).await;
    ann.can_see("#message-2.deleted").await;
    is_on(&ann, "#message-2").await;

    // The same while its menu is open.
    focus(&ann, "#message-1 .menu-link").await;
    ann.keys(ENTER).await;
    ann.can_see("#menu .reply").await;
    bob.post("/rooms/general/messages/1/delete", &[("sure", "yes")]).await;
    ann.until("Boolean(document.querySelector('#message-1.deleted'))").await;
    ann.keys(ESCAPE).await;
    is_on(&ann, "#message-1").await;
});

in_every_engine!(
    from_older_messages_one_reads_on_beside_what_was_there,
    server("--messages-per-minute", "0"),
    async |stage| {
        let bob = stage.person("bob").await;
        for number in 1..=60 {
            bob.say("general", &format!("message {number}")).await;
        }
        let ann = stage.enter("ann", Desktop).await;
        focus(&ann, "a[rel=prev]").await;
        ann.keys(ENTER).await;
        is_on(&ann, "#message-10").await;
        let seen = "(() => { const { top, bottom } = document.activeElement.getBoundingClientRect();
            const around = document.querySelector('#scroller').getBoundingClientRect();
            return top >= around.top - 1 && bottom <= around.bottom + 1; })()";
        ann.until(seen).await;
        let labels = ann.value("document.activeElement.getAttribute('aria-labelledby')").await;
        assert_eq!(
            labels,
            json!("message-10-author message-10-at"),
            "it is called by whose it is, and when it was"
        );
    }
);

in_every_engine!(after_editing_the_focus_returns_to_the_message, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.say("helo").await;
    ann.say("and more").await;
    ann.sees(&["helo", "and more"]).await;
    focus(&ann, "#message-1 .menu-link").await;
    ann.keys(ENTER).await;
    ann.press("#menu .edit-here").await;
    is_on(&ann, ".edit textarea").await;
    // Wherever the focus is in the form.
    focus(&ann, ".edit button").await;
    ann.keys(ESCAPE).await;
    is_on(&ann, "#message-1 .menu-link").await;
});

in_every_engine!(the_focus_moves_to_the_text_box_when_an_unsent_message_is_sent, async |stage| {
    forgive_the_outage(stage);
    let ann = stage.enter("ann", Desktop).await;
    stage.kill_the_server();
    ann.reads("#offline", "You are offline").await;
    ann.say("hello").await;
    focus(&ann, ".pending.waiting button").await;
    stage.start_the_server();
    ann.sees(&["hello"]).await;
    is_on(&ann, "#composer-body").await;
});

in_every_engine!(an_outage_that_the_stream_survives_is_not_shown, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    bob.say("general", "hello").await;
    ann.sees(&["hello"]).await;
    // Read in the same script: the next event of the stream, such as presence, hides the message.
    let said = "dispatchEvent(new Event('offline')); return document.querySelector('#offline').textContent";
    assert!(ann.script(said).await.unwrap().as_str().unwrap().contains("You are offline"));
    ann.script("dispatchEvent(new Event('online'))").await.unwrap();
    ann.until("!document.querySelector('#offline').textContent").await;
});
