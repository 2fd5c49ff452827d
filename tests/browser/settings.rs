//! Appearance and sessions in the settings.

use crate::app::PASSWORD;
use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript, Phone, PhoneWithoutJavaScript};
use crate::stage::Stage;

/// The brightness of the page's background, from 0 to 765.
const BRIGHTNESS: &str = "getComputedStyle(document.documentElement).backgroundColor.match(/[0-9]+/g)
    .slice(0, 3).reduce((sum, part) => sum + Number(part), 0)";
const TEXT_SIZE: &str = "Math.round(parseFloat(getComputedStyle(document.body).fontSize))";

in_every_engine!(chosen_colours_and_text_size_apply_to_every_page, async |stage| {
    choose_an_appearance(stage, false).await;
});

in_every_engine!(chosen_colours_and_text_size_apply_without_javascript, async |stage| {
    choose_an_appearance(stage, true).await;
});

async fn choose_an_appearance(stage: &Stage, plain: bool) {
    let ann = stage.enter("ann", if plain { DesktopWithoutJavaScript } else { Desktop }).await;
    for (theme, size, is_dark, pixels) in [("dark", "large", true, 18), ("light", "larger", false, 21)] {
        ann.visit("/settings/appearance").await;
        ann.press(&format!("[name=theme][value={theme}]")).await;
        ann.press(&format!("[name=text_size][value={size}]")).await;
        ann.press("main form .primary").await;
        ann.reads(".saved", "Saved").await;
        for path in ["/settings/appearance", "/rooms/general"] {
            ann.visit(path).await;
            ann.until(&format!("({BRIGHTNESS} < 200) === {is_dark} && {TEXT_SIZE} === {pixels}")).await;
        }
        // The rest of the page follows.
        ann.until(&format!(
            "document.documentElement.scrollWidth <= innerWidth && ({BRIGHTNESS} > 600) === {}",
            !is_dark
        ))
        .await;
    }
}

in_every_engine!(a_browser_that_is_logged_out_elsewhere_closes_its_room_at_once, async |stage| {
    log_a_phone_out(stage, false).await;
});

in_every_engine!(a_browser_is_logged_out_elsewhere_without_javascript, async |stage| {
    log_a_phone_out(stage, true).await;
});

async fn log_a_phone_out(stage: &Stage, plain: bool) {
    // That is the answer to a wrong password.
    stage.forgive("422");
    let (desktop, phone) =
        if plain { (DesktopWithoutJavaScript, PhoneWithoutJavaScript) } else { (Desktop, Phone) };
    let ann = stage.enter("ann", desktop).await;
    let there = stage.browser(phone).await;
    there.visit("/login").await;
    there.fill("#username", "ann").await;
    there.fill("#password", PASSWORD).await;
    there.press("#account-form button").await;
    there.is_at("/rooms/general").await;
    ann.visit("/settings/sessions").await;
    ann.press(".devices input").await;
    ann.fill("#password", "wrong horse").await;
    ann.press("main form .primary").await;
    ann.reads("#password-error", "Wrong password").await;
    ann.until("document.querySelector('.devices input').checked").await;
    ann.fill("#password", PASSWORD).await;
    ann.press("main form .primary").await;
    ann.reads(".saved", "One browser has been logged out").await;
    ann.cannot_see(".devices input").await;
    if plain {
        there.look_into("iframe.live-frame").await;
        there.reads(".frame-note", "logged out").await;
    } else {
        there.reads("#offline", "logged out").await;
    }
}
