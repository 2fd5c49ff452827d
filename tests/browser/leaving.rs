//! What the way back shows of those who have logged out.

use crate::app::PASSWORD;
use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript};
use crate::stage::Stage;
use crate::window::{ENTER, Window};

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

async fn goes_back_in_vain(ann: &Window) {
    ann.open_settings().await;
    ann.is_at("/settings").await;
    ann.press("#own-rooms h2 a[href='/rooms']").await;
    ann.is_at("/rooms").await;
    ann.log_out().await;
    ann.is_at("/login").await;
    for next in ["/rooms", "/settings", "/rooms/general"] {
        ann.go_back().await;
        ann.until(&format!("location.href.endsWith('/login?next={}')", next.replace('/', "%2F"))).await;
    }
}

in_every_engine!(going_back_within_the_chat_shows_the_page_as_it_was_left, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.fill("#composer-body", "half a thou").await;
    ann.open_settings().await;
    ann.is_at("/settings").await;
    ann.go_back().await;
    ann.is_at("/rooms/general").await;
    ann.until("document.querySelector('#composer-body')?.value === 'half a thou'").await;
    ann.can_see("#composer-body").await;
});

/// Lets browsers say what they don't heed at such an address, and that passwords aren't safe there.
pub fn forgive_plain_http(stage: &Stage) {
    for complaint in [
        "Cross-Origin-Opener-Policy header has been ignored",
        "Not supported for insecure origins",
        "Password fields present on an insecure",
    ] {
        stage.forgive(complaint);
    }
}

/// Somebody without JavaScript, at an address where browsers heed no `Clear-Site-Data`, who has said something.
async fn enter_by_name(stage: &Stage) -> Window {
    forgive_plain_http(stage);
    let ann = stage.enter_by_name("ann", DesktopWithoutJavaScript).await;
    ann.fill("#composer-body", "a secret").await;
    ann.press("#composer button").await;
    ann.until("document.querySelector('#composer-body')?.value === ''").await;
    ann
}

in_every_engine!(
    over_plain_http_going_back_after_logging_out_shows_no_page_without_javascript,
    except(WebKit, "it heeds no-store over HTTPS only, and so shows the last two pages again"),
    async |stage| {
        let ann = enter_by_name(stage).await;
        ann.fill("#sought", &format!("secret{ENTER}")).await;
        ann.is_at("/search").await;
        ann.press(".ways a[href='/bookmarks']").await;
        ann.is_at("/bookmarks").await;
        ann.open_settings().await;
        ann.is_at("/settings").await;
        ann.press("#own-rooms h2 a[href='/rooms']").await;
        ann.is_at("/rooms").await;
        ann.log_out().await;
        ann.is_at("/login").await;
        for next in ["/rooms", "/settings", "/bookmarks", "/search?q=secret", "/rooms/general"] {
            ann.go_back().await;
            ann.until(&format!(
                "new URLSearchParams(location.search).get('next')?.startsWith('{next}') &&
                    location.pathname === '/login'"
            ))
            .await;
        }
    }
);

in_every_engine!(
    over_plain_http_going_back_within_the_chat_keeps_what_was_typed_without_javascript,
    async |stage| {
        let ann = enter_by_name(stage).await;
        ann.fill("#composer-body", "half a thou").await;
        ann.open_settings().await;
        ann.is_at("/settings").await;
        ann.go_back().await;
        ann.until("document.querySelector('#composer-body')?.value === 'half a thou'").await;
    }
);

in_every_engine!(over_plain_http_going_back_within_the_chat_keeps_what_was_typed, async |stage| {
    forgive_plain_http(stage);
    let ann = stage.enter_by_name("ann", Desktop).await;
    ann.fill("#composer-body", "half a thou").await;
    ann.open_settings().await;
    ann.is_at("/settings").await;
    ann.go_back().await;
    ann.until("document.querySelector('#composer-body')?.value === 'half a thou'").await;
    ann.can_see("#composer-body").await;
});

in_every_engine!(a_login_form_in_place_of_a_page_leaves_nothing_of_the_session_that_has_ended, async |stage| {
    // That is the answer to the form.
    stage.forgive("401");
    let ann = stage.enter("ann", Desktop).await;
    let elsewhere = stage.nobody();
    assert_eq!(elsewhere.post("/login", &[("username", "ann"), ("password", PASSWORD)]).await.status, 303);
    ann.visit("/rooms").await;
    ann.fill("#new-room #name", "Garden").await;
    let change = [("present", PASSWORD), ("password", "battery staple")];
    assert_eq!(elsewhere.post("/settings/password", &change).await.status, 303);
    ann.press("#new-room button").await;
    ann.can_see("main .card #account-form").await;
    ann.until("document.querySelector('#sidebar') === null").await;
    ann.until("document.querySelector('main').getBoundingClientRect().left === 0").await;
    ann.until(
        "document.querySelector('.card').getBoundingClientRect().width < 500 && \
            document.querySelector('#account-form h1 + form').getBoundingClientRect().top - \
            document.querySelector('#account-form h1').getBoundingClientRect().bottom >= 16",
    )
    .await;
});
