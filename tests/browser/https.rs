//! Pages over HTTPS, and the streams that share a connection there.

use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript};

in_every_engine!(a_dozen_tabs_of_one_browser_are_live_over_http_2, server("https"), async |stage| {
    // Chromium doesn't load service workers from hosts with certificates that it only tolerates.
    stage.forgive("SSL certificate error");
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    let mut tabs = vec![ann.current().await];
    for _ in 1..12 {
        tabs.push(ann.open(true).await);
        ann.visit("/rooms/general").await;
    }
    for (said, seen) in [("one", &["one"][..]), ("two", &["one", "two"])] {
        bob.say("general", said).await;
        for tab in &tabs {
            ann.switch_to(tab.clone()).await;
            ann.sees(seen).await;
        }
    }
    for tab in tabs {
        ann.switch_to(tab).await;
        ann.until("performance.getEntriesByType('navigation')[0].nextHopProtocol === 'h2'").await;
        // A response that has not ended is not listed: a page that polls would have some.
        ann.until("performance.getEntriesByType('resource').every(({ name }) => !name.endsWith('/events'))").await;
    }
});

in_every_engine!(a_room_is_live_without_javascript_over_https, server("https"), async |stage| {
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    let bob = stage.person("bob").await;
    bob.say("general", "hello").await;
    ann.look_into("iframe.live-frame").await;
    ann.sees(&["hello"]).await;
    bob.say("general", "again").await;
    ann.sees(&["hello", "again"]).await;
});
