//! Alerts on open pages: warnings of moderators, and guests that wait.

use crate::app::{PASSWORD, Person};
use crate::engine::Kind::Desktop;
use crate::tabs::hide;

/// A guest that waits in the general room.
async fn waiting_guest(by: &Person) -> Person {
    let form = [("act", "create"), ("stay", "day"), ("waits", "yes")];
    assert_eq!(by.post("/rooms/general/guests", &form).await.status, 303);
    let link = by.get("/rooms/general/guests").await.attribute("input.address", "value").unwrap();
    let guest = Person::new(link[..link.find("/guest/").unwrap()].replace("localhost", "127.0.0.1").as_str());
    assert_eq!(guest.post(&link[link.find("/guest/").unwrap()..], &[("name", "Zoe")]).await.status, 303);
    guest
}

in_every_engine!(alerts_come_and_go_in_all_tabs_and_the_element_that_is_announced_stays, async |stage| {
    let bob = stage.person("bob").await;
    let ann = stage.enter("ann", Desktop).await;
    let role = [("act", "role"), ("role", "administrator"), ("password", PASSWORD)];
    assert_eq!(bob.post("/admin/people/ann", &role).await.status, 303);
    let room = ann.current().await;
    let shortcuts = ann.open(true).await;
    ann.visit("/shortcuts").await;
    ann.until("document.querySelector('#alerts') !== null").await;
    ann.script("document.querySelector('#alerts').same = true").await.unwrap();
    let guest = waiting_guest(&bob).await;
    ann.reads("#alerts a[href='/rooms/general/guests']", "A guest is waiting to join General").await;
    ann.switch_to(room).await;
    ann.reads("#alerts a[href='/rooms/general/guests']", "A guest is waiting to join General").await;
    let warn = [("act", "warn"), ("warning", "Be kind."), ("password", PASSWORD)];
    assert_eq!(bob.post("/admin/people/ann", &warn).await.status, 303);
    ann.reads("#alerts", "A moderator has warned you").await;
    ann.reads("#alerts", "A guest is waiting to join General").await;
    assert_eq!(guest.post("/guest/leave", &[("leave", "yes")]).await.status, 200);
    ann.until("!document.querySelector('#alerts').textContent.includes('guest')").await;
    ann.switch_to(shortcuts).await;
    hide(&ann, false).await;
    ann.reads("#alerts", "A moderator has warned you").await;
    ann.until("!document.querySelector('#alerts').textContent.includes('guest')").await;
    ann.until("document.querySelector('#alerts').same === true").await;
});
