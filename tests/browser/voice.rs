//! Voice messages: recorded from the browser's own test sound.

use serde_json::json;

use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript};
use crate::stage::Stage;
use crate::window::{ENTER, ESCAPE, Window};

const BOX: &str = "#composer-body";

/// Notes each stream of the microphone in `microphones`.
const NOTED: &str = "window.microphones = []; const devices = navigator.mediaDevices; \
    const asks = devices.getUserMedia.bind(devices); \
    devices.getUserMedia = async (wanted) => { const stream = await asks(wanted); microphones.push(stream); return stream; };";

/// Whether no microphone is in use any more.
const RELEASED: &str = "microphones.length > 0 && microphones.every((stream) => stream.getTracks().every((track) => track.readyState === 'ended'))";

/// A page at a host that browsers trust with the microphone.
async fn enter(stage: &Stage) -> Window {
    let ann = stage.enter_on_localhost("ann", Desktop).await;
    ann.script(NOTED).await.unwrap();
    ann
}

/// Begins a recording, and waits until something was heard.
async fn record(window: &Window) {
    window.press("#composer .record").await;
    window.until("document.querySelector('#recording [role=timer]')?.textContent.startsWith('0:01')").await;
}

in_every_engine!(
    a_voice_message_is_recorded_heard_sent_and_played,
    except(WebKit, "this build of it records no sound"),
    async |stage| {
        let (ann, bob) = (enter(stage).await, stage.browser(Desktop).await);
        ann.remember_the_page().await;
        record(&ann).await;
        ann.until("document.activeElement.matches('#recording .stop')").await;
        ann.until("document.querySelector('#recording').ariaLabel === 'Voice message being recorded'").await;
        ann.reads("[role=status].hidden", "The recording has started.").await;
        // By the keyboard alone.
        ann.keys(ENTER).await;
        ann.until("document.querySelectorAll('#attached li.done').length === 1").await;
        ann.until(RELEASED).await;
        ann.cannot_see("#recording").await;
        ann.until("document.activeElement.id === 'composer-body'").await;
        let name = "document.querySelector('#attached bdi').textContent";
        ann.until(&format!("/^Voice message \\d{{4}}-\\d\\d-\\d\\d \\d\\d\\.\\d\\d\\.\\w+$/.test({name})")).await;
        ann.until("document.querySelector('#attached audio').duration > 0.5").await;
        ann.until("document.querySelector('#attached audio').duration < 10").await;
        ann.fill(BOX, "listen").await;
        ann.keys(ENTER).await;
        ann.sees(&["listen"]).await;
        let wave = "document.querySelector('article .sound svg.wave path')";
        ann.until(&format!("{wave} !== null")).await;
        ann.is_still_the_same_page().await;

        let person = stage.person("bob").await;
        bob.visit("/login").await;
        bob.set_cookies(&person.cookie_header()).await;
        bob.visit("/rooms/general").await;
        bob.until(&format!("{wave}.getAttribute('d').length > 300")).await;
        // It isn't silent. Firefox measures nothing on machines without an output for sound, as in CI.
        if stage.engine == Engine::Chromium {
            bob.until(&format!("/v([5-9]|[1-3]\\d)/.test({wave}.getAttribute('d'))")).await;
        }
        bob.until("/^Voice message, 0:0[1-9]$/.test(document.querySelector('article .sound audio').ariaLabel)")
            .await;
        bob.until("document.querySelector('article .sound audio').duration > 0.5").await;
        bob.until("Number.isFinite(document.querySelector('article .sound audio').duration)").await;
        let found = person.get("/search?q=has%3Aaudio").await;
        assert_eq!(found.status, 200);
    }
);

in_every_engine!(
    sending_stops_a_recording_and_sends_it,
    except(WebKit, "this build of it records no sound"),
    async |stage| {
        let ann = enter(stage).await;
        record(&ann).await;
        ann.fill(BOX, "with a text").await;
        ann.keys(ENTER).await;
        ann.sees(&["with a text"]).await;
        ann.until("document.querySelector('article .sound svg.wave') !== null").await;
        ann.until(RELEASED).await;
        ann.until("document.querySelectorAll('#attached li').length === 0").await;
    }
);

in_every_engine!(
    a_recording_is_cancelled_and_the_text_stays,
    except(WebKit, "this build of it records no sound"),
    async |stage| {
        let ann = enter(stage).await;
        ann.press("#composer .record").await;
        ann.can_see("#recording").await;
        ann.fill(BOX, "half a sentence").await;
        ann.keys(ESCAPE).await;
        ann.cannot_see("#recording").await;
        ann.until(RELEASED).await;
        ann.reads("[role=status].hidden", "The recording was discarded.").await;
        assert_eq!(ann.typed(BOX).await, "half a sentence");
        ann.press("#composer .record").await;
        ann.press("#recording .cancel").await;
        ann.cannot_see("#recording").await;
        ann.until("document.activeElement.id === 'composer-body'").await;
        ann.until(RELEASED).await;
        assert_eq!(ann.value("document.querySelectorAll('#attached li').length").await, json!(0));
        assert_eq!(ann.typed(BOX).await, "half a sentence");
    }
);

in_every_engine!(
    a_recording_stops_at_the_limit_and_says_so,
    except(WebKit, "this build of it records no sound"),
    async |stage| {
        let ann = enter(stage).await;
        assert_eq!(ann.value("document.querySelector('#composer .record').dataset.seconds").await, json!("300"));
        ann.script("document.querySelector('#composer .record').dataset.seconds = '1'").await.unwrap();
        ann.press("#composer .record").await;
        ann.reads("#composer-note", "The recording stopped by itself: a voice message can be as long as 0:01.")
            .await;
        ann.until("document.querySelectorAll('#attached li.done').length === 1").await;
        ann.until(RELEASED).await;
        ann.press("#attached .close").await;
        ann.until("document.querySelectorAll('#attached li').length === 0").await;
    }
);

in_every_engine!(
    leaving_the_page_or_the_room_stops_the_microphone,
    except(WebKit, "this build of it records no sound"),
    async |stage| {
        let ann = enter(stage).await;
        record(&ann).await;
        // The room's page is replaced, as when somebody is removed from it.
        ann.script("document.querySelector('#composer').remove()").await.unwrap();
        ann.until(RELEASED).await;
        ann.visit("/rooms/general").await;
        ann.script(NOTED).await.unwrap();
        ann.press("#composer .record").await;
        ann.can_see("#recording").await;
        ann.script("window.dispatchEvent(new PageTransitionEvent('pagehide'))").await.unwrap();
        ann.until(RELEASED).await;
        ann.cannot_see("#recording").await;
    }
);

in_every_engine!(a_microphone_that_cannot_be_used_is_explained_and_the_text_stays, async |stage| {
    let ann = stage.enter_on_localhost("ann", Desktop).await;
    // WebKitGTK here records nothing, and shows no button.
    if !ann.shows("#composer .record").await {
        return;
    }
    ann.fill(BOX, "a text").await;
    for (error, said) in [
        ("NotAllowedError", "The browser doesn’t let this page use the microphone."),
        ("NotFoundError", "There is no microphone."),
        ("NotReadableError", "The microphone can’t be used now."),
    ] {
        let fails = format!(
            "navigator.mediaDevices.getUserMedia = async () => {{ throw new DOMException('', '{error}'); }}"
        );
        ann.script(&fails).await.unwrap();
        ann.press("#composer .record").await;
        ann.reads("#composer-note", said).await;
        ann.cannot_see("#recording").await;
        assert_eq!(ann.typed(BOX).await, "a text");
    }
});

in_every_engine!(the_microphone_button_needs_scripts_and_a_browser_that_records, async |stage| {
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.cannot_see("#composer .record").await;
});
