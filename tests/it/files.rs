//! Files: sent with messages, kept in the storage, and read by those who may. Almost all tests run with a folder and with
//! a bucket.

mod bounds;
mod crash;
mod films;
mod getting;
mod later;
mod pictures;
mod removal;
mod resuming;
pub mod s3;
mod sending;
mod storage_down;
mod voice;

use std::path::PathBuf;

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, StatusCode};

use crate::app::{Answer, PATIENCE, Person, TestApp};

pub const ROOM: &str = "/rooms/general";
pub const MESSAGES: &str = "/rooms/general/messages";

/// The form of a message with these files.
pub fn form(body: &str, files: &[(&str, &[u8])]) -> Form {
    let mut form = Form::new().text("body", body.to_owned());
    for (name, bytes) in files {
        form = form.part("files", Part::bytes(bytes.to_vec()).file_name((*name).to_owned()));
    }
    form
}

/// Sends a message with files, as the plain form does.
pub async fn send(person: &Person, path: &str, form: Form) -> Answer {
    Answer::of(person.request(Method::POST, path).multipart(form)).await
}

/// The same, which must succeed; returns the addresses of the files of the newest message.
pub async fn send_files(person: &Person, room: &str, body: &str, files: &[(&str, &[u8])]) -> Vec<String> {
    let sent = send(person, &format!("/rooms/{room}/messages"), form(body, files)).await;
    assert_eq!(sent.status, 303, "{:?} {}", sent.texts(".error"), sent.body);
    addresses(person, room).await
}

/// The addresses of the files of the newest message.
pub async fn addresses(person: &Person, room: &str) -> Vec<String> {
    let page = person.get(&format!("/rooms/{room}")).await.html();
    let last = page.select(&crate::app::css("article.message")).next_back().unwrap();
    let of = |element: scraper::ElementRef<'_>| {
        ["data-file", "href", "src"]
            .into_iter()
            .filter_map(|name| element.attr(name))
            .find(|to| to.starts_with("/files/"))
            .map(str::to_owned)
    };
    let mut found: Vec<String> =
        last.select(&crate::app::css(".files a, .files audio, .files video")).filter_map(of).collect();
    found.dedup();
    found
}

/// A response with bytes.
pub struct Got {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Got {
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.timeout(PATIENCE).send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Self { status, headers, bytes: response.bytes().await.unwrap() }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

pub async fn get(person: &Person, path: &str) -> Got {
    Got::of(person.request(Method::GET, path)).await
}

/// The folder of the storage; of a bucket, that in which its server has the objects.
pub fn storage(app: &TestApp) -> PathBuf {
    crate::app::bucket().map_or_else(|| app.folder.path().join("chat-files"), |bucket| bucket.folder)
}

/// All files in the storage.
pub fn stored(app: &TestApp) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![storage(app)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found
}

/// Bytes that no compression shortens, and that show where they are.
pub fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|at| u8::try_from((at * 31 + at / 251) % 256).unwrap()).collect()
}
