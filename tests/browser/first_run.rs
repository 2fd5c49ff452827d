//! The first steps of an administrator and of a new member, and the browser's time zone.

use crate::app::PASSWORD;
use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript, Phone};
use crate::stage::Stage;

in_every_engine!(a_new_administrator_makes_a_room_and_dismisses_the_first_steps, async |stage| {
    take_the_first_steps(stage, false).await;
});

in_every_engine!(a_new_administrator_takes_the_first_steps_without_javascript, async |stage| {
    take_the_first_steps(stage, true).await;
});

async fn take_the_first_steps(stage: &Stage, plain: bool) {
    let ann = stage.browser(if plain { DesktopWithoutJavaScript } else { Desktop }).await;
    ann.visit("/").await;
    ann.is_at("/register").await;
    ann.reads("h1", "Set up this server").await;
    ann.fill("#username", "ann").await;
    ann.fill("#password", PASSWORD).await;
    ann.press("#account-form button").await;
    ann.is_at("/rooms/general").await;
    ann.reads(".setup", "Only this computer").await;
    // The room is there, too.
    ann.can_see("#composer-body").await;
    ann.press(".setup form[action='/rooms'] button").await;
    ann.can_see("#own-rooms a[href='/rooms/random']").await;
    ann.is_at("/rooms/general").await;
    ann.reads(".setup", "# Help").await;
    ann.press(".setup [value=dismiss]").await;
    ann.until("document.querySelector('.setup') === null").await;
    ann.is_at("/rooms/general").await;
    ann.visit("/rooms/random").await;
    ann.until("document.querySelector('.setup') === null").await;
}

in_every_engine!(a_room_is_joined_from_its_bar_on_a_phone, async |stage| {
    let ann = stage.person("ann").await;
    ann.post("/rooms", &[("name", "Tea"), ("description", "Leaves and cups")]).await;
    ann.say("tea", "first").await;
    let bob = stage.enter("bob", Phone).await;
    bob.visit("/rooms/tea").await;
    bob.sees(&["first"]).await;
    bob.reads("#join-bar", "1 member").await;
    // It is live before, too.
    ann.say("tea", "second").await;
    bob.sees(&["first", "second"]).await;
    bob.until("document.querySelector('#join-bar button').offsetHeight >= 44").await;
    bob.until("document.documentElement.scrollWidth <= innerWidth").await;
    bob.press("#join-bar button").await;
    bob.can_see("#composer-body").await;
    // Enter begins a new line on a phone.
    bob.fill("#composer-body", "third").await;
    bob.press("#composer button").await;
    bob.sees(&["first", "second", "third"]).await;
});

in_every_engine!(the_browsers_time_zone_is_offered_first, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.visit("/settings").await;
    let here = "Intl.DateTimeFormat().resolvedOptions().timeZone";
    ann.until(&format!("document.querySelector('#zone').options[1].value === {here}")).await;
    ann.until("document.querySelector('#zone').options[1].text.endsWith('(this browser)')").await;
    ann.script("document.querySelector('#zone').selectedIndex = 1").await.unwrap();
    ann.press("form[action='/settings'] .primary").await;
    ann.reads(".saved", "Saved").await;
    ann.until(&format!("document.querySelector('#zone').value === {here}")).await;
    ann.until("![...document.querySelector('#zone').options].some(({ text }) => text.endsWith('(this browser)'))")
        .await;
});
