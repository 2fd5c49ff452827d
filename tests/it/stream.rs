//! A live stream, read event by event.

use reqwest::RequestBuilder;
use scraper::Html;

use super::{PATIENCE, css};

/// An endless response, read as it arrives.
pub struct Stream {
    response: reqwest::Response,
    /// Data read but not yet returned.
    read: Vec<u8>,
}

#[derive(Debug)]
pub struct Event {
    pub id: Option<i64>,
    pub name: String,
    pub data: String,
}

impl Event {
    /// Whether the event replaces this message in the list.
    pub fn replaces(&self, message: i64) -> bool {
        let target = format!("<hx-partial hx-target=\"#message-{message}\" hx-swap=\"outerHTML\">");
        self.data.starts_with(&target)
    }
}

impl Stream {
    pub async fn open(request: RequestBuilder) -> Self {
        Self::try_open(request).await.unwrap()
    }

    /// The stream, unless it is refused.
    pub async fn try_open(request: RequestBuilder) -> reqwest::Result<Self> {
        let response = tokio::time::timeout(PATIENCE, request.send()).await.unwrap()?;
        assert_eq!(response.status(), 200);
        Ok(Self { response, read: Vec::new() })
    }

    pub fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The names of its headers, each once.
    #[allow(dead_code, reason = "not used by every test that has this file")]
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.response.headers().keys().map(ToString::to_string)
    }

    pub fn headers(&self, name: &str) -> Vec<String> {
        let values = self.response.headers().get_all(name).iter();
        values.map(|value| value.to_str().unwrap().to_owned()).collect()
    }

    /// Reads until the text contains `end`, and returns it up to there; none where the stream ends before.
    pub async fn until(&mut self, end: &str) -> Option<String> {
        // Heartbeats would otherwise prevent a timeout.
        tokio::time::timeout(PATIENCE * 3, self.read_until(end)).await.expect("it does not come")
    }

    async fn read_until(&mut self, end: &str) -> Option<String> {
        loop {
            if let Some(at) = self.read.windows(end.len()).position(|bytes| bytes == end.as_bytes()) {
                let rest = self.read.split_off(at + end.len());
                return Some(String::from_utf8(std::mem::replace(&mut self.read, rest)).unwrap());
            }
            let chunk = tokio::time::timeout(PATIENCE, self.response.chunk()).await.expect("the stream is silent");
            self.read.extend_from_slice(&chunk.ok()??);
        }
    }

    /// The next event other than heartbeats; none when the stream has ended.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            let text = self.until("\n\n").await?;
            let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name).map(str::trim));
            let data: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("data: ")).collect();
            let event = Event {
                id: field("id:").map(|id| id.parse().unwrap()),
                name: field("event:").unwrap_or_default().to_owned(),
                data: data.join("\n"),
            };
            if event.name != "ping" {
                return Some(event);
            }
        }
    }

    /// The text of the next message.
    pub async fn message(&mut self) -> String {
        let event = self.next().await.expect("the stream has ended");
        let html = Html::parse_fragment(&event.data);
        html.select(&css("article .body")).map(|body| body.text().collect::<String>()).collect()
    }
}
