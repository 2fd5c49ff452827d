//! Files: chosen, dropped and pasted ones, their upload, and pictures in the list.

use serde_json::json;

use crate::app::Person;
use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript};
use crate::window::{ENTER, Window};

const BOX: &str = "#composer-body";

/// A red picture of 60 by 40 pixels, drawn by the browser, as `picture`.
pub const PICTURE: &str = "const canvas = document.createElement('canvas'); [canvas.width, canvas.height] = [60, 40]; \
    const pen = canvas.getContext('2d'); pen.fillStyle = '#c22'; pen.fillRect(0, 0, 60, 40); \
    const bytes = Uint8Array.from(atob(canvas.toDataURL('image/png').split(',')[1]), (c) => c.charCodeAt(0)); \
    const picture = new File([bytes], 'red.png', { type: 'image/png' });";

/// Drops files on the page.
pub async fn drop(window: &Window, files: &str) {
    let script = format!(
        "{PICTURE} const data = new DataTransfer(); for (const file of {files}) data.items.add(file); \
         for (const name of ['dragover', 'drop']) \
         document.querySelector('#messages').dispatchEvent(new DragEvent(name, {{ dataTransfer: data, bubbles: true, cancelable: true }}))"
    );
    window.script(&script).await.unwrap();
}

/// A file with as many bytes.
pub fn file(name: &str, size: u32) -> String {
    format!("new File(['x'.repeat({size})], '{name}', {{ type: 'text/plain' }})")
}

pub async fn names(person: &Person) -> Vec<String> {
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

in_every_engine!(files_are_chosen_without_javascript, async |stage| {
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    ann.press(".choose-files summary").await;
    ann.can_see("#composer input[type=file]").await;
    ann.cannot_see("#composer .attach").await;
});

in_every_engine!(files_are_sent_later_with_their_message, async |stage| {
    // The upload has become a file of a message.
    stage.forgive("404");
    let (ann, bob) = (stage.enter("ann", Desktop).await, stage.person("bob").await);
    ann.fill(BOX, "for later").await;
    drop(&ann, &format!("[picture, {}]", file("notes.txt", 30))).await;
    ann.until("document.querySelectorAll('#attached li.done').length === 2").await;
    ann.fill("#attached li:first-child input:not([type=checkbox])", "a red field").await;
    ann.press("#composer .later").await;
    ann.until("location.pathname === '/rooms/general/later'").await;
    ann.until("document.querySelectorAll('#attached input[name=file]').length === 2").await;
    assert_eq!(ann.value("document.querySelector('#attached .alt input').value").await, json!("a red field"));
    ann.press("button[value=tomorrow]").await;
    ann.until("location.pathname === '/scheduled'").await;
    ann.until("document.querySelectorAll('.kept .files a').length === 2").await;
    // Its script removes the draft.
    ann.until("document.readyState === 'complete'").await;
    // They are not in the composer any more.
    ann.visit("/rooms/general").await;
    ann.until("document.querySelector('#composer-body')?.value === ''").await;
    ann.fill(BOX, "now").await;
    drop(&ann, &format!("[{}]", file("other.txt", 5))).await;
    ann.until("document.querySelectorAll('#attached li.done').length === 1").await;
    ann.until("document.querySelectorAll('#attached li').length === 1").await;
    ann.press("#composer > .primary").await;
    ann.sees(&["now"]).await;
    assert_eq!(names(&bob).await, ["other.txt"]);
    let scheduled = ann.value("new URL(document.querySelector('#scheduled-here a').href).pathname").await;
    ann.visit(scheduled.as_str().unwrap()).await;
    ann.press("button[value=send]").await;
    ann.can_see(".empty").await;
    assert_eq!(bob.get("/rooms/general").await.texts("article .files a bdi"), ["other.txt", "notes.txt"]);
    assert!(bob.get("/rooms/general").await.has("img[alt='a red field']"));
});
