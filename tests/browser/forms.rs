//! Errors are beside the fields, and the values stay.

use crate::app::PASSWORD;
use crate::engine::Kind::Desktop;
use crate::window::{END, ENTER};

in_every_engine!(a_wrong_login_keeps_the_name_and_shows_an_error, async |stage| {
    stage.forgive("422");
    stage.person("ann").await;
    let ann = stage.browser(Desktop).await;
    ann.visit("/login?next=/rooms").await;
    ann.remember_the_page().await;
    ann.fill("#username", "ann").await;
    ann.fill("#password", &format!("wrong password{ENTER}")).await;
    ann.reads("#password-error", "Try again").await;
    ann.is_still_the_same_page().await;
    assert_eq!(ann.typed("#username").await, "ann");
    assert_eq!(ann.typed("#password").await, "");
    ann.until("document.querySelector('#password').getAttribute('aria-invalid') === 'true'").await;
    ann.until("document.activeElement.id === 'password'").await;

    ann.keys(&format!("{PASSWORD}{ENTER}")).await;
    ann.is_at("/rooms").await;
});

in_every_engine!(a_name_that_is_taken_is_refused_beside_the_field, async |stage| {
    stage.forgive("422");
    stage.person("ann").await;
    let cy = stage.browser(Desktop).await;
    cy.visit("/register").await;
    cy.fill("#username", "ann").await;
    cy.fill("#password", &format!("{PASSWORD}{ENTER}")).await;
    cy.reads("#username-error", "taken").await;
    assert_eq!(cy.typed("#username").await, "ann");
});

in_every_engine!(a_room_name_that_is_taken_is_refused_beside_the_field, async |stage| {
    stage.forgive("422");
    let ann = stage.enter("ann", Desktop).await;
    ann.visit("/rooms").await;
    ann.remember_the_page().await;
    ann.fill("#name", &format!("General{ENTER}")).await;
    ann.reads("#name-error", "already").await;
    ann.is_still_the_same_page().await;
    ann.fill("#name", &format!("{END} talk{ENTER}")).await;
    ann.is_at("/rooms/general-talk").await;
    ann.reads("main h1", "General talk").await;
});

in_every_engine!(a_message_that_is_too_long_is_refused_with_its_text_kept, async |stage| {
    stage.forgive("422");
    let ann = stage.enter("ann", Desktop).await;
    ann.remember_the_page().await;
    // Typing 8,000 characters would take long.
    ann.script("document.querySelector('#composer-body').value = 'a'.repeat(8000)").await.unwrap();
    ann.fill("#composer-body", &format!("b{ENTER}")).await;
    ann.reads(".pending.failed .state", "8000").await;
    ann.say("meanwhile").await;
    ann.sees(&["meanwhile"]).await;
    // The rejected message is still there after a reload, and can be edited.
    ann.visit("/rooms/general").await;
    ann.reads(".pending.failed .state", "8000").await;
    ann.remember_the_page().await;
    ann.fill("#composer-body", "later").await;
    ann.press(".pending .state button:nth-of-type(1)").await;
    assert_eq!(ann.typed("#composer-body").await, "a".repeat(8_000) + "b\nlater");
    ann.cannot_see(".pending").await;

    ann.script("document.querySelector('#composer-body').setSelectionRange(8000, 9000)").await.unwrap();
    ann.keys(&format!("\u{e003}{ENTER}")).await;
    ann.until("document.querySelector('#composer-body').value === ''").await;
    ann.sees(&["meanwhile".to_owned(), "a".repeat(8_000)]).await;
    ann.cannot_see(".pending").await;
    ann.is_still_the_same_page().await;
});
