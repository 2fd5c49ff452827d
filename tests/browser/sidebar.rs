//! The sidebar, and drafts on several devices.

use crate::app::PASSWORD;
use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript, Phone};
use crate::window::{ENTER, Window};

/// Arrow to the right.
const RIGHT: &str = "\u{e014}";

async fn log_in(window: &Window, name: &str) {
    window.visit("/login?next=/rooms/general").await;
    window.fill("#username", name).await;
    window.fill("#password", &format!("{PASSWORD}{ENTER}")).await;
    window.is_at("/rooms/general").await;
}

in_every_engine!(a_draft_typed_on_one_device_is_on_the_other, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let phone = stage.browser(Phone).await;
    log_in(&phone, "ann").await;
    ann.fill("#composer-body", "half a thought").await;
    phone.until("document.querySelector('#own-rooms [aria-current] .unsent-draft') !== null").await;
    phone.visit("/rooms/general").await;
    phone.until("document.querySelector('#composer-body').value === 'half a thought'").await;
    // Both go on: both texts stay.
    phone.fill("#composer-body", ", finished on the phone").await;
    phone
        .until(
            "(({ base, unsaved }) => base > 1 && !unsaved)(JSON.parse(localStorage.getItem('drafted:ann:/rooms/general')))",
        )
        .await;
    ann.fill("#composer-body", ", finished at the desk").await;
    ann.can_see("#other-drafts a").await;
    ann.press("#other-drafts a").await;
    ann.is_at("/rooms/general/drafts").await;
    ann.reads("main", "half a thought, finished on the phone").await;
    ann.reads("main", "half a thought, finished at the desk").await;
    ann.press("section.draft:nth-of-type(2) [value=use]").await;
    ann.is_at("/rooms/general").await;
    ann.until("document.querySelector('#composer-body').value === 'half a thought, finished on the phone'").await;
    // A text that was sent is in no composer any more.
    ann.keys(ENTER).await;
    ann.sees(&["half a thought, finished on the phone"]).await;
    ann.until("document.querySelector('#composer-body').value === ''").await;
    phone.visit("/rooms/general").await;
    phone.until("document.querySelector('#composer-body').value === 'half a thought, finished at the desk'").await;
});

in_every_engine!(a_draft_is_saved_by_a_button_without_javascript, async |stage| {
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.fill("#composer-body", "half a thought").await;
    ann.press("#composer [formaction$='/drafts']").await;
    ann.is_at("/rooms/general").await;
    ann.can_see("#own-rooms [aria-current] .unsent-draft").await;
    ann.until("document.querySelector('#composer-body').value === 'half a thought'").await;
    ann.press("#composer button.primary").await;
    ann.until("!document.querySelector('.unsent-draft') && document.querySelector('#composer-body').value === ''")
        .await;
});

in_every_engine!(unread_rooms_beyond_the_edge_are_counted_and_reached, async |stage| {
    let bob = stage.person("bob").await;
    let ann = stage.enter("ann", Desktop).await;
    let cy = stage.person("cy").await;
    // Each person can make twenty rooms at once.
    for (by, numbers) in [(&cy, 10..30), (&bob, 30..50)] {
        for number in numbers {
            let made = by.post("/rooms", &[("name", &*format!("room {number}"))]).await;
            let invite = format!("{}/invite", made.location());
            assert_eq!(by.post(&invite, &[("username", "ann")]).await.status, 303);
        }
    }
    ann.visit("/rooms/general").await;
    assert!(!ann.shows(".beyond").await);
    bob.say("room-48", "hello").await;
    bob.say("room-49", "hello").await;
    ann.reads(".beyond.below", "2 unread below ↓").await;
    ann.press(".beyond.below").await;
    let row = "document.querySelector('#own-rooms a[href=\"/rooms/room-48\"]').getBoundingClientRect()";
    ann.until(&format!("{row}.bottom <= innerHeight && {row}.top >= 0")).await;
    ann.until("!document.querySelector('.beyond.below')").await;
});

in_every_engine!(back_closes_the_drawer_and_stays_on_the_page, async |stage| {
    let ann = stage.enter("ann", Phone).await;
    ann.visit("/rooms").await;
    ann.visit("/rooms/general").await;
    ann.press(".rooms-button").await;
    ann.until("document.querySelector('#sidebar').matches(':popover-open')").await;
    ann.go_back().await;
    ann.until("!document.querySelector('#sidebar').matches(':popover-open')").await;
    ann.is_at("/rooms/general").await;
    // Closing it by its button leaves nothing in the history, nor does a link in it.
    ann.press(".rooms-button").await;
    ann.press("#sidebar .close").await;
    ann.until("!document.querySelector('#sidebar').matches(':popover-open') && !history.state?.drawer").await;
    ann.press(".rooms-button").await;
    // The drawer slides in.
    ann.at_rest("document.querySelector('#sidebar').getBoundingClientRect().left").await;
    ann.press("#sidebar .ways a[href='/bookmarks']").await;
    ann.is_at("/bookmarks").await;
    ann.go_back().await;
    ann.is_at("/rooms/general").await;
    ann.until("!document.querySelector('#sidebar').matches(':popover-open')").await;
    ann.go_back().await;
    ann.is_at("/rooms").await;
});

in_every_engine!(the_sidebar_is_resized_by_keyboard_and_hidden, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let width = "document.querySelector('#sidebar').offsetWidth";
    assert_eq!(ann.value(width).await, 264);
    ann.script("document.querySelector('.sidebar-handle').focus()").await.unwrap();
    ann.keys(RIGHT).await;
    ann.until(&format!("{width} === 320")).await;
    ann.until("document.querySelector('.sidebar-handle').ariaValueNow === '2'").await;
    ann.visit("/rooms").await;
    ann.until(&format!("{width} === 320")).await;
    ann.drag((320.0, 300.0), (190.0, 300.0)).await;
    ann.until(&format!("{width} === 208")).await;
    ann.press(".own").await;
    ann.press("form.width button").await;
    ann.is_at("/rooms").await;
    ann.cannot_see("#sidebar").await;
    ann.press(".rooms-button").await;
    ann.can_see("#sidebar a[href='/rooms/general']").await;
});

in_every_engine!(the_sidebar_is_hidden_and_shown_without_javascript, async |stage| {
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.press(".own").await;
    ann.press("form.width button").await;
    ann.is_at("/rooms/general").await;
    ann.cannot_see("#sidebar").await;
    ann.press(".rooms-button").await;
    ann.press(".own").await;
    ann.press("form.width button").await;
    ann.can_see("#sidebar a[href='/rooms/general']").await;
});
