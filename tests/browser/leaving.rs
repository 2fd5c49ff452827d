//! What the way back shows of those who have logged out.

use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript};

in_every_engine!(going_back_after_logging_out_leads_to_the_login_page, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.say("a secret").await;
    ann.sees(&["a secret"]).await;
    goes_back_in_vain(&ann).await;
});

in_every_engine!(going_back_after_logging_out_leads_to_the_login_page_without_javascript, async |stage| {
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.fill("#composer-body", "a secret").await;
    ann.press("#composer button").await;
    ann.until("document.querySelector('#composer-body')?.value === ''").await;
    goes_back_in_vain(&ann).await;
});

async fn goes_back_in_vain(ann: &crate::window::Window) {
    ann.press(".ways a[href='/settings']").await;
    ann.is_at("/settings").await;
    ann.press(".ways a[href='/rooms']").await;
    ann.is_at("/rooms").await;
    ann.press("#sidebar .me button").await;
    ann.is_at("/login").await;
    for next in ["/rooms", "/settings", "/rooms/general"] {
        ann.go_back().await;
        ann.until(&format!("location.href.endsWith('/login?next={}')", next.replace('/', "%2F"))).await;
    }
}

in_every_engine!(going_back_within_the_chat_shows_the_page_as_it_was_left, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.fill("#composer-body", "half a thou").await;
    ann.press(".ways a[href='/settings']").await;
    ann.is_at("/settings").await;
    ann.go_back().await;
    ann.is_at("/rooms/general").await;
    ann.until("document.querySelector('#composer-body')?.value === 'half a thou'").await;
    ann.can_see("#composer-body").await;
});
