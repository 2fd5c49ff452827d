//! Files: chosen, dropped and pasted ones, their upload, and pictures in the list.

use serde_json::json;

use crate::app::Person;
use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript};
use crate::window::{ENTER, Window};

const BOX: &str = "#composer-body";

/// A red picture of 60 by 40 pixels, drawn by the browser, as `picture`.
const PICTURE: &str = "const canvas = document.createElement('canvas'); [canvas.width, canvas.height] = [60, 40]; \
    const pen = canvas.getContext('2d'); pen.fillStyle = '#c22'; pen.fillRect(0, 0, 60, 40); \
    const bytes = Uint8Array.from(atob(canvas.toDataURL('image/png').split(',')[1]), (c) => c.charCodeAt(0)); \
    const picture = new File([bytes], 'red.png', { type: 'image/png' });";

/// Drops files on the page.
async fn drop(window: &Window, files: &str) {
    let script = format!(
        "{PICTURE} const data = new DataTransfer(); for (const file of {files}) data.items.add(file); \
         for (const name of ['dragover', 'drop']) \
         document.querySelector('#messages').dispatchEvent(new DragEvent(name, {{ dataTransfer: data, bubbles: true, cancelable: true }}))"
    );
    window.script(&script).await.unwrap();
}

/// A file with as many bytes.
fn file(name: &str, size: u32) -> String {
    format!("new File(['x'.repeat({size})], '{name}', {{ type: 'text/plain' }})")
}

async fn names(person: &Person) -> Vec<String> {
    person.get("/rooms/general").await.texts("article .files a bdi")
}

in_every_engine!(dropped_files_are_uploaded_and_sent_with_the_text, async |stage| {
    let (ann, bob) = (stage.enter("ann", Desktop).await, stage.person("bob").await);
    ann.remember_the_page().await;
    ann.fill(BOX, "look").await;
    drop(&ann, &format!("[picture, {}]", file("notes.txt", 30))).await;
    ann.until("document.querySelectorAll('#attached li.done').length === 2").await;
    ann.until("document.querySelector('#attached img').naturalWidth === 60").await;
    ann.fill("#attached li:first-child input:not([type=checkbox])", "a red field").await;
    ann.press("#composer > .primary").await;
    ann.sees(&["look"]).await;
    ann.until("document.querySelector('article .picture img')?.naturalWidth === 60").await;
    assert_eq!(ann.value("document.querySelector('article .picture img').alt").await, json!("a red field"));
    ann.until("!document.querySelectorAll('#attached li').length").await;
    assert_eq!(names(&bob).await, ["notes.txt"]);
    ann.is_still_the_same_page().await;
    // Without a text.
    drop(&ann, &format!("[{}]", file("alone.txt", 5))).await;
    ann.until("document.querySelectorAll('#attached li.done').length === 1").await;
    ann.press(BOX).await;
    ann.keys(ENTER).await;
    ann.until("document.querySelectorAll('article').length === 2").await;
    assert_eq!(names(&bob).await, ["notes.txt", "alone.txt"]);
});

in_every_engine!(pasted_pictures_are_attached_and_removed, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let script = format!(
        "{PICTURE} const data = new DataTransfer(); data.items.add(picture); \
         const event = new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}); \
         if (!event.clipboardData?.types.length) Object.defineProperty(event, 'clipboardData', {{ value: data }}); \
         document.querySelector('#composer-body').dispatchEvent(event); return event.defaultPrevented"
    );
    assert_eq!(ann.script(&script).await.unwrap(), json!(true));
    ann.until("document.querySelectorAll('#attached li.done').length === 1").await;
    ann.press("#attached .close").await;
    ann.until("document.querySelectorAll('#attached li').length === 0").await;
    ann.until("document.activeElement.id === 'composer-body'").await;
});

in_every_engine!(
    a_file_that_is_too_large_says_so_and_the_others_stay,
    server("--file-size", "1kB"),
    async |stage| {
        stage.forgive("413");
        let ann = stage.enter("ann", Desktop).await;
        drop(&ann, &format!("[{}, {}]", file("large.txt", 2_000), file("small.txt", 10))).await;
        ann.reads("#attached li.failed .error", "large.txt is too large").await;
        ann.can_see("#attached li.done").await;
        ann.fill(BOX, "text").await;
        ann.keys(ENTER).await;
        ann.reads("#composer-note", "large.txt is too large").await;
        assert_eq!(ann.typed(BOX).await, "text");
        ann.press("#attached li.failed .close").await;
        ann.press("#composer > .primary").await;
        ann.sees(&["text"]).await;
        assert_eq!(
            ann.value("document.querySelector('article .files bdi').textContent").await,
            json!("small.txt")
        );
    }
);

/// Lets every upload's bytes fail until `window.online()`.
const CUT: &str = "const sends = XMLHttpRequest.prototype.send; window.cuts = 0; let cut = true; \
    XMLHttpRequest.prototype.send = function (body) { \
        if (!cut) return sends.call(this, body); window.cuts++; setTimeout(() => this.onerror(new Event('error'))); }; \
    window.goOnline = () => { cut = false; window.dispatchEvent(new Event('online')); };";

in_every_engine!(an_upload_goes_on_when_the_network_is_back_and_the_message_is_sent_then, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.script(CUT).await.unwrap();
    drop(&ann, &format!("[{}]", file("late.txt", 50_000))).await;
    ann.until("window.cuts > 0").await;
    ann.fill(BOX, "with a file").await;
    ann.keys(ENTER).await;
    ann.reads("#composer-note", "still being uploaded").await;
    assert_eq!(ann.value("document.querySelectorAll('article').length").await, json!(0));
    ann.script("window.goOnline()").await.unwrap();
    ann.sees(&["with a file"]).await;
    ann.until("document.querySelector('article .files bdi')?.textContent === 'late.txt'").await;
    ann.until("document.querySelector('#composer-note').textContent === ''").await;
});

in_every_engine!(files_that_were_not_sent_survive_a_reload, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.script(CUT).await.unwrap();
    drop(&ann, &format!("[{}, picture]", file("kept.txt", 5_000))).await;
    ann.until("window.cuts > 1").await;
    ann.until("document.querySelectorAll('#attached li').length === 2").await;
    ann.visit("/rooms/general").await;
    ann.until("document.querySelectorAll('#attached li.done').length === 2").await;
    // Files that are stored whole survive it, too.
    ann.visit("/rooms/general").await;
    ann.until("document.querySelectorAll('#attached li.done').length === 2").await;
    ann.fill(BOX, "after the reload").await;
    ann.keys(ENTER).await;
    ann.sees(&["after the reload"]).await;
    ann.until("document.querySelector('article .files bdi')?.textContent === 'kept.txt'").await;
    ann.visit("/rooms/general").await;
    ann.sees(&["after the reload"]).await;
    ann.until("document.querySelectorAll('#attached li').length === 0").await;
});

in_every_engine!(a_picture_opens_large_and_the_keyboard_leads_through_them, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    drop(&ann, "[picture, new File([bytes], 'second.png', { type: 'image/png' })]").await;
    ann.until("document.querySelectorAll('#attached li.done').length === 2").await;
    ann.press("#composer > .primary").await;
    ann.until("document.querySelectorAll('article .picture img').length === 2").await;
    ann.script("document.querySelector('article .picture').focus()").await.unwrap();
    ann.keys(ENTER).await;
    ann.until("document.querySelector('.viewer[open] > img')?.alt === 'Picture red.png'").await;
    ann.keys("\u{e014}").await;
    ann.until("document.querySelector('.viewer > img').alt === 'Picture second.png'").await;
    ann.keys("\u{e00c}").await;
    ann.until("document.querySelector('.viewer') === null").await;
    ann.until("document.activeElement === document.querySelector('article .picture')").await;
});

in_every_engine!(files_are_chosen_without_javascript, async |stage| {
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.can_see("#composer input[type=file]").await;
    ann.cannot_see("#composer .attach").await;
});
