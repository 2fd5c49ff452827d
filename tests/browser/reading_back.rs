//! Reading older messages while new ones arrive.

use serde_json::Value;

use crate::app::Person;
use crate::engine::Kind::Desktop;
use crate::window::Window;

/// Whether the last message is visible.
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

in_every_engine!(
    the_list_stays_at_its_end_while_messages_come,
    server("--messages-per-minute", "0"),
    async |stage| {
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
    }
);

in_every_engine!(
    what_is_being_read_does_not_move_and_a_button_leads_to_the_end,
    server("--messages-per-minute", "0"),
    async |stage| {
        let bob = stage.person("bob").await;
        fill(&bob, "general").await;
        let ann = stage.enter("ann", Desktop).await;
        ann.until(AT_END).await;
        // Less than a screen.
        scroll(&ann, "scrollBy", "-420").await;
        ann.until("document.querySelector('#scroller').scrollTop <= -400").await;
        assert!(!ann.shows("#to-newest").await, "there is nothing new yet");

        // The message in the middle of the list is taken to be the one being read.
        let (id, before) = middle(&ann).await;
        for body in ["one more", "and\nanother\nwith\nlines"] {
            bob.say("general", body).await;
            ann.reads("#messages article:last-child .body", body).await;
        }
        ann.until("!document.querySelector('#to-newest').hidden").await;
        assert_eq!(ann.at_rest(&top_of(&id)).await, before);

        ann.press("#to-newest").await;
        ann.until(AT_END).await;
        ann.until("document.querySelector('#to-newest').hidden").await;
        assert_eq!(ann.value("document.activeElement.id").await, "composer-body");
    }
);

/// The position on the screen of the message in the middle of the list.
async fn middle(window: &Window) -> (String, Value) {
    let read = "(() => {
        const list = document.querySelector('#scroller').getBoundingClientRect();
        return document.elementFromPoint(list.x + list.width / 2, list.y + list.height / 2).closest('article').id;
    })()";
    let id = window.value(read).await.as_str().unwrap().to_owned();
    let top = window.at_rest(&top_of(&id)).await;
    (id, top)
}

/// Scrolls the list of messages at once, by `scrollTo` or `scrollBy`, in pixels.
async fn scroll(window: &Window, method: &str, top: &str) {
    let list = "document.querySelector('#scroller')";
    window.script(&format!("{list}.{method}({{ top: {top}, behavior: 'instant' }})")).await.unwrap();
}

fn top_of(id: &str) -> String {
    format!("Math.round(document.getElementById('{id}').getBoundingClientRect().top)")
}

in_every_engine!(
    older_messages_come_into_the_list_and_what_is_being_read_stays_in_its_place,
    server("--messages-per-minute", "0"),
    async |stage| {
        let bob = stage.person("bob").await;
        let said = fill(&bob, "general").await;
        let ann = stage.enter("ann", Desktop).await;
        ann.sees(&said[70..]).await;
        ann.remember_the_page().await;
        for first in [20, 0] {
            scroll(&ann, "scrollTo", "-1e6").await;
            ann.until("document.querySelector('#scroller').scrollTop < -400").await;
            let (id, top) = middle(&ann).await;
            ann.press("a[rel=prev]").await;
            ann.sees(&said[first..]).await;
            ann.until(&format!("{} === {top}", top_of(&id))).await;
        }
        ann.cannot_see("a[rel=prev]").await;
        ann.until("document.activeElement.matches('article')").await;
        ann.until("document.querySelectorAll('.day').length === 1").await;
        // The list is still live.
        bob.say("general", "live").await;
        ann.reads("#messages article:last-child .body", "live").await;
        ann.is_still_the_same_page().await;
    }
);

in_every_engine!(
    scrolling_loads_more_in_both_directions_and_a_button_leads_back,
    server("--messages-per-minute", "0"),
    async |stage| {
        let bob = stage.person("bob").await;
        let said = fill(&bob, "general").await;
        let ann = stage.enter("ann", Desktop).await;
        ann.sees(&said[70..]).await;
        ann.remember_the_page().await;
        // A jump by a script loads nothing.
        scroll(&ann, "scrollTo", "-1e6").await;
        ann.until("!document.querySelector('#to-newest').hidden").await;
        ann.sees(&said[70..]).await;
        for (first, by) in [(20, "50"), (0, "-1e6")] {
            ann.script("document.querySelector('#scroller').dispatchEvent(new WheelEvent('wheel'))")
                .await
                .unwrap();
            scroll(&ann, "scrollBy", by).await;
            ann.sees(&said[first..]).await;
        }
        ann.press("#to-newest").await;
        ann.until(AT_END).await;
        ann.until("document.querySelector('#to-newest').hidden").await;
        ann.is_still_the_same_page().await;
        // And downwards from an old page.
        ann.visit("/rooms/general?after=10").await;
        ann.until("document.querySelector('#history') !== null").await;
        ann.script("document.querySelector('#scroller').dispatchEvent(new WheelEvent('wheel'))").await.unwrap();
        scroll(&ann, "scrollBy", "1e6").await;
        ann.until("document.querySelectorAll('#scroller article').length > 50").await;
    }
);

in_every_engine!(
    newer_messages_come_into_an_old_page_until_it_is_live,
    server("--messages-per-minute", "0"),
    async |stage| {
        let bob = stage.person("bob").await;
        let said = fill(&bob, "general").await;
        let ann = stage.enter("ann", Desktop).await;
        ann.visit("/rooms/general?after=10").await;
        ann.sees(&said[10..60]).await;
        ann.remember_the_page().await;
        scroll(&ann, "scrollTo", "1e6").await;
        let (id, top) = middle(&ann).await;
        ann.press("a[rel=next]").await;
        ann.sees(&said[10..110]).await;
        ann.until(&format!("{} === {top}", top_of(&id))).await;
        bob.say("general", "not shown yet").await;
        ann.press("a[rel=next]").await;
        let all: Vec<&str> = said[10..].iter().map(String::as_str).chain(["not shown yet"]).collect();
        ann.sees(&all).await;
        ann.cannot_see("a[rel=next]").await;
        bob.say("general", "live").await;
        let all: Vec<&str> = all.into_iter().chain(["live"]).collect();
        ann.sees(&all).await;
        ann.say("me too").await;
        ann.reads("#messages article:last-child .body", "me too").await;
        ann.is_still_the_same_page().await;
    }
);

in_every_engine!(
    a_long_list_loses_its_far_end_and_gets_it_back,
    server("--messages-per-minute", "0"),
    async |stage| {
        let bob = stage.person("bob").await;
        for number in 1..=440 {
            bob.say("general", &format!("message {number}")).await;
        }
        let ann = stage.enter("ann", Desktop).await;
        ann.remember_the_page().await;
        let count = "document.querySelectorAll('article').length";
        for shown in [100, 150, 200, 250, 300, 350, 400] {
            ann.press("a[rel=prev]").await;
            ann.until(&format!("{count} === {shown}")).await;
        }
        // At the beginning, the newest messages have been removed, and new ones are not appended.
        ann.press("a[rel=prev]").await;
        ann.until(&format!("{count} === 300 && document.querySelector('#history') !== null")).await;
        ann.reads("article:first-of-type .body", "message 1").await;
        bob.say("general", "message 441").await;
        // A press while a page loads does nothing.
        for last in [350, 400] {
            ann.press("a[rel=next]").await;
            ann.until(&format!("document.querySelector('#message-{last}') !== null")).await;
        }
        ann.press("a[rel=next]").await;
        ann.reads("#messages article:last-child .body", "message 441").await;
        ann.until("document.querySelectorAll('article').length <= 400").await;
        bob.say("general", "message 442").await;
        ann.reads("#messages article:last-child .body", "message 442").await;
        ann.is_still_the_same_page().await;
    }
);

in_every_engine!(
    at_the_end_the_oldest_go_and_come_back_on_demand,
    server("--messages-per-minute", "0"),
    async |stage| {
        let bob = stage.person("bob").await;
        let ann = stage.enter("ann", Desktop).await;
        for number in 1..=401 {
            bob.say("general", &format!("message {number}")).await;
        }
        ann.until("document.querySelectorAll('#messages article').length === 300").await;
        ann.until(AT_END).await;
        ann.reads("#messages article:last-child .body", "message 401").await;
        ann.press("a[rel=prev]").await;
        ann.until("document.querySelectorAll('#messages article').length === 350").await;
        ann.until("document.querySelector('#messages article').id === 'message-52'").await;
    }
);

in_every_engine!(
    what_is_said_on_an_old_page_leads_to_the_newest,
    server("--messages-per-minute", "0"),
    async |stage| {
        let bob = stage.person("bob").await;
        let said = fill(&bob, "general").await;
        let ann = stage.enter("ann", Desktop).await;
        ann.visit("/rooms/general/messages/10").await;
        ann.say("found it").await;
        ann.until("location.pathname === '/rooms/general' && document.readyState === 'complete'").await;
        let shown: Vec<&str> = said[71..].iter().map(String::as_str).chain(["found it"]).collect();
        ann.until("document.querySelectorAll('.pending').length === 0").await;
        ann.reads("#messages article:last-child .body", "found it").await;
        ann.until("document.querySelectorAll('article').length >= 50").await;
        ann.visit("/rooms/general").await;
        ann.sees(&shown).await;
    }
);

in_every_engine!(
    a_permalink_stays_at_its_message_while_more_is_said,
    server("--messages-per-minute", "0"),
    async |stage| {
        let bob = stage.person("bob").await;
        fill(&bob, "general").await;
        let ann = stage.enter("ann", Desktop).await;
        for id in [118, 60] {
            ann.visit(&format!("/rooms/general/messages/{id}")).await;
            ann.reads(".marked .body", &format!("message {id}")).await;
            let top = "Math.round(document.querySelector('.marked').getBoundingClientRect().top)";
            let before = ann.at_rest(top).await;
            for number in 1..=3 {
                bob.say("general", &format!("new {number}\non two lines")).await;
            }
            if id == 118 {
                ann.until(
                    "document.querySelector('#messages > article:last-child .body').innerText.includes('new 3')",
                )
                .await;
            } else {
                // An older page doesn't show new messages, but shows changes of its own.
                bob.post("/rooms/general/messages/61/reactions", &[("emoji", "🎉")]).await;
                ann.reads("#message-61 .reactions button", "🎉 1").await;
                ann.until(
                    "document.querySelector('a[rel=prev]') && document.querySelector('a[rel=next]') !== null",
                )
                .await;
            }
            assert_eq!(ann.at_rest(top).await, before, "{id}");
        }
    }
);

in_every_engine!(
    the_number_of_new_messages_falls_while_they_are_read,
    server("--messages-per-minute", "0"),
    async |stage| {
        let ann = stage.enter("ann", Desktop).await;
        let bob = stage.person("bob").await;
        bob.say("general", "read").await;
        ann.sees(&["read"]).await;
        ann.visit("/settings").await;
        fill(&bob, "general").await;
        ann.visit("/rooms/general").await;
        let number = "parseInt(document.querySelector('#to-newest').textContent)";
        ann.until(&format!("{number} > 80 && {number} < 120")).await;
        let before = ann.value(number).await.as_i64().unwrap();
        scroll(&ann, "scrollBy", "600").await;
        ann.until(&format!("{number} < {before} - 5")).await;
        let lower = ann.value(number).await.as_i64().unwrap();
        ann.press("a[rel=next]").await;
        ann.until("document.querySelectorAll('article').length > 60").await;
        assert!(ann.value(number).await.as_i64().unwrap() <= lower, "what is loaded was counted before");
        ann.press("#to-newest").await;
        ann.until("document.querySelector('#to-newest').hidden").await;
    }
);
