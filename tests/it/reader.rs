//! A page built from its events, without a browser.

use reqwest::Method;
use scraper::Html;

use crate::app::{Answer, Event, Person, Stream, css};

/// A page's list of messages.
#[derive(Debug, Default)]
pub struct List {
    /// The messages by id, in order.
    messages: Vec<(String, String)>,
    /// The link to older messages.
    older: Option<String>,
}

impl List {
    pub fn of(page: &Answer) -> Self {
        Self { messages: articles(&page.html()), older: page.attribute("a[rel=prev]", "href") }
    }

    /// All messages of a room, read page by page.
    pub async fn of_room(person: &Person, room: &str) -> Self {
        let mut all = Self::of(&person.get(&format!("/rooms/{room}")).await);
        all.read_back(person).await;
        all
    }

    /// Follows the links to older messages until there are none.
    pub async fn read_back(&mut self, person: &Person) {
        while let Some(path) = self.older.take() {
            let newer = std::mem::replace(self, Self::of(&person.get(&path).await));
            self.messages.extend(newer.messages);
        }
    }

    /// The texts.
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
                    // A missing target is ignored.
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

/// A reader who disconnects and resumes.
pub struct Reader {
    person: Person,
    list: List,
    last: i64,
}

impl Reader {
    pub fn new(person: Person) -> Self {
        Self { person, list: List::default(), last: 0 }
    }

    /// A reader with the room's page open.
    pub async fn of_page(person: Person) -> Self {
        let page = person.get("/rooms/general").await;
        Self { person, list: List::of(&page), last: change_of(&page) }
    }

    /// Opens the stream after the last change read; none where it is refused.
    pub async fn resume(&self) -> reqwest::Result<Stream> {
        let request = self.person.request(Method::GET, "/rooms/general/events");
        Stream::try_open(request.header("last-event-id", self.last)).await
    }

    /// Connects, reads up to this many pending events, and disconnects.
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

    /// Reads up to the message `end`; false where the stream ends before, or is refused.
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

    /// The last change read.
    pub fn last(&self) -> i64 {
        self.last
    }

    /// The messages on the page and behind its links.
    pub async fn all(mut self) -> List {
        self.list.read_back(&self.person).await;
        self.list
    }

    /// Checks that the page and its links have all messages of the room, in order.
    pub async fn holds_what_is_shown(self, shown: &List) {
        let (own, shown) = (self.all().await.messages, &shown.messages);
        let longest = own.len().max(shown.len());
        for at in 0..longest {
            assert_eq!(own.get(at), shown.get(at), "message {at} of {longest}");
        }
    }
}

/// The newest change on a room's page.
fn change_of(page: &Answer) -> i64 {
    page.attribute("#live", "hx-sse:connect").unwrap().rsplit('=').next().unwrap().parse().unwrap()
}
