//! A day of chat: three people in two rooms and a direct conversation, on a desktop, on a phone and without JavaScript.

use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript, Phone};

const FRAME: &str = "iframe.live-frame";

in_every_engine!(three_people_talk_in_two_rooms_and_between_themselves, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.enter("bob", Phone).await;
    let cy = stage.enter("cy", DesktopWithoutJavaScript).await;

    // The morning: everybody in one room.
    ann.say("Good morning").await;
    bob.fill("#composer-body", "Morning, *all*").await;
    bob.press("#composer button").await;
    cy.look_into(FRAME).await;
    cy.sees(&["Good morning", "Morning, all"]).await;
    cy.look_up().await;
    cy.fill("#composer-body", "Hello").await;
    cy.press("#composer button").await;
    for person in [&ann, &bob] {
        person.sees(&["Good morning", "Morning, all", "Hello"]).await;
        person.reads("#signs", "ann").await;
    }

    // A room created by a plain form; bob joins from the list of rooms.
    cy.press("#sidebar a[href='/rooms']").await;
    cy.is_at("/rooms").await;
    cy.fill("#name", "Garden").await;
    cy.press("#new-room button").await;
    cy.is_at("/rooms/garden").await;
    bob.visit("/rooms").await;
    bob.press(".room-list a[href='/rooms/garden']").await;
    bob.is_at("/rooms/garden").await;
    bob.press("form[action='/rooms/garden/join'] button").await;
    bob.until("!document.querySelector(\"form[action='/rooms/garden/join']\")").await;
    cy.fill("#composer-body", "Who has the key to the shed?").await;
    cy.press("#composer button").await;
    bob.sees(&["Who has the key to the shed?"]).await;

    // The sidebar marks unread messages, and reading clears the mark.
    ann.cannot_see("#own-rooms a[href='/rooms/garden']").await;
    bob.visit("/rooms/garden/about").await;
    bob.fill("#username", "ann").await;
    bob.press("form[action='/rooms/garden/invite'] button").await;
    bob.reads(".people", "ann").await;
    ann.can_see("#own-rooms a[href='/rooms/garden']").await;
    bob.visit("/rooms/garden").await;
    bob.fill("#composer-body", "Ann has it").await;
    bob.press("#composer button").await;
    ann.can_see("#own-rooms a[href='/rooms/garden'] .mark.unread").await;
    ann.press("#own-rooms a[href='/rooms/garden']").await;
    ann.is_at("/rooms/garden").await;
    ann.sees(&["Who has the key to the shed?", "Ann has it"]).await;
    ann.until("!document.querySelector(\"#own-rooms a[href='/rooms/garden'] .mark.unread\")").await;

    // A direct conversation.
    ann.press("#sidebar a[href='/direct']").await;
    ann.is_at("/direct").await;
    ann.fill("#people", "bob").await;
    ann.press("form[action='/direct'] button").await;
    ann.until("document.querySelector('h1')?.textContent === 'bob'").await;
    ann.say("It is under the stone").await;
    ann.sees(&["It is under the stone"]).await;
    bob.press(".rooms-button").await;
    bob.reads("#own-rooms .direct .badge", "1").await;
    bob.press("#own-rooms .direct a").await;
    bob.sees(&["It is under the stone"]).await;
    bob.until("!document.querySelector('#own-rooms .badge')").await;
    cy.visit("/rooms").await;
    cy.until("!document.body.textContent.includes('stone')").await;
});
