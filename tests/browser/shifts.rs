//! Layout shifts, as Chromium counts them (Cumulative Layout Shift, <https://web.dev/articles/cls>).

use crate::engine::Kind::{Desktop, Phone};
use crate::window::Window;

/// Collects the shifts since the page's beginning.
const OBSERVE: &str = "window.shifts = []; new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
        window.shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 200) ?? '')]);
    }
}).observe({ type: 'layout-shift', buffered: true });";

/// Resolves after the frame in which the browser has delivered what it observed.
async fn shifts(window: &Window) -> serde_json::Value {
    window
        .script("requestAnimationFrame(() => requestAnimationFrame(() => { window.painted = true; }))")
        .await
        .unwrap();
    window.until("window.painted === true").await;
    window.value("window.shifts").await
}

in_every_engine!(
    nothing_shifts_while_a_room_loads_and_is_used,
    server("--messages-per-minute", "0"),
    except(Firefox, "it reports no layout shifts"),
    except(WebKit, "it reports no layout shifts"),
    async |stage| {
        let bob = stage.person("bob").await;
        for number in 0..20 {
            bob.say("general", &format!("message {number} with **words**, `code` and :tada:")).await;
            bob.say("general", "| a | b |\n|---|---|\n| 1 | 2 |").await;
            bob.say("general", &format!("```rust\nfn main() {{ /* {} */ }}\n```", "long ".repeat(60))).await;
        }
        for (name, kind) in [("ann", Desktop), ("cy", Phone)] {
            let window = stage.enter(name, kind).await;
            for path in ["/rooms/general", "/rooms", "/people", "/unread", "/settings"] {
                window.visit(path).await;
                window.until("document.readyState === 'complete'").await;
                window.script(OBSERVE).await.unwrap();
                assert_eq!(shifts(&window).await, serde_json::json!([]), "{path} on a {kind:?}");
            }
        }
    }
);
