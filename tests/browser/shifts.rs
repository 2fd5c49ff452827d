//! Layout shifts, as Chromium counts them (Cumulative Layout Shift, <https://web.dev/articles/cls>).

use serde_json::{Value, json};

use crate::app::Person;
use crate::engine::Kind::{Desktop, Phone};
use crate::engine::Own;
use crate::window::Window;

const PAGES: [&str; 5] = ["/rooms/general", "/rooms", "/people", "/unread", "/settings"];

/// Collects the shifts since the page's beginning.
const OBSERVE: &str = "window.shifts = []; new PerformanceObserver((list) => {
    const where = ({ x, y, width, height }) => `${x},${y} ${width}x${height}`;
    for (const { value, sources } of list.getEntries()) {
        window.shifts.push([value, ...sources.map(({ node, previousRect, currentRect }) =>
            `${where(previousRect)} → ${where(currentRect)}: ${node?.outerHTML?.slice(0, 200)}`)]);
    }
}).observe({ type: 'layout-shift', buffered: true });";

/// Where everything visible is that scripts should not move, by what it is: its kind, its text without times, which
/// scripts write in the reader's way, and its number among those with the same. Times are as high as before.
const PLACES: &str = "(() => {
    const numbers = {};
    const places = {};
    for (const element of document.body.querySelectorAll('*')) {
        const { x, y, width, height } = element.getBoundingClientRect();
        if (element.closest('time, noscript, script, #format, #signs') || width < 2 || height < 2) continue;
        const text = element.cloneNode(true);
        for (const part of text.querySelectorAll('time, noscript, script, #format, #signs')) part.remove();
        const name = `${element.id || element.name || ''} ${text.textContent.replace(/\\s+/g, ' ').slice(0, 80)}`.trim();
        if (!name) continue;
        const what = `${element.tagName} ${name}`;
        const number = numbers[what] = (numbers[what] ?? 0) + 1;
        const fixed = element.matches('#composer *, .bar *, nav, main, form, button, input, textarea');
        places[`${what} ${number}`] = fixed ? [x, y, width, height] : [y, height];
    }
    return places;
})()";

/// Resolves after the frame in which the browser has delivered what it observed.
async fn shifts(window: &Window) -> Value {
    window.script(OBSERVE).await.unwrap();
    window
        .script("requestAnimationFrame(() => requestAnimationFrame(() => { window.painted = true; }))")
        .await
        .unwrap();
    window.until("window.painted === true").await;
    window.value("window.shifts").await
}

async fn talk(bob: &Person) {
    for number in 0..20 {
        bob.say("general", &format!("message {number} with **words**, `code` and :tada:")).await;
        bob.say("general", "| a | b |\n|---|---|\n| 1 | 2 |").await;
        bob.say("general", &format!("```rust\nfn main() {{ /* {} */ }}\n```", "long ".repeat(60))).await;
    }
}

async fn block(window: &Window, scripts: &[&str]) {
    for (command, parameters) in [("enable", json!({})), ("setBlockedURLs", json!({ "urls": scripts }))] {
        let command = format!("Network.{command}");
        window.issue(Own("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))).await;
    }
}

// A page that is painted before the whole of it has arrived may shift: a busy machine loads it once more.
in_every_engine!(
    nothing_shifts_while_a_room_loads_and_is_used,
    server("--messages-per-minute", "0"),
    except(Firefox, "it reports no layout shifts"),
    except(WebKit, "it reports no layout shifts"),
    async |stage| {
        talk(&stage.person("bob").await).await;
        for (name, kind) in [("ann", Desktop), ("cy", Phone)] {
            let window = stage.enter(name, kind).await;
            for path in PAGES {
                let mut shifted = json!([]);
                for _ in 0..2 {
                    window.visit(path).await;
                    shifted = shifts(&window).await;
                    if shifted == json!([]) {
                        break;
                    }
                }
                assert_eq!(shifted, json!([]), "{path} on a {kind:?}");
            }
        }
    }
);

in_every_engine!(
    scripts_move_nothing_of_what_was_there_before_them,
    server("--messages-per-minute", "0"),
    except(Firefox, "its driver blocks no scripts"),
    except(WebKit, "its driver blocks no scripts"),
    async |stage| {
        stage.forgive("ERR_BLOCKED_BY_CLIENT");
        talk(&stage.person("bob").await).await;
        for (name, kind) in [("ann", Desktop), ("cy", Phone)] {
            let window = stage.enter(name, kind).await;
            window.visit("/rooms/general").await;
            for path in PAGES {
                block(&window, &["*.js"]).await;
                window.visit(path).await;
                let before = window.value(PLACES).await;
                block(&window, &[]).await;
                window.visit(path).await;
                window.until("window.htmx !== undefined").await;
                let after = window.at_rest(PLACES).await;
                let (before, after) = (before.as_object().unwrap(), after.as_object().unwrap());
                let stayed: Vec<_> = before.iter().filter(|(what, _)| after.contains_key(*what)).collect();
                assert!(stayed.len() * 5 > before.len() * 4, "{path}: {} of {}", stayed.len(), before.len());
                for (what, place) in stayed {
                    assert_eq!(&after[what], place, "{what} of {path} on a {kind:?}");
                }
            }
        }
    }
);
