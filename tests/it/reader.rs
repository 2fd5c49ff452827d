//! A page as its events make it, without a browser.

use reqwest::Method;
use scraper::Html;

use crate::app::{Answer, Event, Person, Stream, css};

/// What a page makes of events: messages by id, in the order in which they stand.
#[derive(Debug, Default, PartialEq)]
pub struct List(Vec<(String, String)>);

impl List {
    pub fn of(page: &Answer) -> Self {
        Self(articles(&page.html()))
    }

    /// Everything that a room has said, from as many pages as that takes.
    pub async fn of_room(person: &Person, room: &str) -> Self {
        let mut all = Self::default();
        let mut next = Some(format!("/rooms/{room}"));
        while let Some(path) = next {
            let page = person.get(&path).await;
            let newer = std::mem::replace(&mut all, Self::of(&page));
            all.0.extend(newer.0);
            next = page.attribute("a[rel=prev]", "href");
        }
        all
    }

    pub fn apply(&mut self, event: &Event) {
        let html = Html::parse_fragment(&event.data);
        for partial in html.select(&css("hx-partial")) {
            let articles = articles(&Html::parse_fragment(&partial.inner_html()));
            match (partial.attr("hx-target").unwrap(), partial.attr("hx-swap").unwrap()) {
                ("#messages", "beforeend") => self.0.extend(articles),
                ("#messages", "innerHTML") => self.0 = articles,
                (target, "outerHTML") => {
                    let place = self.0.iter_mut().find(|(id, _)| target == format!("#{id}"));
                    // A target that isn't there is harmless.
                    if let Some(place) = place {
                        *place = articles[0].clone();
                    }
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

fn articles(html: &Html) -> Vec<(String, String)> {
    html.select(&css("article")).map(|article| (article.attr("id").unwrap().to_owned(), article.html())).collect()
}

/// Somebody who reads a room, breaks off, and resumes from what they have.
pub struct Reader {
    person: Person,
    list: List,
    last: i64,
    /// Whether it fell so far behind that it was given the newest messages instead of what it lacked.
    begun_anew: bool,
}

impl Reader {
    pub fn new(person: Person) -> Self {
        Self { person, list: List::default(), last: 0, begun_anew: false }
    }

    /// Opens the stream after what was read, if it begins.
    pub async fn resume(&self) -> reqwest::Result<Stream> {
        let request = self.person.request(Method::GET, "/rooms/general/events");
        Stream::try_open(request.header("last-event-id", self.last)).await
    }

    /// Connects, takes up to so many events of those that wait, and breaks off.
    pub async fn read(&mut self, events: u64) {
        let page = self.person.get("/rooms/general").await;
        let newest: i64 =
            page.attribute("#live", "hx-sse:connect").unwrap().rsplit('=').next().unwrap().parse().unwrap();
        let mut stream = self.resume().await.unwrap();
        for _ in 0..events {
            if self.last >= newest {
                break;
            }
            self.take(stream.next().await.unwrap());
        }
    }

    /// Reads up to the message that says `end`; false where the stream, if there is one, ends before.
    pub async fn read_until(&mut self, end: &str) -> bool {
        let Ok(mut stream) = self.resume().await else { return false };
        while let Some(event) = stream.next().await {
            let is_end = event.data.contains(end);
            self.take(event);
            if is_end {
                return true;
            }
        }
        false
    }

    fn take(&mut self, event: Event) {
        let number = event.id.unwrap();
        assert!(number > self.last, "numbers ascend");
        self.list.apply(&event);
        self.last = number;
        self.begun_anew |= event.data.contains("hx-swap=\"innerHTML\"");
    }

    /// Checks that it has what the server shows of the same room, in the same order.
    pub fn holds_what_is_shown(&self, shown: &List) {
        let behind = if self.begun_anew { shown.0.len().saturating_sub(self.list.0.len()) } else { 0 };
        let longest = self.list.0.len().max(shown.0.len() - behind);
        for at in 0..longest {
            assert_eq!(self.list.0.get(at), shown.0.get(at + behind), "message {at} of {longest}");
        }
    }
}
