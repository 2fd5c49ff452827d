//! Uploads in parts, as the page's script makes them.

use reqwest::{Body, Method};

use super::s3::in_both_storages;
use super::{Got, MESSAGES, addresses, bytes, get};
use crate::app::{Answer, Person, TestApp};

in_both_storages!(
    an_interrupted_upload_is_resumed_where_it_was_and_sent_once,
    an_upload_is_its_owners_and_takes_no_more_than_was_announced,
    an_upload_goes_on_after_the_server_was_restarted,
);

pub async fn begin(person: &Person, name: &str, size: usize) -> String {
    let made = person.post("/files", &[("name", name), ("size", &size.to_string())]).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.location().to_owned()
}

pub async fn append(person: &Person, upload: &str, offset: usize, bytes: &[u8], completes: bool) -> Answer {
    let request = person.request(Method::PATCH, upload).header("upload-offset", offset.to_string());
    let request = request.header("upload-complete", if completes { "?1" } else { "?0" });
    Answer::of(request.header("content-type", "application/partial-upload").body(bytes.to_vec())).await
}

pub async fn offset(person: &Person, upload: &str) -> String {
    let got = Got::of(person.request(Method::HEAD, upload)).await;
    assert_eq!(got.status, 204);
    got.header("upload-offset").to_owned()
}

async fn an_interrupted_upload_is_resumed_where_it_was_and_sent_once() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    // Enough for an object in a bucket.
    let data = bytes(9_500_000);
    let upload = begin(&ann, "film.bin", data.len()).await;
    assert_eq!(offset(&ann, &upload).await, "0");
    // A connection that breaks while more is to come.
    let beginning = data[..9_000_000].to_vec();
    let broken = async_stream::stream! {
        yield Ok::<_, std::io::Error>(beginning);
        std::future::pending::<()>().await;
    };
    let request = ann.request(Method::PATCH, &upload).header("upload-offset", "0").header("upload-complete", "?1");
    let sending = tokio::spawn(request.body(Body::wrap_stream(broken)).send());
    let arrived =
        async || super::stored(&app).iter().any(|path| std::fs::metadata(path).is_ok_and(|file| file.len() > 0));
    crate::app::until("bytes arrive", arrived).await;
    sending.abort();
    crate::app::until("the bytes that arrived are stored", async || offset(&ann, &upload).await != "0").await;
    // Ends the interrupted request, whose last bytes are stored by then.
    let wrong = append(&ann, &upload, 0, &data, true).await;
    assert_eq!(wrong.status, 409);
    let stored: usize = wrong.header("upload-offset").parse().unwrap();
    assert!((1..=9_000_000).contains(&stored), "{stored}");
    assert_eq!(offset(&ann, &upload).await, stored.to_string());
    let rest = append(&ann, &upload, stored, &data[stored..], true).await;
    assert_eq!((rest.status.as_u16(), rest.header("upload-complete")), (204, "?1"), "{}", rest.body);
    let key = upload.trim_start_matches("/files/");
    let form = [("body", "here"), ("file", key), ("nonce", "n1")];
    assert_eq!(ann.post(MESSAGES, &form).await.status, 303);
    assert_eq!(ann.post(MESSAGES, &form).await.status, 303);
    let files = addresses(&ann, "general").await;
    assert_eq!(get(&ann, &files[0]).await.bytes, data);
    assert_eq!(Got::of(ann.request(Method::HEAD, &upload)).await.status, 404, "the upload is over");
}

async fn an_upload_is_its_owners_and_takes_no_more_than_was_announced() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let upload = begin(&ann, "a.bin", 10).await;
    assert_eq!(Got::of(bob.request(Method::HEAD, &upload)).await.status, 404);
    assert_eq!(append(&bob, &upload, 0, b"x", false).await.status, 404);
    let key = upload.trim_start_matches("/files/");
    assert_eq!(ann.post(MESSAGES, &[("body", "x"), ("file", key)]).await.status, 422, "it is not complete");
    assert_eq!(append(&ann, &upload, 0, &bytes(11), true).await.status, 413);
    let half = append(&ann, &upload, 0, &bytes(5), true).await;
    assert_eq!((half.status.as_u16(), half.header("upload-complete")), (204, "?0"), "five bytes are missing");
    assert_eq!(Got::of(bob.request(Method::DELETE, &upload)).await.status, 204);
    assert_eq!(offset(&ann, &upload).await, "5", "others cancel nothing");
    assert_eq!(Got::of(ann.request(Method::DELETE, &upload)).await.status, 204);
    assert_eq!(Got::of(ann.request(Method::HEAD, &upload)).await.status, 404);
    crate::app::until("its bytes are gone", async || super::stored(&app).is_empty()).await;
}

async fn an_upload_goes_on_after_the_server_was_restarted() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let data = bytes(50_000);
    let upload = begin(&ann, "a.bin", data.len()).await;
    assert_eq!(append(&ann, &upload, 0, &data[..20_000], false).await.header("upload-offset"), "20000");
    let app = app.restart().await;
    let ann = ann.at(&app.url);
    assert_eq!(offset(&ann, &upload).await, "20000");
    assert_eq!(append(&ann, &upload, 20_000, &data[20_000..], true).await.header("upload-complete"), "?1");
    let key = upload.trim_start_matches("/files/");
    assert_eq!(ann.post(MESSAGES, &[("body", ""), ("file", key)]).await.status, 303);
    assert_eq!(get(&ann, &addresses(&ann, "general").await[0]).await.bytes, data);
}
