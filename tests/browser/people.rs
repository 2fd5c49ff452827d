//! Cards of people, and fields for names.

use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript, Phone};
use crate::window::{DOWN, ENTER, ESCAPE};

in_every_engine!(a_name_opens_a_card_beside_it_and_mentions_its_person, async |stage| {
    let bob = stage.person("bob").await;
    let ann = stage.enter("ann", Desktop).await;
    bob.say("general", "hello @ann").await;
    ann.sees(&["hello @ann"]).await;
    ann.press("article a.author").await;
    ann.can_see("#menu .person").await;
    ann.reads("#menu h2", "bob").await;
    ann.until("document.querySelector('#menu').getAttribute('aria-label') === 'bob'").await;
    ann.press("#menu .mention-them").await;
    ann.cannot_see("#menu").await;
    ann.until("document.querySelector('#composer-body').value === '@bob '").await;
    ann.until("document.activeElement.id === 'composer-body'").await;
    // By keyboard, and back to where one was.
    ann.script("document.querySelector('article a.author').focus()").await.unwrap();
    ann.keys(ENTER).await;
    ann.can_see("#menu .person").await;
    ann.keys(ESCAPE).await;
    ann.until("document.activeElement.matches('article a.author')").await;
    ann.press("article a.mention").await;
    ann.reads("#menu h2", "ann").await;
    ann.keys(ESCAPE).await;
    ann.press("article > .avatar").await;
    ann.reads("#menu h2", "bob").await;
    ann.press("#menu form[action='/direct'] button").await;
    ann.until("location.pathname.startsWith('/rooms/direct')").await;
});

in_every_engine!(a_name_leads_to_a_card_without_javascript, async |stage| {
    let bob = stage.person("bob").await;
    bob.say("general", "hello").await;
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.press("#own-rooms h2 a[href='/people']").await;
    ann.is_at("/people").await;
    ann.press(".people a[href='/people/bob']").await;
    ann.is_at("/people/bob").await;
    ann.press("form[action='/direct'] button").await;
    ann.until("location.pathname.startsWith('/rooms/direct')").await;
});

in_every_engine!(names_are_completed_in_a_field_for_them, async |stage| {
    let bob = stage.person("bob").await;
    stage.person("cy").await;
    bob.post("/settings/profile", &[("name", "Robert Lee")]).await;
    let ann = stage.enter("ann", Phone).await;
    ann.visit("/direct").await;
    ann.fill("#people", "rob").await;
    ann.reads(".completions", "Robert Lee").await;
    ann.keys(&format!("{DOWN}{ENTER}")).await;
    ann.until("document.querySelector('#people').value === '@bob, '").await;
    ann.fill("#people", "c").await;
    ann.reads(".completions", "cy").await;
    ann.press(".completions [role=option]").await;
    ann.until("document.querySelector('#people').value === '@bob, @cy, '").await;
    ann.keys(ENTER).await;
    ann.until("location.pathname.startsWith('/rooms/direct')").await;
});
