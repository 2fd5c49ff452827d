//! A page as its events make it, without a browser.

use reqwest::Method;
use scraper::Html;

use crate::app::{Answer, Event, Person, Stream, css};

/// What a page makes of events.
#[derive(Debug, Default)]
pub struct List {
    /// Messages by id, in the order in which they stand.
    messages: Vec<(String, String)>,
    /// The link to those before them.
    older: Option<String>,
}

impl List {
    pub fn of(page: &Answer) -> Self {
        Self { messages: articles(&page.html()), older: page.attribute("a[rel=prev]", "href") }
    }

    /// Everything that a room has said, from as many pages as that takes.
    pub async fn of_room(person: &Person, room: &str) -> Self {
        let mut all = Self::of(&person.get(&format!("/rooms/{room}")).await);
        all.read_back(person).await;
        all
    }

    /// Follows the links to older messages, as a person would, until there are none.
    pub async fn read_back(&mut self, person: &Person) {
        while let Some(path) = self.older.take() {
            let newer = std::mem::replace(self, Self::of(&person.get(&path).await));
            self.messages.extend(newer.messages);
        }
    }

    /// The texts of the messages.
    pub fn texts(&self) -> Vec<String> {
        let text = |(_, article): &(String, String)| {
            Html::parse_fragment(article).select(&css(".body")).flat_map(|body| body.text()).collect::<String>()
        };
        self.messages.iter().map(|message| text(message).trim().to_owned()).collect()
    }

    pub fn apply(&mut self, event: &Event) {
        let html = Html::parse_fragment(&event.data);
        for partial in html.select(&css("hx-partial")) {
            let articles = articles(&Html::parse_fragment(&partial.inner_html()));
            match (partial.attr("hx-target").unwrap(), partial.attr("hx-swap").unwrap()) {
                ("#messages", "beforeend") => self.messages.extend(articles),
                ("#messages", "innerHTML") => self.messages = articles,
                (".older:has(+ #messages)", "innerHTML") => {
                    let paging = Html::parse_fragment(&partial.inner_html());
                    let link = paging.select(&css("a[rel=prev]")).next();
                    self.older = link.map(|link| link.attr("href").unwrap().to_owned());
                }
                (target, "outerHTML") => {
                    let place = self.messages.iter_mut().find(|(id, _)| target == format!("#{id}"));
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
}

impl Reader {
    pub fn new(person: Person) -> Self {
        Self { person, list: List::default(), last: 0 }
    }

    /// Somebody who has the room's page open.
    pub async fn of_page(person: Person) -> Self {
        let page = person.get("/rooms/general").await;
        Self { person, list: List::of(&page), last: change_of(&page) }
    }

    /// Opens the stream after what was read, if it begins.
    pub async fn resume(&self) -> reqwest::Result<Stream> {
        let request = self.person.request(Method::GET, "/rooms/general/events");
        Stream::try_open(request.header("last-event-id", self.last)).await
    }

    /// Connects, takes up to so many events of those that wait, and breaks off.
    pub async fn read(&mut self, events: u64) {
        let newest = change_of(&self.person.get("/rooms/general").await);
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
    }

    /// The newest change that it has.
    pub fn last(&self) -> i64 {
        self.last
    }

    /// What it has, and what its links lead to.
    pub async fn all(mut self) -> List {
        self.list.read_back(&self.person).await;
        self.list
    }

    /// Checks that it has, or finds by its links, what the server shows of the same room, in the same order.
    pub async fn holds_what_is_shown(self, shown: &List) {
        let (own, shown) = (self.all().await.messages, &shown.messages);
        let longest = own.len().max(shown.len());
        for at in 0..longest {
            assert_eq!(own.get(at), shown.get(at), "message {at} of {longest}");
        }
    }
}

/// The newest change that a room's page shows.
fn change_of(page: &Answer) -> i64 {
    page.attribute("#live", "hx-sse:connect").unwrap().rsplit('=').next().unwrap().parse().unwrap()
}
