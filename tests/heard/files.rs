//! Pictures and other files of messages.

use std::io::Cursor;

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use tempfile::TempDir;

use crate::app::{Answer, Person};
use crate::listener::Listener;
use crate::process::Process;

/// A red picture.
fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let red = image::RgbImage::from_pixel(60, 40, image::Rgb([200, 30, 30]));
    red.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Sends a message with a file and, where it isn't empty, the file's description.
async fn send(person: &Person, body: &str, name: &str, bytes: Vec<u8>, description: &str) {
    let post = async |form: Form| {
        Answer::of(person.request(Method::POST, "/rooms/general/messages").multipart(form)).await
    };
    let form = Form::new().text("body", body.to_owned()).text("attach", "yes");
    let page = post(form.part("files", Part::bytes(bytes).file_name(name.to_owned()))).await;
    let key = page.attribute("#attached input[name=file]", "value").unwrap();
    let form = Form::new().text("body", body.to_owned()).text(format!("alt-{key}"), description.to_owned());
    assert_eq!(post(form.text("file", key)).await.status, 303);
}

heard!(a_picture_is_heard_as_its_description, async || {
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    server.browser().register("ann").await;
    let bob = server.browser().register("bob").await;
    let Some(mut ann) = Listener::enter(&server, "ann").await else { return };

    send(&bob, "look", "photo.png", picture(), "A red square on white paper").await;
    ann.hears_of("bob: look, ").await;
    // Without a text, the file is what is said.
    send(&bob, "", "photo.png", picture(), "Another square").await;
    let said = ann.hears_of("bob: ").await;
    assert!(said.contains("Another square"), "{said}");
    send(&bob, "", "plan.txt", b"first line\n".to_vec(), "").await;
    let said = ann.hears_of("bob: ").await;
    assert!(said.contains("plan.txt"), "{said}");

    ann.press("Insert+a");
    ann.hears("Browse mode").await;
    ann.press("g");
    ann.hears("A red square on white paper image link.").await;
});
