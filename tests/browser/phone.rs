//! On a phone: a button opens the sidebar, and the send button sends.

use crate::engine::Kind::{self, Phone, PhoneWithoutJavaScript};
use crate::stage::Stage;
use crate::window::{ENTER, ESCAPE, TAB};

in_every_engine!(the_sidebar_opens_by_button_and_by_keyboard, async |stage| {
    open_the_rooms(stage, Phone).await;
});

in_every_engine!(the_sidebar_opens_without_javascript, async |stage| {
    open_the_rooms(stage, PhoneWithoutJavaScript).await;
});

async fn open_the_rooms(stage: &Stage, kind: Kind) {
    let bob = stage.person("bob").await;
    assert_eq!(bob.post("/rooms", &[("name", "garden")]).await.status, 303);
    let ann = stage.enter("ann", kind).await;
    assert_eq!(bob.post("/rooms/garden/invite", &[("username", "ann")]).await.status, 303);
    ann.visit("/rooms/general").await;
    assert_eq!(ann.value("innerWidth").await, 390);
    assert!(!ann.shows("#sidebar a").await);
    assert!(ann.shows("#composer-body").await && ann.shows("#composer button").await);

    ann.press(".rooms-button").await;
    ann.until("document.querySelector('#sidebar').matches(':popover-open')").await;
    ann.can_see("#sidebar a[href='/rooms/garden']").await;
    ann.keys(ESCAPE).await;
    ann.until("!document.querySelector('#sidebar').matches(':popover-open')").await;
    ann.cannot_see("#sidebar a").await;

    // From the skip link to the button, and into the sidebar.
    ann.script("document.querySelector('.skip').focus()").await.unwrap();
    ann.keys(TAB).await;
    ann.until("document.activeElement.matches('.rooms-button')").await;
    ann.keys(ENTER).await;
    ann.until("document.querySelector('#sidebar').matches(':popover-open')").await;
    ann.keys(TAB).await;
    ann.until("document.querySelector('#sidebar').contains(document.activeElement)").await;
    ann.press("#sidebar a[href='/rooms/garden']").await;
    ann.is_at("/rooms/garden").await;
}

in_every_engine!(
    enter_is_a_new_line_and_the_button_sends,
    except(WebKit, "WebKitGTK asks GDK whether there is a touch screen, and Xvfb has none"),
    async |stage| {
        let ann = stage.enter("ann", Phone).await;
        ann.until("matchMedia('(hover: none) and (pointer: coarse)').matches").await;
        ann.fill("#composer-body", &format!("one{ENTER}two")).await;
        assert_eq!(ann.typed("#composer-body").await, "one\ntwo");
        ann.press("#composer button").await;
        ann.sees(&["one\ntwo"]).await;
        ann.until("document.querySelector('#composer-body').value === ''").await;
    }
);

in_every_engine!(
    the_box_to_edit_in_says_nothing_of_keys_that_do_something_else,
    except(WebKit, "WebKitGTK asks GDK whether there is a touch screen, and Xvfb has none"),
    async |stage| {
        let ann = stage.enter("ann", Phone).await;
        ann.until("matchMedia('(hover: none) and (pointer: coarse)').matches").await;
        ann.fill("#composer-body", "teh end").await;
        ann.press("#composer button").await;
        ann.sees(&["teh end"]).await;
        ann.press("#message-1 .menu-link").await;
        ann.press("#menu .edit-here").await;
        ann.can_see("#body").await;
        ann.cannot_see("#edit-keys").await;
        assert_eq!(
            ann.value("document.querySelector('#body').getAttribute('aria-describedby')").await,
            "edit-note"
        );
    }
);

in_every_engine!(nothing_is_wider_than_the_screen, async |stage| {
    let ann = stage.enter("ann", Phone).await;
    let bob = stage.person("bob").await;
    bob.say("general", &"unbroken".repeat(40)).await;
    bob.say("general", &format!("https://example.org/{}", "path/".repeat(60))).await;
    ann.until("document.querySelectorAll('article').length === 2").await;
    for page in ["/rooms/general", "/rooms"] {
        ann.visit(page).await;
        ann.until("document.documentElement.scrollWidth <= innerWidth").await;
        ann.until("!document.querySelector('.scroller') || (s => s.scrollWidth <= s.clientWidth)(document.querySelector('.scroller'))")
            .await;
    }
});

in_every_engine!(the_sidebar_button_shows_live_what_is_unread_elsewhere, async |stage| {
    let bob = stage.person("bob").await;
    assert_eq!(bob.post("/rooms", &[("name", "garden")]).await.status, 303);
    let ann = stage.enter("ann", Phone).await;
    assert_eq!(bob.post("/rooms/garden/invite", &[("username", "ann")]).await.status, 303);
    ann.visit("/rooms/general").await;
    ann.remember_the_page().await;
    assert!(!ann.shows("#mark-of-others.unread").await);
    bob.say("garden", "hello").await;
    ann.until("document.querySelector('#mark-of-others').matches('.unread:not(:has(.badge))')").await;
    bob.say("garden", "hello @ann").await;
    ann.reads("#mark-of-others .badge", "1").await;
    bob.say("general", "and here").await;
    ann.sees(&["and here"]).await;
    ann.reads("#mark-of-others .badge", "1").await;
    ann.is_still_the_same_page().await;
});
