//! Keyboard navigation in the list of messages.

use crate::engine::Kind::Desktop;
use crate::window::{DOWN, END, ENTER, ESCAPE, UP};

const HOME: &str = "\u{e011}";

in_every_engine!(the_arrow_keys_go_from_message_to_message, async |stage| {
    let bob = stage.person("bob").await;
    for body in ["one", "two", "three"] {
        bob.say("general", body).await;
    }
    let ann = stage.enter("ann", Desktop).await;
    ann.sees(&["one", "two", "three"]).await;
    let is_at = async |id: u32| ann.until(&format!("document.activeElement.id === 'message-{id}'")).await;
    let stops = "document.querySelectorAll('#scroller article[tabindex=\"0\"]').length === 1";
    ann.until(stops).await;
    ann.script("document.querySelector('#scroller article[tabindex=\"0\"]').focus()").await.unwrap();
    is_at(3).await;
    for (key, id) in [(UP, 2), (UP, 1), (UP, 1), (DOWN, 2), (END, 3), (DOWN, 3), (HOME, 1)] {
        ann.keys(key).await;
        is_at(id).await;
    }
    ann.until(stops).await;
    // New messages don't move the focus, and changed messages keep it.
    bob.say("general", "four").await;
    ann.sees(&["one", "two", "three", "four"]).await;
    bob.post("/rooms/general/messages/1/edit", &[("body", "one, edited")]).await;
    ann.sees(&["one, edited", "two", "three", "four"]).await;
    is_at(1).await;
    ann.keys(ENTER).await;
    ann.until("document.querySelector('#menu')?.open === true").await;
    ann.keys(ESCAPE).await;
    is_at(1).await;
    ann.keys(DOWN).await;
    is_at(2).await;
    ann.until(stops).await;
});
