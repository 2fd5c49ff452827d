//! Voice messages: sound in containers of films, and waveforms.

use reqwest::Method;

use super::{MESSAGES, ROOM, get, send_files, stored};
use crate::app::{Answer, Person, TestApp, until};

fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
    let size = 0x4000 | u16::try_from(body.len()).unwrap();
    [id, &size.to_be_bytes(), body].concat()
}

/// A WebM file with tracks of these types: 1 for pictures, 2 for sound.
fn webm(types: &[u8]) -> Vec<u8> {
    let tracks: Vec<u8> = types.iter().flat_map(|kind| element(&[0xae], &element(&[0x83], &[*kind]))).collect();
    let tracks = element(&[0x16, 0x54, 0xae, 0x6b], &tracks);
    let cluster = element(&[0x1f, 0x43, 0xb6, 0x75], &[0; 400]);
    let start = [0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84, b'w', b'e', b'b', b'm'];
    [&start[..], &element(&[0x18, 0x53, 0x80, 0x67], &[tracks, cluster].concat())].concat()
}

fn mp4_box(name: &[u8], body: &[u8]) -> Vec<u8> {
    [&u32::try_from(body.len() + 8).unwrap().to_be_bytes()[..], name, body].concat()
}

/// An MP4 file with tracks of these types.
fn mp4(handlers: &[&[u8]]) -> Vec<u8> {
    let track = |handler: &&[u8]| {
        let handler = mp4_box(b"hdlr", &[&[0; 8][..], *handler, &[0; 13]].concat());
        mp4_box(b"trak", &mp4_box(b"mdia", &handler))
    };
    let tracks: Vec<u8> = handlers.iter().flat_map(track).collect();
    [mp4_box(b"ftyp", b"isom\0\0\x02\0isomiso5"), mp4_box(b"moov", &tracks), mp4_box(b"mdat", &[0; 400])].concat()
}

/// An Ogg file with a stream that begins with this.
fn ogg(packet: &[u8]) -> Vec<u8> {
    [&b"OggS\0\x02"[..], &[0; 20], &[1, u8::try_from(packet.len()).unwrap()], packet].concat()
}

fn levels() -> String {
    format!("12-{}", "0f".repeat(32))
}

async fn begin(person: &Person, name: &str, size: usize, waveform: &str) -> Answer {
    person.post("/files", &[("name", name), ("size", &size.to_string()), ("waveform", waveform)]).await
}

/// Sends a recording as the page's script does.
async fn send_voice(person: &Person, room: &str, name: &str, bytes: &[u8]) {
    let made = begin(person, name, bytes.len(), &levels()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let append = person.request(Method::PATCH, made.location()).header("upload-offset", "0");
    let append = append.header("upload-complete", "?1").header("content-type", "application/partial-upload");
    let whole = Answer::of(append.body(bytes.to_vec())).await;
    assert_eq!((whole.status.as_u16(), whole.header("upload-complete")), (204, "?1"), "{}", whole.body);
    let key = made.location().trim_start_matches("/files/");
    assert_eq!(person.post(&format!("/rooms/{room}/messages"), &[("body", ""), ("file", key)]).await.status, 303);
}

#[tokio::test]
async fn recordings_are_sounds_whatever_they_are_contained_in_and_films_stay_films() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for (name, bytes, tag, media_type) in [
        ("a.webm", webm(&[2]), "audio", "audio/webm"),
        ("b.webm", webm(&[2, 1]), "video", "video/webm"),
        ("c.mp4", mp4(&[b"soun"]), "audio", "audio/mp4"),
        ("d.mp4", mp4(&[b"vide", b"soun"]), "video", "video/mp4"),
        ("e.ogg", ogg(b"OpusHead\x01"), "audio", "audio/ogg"),
        ("f.ogg", ogg(b"\x80theora"), "video", "video/ogg"),
        // A film whose tracks are not at its beginning.
        (
            "g.mp4",
            [mp4_box(b"ftyp", b"isom\0\0\x02\0isomiso5"), mp4_box(b"mdat", &[0; 9_000])].concat(),
            "video",
            "video/mp4",
        ),
    ] {
        let address = send_files(&ann, "general", "", &[(name, &bytes)]).await.remove(0);
        let page = ann.get(ROOM).await;
        let shown = page.attribute(&format!("article:last-of-type .files {tag}"), "src");
        assert_eq!(shown.as_deref(), Some(address.as_str()), "{name}");
        let got = get(&ann, &address).await;
        assert_eq!((got.header("content-type"), &got.bytes[..]), (media_type, &bytes[..]), "{name}");
    }
    let found = async || {
        let page = ann.get("/search?q=has%3Aaudio").await;
        page.texts(".snippet").join(" ").matches("📎").count() == 3
    };
    until("the three sounds are found", found).await;
}

#[tokio::test]
async fn a_voice_message_shows_its_waveform_and_its_length_to_all_and_they_go_with_it() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let name = "Voice message 2026-11-28 14.05.webm";
    send_voice(&ann, "general", name, &webm(&[2])).await;
    for person in [&ann, &bob] {
        let page = person.get(ROOM).await;
        let path = page.attribute(".sound svg.wave[aria-hidden=true] path", "d").unwrap();
        assert!(path.starts_with("M1 15v2M4 0v32M7 15v2"), "{path}");
        assert_eq!(page.attribute(".sound audio", "aria-label").as_deref(), Some("Voice message, 0:12"));
        assert_eq!(page.texts(".sound figcaption .size")[0].trim(), "0:12 ·");
        assert_eq!(page.texts(".sound figcaption bdi"), [name]);
    }
    // A description is read instead.
    let page = format!("{MESSAGES}/1/files/{}", key(&ann).await);
    assert_eq!(ann.post(&page, &[("alt", "where we meet")]).await.status, 303);
    let described = bob.get(ROOM).await;
    assert_eq!(described.attribute(".sound audio", "aria-label").as_deref(), Some("where we meet"));
    assert!(described.attribute(".sound svg.wave", "viewBox").is_some());
    ann.post(&format!("{MESSAGES}/1/delete"), &[("sure", "yes")]).await;
    assert!(!bob.get(ROOM).await.body.contains("wave"));
    until("the recording is removed", async || stored(&app).is_empty()).await;
    let db = tokio_rusqlite::rusqlite::Connection::open(app.database()).unwrap();
    assert_eq!(db.query_row("select count(*) from files", (), |row| row.get::<_, i64>(0)).unwrap(), 0);
}

/// The key of the only file in the room.
async fn key(person: &Person) -> String {
    let address = person.get(ROOM).await.attribute(".sound audio", "src").unwrap();
    address.trim_start_matches("/files/").split('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_waveform_has_its_form_and_belongs_to_sounds() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for bad in [
        "12",
        "loud",
        &levels()[1..64],
        &format!("{}0", levels()),
        &levels().replace('f', "F"),
        &levels().replace('f', "<"),
        &levels().replace("12-", "301-"),
        &levels().replace("12-", "-12-"),
        &"9".repeat(100_000),
    ] {
        assert_eq!(begin(&ann, "a.webm", 10, bad).await.status, 400, "{bad:.80}");
    }
    assert_eq!(begin(&ann, "a.webm", 10, "").await.status, 201);
    send_voice(&ann, "general", "film.webm", &webm(&[1])).await;
    send_voice(&ann, "general", "text.txt", b"no sound").await;
    let page = ann.get(ROOM).await;
    assert_eq!(page.texts("article .files").len(), 2);
    assert!(!page.body.contains("class=\"wave\"") && !page.body.contains("0:12"));
}

#[tokio::test]
async fn guests_see_the_waveforms_of_voice_messages() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let room = ann.make_room("Board", "closed").await;
    ann.post(&format!("/rooms/{room}/guests"), &[("act", "create"), ("stay", "day"), ("waits", "")]).await;
    let url = ann.get(&format!("/rooms/{room}/guests")).await.attribute("input.address", "value").unwrap();
    let zoe = app.browser();
    zoe.post(&url[url.find("/guest/").unwrap()..], &[("name", "Zoe")]).await;
    send_voice(&ann, &room, "Voice message.ogg", &ogg(b"OpusHead\x01")).await;
    let page = zoe.get("/guest?before=99").await;
    assert!(page.attribute(".sound svg.wave path", "d").is_some());
    assert_eq!(page.attribute(".sound audio", "aria-label").as_deref(), Some("Voice message, 0:12"));
    assert!(page.attribute(".sound audio", "src").unwrap().starts_with("/guest/files/"));
}

#[tokio::test]
async fn only_pages_of_this_server_may_use_the_microphone() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for path in [ROOM, "/settings", "/nothing"] {
        let policy = ann.get(path).await.header("permissions-policy").to_owned();
        assert!(policy.contains("microphone=(self)") && policy.contains("camera=()"), "{path}: {policy}");
    }
    let page = ann.get(ROOM).await;
    assert_eq!(page.attribute("#composer .record", "data-seconds").as_deref(), Some("300"));
    assert!(page.header("content-security-policy").contains("media-src 'self' blob:;"));
}
