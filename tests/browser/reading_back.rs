//! Reading what was said before, while more is said.

use crate::app::Person;
use crate::driver::Kind::Desktop;
use crate::stage::{on_stage, on_stage_with};

/// Whether the last message can be seen.
const AT_END: &str = "(() => {
    const list = document.querySelector('#scroller').getBoundingClientRect();
    const last = [...document.querySelectorAll('#messages article')].at(-1).getBoundingClientRect();
    return last.bottom <= list.bottom + 1 && last.top >= list.top;
})()";

async fn fill(bob: &Person, room: &str) -> Vec<String> {
    let said: Vec<String> = (1..=120).map(|number| format!("message {number}")).collect();
    for body in &said {
        bob.say(room, body).await;
    }
    said
}

#[tokio::test]
async fn the_list_stays_at_its_end_while_messages_come() {
    on_stage(async |stage| {
        let bob = stage.person("bob").await;
        let said = fill(&bob, "general").await;
        let ann = stage.enter("ann", Desktop).await;
        ann.sees(&said[70..]).await;
        ann.until(AT_END).await;
        for number in 121..=125 {
            bob.say("general", &format!("message {number}")).await;
            ann.reads("#messages article:last-child .body", &format!("message {number}")).await;
            ann.until(AT_END).await;
        }
        assert!(!ann.shows("#to-newest").await);
    })
    .await;
}

#[tokio::test]
async fn what_is_being_read_does_not_move_and_a_button_leads_to_the_end() {
    on_stage(async |stage| {
        let bob = stage.person("bob").await;
        fill(&bob, "general").await;
        let ann = stage.enter("ann", Desktop).await;
        ann.until(AT_END).await;
        ann.script("document.querySelector('#scroller').scrollBy({ top: -500, behavior: 'instant' })").await.unwrap();
        ann.until("document.querySelector('#scroller').scrollTop <= -400").await;
        assert!(!ann.shows("#to-newest").await, "there is nothing new yet");

        // Whatever stands in the middle of the list is being read.
        let read = "(() => {
            const list = document.querySelector('#scroller').getBoundingClientRect();
            return document.elementFromPoint(list.x + list.width / 2, list.y + list.height / 2).closest('article').id;
        })()";
        let id = ann.value(read).await.as_str().unwrap().to_owned();
        let top = format!("Math.round(document.getElementById('{id}').getBoundingClientRect().top)");
        let before = ann.value(&top).await;
        for body in ["one more", "and\nanother\nwith\nlines"] {
            bob.say("general", body).await;
            ann.reads("#messages article:last-child .body", body).await;
        }
        ann.until("!document.querySelector('#to-newest').hidden").await;
        assert_eq!(ann.value(&top).await, before);

        ann.press("#to-newest").await;
        ann.until(AT_END).await;
        ann.until("document.querySelector('#to-newest').hidden").await;
        assert_eq!(ann.value("document.activeElement.id").await, "composer-body");
    })
    .await;
}

#[tokio::test]
async fn history_is_paged_both_ways() {
    on_stage(async |stage| {
        let bob = stage.person("bob").await;
        let said = fill(&bob, "general").await;
        let ann = stage.enter("ann", Desktop).await;
        ann.sees(&said[70..]).await;
        ann.press("a[rel=prev]").await;
        ann.sees(&said[20..70]).await;
        ann.press("a[rel=prev]").await;
        ann.sees(&said[..20]).await;
        ann.press("a[rel=next]").await;
        ann.sees(&said[20..70]).await;
        ann.press("a[rel=next]").await;
        ann.sees(&said[70..]).await;
        // Where the page ends with the newest message, it goes on live.
        bob.say("general", "live again").await;
        ann.reads("#messages article:last-child .body", "live again").await;
    })
    .await;
}

#[tokio::test]
async fn a_permalink_stays_at_its_message_while_more_is_said() {
    on_stage_with(&["--messages-per-minute", "0"], async |stage| {
        let bob = stage.person("bob").await;
        fill(&bob, "general").await;
        let ann = stage.enter("ann", Desktop).await;
        for id in [118, 60] {
            ann.visit(&format!("/rooms/general/messages/{id}")).await;
            ann.reads(".marked .body", &format!("message {id}")).await;
            let top = "Math.round(document.querySelector('.marked').getBoundingClientRect().top)";
            let before = ann.value(top).await;
            for number in 1..=3 {
                bob.say("general", &format!("new {number}\non two lines")).await;
            }
            if id == 118 {
                ann.until(
                    "document.querySelector('#messages > article:last-child .body').innerText.includes('new 3')",
                )
                .await;
            } else {
                // An older page has no place for it, but shows what becomes of its own messages.
                bob.post("/rooms/general/messages/61/reactions", &[("emoji", "🎉")]).await;
                ann.reads("#message-61 .reactions button", "🎉 1").await;
                ann.until(
                    "document.querySelector('a[rel=prev]') && document.querySelector('a[rel=next]') !== null",
                )
                .await;
            }
            assert_eq!(ann.value(top).await, before, "{id}");
        }
    })
    .await;
}
