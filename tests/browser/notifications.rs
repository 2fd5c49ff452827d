//! Notifications of open pages, the service worker, and the settings of a device.

use serde_json::json;

use crate::engine::Kind::Desktop;
use crate::engine::Own;
use crate::offline::forgive_the_outage;
use crate::tabs::hide;
use crate::window::Window;

/// Grants the permission that the browser would ask for.
async fn allow(window: &Window) {
    let permission = json!({ "descriptor": { "name": "notifications" }, "state": "granted" });
    window.issue(Own("permissions", permission)).await;
}

/// Waits until the notifications that the browser shows are these.
async fn shows(window: &Window, wanted: &str) {
    let look = format!(
        "(navigator.serviceWorker.getRegistration().then((own) => own.getNotifications()).then((list) => {{
            window.shown = list.map(({{ title, body }}) => `${{title}}: ${{body}}`).join('|');
        }}), window.shown === {})",
        json!(wanted)
    );
    window.until(&look).await;
}

in_every_engine!(
    a_page_in_the_background_notifies_until_the_room_is_read,
    except(Firefox, "its driver grants no permissions"),
    except(WebKit, "its driver grants no permissions"),
    async |stage| {
        stage.forgive("push service");
        let ann = stage.enter_on_localhost("ann", Desktop).await;
        let bob = stage.person("bob").await;
        ann.until("!navigator.serviceWorker.controller && !localStorage.getItem('notifying')").await;
        ann.visit("/settings/notifications").await;
        ann.reads("#this-device [data-state=off]", "no notifications").await;
        allow(&ann).await;
        ann.press("[data-turn=on]").await;
        // Chromium on its own has no push service.
        ann.reads("#this-device", "while a page is open").await;
        ann.until("document.activeElement.dataset.turn === 'off'").await;

        ann.visit("/rooms/general").await;
        ann.until("typeof streaming !== 'undefined' && streaming").await;
        bob.say("general", "seen at once").await;
        ann.sees(&["seen at once"]).await;
        hide(&ann, true).await;
        bob.say("general", "hello @ann").await;
        shows(&ann, "bob in General: hello @ann").await;
        // A second one in the same room replaces it.
        bob.say("general", "are you there?").await;
        shows(&ann, "bob in General: are you there?").await;
        hide(&ann, false).await;
        shows(&ann, "").await;

        ann.visit("/settings/notifications").await;
        ann.press("[data-turn=off]").await;
        ann.reads("#this-device", "no notifications").await;
        ann.until(
            "(navigator.serviceWorker.getRegistrations().then((all) => { window.left = all.length; }), window.left === 0)",
        )
        .await;
    }
);

in_every_engine!(
    without_a_connection_there_is_a_page_and_what_was_typed_stays,
    except(Firefox, "its driver grants no permissions"),
    except(WebKit, "its driver grants no permissions"),
    async |stage| {
        forgive_the_outage(stage);
        stage.forgive("push service");
        let ann = stage.enter_on_localhost("ann", Desktop).await;
        allow(&ann).await;
        ann.visit("/settings/notifications").await;
        ann.press("[data-turn=on]").await;
        ann.reads("#this-device", "while a page is open").await;
        ann.visit("/rooms/general").await;
        ann.until("Boolean(navigator.serviceWorker.controller)").await;
        // Only the page for times without a connection is stored, and what it needs.
        ann.until(
            "(caches.open('offline').then((cache) => cache.keys()).then((all) => {
                window.stored = all.map(({ url }) => new URL(url).pathname).filter((path) => !/^.assets.[\\w.-]+$/.test(path)).join();
            }), window.stored === '/offline')",
        )
        .await;
        ann.fill("#composer-body", "half a message").await;
        stage.kill_the_server();
        ann.reads("#offline", "You are offline").await;
        ann.script("location.assign('/bookmarks')").await.unwrap();
        ann.reads("h1", "You are offline").await;
        // With its style.
        ann.until("getComputedStyle(document.querySelector('.card')).maxWidth !== 'none'").await;
        ann.is_at("/bookmarks").await;
        stage.start_the_server();
        ann.press("a.button").await;
        ann.reads("h1", "Bookmarks").await;
        ann.visit("/rooms/general").await;
        ann.until("document.querySelector('#composer-body').value === 'half a message'").await;
    }
);

in_every_engine!(quiet_hours_and_do_not_disturb_are_set_by_forms, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.visit("/settings/notifications").await;
    ann.press("[value=pause]").await;
    ann.reads(".saved", "Saved").await;
    ann.can_see("[value=resume]").await;
    ann.until("document.querySelector('input[name=zone]').value !== ''").await;
    ann.script("document.querySelector('input[name=from]').value = '22:00'; document.querySelector('input[name=until]').value = '07:00';")
        .await
        .unwrap();
    ann.press("[value=preferences]").await;
    ann.until("document.querySelector('input[name=from]').value === '22:00'").await;
    ann.press("[value=resume]").await;
    ann.cannot_see("[value=resume]").await;
});
