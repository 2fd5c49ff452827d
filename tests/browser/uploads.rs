//! Uploads over slow and cut networks, after reloads, in several tabs, and of others than the present account.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use crate::app::PASSWORD;
use crate::engine::Kind::Desktop;
use crate::files::{drop, file, names};
use crate::offline::forgive_the_outage;
use crate::window::{ENTER, Window};

const BOX: &str = "#composer-body";

/// More than the buffers between a page and the server hold.
const LARGE: u32 = 8_000_000;

const DONE: &str = "document.querySelectorAll('#attached li.done').length === 1";
const NONE: &str = "document.querySelectorAll('#attached li').length === 0";
const UNDER_WAY: &str = "(bar => bar !== null && bar.value > 0 && bar.value < 1)(document.querySelector('#attached li.uploading progress'))";

/// Notes the addresses that uploads are sent to, and the offsets that they begin at.
const NOTE_UPLOADS: &str = "const { open, setRequestHeader } = XMLHttpRequest.prototype; window.sentTo = []; window.offsets = []; \
    XMLHttpRequest.prototype.open = function (method, url, ...rest) { window.sentTo.push(url); return open.call(this, method, url, ...rest); }; \
    XMLHttpRequest.prototype.setRequestHeader = function (name, value) { \
        if (name === 'Upload-Offset') window.offsets.push(Number(value)); return setRequestHeader.call(this, name, value); };";

in_every_engine!(a_chosen_file_shows_its_progress_and_is_cancelled, async |stage| {
    for complaint in ["404", "Synchronous XMLHttpRequest"] {
        stage.forgive(complaint);
    }
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("holiday film.bin");
    fs::write(&path, vec![7; LARGE as usize]).unwrap();
    let network = stage.network().await;
    let ann = stage.enter_over(&network, "ann", Desktop).await;
    ann.script(NOTE_UPLOADS).await.unwrap();
    // The browser's own dialog would stay open.
    ann.script("HTMLInputElement.prototype.click = () => {}").await.unwrap();
    network.hold();
    ann.press("#composer .attach").await;
    ann.until("document.querySelector('#composer input[type=file]') !== null").await;
    ann.choose("#composer input[type=file]", &path).await;
    ann.until(UNDER_WAY).await;
    ann.reads("#attached .name", "holiday film.bin 8 MB").await;
    let label = ann.value("document.querySelector('#attached progress').getAttribute('aria-label')").await;
    assert_eq!(label, json!("holiday film.bin is being uploaded"));
    ann.press("#attached .close").await;
    ann.until(NONE).await;
    ann.until("document.activeElement.id === 'composer-body'").await;
    // The server has removed what it had.
    let gone = "(() => { const request = new XMLHttpRequest(); request.open('HEAD', window.sentTo[0], false); \
        request.send(); return request.status === 404; })()";
    ann.until(gone).await;
});

in_every_engine!(an_upload_goes_on_when_the_network_is_back_and_the_message_is_sent_then, async |stage| {
    forgive_the_outage(stage);
    let network = stage.network().await;
    let ann = stage.enter_over(&network, "ann", Desktop).await;
    ann.script(NOTE_UPLOADS).await.unwrap();
    network.hold();
    drop(&ann, &format!("[{}]", file("late.txt", LARGE))).await;
    ann.until(UNDER_WAY).await;
    ann.fill(BOX, "with a file").await;
    ann.keys(ENTER).await;
    ann.reads("#composer-note", "still being uploaded").await;
    network.cut();
    ann.reads("#attached .hint", "the server is not responding").await;
    network.open();
    ann.sees(&["with a file"]).await;
    ann.until("document.querySelector('article .files bdi')?.textContent === 'late.txt'").await;
    ann.until("document.querySelector('#composer-note').textContent === ''").await;
    ann.until("window.offsets.at(-1) > 0").await;
});

in_every_engine!(an_upload_and_its_message_survive_a_reload, async |stage| {
    // The page before is still connected.
    for complaint in ["409", "net::ERR_"] {
        stage.forgive(complaint);
    }
    let network = stage.network().await;
    let ann = stage.enter_over(&network, "ann", Desktop).await;
    drop(&ann, &format!("[{}]", file("first.txt", 10))).await;
    ann.until(DONE).await;
    network.hold();
    drop(&ann, &format!("[{}]", file("second.txt", LARGE))).await;
    ann.until(UNDER_WAY).await;
    ann.fill(BOX, "both").await;
    ann.keys(ENTER).await;
    ann.reads("#composer-note", "still being uploaded").await;
    ann.visit("/rooms/general").await;
    // The first one is stored whole.
    ann.until(DONE).await;
    let order = "[...document.querySelectorAll('#attached bdi')].map(name => name.textContent).join() === 'first.txt,second.txt'";
    ann.until(order).await;
    ann.reads("#composer-note", "still being uploaded").await;
    network.open();
    ann.sees(&["both"]).await;
    ann.until("[...document.querySelectorAll('article .files bdi')].map(name => name.textContent).join() === 'first.txt,second.txt'").await;
    ann.visit("/rooms/general").await;
    ann.sees(&["both"]).await;
    ann.until("Object.keys(localStorage).every(key => !key.startsWith('files:ann:/'))").await;
    ann.until(NONE).await;
});

in_every_engine!(a_message_that_is_changed_while_its_files_are_uploaded_is_not_sent_by_itself, async |stage| {
    let network = stage.network().await;
    let ann = stage.enter_over(&network, "ann", Desktop).await;
    network.hold();
    drop(&ann, &format!("[{}]", file("notes.txt", LARGE))).await;
    ann.until(UNDER_WAY).await;
    ann.fill(BOX, &format!("half{ENTER}")).await;
    ann.reads("#composer-note", "still being uploaded").await;
    ann.fill(BOX, " a thou").await;
    ann.until("document.querySelector('#composer-note').textContent === ''").await;
    network.open();
    ann.until(DONE).await;
    assert_eq!(ann.typed(BOX).await, "half a thou");
    ann.fill(BOX, &format!("ght{ENTER}")).await;
    ann.sees(&["half a thought"]).await;
});

in_every_engine!(a_file_belongs_to_one_tab_and_another_goes_on_with_it_when_that_is_closed, async |stage| {
    forgive_the_outage(stage);
    let network = stage.network().await;
    let ann = stage.enter_over(&network, "ann", Desktop).await;
    let first = ann.current().await;
    network.hold();
    drop(&ann, &format!("[{}]", file("mine.txt", LARGE))).await;
    ann.until(UNDER_WAY).await;
    let second = ann.open(true).await;
    ann.visit("/rooms/general").await;
    ann.until("[...document.scripts].some((script) => script.src.includes('/files.'))").await;
    ann.switch_to(first.clone()).await;
    network.open();
    ann.until(DONE).await;
    ann.switch_to(second.clone()).await;
    ann.until(NONE).await;
    ann.switch_to(first).await;
    ann.close(second.clone()).await;
    ann.visit("/rooms/general").await;
    ann.until(DONE).await;
    ann.press("#composer > .primary").await;
    ann.until("document.querySelector('article .files bdi')?.textContent === 'mine.txt'").await;
});

in_every_engine!(
    the_files_of_a_refused_message_are_taken_back_and_uploaded_anew_where_they_are_gone,
    async |stage| {
        for complaint in ["403", "404"] {
            stage.forgive(complaint);
        }
        let (admin, bob) = (stage.person("admin").await, stage.person("bob").await);
        let ann = stage.enter("ann", Desktop).await;
        ann.script(NOTE_UPLOADS).await.unwrap();
        drop(&ann, &format!("[picture, {}]", file("plan.txt", 20))).await;
        ann.until("document.querySelectorAll('#attached li.done').length === 2").await;
        ann.fill("#attached li:first-child input:not([type=checkbox])", "a field").await;
        admin.post("/rooms/general/archive", &[]).await;
        ann.fill(BOX, &format!("too late{ENTER}")).await;
        ann.reads(".pending.failed .files", "plan.txt").await;
        ann.until(NONE).await;
        let remove = "for (const url of window.sentTo) fetch(url, { method: 'DELETE' }).then(() => { window.removed = (window.removed ?? 0) + 1; })";
        ann.script(remove).await.unwrap();
        ann.until("window.removed === 2").await;
        admin.post("/rooms/general/unarchive", &[]).await;
        ann.press(".pending .state button:nth-of-type(2)").await;
        ann.until("document.querySelectorAll('#attached li.done').length === 2").await;
        assert_eq!(ann.typed(BOX).await, "too late");
        ann.press("#composer > .primary").await;
        ann.sees(&["too late"]).await;
        assert_eq!(names(&bob).await, ["plan.txt"]);
        ann.until("document.querySelector('article .picture img')?.alt === 'a field'").await;
    }
);

in_every_engine!(metadata_kept_and_not_kept_in_a_hurry_is_uploaded_once, async |stage| {
    forgive_the_outage(stage);
    let network = stage.network().await;
    let ann = stage.enter_over(&network, "ann", Desktop).await;
    let count = "const fetches = window.fetch; window.made = 0; window.fetch = async (url, options) => { \
        const answer = await fetches(url, options); if (url === '/files' && answer.status === 201) window.made += 1; return answer; }";
    ann.script(count).await.unwrap();
    drop(&ann, &format!("[{}]", file("first.txt", 5))).await;
    ann.until(DONE).await;
    ann.press("#attached .close").await;
    ann.until(NONE).await;
    network.cut();
    drop(&ann, "[picture]").await;
    ann.reads("#attached .hint", "the server is not responding").await;
    ann.press("#attached label:last-of-type input").await;
    ann.press("#attached label:last-of-type input").await;
    network.open();
    ann.until(DONE).await;
    ann.press("#composer > .primary").await;
    ann.until("document.querySelectorAll('article .picture').length === 1").await;
    assert_eq!(ann.value("window.made").await, json!(2));
});

in_every_engine!(
    a_file_that_was_removed_from_the_disk_says_so,
    except(Firefox, "it still reads the beginning of a removed file, although it can't send it"),
    async |stage| {
        forgive_the_outage(stage);
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("gone.txt");
        fs::write(&path, "text").unwrap();
        let network = stage.network().await;
        let ann = stage.enter_over(&network, "ann", Desktop).await;
        ann.script("HTMLInputElement.prototype.click = () => {}").await.unwrap();
        ann.press("#composer .attach").await;
        ann.until("document.querySelector('#composer input[type=file]') !== null").await;
        network.cut();
        ann.choose("#composer input[type=file]", &path).await;
        ann.reads("#attached .hint", "the server is not responding").await;
        fs::remove_file(&path).unwrap();
        network.open();
        ann.reads("#attached .error", "gone.txt can’t be read any more").await;
    }
);

in_every_engine!(an_ended_session_and_another_account_end_an_upload_which_is_tried_again, async |stage| {
    forgive_the_outage(stage);
    stage.forgive("401");
    let network = stage.network().await;
    let ann = stage.enter_over(&network, "ann", Desktop).await;
    network.hold();
    drop(&ann, &format!("[{}]", file("mine.txt", LARGE))).await;
    ann.until(UNDER_WAY).await;
    // As a page of another account's does.
    ann.script("localStorage.setItem('account', 'bob')").await.unwrap();
    network.cut();
    ann.reads("#attached .hint", "the server is not responding").await;
    network.open();
    ann.reads("#attached .error", "another account is logged in").await;
    ann.script("localStorage.setItem('account', 'ann')").await.unwrap();
    let elsewhere = stage.nobody();
    assert_eq!(elsewhere.post("/login", &[("username", "ann"), ("password", PASSWORD)]).await.status, 303);
    let change = [("present", PASSWORD), ("password", "battery staple")];
    assert_eq!(elsewhere.post("/settings/password", &change).await.status, 303);
    ann.press("#attached button.small").await;
    ann.reads("#attached .error", "Log in again").await;
    assert_eq!(ann.value("location.pathname").await, json!("/rooms/general"));
});

/// Reads the ids of all copies in ann's database into `window.kept`.
const KEPT: &str = "(() => { const opening = indexedDB.open('files:ann:', 1); opening.onsuccess = () => { \
    const request = opening.result.transaction('files').objectStore('files').getAll(); \
    request.onsuccess = () => { window.kept = request.result.map(({ name }) => name).sort().join(); opening.result.close(); }; }; })()";

async fn keeps(window: &Window, names: &str) {
    window.until(&format!("({KEPT}, window.kept === '{names}')")).await;
}

/// Adds descriptions of files to ann's database.
async fn add_copies(window: &Window) {
    let script = "const ago = (days) => Date.now() - days * 864e5; const room = '/rooms/other'; const copies = [ \
        { id: 'a', name: 'expired', at: ago(8), size: 5, key: '', room }, { id: 'b', name: 'oldest', at: ago(3), size: 3e8, key: '', room }, \
        { id: 'c', name: 'older', at: ago(2), size: 199_999_980, key: '', room }, { id: 'd', name: 'newer', at: ago(1), size: 5, key: '', room }]; \
        const opening = indexedDB.open('files:ann:', 1); opening.onsuccess = () => { \
        const transaction = opening.result.transaction('files', 'readwrite'); for (const copy of copies) transaction.objectStore('files').put(copy); \
        transaction.oncomplete = () => { opening.result.close(); window.added = true; }; };";
    window.script(script).await.unwrap();
    window.until("window.added === true").await;
}

in_every_engine!(copies_of_files_are_bounded_and_removed_when_they_are_sent_or_old, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    drop(&ann, &format!("[{}]", file("first.txt", 10))).await;
    ann.until(DONE).await;
    keeps(&ann, "first.txt").await;
    add_copies(&ann).await;
    drop(&ann, &format!("[{}]", file("second.txt", 20))).await;
    keeps(&ann, "first.txt,newer,older,second.txt").await;
    ann.press("#attached li:first-child .close").await;
    keeps(&ann, "newer,older,second.txt").await;
    ann.press("#composer > .primary").await;
    ann.until("document.querySelector('article .files bdi')?.textContent === 'second.txt'").await;
    keeps(&ann, "newer,older").await;
    add_copies(&ann).await;
    ann.script("localStorage.setItem('files:ann:/rooms/general', 'yes')").await.unwrap();
    ann.visit("/rooms/general").await;
    keeps(&ann, "newer,older,oldest").await;
});

in_every_engine!(logging_out_removes_the_copies_of_this_account_alone, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.script("for (const name of ['files:bob:', 'files:cy:']) indexedDB.open(name).onsuccess = ({ target }) => target.result.close(); \
        localStorage.setItem('files:bob:', String(Date.now())); localStorage.setItem('files:cy:', '5')").await.unwrap();
    drop(&ann, &format!("[{}]", file("mine.txt", 10))).await;
    ann.until(DONE).await;
    let databases = "(indexedDB.databases().then((all) => { window.names = all.map(({ name }) => name).sort().join(); }), window.names)";
    ann.until(&format!("{databases} === 'files:ann:,files:bob:'")).await;
    ann.log_out().await;
    ann.is_at("/login").await;
    ann.until(&format!("{databases} === 'files:bob:'")).await;
    ann.until("Object.keys(localStorage).filter(key => key.startsWith('files:')).join() === 'files:bob:'").await;
});

in_every_engine!(a_file_that_the_browser_has_no_room_for_is_uploaded_all_the_same, async |stage| {
    let network = stage.network().await;
    let ann = stage.enter_over(&network, "ann", Desktop).await;
    let full = "const { put } = IDBObjectStore.prototype; IDBObjectStore.prototype.put = function (...args) { \
        if (this.name === 'bytes') throw new DOMException('full', 'QuotaExceededError'); return put.apply(this, args); }";
    ann.script(full).await.unwrap();
    network.hold();
    drop(&ann, &format!("[{}]", file("vast.txt", LARGE))).await;
    ann.reads("#attached .hint", "has no room for").await;
    network.open();
    ann.until(DONE).await;
    ann.cannot_see("#attached .hint").await;
    // The server has it.
    ann.visit("/rooms/general").await;
    ann.until(DONE).await;
});
