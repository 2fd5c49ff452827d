//! The server's name and logo.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use reqwest::Method;
use reqwest::multipart::{Form, Part};

use crate::app::{Answer, Person, TestApp};
use crate::process::run;

const PAGE: &str = "/admin/branding";

fn picture(format: ImageFormat) -> Vec<u8> {
    let mut file = Vec::new();
    RgbImage::from_pixel(60, 60, Rgb([10, 120, 60])).write_to(&mut Cursor::new(&mut file), format).unwrap();
    file
}

async fn send(person: &Person, name: &str, logo: Vec<u8>) -> Answer {
    let part = Part::bytes(logo).file_name("logo.png").mime_str("image/png").unwrap();
    let form = Form::new().text("name", name.to_owned()).part("logo", part);
    Answer::of(person.request(Method::POST, PAGE).multipart(form)).await
}

#[tokio::test]
async fn the_servers_name_is_shown_everywhere() {
    let app = TestApp::spawn().await;
    let (ann, bob, nobody) = (app.person("ann").await, app.person("bob").await, app.browser());
    let etag = ann.get("/rooms/general").await.header("etag").to_owned();
    assert_eq!(send(&ann, "  Tea <club> ", Vec::new()).await.location(), "/admin/settings?saved=yes");
    for (person, path) in
        [(&ann, "/rooms/general"), (&bob, "/settings"), (&nobody, "/login"), (&nobody, "/nowhere")]
    {
        let title = person.get(path).await.texts("title").concat();
        assert!(title.ends_with(" · Tea <club>"), "{path}: {title}");
    }
    let again = Answer::of(ann.request(Method::GET, "/rooms/general").header("if-none-match", etag)).await;
    assert_eq!(again.status, 200, "no page with the former name is taken from a cache");
    assert_eq!(nobody.get("/register").await.texts(".brand"), ["Tea <club>"]);
    assert_eq!(bob.get("/rooms").await.attribute(".brand", "aria-label").unwrap(), "Tea <club>: all rooms");
    assert!(nobody.get("/offline").await.texts("title").concat().ends_with("Tea <club>"));
    let manifest: serde_json::Value =
        serde_json::from_str(&nobody.get("/manifest.webmanifest").await.body).unwrap();
    assert_eq!((&manifest["name"], &manifest["short_name"]), (&"Tea <club>".into(), &"Tea <club>".into()));
    assert!(ann.get("/admin/audit").await.texts("main").concat().contains("server-name"));
    assert_eq!(send(&ann, " ", Vec::new()).await.status, 303);
    assert!(nobody.get("/login").await.texts("title").concat().ends_with(" · Snug"));
}

#[tokio::test]
async fn a_name_that_is_refused_stays_in_the_form() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for wrong in [&*"x".repeat(41), "a\u{202e}b"] {
        let refused = send(&ann, wrong, picture(ImageFormat::Png)).await;
        assert_eq!((refused.status.as_u16(), refused.attribute("#name", "value").as_deref()), (422, Some(wrong)));
        assert!(refused.has("#name[aria-invalid]"));
    }
    assert!(!ann.get("/admin/settings").await.has("button[name=remove]"), "nothing was changed");
}

#[tokio::test]
async fn a_logo_is_made_anew_and_is_public() {
    let app = TestApp::spawn().await;
    let (ann, nobody) = (app.person("ann").await, app.browser());
    assert_eq!(nobody.get("/logo").await.status, 404);
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        assert_eq!(send(&ann, "", picture(format)).await.status, 303, "{format:?}");
    }
    let page = nobody.get("/login").await;
    let src = page.attribute(".brand img", "src").unwrap();
    assert_eq!(page.attribute("link[rel=icon]", "href").unwrap(), src);
    assert_eq!(ann.get("/rooms/general").await.attribute(".brand img", "src").unwrap(), src);
    let answer = nobody.request(Method::GET, &src).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "image/jpeg");
    assert_eq!(answer.headers()["cache-control"], "public, max-age=31536000, immutable");
    let logo = image::load_from_memory(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!((logo.width(), logo.height()), (128, 128));
    let unread = nobody.get(&page.attribute("link[rel=icon]", "data-unread").unwrap()).await;
    assert_eq!(unread.header("content-type"), "image/svg+xml");
    assert!(unread.body.contains("data:image/jpeg;base64,") && unread.body.contains("<circle"));
    let manifest = nobody.get("/manifest.webmanifest").await.body;
    assert!(manifest.contains("/logo?size=large") && !manifest.contains("/assets/icon"), "{manifest}");

    for wrong in [b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), vec![0; 9 << 20]] {
        let refused = send(&ann, "Tea", wrong).await;
        assert_eq!((refused.status.as_u16(), refused.has("#logo[aria-invalid]")), (422, true));
        assert_eq!(refused.attribute("#name", "value").as_deref(), Some("Tea"));
    }
    assert_eq!(ann.post(PAGE, &[("name", ""), ("remove", "logo")]).await.status, 303);
    assert_eq!(nobody.get("/logo").await.status, 404);
    assert!(nobody.get("/login").await.attribute(".brand img", "src").unwrap().starts_with("/assets/icon"));
}

#[tokio::test]
async fn only_administrators_set_the_name_and_the_logo() {
    let app = TestApp::spawn().await;
    let (_ann, bob) = (app.person("ann").await, app.person("bob").await);
    assert_eq!(send(&bob, "Mine", picture(ImageFormat::Png)).await.status, 403);
    assert_eq!(bob.post(PAGE, &[("name", "Mine")]).await.status, 403);
    assert_eq!(send(&app.browser(), "Mine", Vec::new()).await.status, 303, "to the login");
    assert!(bob.get("/rooms").await.texts("title").concat().ends_with(" · Snug"));
    assert_eq!(bob.get("/logo").await.status, 404);
}

#[tokio::test]
async fn the_command_line_sets_the_name() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let set = async |name: &str| {
        let folder = app.folder.path().to_owned();
        let name = name.to_owned();
        let output =
            tokio::task::spawn_blocking(move || run(&folder, &["settings", "server-name", &name])).await.unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let (is_set, list) = set("Tea club").await;
    assert!(is_set && list.contains("Tea club"), "{list}");
    let title = async || ann.get("/rooms").await.texts("title").concat();
    crate::app::until("the running server shows it", async || title().await.ends_with(" · Tea club")).await;
    assert!(!set("a\u{202e}b").await.0);
    assert!(set("").await.0);
    crate::app::until("it is gone", async || title().await.ends_with(" · Snug")).await;
}
