//! An S3 server that is killed, started again, or not usable.

use reqwest::{Body, Method};

use super::resuming::{append, begin, offset};
use super::s3::{NAME, S3};
use super::{MESSAGES, ROOM, addresses, bytes, form, get, send, send_files, stored};
use crate::app::{BUCKET, PATIENCE, Person, TestApp, until};

/// The most bytes that an object in a bucket gets.
const OBJECT: usize = 8 << 20;

/// The bytes of a download, until its end or an error.
async fn download(person: &Person, path: &str, meanwhile: impl FnOnce()) -> Result<Vec<u8>, reqwest::Error> {
    let mut response = person.request(Method::GET, path).timeout(PATIENCE).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let mut got = response.chunk().await.unwrap().unwrap().to_vec();
    meanwhile();
    while let Some(bytes) = response.chunk().await? {
        got.extend(bytes);
    }
    Ok(got)
}

#[tokio::test]
async fn an_upload_goes_on_where_it_was_after_the_storage_was_killed_and_is_sent_once() {
    let mut s3 = S3::start();
    BUCKET
        .scope(s3.bucket(), async {
            let app = TestApp::spawn().await;
            let ann = app.person("ann").await;
            let data = bytes(2 * OBJECT + 500_000);
            let upload = begin(&ann, "film.bin", data.len()).await;
            let (beginning, rest) = (data[..OBJECT + 300_000].to_vec(), data[OBJECT + 300_000..].to_vec());
            let (go_on, told) = tokio::sync::oneshot::channel::<()>();
            let body = async_stream::stream! {
                yield Ok::<_, std::io::Error>(beginning);
                told.await.unwrap();
                yield Ok(rest);
            };
            let request =
                ann.request(Method::PATCH, &upload).header("upload-offset", "0").header("upload-complete", "?1");
            let sending = tokio::spawn(request.timeout(PATIENCE).body(Body::wrap_stream(body)).send());
            until("the first object is stored", async || offset(&ann, &upload).await == OBJECT.to_string()).await;
            s3.kill();
            go_on.send(()).unwrap();
            let refused = sending.await.unwrap().unwrap();
            assert_eq!(refused.status(), 503);
            assert_eq!(offset(&ann, &upload).await, OBJECT.to_string());
            s3.start_again();
            let rest = append(&ann, &upload, OBJECT, &data[OBJECT..], true).await;
            assert_eq!((rest.status.as_u16(), rest.header("upload-complete")), (204, "?1"), "{}", rest.body);
            let key = upload.trim_start_matches("/files/");
            let form = [("body", "here"), ("file", key), ("nonce", "n1")];
            for _ in 0..2 {
                assert_eq!(ann.post(MESSAGES, &form).await.status, 303);
            }
            assert_eq!(ann.get(ROOM).await.texts("article").len(), 1);
            assert_eq!(get(&ann, &addresses(&ann, "general").await[0]).await.bytes, data);
            assert_eq!(stored(&app).len(), 3, "nothing else is stored");
        })
        .await;
}

#[tokio::test]
async fn a_download_fails_loudly_when_the_storage_is_killed_and_goes_on_if_it_comes_back() {
    let mut s3 = S3::start();
    BUCKET
        .scope(s3.bucket(), async {
            let app = TestApp::spawn().await;
            let ann = app.person("ann").await;
            // More than the buffers between S3 and the client take.
            let data = bytes(4 * OBJECT);
            let file = send_files(&ann, "general", "", &[("film.bin", &data)]).await.remove(0);
            let again = download(&ann, &file, || {
                s3.kill();
                s3.start_again();
            })
            .await;
            assert!(again.unwrap() == data, "it goes on where it was");
            assert!(download(&ann, &file, || s3.kill()).await.is_err());
            let refused = get(&ann, &file).await;
            assert_eq!(refused.status, 503);
            ann.say("general", "messages are stored all the same").await;
            s3.start_again();
            assert!(get(&ann, &file).await.bytes == data);
        })
        .await;
}

#[tokio::test]
async fn a_message_whose_files_cannot_be_stored_keeps_its_text_and_files_are_removed_once_the_storage_is_back() {
    let mut s3 = S3::start();
    BUCKET
        .scope(s3.bucket(), async {
            let app = TestApp::spawn().await;
            let ann = app.person("ann").await;
            send_files(&ann, "general", "", &[("a.txt", b"one"), ("b.txt", b"two")]).await;
            s3.kill();
            let refused = send(&ann, MESSAGES, form("my text", &[("c.txt", b"three")])).await;
            assert_eq!(refused.status, 503);
            assert_eq!(refused.texts("#composer-body"), ["my text"]);
            let deleted = ann.post(&format!("{MESSAGES}/1/delete"), &[("sure", "yes")]).await;
            assert_eq!(deleted.status, 303);
            assert!(!ann.get(ROOM).await.has(".files"));
            assert_eq!(stored(&app).len(), 2);
            s3.start_again();
            send_files(&ann, "general", "", &[("c.txt", b"three")]).await;
            until("the files of the deleted message are removed", async || stored(&app).len() == 1).await;
        })
        .await;
}

#[tokio::test]
async fn objects_have_the_prefix_and_others_stay() {
    let s3 = S3::start();
    for (url, folder) in
        [(format!("s3://{NAME}/a/b"), s3.objects().join("a/b")), (format!("s3://{NAME}"), s3.objects())]
    {
        let others = ["other.txt", "a/other.txt", "a/bc/other.txt"].map(|name| s3.objects().join(name));
        for other in &others {
            std::fs::create_dir_all(other.parent().unwrap()).unwrap();
            std::fs::write(other, "other").unwrap();
        }
        let mut bucket = s3.bucket();
        bucket.url = url;
        bucket.folder = folder.clone();
        BUCKET
            .scope(bucket, async {
                let app = TestApp::spawn().await;
                let ann = app.person("ann").await;
                let before = stored(&app).len();
                let whole = bytes(1_000);
                let file = send_files(&ann, "general", "", &[("a.bin", &whole)]).await.remove(0);
                let key = file.trim_start_matches("/files/").split('/').next().unwrap().to_owned();
                assert_eq!(std::fs::read_dir(folder.join(&key[..2]).join(&key)).unwrap().count(), 1);
                ann.post(&format!("{MESSAGES}/1/delete"), &[("sure", "yes")]).await;
                until("the file is removed", async || stored(&app).len() == before).await;
            })
            .await;
        assert!(others.iter().all(|other| other.is_file()));
    }
}

mod unusable {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use super::*;
    use crate::process::snug;

    /// The one line that the server ends with.
    async fn refusal(url: &str, settings: Vec<(String, String)>) -> String {
        let folder = tempfile::TempDir::new().unwrap();
        let mut command = snug(folder.path());
        command.args(["--listen", "127.0.0.1:0", "--files", url]).envs(settings);
        let begun = Instant::now();
        let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let id = child.id().to_string();
        let output = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap());
        let Ok(output) = tokio::time::timeout(PATIENCE, output).await else {
            let _ = Command::new("kill").arg(&id).status();
            panic!("the server started with {url}");
        };
        let output = output.unwrap();
        assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), error.lines().count()), (Some(1), 1), "{error}");
        assert!(!error.contains("wrong secret"), "{error}");
        error
    }

    fn with(mut settings: Vec<(String, String)>, name: &str, value: Option<&str>) -> Vec<(String, String)> {
        settings.retain(|(known, _)| known != name);
        settings.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        settings
    }

    #[tokio::test]
    async fn a_server_does_not_start_with_a_storage_that_it_cannot_use_and_says_what_to_do() {
        let s3 = S3::start();
        let (url, settings) = (format!("s3://{NAME}/files"), s3.settings());
        let missing = refusal("s3://nowhere", settings.clone()).await;
        assert!(missing.contains("NoSuchBucket") && missing.contains("Make the bucket nowhere"), "{missing}");
        let wrong = refusal(&url, with(settings.clone(), "AWS_SECRET_ACCESS_KEY", Some("wrong secret"))).await;
        assert!(wrong.contains("SignatureDoesNotMatch") && wrong.contains("Check AWS_ACCESS_KEY_ID"), "{wrong}");
        let half = refusal(&url, with(settings.clone(), "AWS_SECRET_ACCESS_KEY", None)).await;
        assert!(half.contains("Set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"), "{half}");
        let none = with(with(settings.clone(), "AWS_SECRET_ACCESS_KEY", None), "AWS_ACCESS_KEY_ID", None);
        // Where machines of Amazon's ask for credentials.
        let none = refusal(&url, with(none, "AWS_METADATA_ENDPOINT", Some("http://127.0.0.1:9"))).await;
        assert!(none.contains("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"), "{none}");
        let plain = refusal(&url, with(settings.clone(), "AWS_ALLOW_HTTP", None)).await;
        assert!(plain.contains("set AWS_ALLOW_HTTP=true"), "{plain}");
        let elsewhere = with(settings, "AWS_ENDPOINT_URL", Some("http://127.0.0.1:9"));
        let unreachable = refusal(&url, elsewhere).await;
        assert!(unreachable.contains("Check that AWS_ENDPOINT_URL is right"), "{unreachable}");
    }

    #[tokio::test]
    async fn a_place_that_is_neither_a_folder_nor_a_bucket_is_refused() {
        for url in ["s3://", "s3://a", "s3://bucket/a b", "https://bucket.s3.amazonaws.com"] {
            let folder = tempfile::TempDir::new().unwrap();
            let output = crate::process::run(folder.path(), &["--files", url]);
            let error = String::from_utf8(output.stderr).unwrap();
            assert!(error.contains("s3://BUCKET/PREFIX"), "{error}");
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }
}
