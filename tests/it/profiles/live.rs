//! Profile changes on open pages.

use std::collections::HashMap;

use reqwest::Method;
use scraper::{ElementRef, Html};

use super::rename;
use crate::app::{Event, Person, Stream, TestApp, css};
use crate::random::Random;
use crate::sinks::over_every_sink;

const EVENTS: &str = "/rooms/general/events";

over_every_sink! {
    a_profile_change_is_sent_at_once_as_an_event,
    an_endless_page_restarts_after_a_profile_change,
}

/// A stream of a browser that has profile changes up to this number.
pub async fn with_people(person: &Person, known: i64) -> Stream {
    Stream::open(person.request(Method::GET, EVENTS).header("snug-people", known)).await
}

async fn a_profile_change_is_sent_at_once_as_an_event() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.post("/rooms", &[("name", "Tea")]).await;
    let mut his = with_people(&bob, 0).await;
    let mut elsewhere =
        Stream::open(bob.request(Method::GET, "/rooms/tea/events").header("snug-people", "0")).await;
    let mut plain = bob.events(EVENTS).await;
    rename(&ann, "Ann Lee").await;
    for stream in [&mut his, &mut elsewhere] {
        let event = stream.next().await.unwrap();
        assert_eq!((event.id, event.name.as_str()), (None, "person"), "it is no change of the room");
        assert!(event.data.contains("data-person=\"ann\" data-change=\"1\""), "{}", event.data);
        assert!(event.data.contains("title=\"@ann\" lang=\"\">Ann Lee</bdi>"), "{}", event.data);
    }
    ann.say("general", "hello").await;
    assert_eq!(his.message().await, "hello");
    assert_eq!(plain.message().await, "hello", "who does not ask is told of the room alone");
}

#[tokio::test]
async fn a_name_change_arrives_after_earlier_messages() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let mut his = with_people(&bob, 0).await;
    for number in 0..20 {
        ann.say("general", "hello").await;
        rename(&ann, &format!("Ann {number}")).await;
    }
    let (mut name, mut told) = ("ann".to_owned(), 0);
    while told < 20 {
        let event = his.next().await.unwrap();
        let html = Html::parse_fragment(&event.data);
        let shown: String = html.select(&css(".author, bdi")).next().unwrap().text().collect();
        if event.name == "person" {
            name = shown;
            told += 1;
        } else {
            assert_eq!(shown, name);
        }
    }
}

#[tokio::test]
async fn a_resuming_page_gets_only_profiles_changed_since() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    rename(&ann, "Ann").await;
    let page = cy.get("/rooms/general").await;
    assert_eq!(page.attribute("#live", "data-people").as_deref(), Some("1"));
    rename(&bob, "Bob").await;
    rename(&bob, "Bobby").await;
    let mut hers = with_people(&cy, 1).await;
    let event = hers.next().await.unwrap();
    assert!(event.data.contains("data-change=\"3\"") && event.data.contains("Bobby"), "{}", event.data);
    ann.say("general", "hello").await;
    assert_eq!(hers.message().await, "hello", "once");
}

#[tokio::test]
async fn conversations_and_presence_use_the_new_name() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.post("/direct", &[("people", "ann")]).await;
    let version = bob.get("/rooms/general").await.attribute("#own-rooms", "data-version").unwrap();
    let mut his = Stream::open(bob.request(Method::GET, EVENTS).header("snug-rooms", version)).await;
    ann.post("/rooms/general/signs", &[("sign", "here")]).await;
    assert!(his.next().await.unwrap().data.contains("<bdi>ann</bdi>"));
    rename(&ann, "Ann Lee").await;
    let (mut rooms, mut signs) = (false, false);
    while !(rooms && signs) {
        let event = his.next().await.unwrap();
        assert!(event.id.is_none() && event.data.contains("Ann Lee"), "{}", event.data);
        rooms |= event.data.contains("#own-rooms");
        signs |= event.data.contains("#signs");
    }
}

async fn an_endless_page_restarts_after_a_profile_change() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "hello").await;
    let mut frame = bob.frame("/rooms/general/live").await;
    frame.until("hello").await.unwrap();
    rename(&ann, "Ann Lee").await;
    frame.until("http-equiv=\"refresh\" content=\"0; url=").await.unwrap();
    assert!(frame.until("never").await.is_none(), "and has ended");
}

/// The people shown with a message: author, quoted author, and who reacted, each with name and avatar.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    id: String,
    author: String,
    avatar: String,
    handle: Option<String>,
    body: String,
    /// Usernames and display names, in order.
    names: Vec<(String, String)>,
}

fn shown(html: &Html) -> Vec<Shown> {
    let text = |element: ElementRef<'_>| element.text().collect::<String>();
    let one = |article: ElementRef<'_>| {
        let first = |selector| article.select(&css(selector)).next().unwrap();
        let author = article.attr("data-author").unwrap().to_owned();
        let named = css("[data-person]");
        let others =
            article.select(&named).map(|other| (other.attr("data-person").unwrap().to_owned(), text(other)));
        Shown {
            id: article.attr("id").unwrap().to_owned(),
            avatar: first(".avatar").html(),
            handle: first(".author").attr("title").map(str::to_owned),
            body: text(first(".body")),
            names: std::iter::once((author.clone(), text(first(".author")))).chain(others).collect(),
            author,
        }
    };
    html.select(&css("article")).map(one).collect()
}

/// A page as app.js updates it.
#[derive(Default)]
struct Page {
    messages: Vec<Shown>,
    last: i64,
    people: i64,
    told: HashMap<String, (String, String, Option<String>)>,
}

impl Page {
    async fn load(person: &Person) -> Self {
        let page = person.get("/rooms/general").await;
        let stream = page.attribute("#live", "hx-sse:connect").unwrap();
        Self {
            messages: shown(&page.html()),
            last: stream.rsplit('=').next().unwrap().parse().unwrap(),
            people: page.attribute("#live", "data-people").unwrap().parse().unwrap(),
            told: HashMap::new(),
        }
    }

    fn apply(&mut self, event: &Event) {
        let html = Html::parse_fragment(&event.data);
        if event.name == "person" {
            let told = html.select(&css("[data-person]")).next().unwrap();
            let name = html.select(&css("bdi")).next().unwrap();
            self.people = self.people.max(told.attr("data-change").unwrap().parse().unwrap());
            let avatar = html.select(&css(".avatar")).next().unwrap().html();
            let shown = (name.text().collect(), avatar, name.attr("title").map(str::to_owned));
            self.told.insert(told.attr("data-person").unwrap().to_owned(), shown);
        } else {
            let partial = html.select(&css("hx-partial")).next().unwrap();
            let fresh = shown(&Html::parse_fragment(&partial.inner_html()));
            match partial.attr("hx-target").unwrap() {
                "#messages" => self.messages.extend(fresh),
                target => {
                    let place = self.messages.iter_mut().find(|message| target == format!("#{}", message.id));
                    *place.unwrap() = fresh[0].clone();
                }
            }
            self.last = event.id.unwrap();
        }
        for message in &mut self.messages {
            for (username, name) in &mut message.names {
                if let Some((told, ..)) = self.told.get(username) {
                    name.clone_from(told);
                }
            }
            if let Some((_, avatar, handle)) = self.told.get(&message.author) {
                (message.avatar, message.handle) = (avatar.clone(), handle.clone());
            }
        }
    }

    /// Connects and reads up to this many events; without a number, all that the server has.
    async fn read(&mut self, person: &Person, most: Option<u64>) {
        let newest = Self::load(person).await;
        let request = person.request(Method::GET, EVENTS).header("last-event-id", self.last);
        let mut stream = Stream::open(request.header("snug-people", self.people)).await;
        for _ in 0..most.unwrap_or(u64::MAX) {
            if self.last >= newest.last && self.people >= newest.people {
                break;
            }
            self.apply(&stream.next().await.unwrap());
        }
    }
}

#[tokio::test]
async fn catching_up_equals_a_fresh_load() {
    for seed in 1..=3 {
        let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
        let mut random = Random::of(seed);
        let people = [app.person("ann").await, app.person("bob").await, app.person("cy").await];
        let reader = app.person("dee").await;
        people[0].say("general", "first").await;
        let mut page = Page::load(&reader).await;
        for step in 0..60 {
            let person = &people[usize::try_from(random.below(3)).unwrap()];
            let message = &page.messages[usize::try_from(random.below(page.messages.len() as u64)).unwrap()];
            let id = message.id.replace("message-", "");
            let body = format!("{step}");
            match random.below(6) {
                0 => person.say("general", &body).await,
                1 => drop(person.post("/rooms/general/messages", &[("body", &body), ("reply_to", &id)]).await),
                2 => {
                    drop(person.post(&format!("/rooms/general/messages/{id}/reactions"), &[("emoji", "🎉")]).await)
                }
                3 | 4 => rename(person, &format!("Name {}", random.below(4))).await,
                _ => page.read(&reader, Some(random.below(4))).await,
            }
        }
        page.read(&reader, None).await;
        let fresh = Page::load(&reader).await;
        assert_eq!(page.messages[page.messages.len().saturating_sub(50)..], fresh.messages, "seed {seed}");
    }
}
