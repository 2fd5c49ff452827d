//! The states of pages in use, each checked.

use serde_json::json;

use crate::app::PASSWORD;
use crate::axe::Eye;
use crate::town::Town;
use crate::window::{ENTER, ESCAPE, UP};

/// Presses Ctrl+K.
const CONTROL_K: &str = "\u{e009}k\u{e000}";

pub async fn with_javascript(eye: &Eye<'_>, town: &Town) {
    let window = &eye.window;
    window.visit("/rooms/general").await;
    window.press("#message-18 .menu-link").await;
    window.until("document.querySelector('#menu')?.open === true").await;
    eye.look("a message's menu").await;
    window.fill("#emoji", "nonsense").await;
    window.press("#menu .other button").await;
    window.can_see("#menu .problem").await;
    eye.look("a message's menu, with an error").await;
    window.press("#menu .reply").await;
    window.can_see(".replying").await;
    eye.look("a reply that was begun").await;
    window.press(".replying .cancel").await;

    let focus = "document.querySelector('#message-18 .menu-link').focus({ focusVisible: true })";
    window.script(focus).await.unwrap();
    window.can_see("#message-18 #message-bar").await;
    eye.look("the bar on a message").await;
    window.press("#composer .pick").await;
    window.can_see("#emoji-panel [role=gridcell]").await;
    eye.look("the emoji picker").await;
    window.fill("#picker input", "heart").await;
    window.until("document.querySelector('#picker [role=status]').textContent !== ''").await;
    eye.look("the emoji picker, with emoji found").await;
    window.fill("#picker input", "like nothing else").await;
    window.can_see("#emoji-panel .hint").await;
    eye.look("the emoji picker, with nothing found").await;
    window.keys(ESCAPE).await;
    window.cannot_see("#picker").await;

    window.fill("#composer-body", "@").await;
    window.can_see("#completions [role=option]").await;
    eye.look("people to choose from").await;
    window.keys(&format!("{ESCAPE}\u{e003}:ta")).await;
    window.can_see("#completions [role=option]").await;
    eye.look("emoji to choose from").await;
    window.keys(ESCAPE).await;
    empty(eye, "#composer-body").await;

    window.keys(CONTROL_K).await;
    window.can_see("#switcher [role=option]").await;
    eye.look("the switcher").await;
    window.keys("nobody like this").await;
    window.reads("#switcher .hint", "No results").await;
    eye.look("the switcher, with nothing found").await;
    window.keys(ESCAPE).await;
    window.cannot_see("#switcher").await;
    window.script("document.activeElement.blur()").await.unwrap();
    window
        .script("document.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }))")
        .await
        .unwrap();
    window.can_see("#keys dd").await;
    eye.look("the shortcuts").await;
    window.keys(ESCAPE).await;
    window.cannot_see("#keys").await;

    window.fill("#composer-body", UP).await;
    window.can_see("#scroller .edit textarea").await;
    eye.look("a message edited in place").await;
    empty(eye, "#scroller .edit textarea").await;
    window.fill("#scroller .edit textarea", &format!(" {ENTER}")).await;
    window.keys(ESCAPE).await;

    panels(eye).await;
    window.visit("/rooms/studio").await;
    window.press("a.picture").await;
    window.can_see("dialog.viewer img").await;
    eye.look("a picture, large").await;
    window.keys(ESCAPE).await;
    window.cannot_see("dialog.viewer").await;
    window.visit("/rooms/general").await;
    window.fill("#composer-body", "**bold** ||hidden||").await;
    if eye.kind.is_phone() {
        window.press(".format-toggle").await;
    }
    window.press("#format .preview").await;
    window.can_see("#preview strong").await;
    eye.look("a preview").await;
    empty(eye, "#composer-body").await;
    window.fill("#composer-body", " ").await;
    window.cannot_see("#preview").await;
    let drop = "const data = new DataTransfer(); data.items.add(new File(['let a'], 'a.rs')); \
                document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
    window.script(drop).await.unwrap();
    window.can_see("#attached li.done").await;
    eye.look("a file that was dropped").await;
    window.press("#attached .close").await;
    let drop = "const canvas = document.createElement('canvas'); [canvas.width, canvas.height] = [60, 40]; \
                const bytes = Uint8Array.from(atob(canvas.toDataURL('image/png').split(',')[1]), (c) => c.charCodeAt(0)); \
                const data = new DataTransfer(); data.items.add(new File([bytes], 'a.png', { type: 'image/png' })); \
                document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
    window.script(drop).await.unwrap();
    window.can_see("#attached li.done").await;
    eye.look("a picture that was dropped").await;
    window.press("#attached .close").await;
    empty(eye, "#composer-body").await;
    window.press("#composer .record").await;
    window.can_see("#recording .stop").await;
    eye.look("a voice message that is being recorded").await;
    window.press("#recording .cancel").await;
    window.cannot_see("#recording").await;
    fill_at_once(eye, "#composer-body", &"a".repeat(7_999)).await;
    window.fill("#composer-body", "a").await;
    window.can_see(".counter").await;
    eye.look("the counter").await;
    empty(eye, "#composer-body").await;

    town.bob.post("/rooms/general/signs", &[("sign", "typing")]).await;
    window.reads("#signs", "bob").await;
    eye.look("somebody typing").await;
    window.script("document.querySelector('#scroller').scrollTop = -10000").await.unwrap();
    town.bob.say("general", "news").await;
    window.can_see("#to-newest").await;
    eye.look("the way to the newest message").await;

    window.script("window.fetch = () => Promise.reject(new TypeError('no network'))").await.unwrap();
    window.script("window.dispatchEvent(new Event('offline'))").await.unwrap();
    window.can_see("#offline").await;
    window.fill("#composer-body", "not sent").await;
    window.press("#composer .primary").await;
    window.can_see(".pending .state button").await;
    eye.look("offline, with a message that waits").await;

    sidebar(eye).await;
    errors(eye).await;
}

/// Pages beside the conversation, or over it.
async fn panels(eye: &Eye<'_>) {
    let window = &eye.window;
    for (link, there, what) in [
        (".bar a.button[href$='/about']", "#panel #members", "a room's details in the panel"),
        ("#panel .people a.danger", "#panel .primary.danger", "the question before removing, in the panel"),
        (".bar a[href$='/pins']", "#panel .kept", "pins in the panel"),
    ] {
        if link.starts_with(".bar") && window.shows("#panel").await {
            window.press("#panel .close").await;
            window.cannot_see("#panel").await;
        }
        window.press(link).await;
        window.can_see(there).await;
        window.until("!document.querySelector('#panel[aria-busy]')").await;
        eye.look(what).await;
    }
    window.press("#panel .close").await;
    window.cannot_see("#panel").await;
    window.until("!history.state?.panel").await;
}

pub async fn without_javascript(eye: &Eye<'_>) {
    sidebar(eye).await;
    errors(eye).await;
    let window = &eye.window;
    window.visit("/rooms/general").await;
    window.fill("#composer-body", "**bold**").await;
    window.press("#composer [formaction$='/preview']").await;
    window.can_see("#preview strong").await;
    eye.look("a preview").await;
    window.visit("/rooms/general").await;
    fill_at_once(eye, "#composer-body", &"a".repeat(8_001)).await;
    window.press("#composer .primary").await;
    window.can_see("#composer-note").await;
    eye.look("a message that was not taken").await;
    fill_at_once(eye, "#composer-body", &"a".repeat(300_000)).await;
    window.press("#composer .primary").await;
    window.can_see("#sent-0").await;
    eye.look("a message that comes back in a box").await;
    window.visit("/rooms/general").await;
}

/// Logs in after a message was sent without a session.
pub async fn log_in_with_a_text(eye: &Eye<'_>, name: &str) {
    let window = &eye.window;
    let send = "const form = Object.assign(document.createElement('form'), { method: 'post', \
                action: '/rooms/general/messages' }); \
                form.append(Object.assign(document.createElement('input'), { name: 'body', value: 'hi' })); \
                document.body.append(form); form.submit()";
    window.script(send).await.unwrap();
    window.can_see("#unsent").await;
    eye.look("the login page with a text").await;
    window.press("#account-form [name=other]").await;
    window.can_see("[action='/register'] #unsent").await;
    eye.look("the registration with a text").await;
    window.press("#account-form [name=other]").await;
    window.can_see("[action='/login'] #unsent").await;
    window.fill("#username", name).await;
    window.fill("#password", PASSWORD).await;
    window.press("#account-form .primary").await;
    window.can_see("#body").await;
    eye.look("a text to send after logging in").await;
}

/// The sidebar on a narrow screen.
async fn sidebar(eye: &Eye<'_>) {
    let window = &eye.window;
    window.visit("/rooms/quiet").await;
    if window.shows(".rooms-button").await {
        window.press(".rooms-button").await;
        window.can_see("#sidebar .ways").await;
        eye.look("the sidebar, opened").await;
        window.press(".own").await;
        window.can_see("#me a[href='/settings']").await;
        eye.look("the own menu in the sidebar").await;
        window.press(".own").await;
        window.press("#sidebar .close").await;
    }
}

/// Forms with errors.
async fn errors(eye: &Eye<'_>) {
    let window = &eye.window;
    window.visit("/rooms").await;
    window.fill("#name", "general").await;
    window.press("#new-room button").await;
    window.can_see("#name-error").await;
    eye.look("a room's name that is taken").await;
    window.visit("/rooms/general/about").await;
    window.fill("#username", "nobody here").await;
    window.press("form[action$='/invite'] button").await;
    window.can_see("#username-error").await;
    eye.look("an invitation of nobody").await;
    window.visit("/rooms/general/messages/19/edit").await;
    fill_at_once(eye, "#body", &"a".repeat(8_001)).await;
    window.press(".edit .primary").await;
    window.can_see("#body-error").await;
    eye.look("an edit that was not taken").await;
    window.visit("/settings").await;
    fill_at_once(eye, "#name", &"a".repeat(65)).await;
    window.press(".profile .primary").await;
    window.can_see("#name-error").await;
    eye.look("a name that is too long").await;
    window.visit("/search").await;
    window.press(".operators summary").await;
    eye.look("how to search").await;
}

async fn empty(eye: &Eye<'_>, css: &str) {
    let empty = format!("const field = document.querySelector({}); field.value = ''; field.focus()", json!(css));
    eye.window.script(&empty).await.unwrap();
}

/// Fills in a text that would take long to type.
async fn fill_at_once(eye: &Eye<'_>, css: &str, text: &str) {
    let fill = format!("document.querySelector({}).value = {}", json!(css), json!(text));
    eye.window.script(&fill).await.unwrap();
}
