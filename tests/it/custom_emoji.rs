//! Custom emoji: adding and removing them, and where they are shown.

use std::io::Cursor;

use image::{ImageFormat, Rgba, RgbaImage};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, PASSWORD, Person, TestApp};
use crate::process::run;

const PAGE: &str = "/emoji/custom";
const ROOM: &str = "/rooms/general";

fn picture(format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let picture = RgbaImage::from_pixel(300, 150, Rgba([200, 30, 30, 255]));
    let picture = image::DynamicImage::from(picture);
    let written = match format {
        ImageFormat::Jpeg => picture.to_rgb8().write_to(&mut file, format),
        _ => picture.write_to(&mut file, format),
    };
    written.unwrap();
    file.into_inner()
}

async fn send(person: &Person, name: &str, file: Vec<u8>) -> Answer {
    let part = Part::bytes(file).file_name("emoji.png").mime_str("image/png").unwrap();
    let form = Form::new().text("name", name.to_owned()).part("picture", part);
    Answer::of(person.request(Method::POST, PAGE).multipart(form)).await
}

/// Adds an emoji, as the form does.
pub async fn add(person: &Person, name: &str) {
    let added = send(person, name, picture(ImageFormat::Png)).await;
    assert_eq!((added.status.as_u16(), added.location()), (303, "/emoji/custom?done=added"), "{}", added.body);
}

async fn remove(person: &Person, name: &str) -> Answer {
    person.post(&format!("{PAGE}/{name}/remove"), &[("sure", "yes")]).await
}

async fn act(by: &Person, of: &str, form: &[(&str, &str)]) {
    let answer = by.post(&format!("/admin/people/{of}"), &[&[("password", PASSWORD)], form].concat()).await;
    assert_eq!(answer.status, 303);
}

async fn react(person: &Person, id: u32, emoji: &str) -> Answer {
    person.post(&format!("{ROOM}/messages/{id}/reactions"), &[("emoji", emoji)]).await
}

async fn names(person: &Person) -> Vec<String> {
    person.get(PAGE).await.texts(".custom-emoji code")
}

#[tokio::test]
async fn a_person_adds_an_emoji_which_everybody_sees_in_messages() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.say("general", "before :party:").await;
    assert!(!ann.get(ROOM).await.has("article img.emoji"), "nothing has this name yet");
    let etag = ann.get(ROOM).await.header("etag").to_owned();
    assert!(bob.get("/emoji").await.has("a[href='/emoji/custom']"));
    add(&bob, " :Party: ").await;
    let list = ann.get("/emoji/custom?done=added").await;
    assert_eq!(list.texts(".custom-emoji code"), [":party:"]);
    assert!(list.texts(".custom-emoji .last").concat().contains("bob"), "{}", list.body);
    assert!(list.has(".saved"));

    let stale = Answer::of(ann.request(Method::GET, ROOM).header("if-none-match", etag)).await;
    assert_eq!(stale.status, 200, "no page without the picture is taken from a cache");
    bob.say("general", "plain :party: :nothing: and `:party:` \\:party:").await;
    bob.say("general", "*rich* :party: in [a :party: link](https://x.org)").await;
    bob.say("general", ":party: :tada:\n:party:").await;
    let page = ann.get(ROOM).await;
    for (id, pictures) in [(1, 1), (2, 1), (3, 1), (4, 2)] {
        assert_eq!(
            page.html().select(&crate::app::css(&format!("#message-{id} .body img.emoji"))).count(),
            pictures
        );
    }
    assert_eq!(page.texts("#message-2 .body"), ["plain  :nothing: and :party: :party:"]);
    assert!(page.has("#message-4 .body.large") && !page.has("#message-1 .body.large"));
    let image = |name| page.attribute("#message-3 img.emoji", name).unwrap();
    assert_eq!(
        (image("alt"), image("title"), image("width"), image("loading")),
        (":party:".into(), ":party:".into(), "20".into(), "lazy".into())
    );
    let mut stream = ann.events(&format!("{ROOM}/events?after=4")).await;
    bob.say("general", "live :party:").await;
    stream.until("live <img class=\"emoji\" src=\"/emoji/pictures/").await.unwrap();

    let preview = bob.post(&format!("{ROOM}/preview"), &[("body", "soon :party:")]).await;
    assert!(preview.has(".body img.emoji"), "{}", preview.body);
    let reply = [("body", "yes"), ("nonce", "r"), ("reply_to", "1")];
    assert_eq!(ann.post(&format!("{ROOM}/messages"), &reply).await.status, 303);
    assert!(ann.get(ROOM).await.texts(".quote").concat().contains("before :party:"));
}

#[tokio::test]
async fn a_picture_is_made_anew_and_is_public() {
    let app = TestApp::spawn().await;
    let (ann, nobody) = (app.person("ann").await, app.browser());
    for (name, format) in [
        ("png", ImageFormat::Png),
        ("jpeg", ImageFormat::Jpeg),
        ("webp", ImageFormat::WebP),
        ("gif", ImageFormat::Gif),
    ] {
        assert_eq!(send(&ann, name, picture(format)).await.status, 303, "{format:?}");
    }
    let src = ann.get(PAGE).await.attribute(".custom-emoji img[alt=':png:']", "src").unwrap();
    assert!(src.len() >= "/emoji/pictures/".len() + 22, "it can't be guessed: {src}");
    let answer = nobody.request(Method::GET, &src).send().await.unwrap();
    for (header, value) in [
        ("content-type", "image/jpeg"),
        ("cache-control", "public, max-age=31536000, immutable"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(answer.headers()[header], value);
    }
    assert!(answer.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    let made = image::load_from_memory(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!((made.width(), made.height()), (128, 64));
    for gone in ["/emoji/pictures/x", "/emoji/pictures/AAAAAAAAAAAAAAAAAAAAAA"] {
        assert_eq!(nobody.get(gone).await.status, 404);
    }
    assert_eq!(remove(&ann, "png").await.status, 303);
    assert_eq!(nobody.get(&src).await.status, 404);
}

#[tokio::test]
async fn names_and_files_that_are_no_good_are_refused_in_the_form() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    add(&ann, "party").await;
    let file = || picture(ImageFormat::Png);
    for (name, error) in [
        ("", "A name has 2 to 32 characters"),
        ("a", "A name has 2 to 32 characters"),
        ("a b", "A name has 2 to 32 characters"),
        ("<b>", "A name has 2 to 32 characters"),
        (&*"a".repeat(33), "A name has 2 to 32 characters"),
        ("tada", "A standard emoji"),
        (":+1:", "A standard emoji"),
        ("PARTY", "already a custom emoji"),
    ] {
        let refused = send(&bob, name, file()).await;
        assert_eq!((refused.status.as_u16(), refused.attribute("#name", "value").as_deref()), (422, Some(name)));
        assert!(
            refused.texts("#name-error").concat().contains(error),
            "{name}: {:?}",
            refused.texts("#name-error")
        );
    }
    for wrong in [Vec::new(), b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), vec![0; 9 << 20]] {
        let refused = send(&bob, "cakes", wrong).await;
        assert_eq!((refused.status.as_u16(), refused.has("#picture[aria-invalid]")), (422, true));
        assert_eq!(refused.attribute("#name", "value").as_deref(), Some("cakes"));
    }
    assert_eq!(names(&bob).await, [":party:"]);
}

#[tokio::test]
async fn only_its_adder_and_administrators_remove_an_emoji() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    for name in ["first", "second+"] {
        add(&bob, name).await;
    }
    assert!(!cy.get(PAGE).await.has("a[href$='/remove']"));
    assert_eq!(
        (cy.get("/emoji/custom/first/remove").await.status, remove(&cy, "first").await.status),
        (403.try_into().unwrap(), 403.try_into().unwrap())
    );
    act(&ann, "cy", &[("act", "role"), ("role", "moderator")]).await;
    assert_eq!(remove(&cy, "first").await.status, 403, "moderators neither");
    let link = bob.get(PAGE).await.attribute("a[aria-label='Remove… :second+:']", "href").unwrap();
    let asked = bob.get(&link).await;
    assert!(
        asked.has("button.danger")
            && asked.has("main img.emoji")
            && asked.texts("h1").concat().contains(":second+:")
    );
    let removed = bob.post(&link, &[("sure", "yes")]).await;
    assert_eq!((removed.status.as_u16(), bob.get(removed.location()).await.has(".saved")), (303, true));
    assert!(!ann.get("/admin/audit").await.texts(".act").concat().contains("emoji"), "one's own is no act");
    assert_eq!(remove(&ann, "first").await.status, 303);
    assert_eq!(ann.get("/admin/audit").await.texts(".act")[0], "Custom emoji removed, bob");
    assert!(ann.get("/admin/audit").await.body.contains(":first:"));
    assert!(names(&ann).await.is_empty());
    for nothing in ["first", "tada", "a%20b"] {
        assert_eq!(remove(&ann, nothing).await.status, 404);
        assert_eq!(ann.get(&format!("{PAGE}/{nothing}/remove")).await.status, 404);
    }
}

#[tokio::test]
async fn after_its_removal_the_name_is_shown() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    add(&ann, "party").await;
    bob.say("general", "so :party:").await;
    assert_eq!(react(&ann, 1, ":party:").await.status, 303);
    assert!(bob.get(ROOM).await.has("article .reactions img.emoji"));
    assert_eq!(remove(&ann, "party").await.status, 303);
    let page = bob.get(ROOM).await;
    assert!(!page.has("article img.emoji"));
    assert_eq!(page.messages(), ["so :party:"]);
    assert_eq!(page.texts("#message-1 .reactions .glyph"), [":party:"]);
    assert_eq!(react(&bob, 1, ":party:").await.status, 422, "nobody adds it");
    assert_eq!(react(&ann, 1, ":party:").await.status, 303, "it can be taken back");
    assert!(!bob.get(ROOM).await.has("article .reactions"));
    // Another one of this name is shown again.
    add(&bob, "party").await;
    assert!(ann.get(ROOM).await.has("article .body img.emoji"));
}

#[tokio::test]
async fn people_react_with_custom_emoji() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    add(&ann, "ship-it").await;
    bob.say("general", "done").await;
    let refused = react(&bob, 1, ":nothing:").await;
    assert_eq!(
        (refused.status.as_u16(), refused.attribute("#emoji", "value").as_deref()),
        (422, Some(":nothing:"))
    );
    assert_eq!(refused.texts("#problem").len(), 1);
    for person in [&ann, &bob] {
        assert_eq!(react(person, 1, " :Ship-It: ").await.status, 303);
    }
    let page = ann.get(ROOM).await;
    assert_eq!(page.attribute(".reactions button", "value").as_deref(), Some(":ship-it:"));
    assert_eq!(page.attribute(".reactions button img.emoji", "alt").as_deref(), Some(":ship-it:"));
    assert!(page.texts(".reactions .who").concat().contains(":ship-it:"));
    assert!(ann.get(&format!("{ROOM}/messages/1/reactions")).await.has("h2 img.emoji"));
    assert!(ann.get(&format!("{ROOM}/messages/1/menu")).await.has(".quoted .reactions img.emoji"));
    assert!(page.attribute(".me", "data-reactions").is_none(), "the bar's two are standard emoji");
    assert_eq!(react(&ann, 1, ":ship-it:").await.status, 303);
    assert!(ann.get(ROOM).await.texts(".reactions").concat().contains('1'));
}

#[tokio::test]
async fn guests_see_custom_emoji_and_react_with_them() {
    let app = TestApp::spawn().await;
    let bob = app.person("bob").await;
    add(&bob, "party").await;
    let room = bob.make_room("Tea", "open").await;
    let guests = format!("/rooms/{room}/guests");
    let made = bob.post(&guests, &[("act", "create"), ("stay", "day"), ("waits", "")]).await;
    assert_eq!(made.status, 303);
    let url = bob.get(&guests).await.attribute("input.address", "value").unwrap();
    let zoe = app.browser();
    assert_eq!(zoe.post(&url[url.find("/guest/").unwrap()..], &[("name", "Zoe")]).await.status, 303);
    bob.say(&room, "so :party:").await;
    let seen = zoe.get("/guest").await;
    let src = seen.attribute(".body img.emoji", "src").unwrap();
    assert_eq!(zoe.get(&src).await.status, 200);
    let act = async |emoji| zoe.post("/guest/messages/1", &[("act", "react"), ("emoji", emoji)]).await.status;
    assert_eq!((act(":nothing:").await, act(":party:").await), (422.try_into().unwrap(), 303.try_into().unwrap()));
    assert!(zoe.get("/guest").await.has(".acts-on img.emoji"));
    assert_eq!(zoe.get(PAGE).await.status, 303, "to the login");
    assert_eq!(send(&zoe, "mine", picture(ImageFormat::Png)).await.status, 303);
    assert_eq!(names(&bob).await, [":party:"]);
}

#[tokio::test]
async fn the_settings_say_who_adds_emoji() {
    let app = TestApp::spawn().await;
    let (ann, bob, mo) = (app.person("ann").await, app.person("bob").await, app.person("mo").await);
    act(&ann, "mo", &[("act", "role"), ("role", "moderator")]).await;
    let settings = ann.get("/admin/settings").await;
    assert!(
        settings.has("[name=emoji_adders][value=everyone][checked]") && settings.has("a[href='/emoji/custom']")
    );
    assert_eq!(ann.post("/admin/settings", &[("emoji_adders", "moderators")]).await.status, 303);
    assert!(ann.get("/admin/audit").await.texts("main").concat().contains("emoji-adders"));
    assert_eq!(ann.post("/admin/settings", &[("emoji_adders", "nobody")]).await.status, 422);
    assert!(!bob.get(PAGE).await.has("main form") && mo.get(PAGE).await.has("main form"));
    assert_eq!(send(&bob, "bobs", picture(ImageFormat::Png)).await.status, 403);
    add(&mo, "mos").await;
    add(&ann, "anns").await;
    assert_eq!(app.browser().get(PAGE).await.status, 303, "to the login");

    let folder = app.folder.path().to_owned();
    let set = tokio::task::spawn_blocking(move || run(&folder, &["settings", "emoji-adders", "everyone"])).await;
    assert!(set.unwrap().status.success());
    crate::app::until("everybody adds emoji", async || bob.get(PAGE).await.has("main form")).await;
    add(&bob, "bobs").await;
    act(&ann, "bob", &[("act", "mute"), ("mute", "hour")]).await;
    let muted = send(&bob, "muted", picture(ImageFormat::Png)).await;
    assert_eq!((muted.status.as_u16(), muted.attribute("#name", "value").as_deref()), (403, Some("muted")));
    assert_eq!(names(&ann).await, [":anns:", ":bobs:", ":mos:"]);
}

#[tokio::test]
async fn there_are_fifty_emoji_of_a_person_and_five_hundred_in_all() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    add(&bob, "first").await;
    let database = Connection::open(app.database()).unwrap();
    let copy = |count: u32, by: u32| {
        let copy = "with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?1)
            insert into custom_emoji (name, picture_key, added_by, added_at, media_type, picture)
            select 'e' || ?2 || '-' || n, ?2 || 'k' || n, ?2, added_at, media_type, picture
            from custom_emoji, numbers where name = 'first'";
        database.execute(copy, (count, by)).unwrap();
    };
    copy(48, 2);
    add(&bob, "fiftieth").await;
    let refused = send(&bob, "more", picture(ImageFormat::Png)).await;
    assert_eq!((refused.status.as_u16(), refused.attribute("#name", "value").as_deref()), (429, Some("more")));
    assert!(refused.texts("#problem").concat().contains("50"));
    add(&ann, "anns").await;
    let (cy, dee) = (app.person("cy").await, app.person("dee").await);
    // As many as there may be, of somebody else.
    copy(448, 3);
    add(&dee, "last").await;
    assert_eq!(send(&dee, "more", picture(ImageFormat::Png)).await.status, 429);
    assert_eq!(names(&cy).await.len(), 500);
    // A text shows twenty different ones.
    dee.say("general", &(1..=30).map(|number| format!(":e3-{number}: ")).collect::<String>()).await;
    dee.say("general", &":last: ".repeat(300)).await;
    let count =
        |page: &Answer, id| page.html().select(&crate::app::css(&format!("#message-{id} .body img"))).count();
    let page = cy.get(ROOM).await;
    assert_eq!((count(&page, 1), count(&page, 2)), (20, 40));
}

#[tokio::test]
async fn they_are_completed_and_picked_and_come_first_once_used() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let picker = async || Answer::of(ann.request(Method::GET, "/emoji").header("hx-request", "true")).await;
    assert!(!picker().await.has("[data-custom]") && picker().await.has("a[href='/emoji/custom']"));
    for name in ["cat_dance", "partying"] {
        add(&ann, name).await;
    }
    let complete = async |typed: &str| ann.get(&format!("{ROOM}/complete?q=:{typed}")).await;
    let found = complete("partying").await;
    assert_eq!(found.attribute("[role=option]", "data-insert").as_deref(), Some(":partying: "));
    assert_eq!(found.attribute("[role=option] bdi img.emoji", "alt").as_deref(), Some(":partying:"));
    let first = async || complete("cat").await.attribute("[role=option]:nth-child(2)", "data-insert").unwrap();
    assert_ne!(first().await, ":cat_dance: ");
    ann.say("general", ":cat_dance: and :nothing:").await;
    assert_eq!(first().await, ":cat_dance: ", "after the emoji of this name, those used");
    let picker = picker().await;
    assert_eq!(picker.texts("[role=tab]").len(), 11);
    let custom = picker.attribute(".find", "data-custom").unwrap();
    assert_eq!(custom.split(' ').step_by(2).collect::<Vec<_>>(), ["cat_dance", "partying"]);
    let often = picker.attribute(".find", "data-often").unwrap();
    assert!(often.starts_with(":cat_dance: ") && !often.contains(":nothing:"), "{often}");
    let page = ann.get("/emoji?q=dance").await;
    assert!(
        page.has(".emoji-found img.emoji") && page.texts(".emoji-found code").contains(&":cat_dance:".to_owned())
    );
    assert_eq!(remove(&ann, "cat_dance").await.status, 303);
    let often = Answer::of(ann.request(Method::GET, "/emoji").header("hx-request", "true")).await;
    assert!(!often.attribute(".find", "data-often").unwrap().contains("cat_dance"));
}

#[tokio::test]
async fn the_text_stays_in_search_and_notifications() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    add(&ann, "party").await;
    bob.say("general", "tonight *all* of us :party:").await;
    crate::app::until("it is found", async || ann.get("/search?q=party").await.body.contains("tonight")).await;
    assert!(ann.get("/search?q=party").await.body.contains(":"));
    assert!(ann.get("/emoji/custom/party/remove").await.has(".danger"));
}

#[tokio::test]
async fn the_emoji_of_a_deleted_account_stay() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    add(&bob, "party").await;
    assert_eq!(bob.post("/settings/delete", &[("messages", "stay"), ("password", PASSWORD)]).await.status, 303);
    let database = Connection::open(app.database()).unwrap();
    database.execute("update accounts set delete_at = delete_at - 604800000", ()).unwrap();
    drop(database);
    let app = app.restart().await;
    let ann = ann.at(&app.url);
    crate::app::until("the account is deleted", async || {
        ann.get(PAGE).await.texts(".custom-emoji .last").concat().contains("Deleted account")
    })
    .await;
    assert_eq!(names(&ann).await, [":party:"]);
}
