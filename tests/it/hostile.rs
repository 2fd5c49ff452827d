//! Hostile texts.

mod bombs;

use scraper::ElementRef;
use snug::model::Draft;

use crate::app::{Answer, Person, TestApp, css};

/// One attempt per line.
fn attempts() -> Vec<String> {
    let lines = include_str!("hostile/xss.txt").lines();
    lines.filter(|line| !line.starts_with("//")).map(|line| line.replace('⏎', "\n")).collect()
}

/// The elements allowed in a message, with their attributes.
const ALLOWED: [(&str, &[&str]); 26] = [
    ("p", &["class"]),
    ("br", &[]),
    ("hr", &[]),
    ("em", &[]),
    ("strong", &[]),
    ("del", &[]),
    ("code", &[]),
    ("pre", &["class", "data-lang"]),
    ("blockquote", &["dir"]),
    ("ul", &[]),
    ("ol", &["class"]),
    ("li", &["dir", "value"]),
    ("a", &["href", "rel", "target", "class"]),
    ("bdi", &["class"]),
    ("div", &["class", "tabindex", "role", "aria-label"]),
    ("table", &[]),
    ("thead", &[]),
    ("tbody", &[]),
    ("tr", &[]),
    ("th", &["class"]),
    ("td", &["class"]),
    ("input", &["type", "disabled", "checked", "aria-label"]),
    ("label", &["class"]),
    ("span", &["class"]),
    ("details", &["class"]),
    ("summary", &[]),
];

/// Asserts that a message contains only allowed elements, to a limited depth.
fn is_harmless(body: ElementRef<'_>, text: &str) {
    for element in body.descendent_elements().skip(1) {
        let name = element.value().name();
        let (_, attributes) = ALLOWED.iter().find(|(allowed, _)| *allowed == name).unwrap_or_else(|| {
            panic!("{name} in {}, of {text:?}", body.html());
        });
        for (attribute, value) in element.value().attrs() {
            assert!(attributes.contains(&attribute), "{attribute} in {}, of {text:?}", body.html());
            if attribute == "href" {
                let known = ["http://", "https://", "mailto:"]
                    .iter()
                    .any(|scheme| value.to_lowercase().starts_with(scheme));
                // Mentions and links to rooms are allowed.
                let is_room = value == "/rooms/general" && element.attr("class") == Some("room-link");
                let is_mention = value == "/people/ann" && element.attr("class") == Some("mention");
                assert!(known || is_room || is_mention, "{value} of {text:?}");
            }
            if attribute == "type" {
                assert_eq!(value, "checkbox", "{text:?}");
            }
            if attribute == "class" {
                let known = [
                    "k",
                    "s",
                    "c",
                    "n",
                    "t",
                    "f",
                    "a",
                    "heading",
                    "long",
                    "more",
                    "mention",
                    "room-link",
                    "far",
                    "table",
                    "m",
                    "e",
                    "spoiler",
                ];
                assert!(value.split(' ').all(|class| known.contains(&class)), "{value} of {text:?}");
            }
        }
        assert!(element.ancestors().take_while(|node| node.id() != body.id()).count() <= 40, "depth of {text:?}");
    }
}

/// Posts all texts; returns the pages with them, newest first.
async fn read_back(app: &TestApp, texts: &[String]) -> Vec<Answer> {
    let ann = app.person("ann").await;
    for text in texts {
        ann.say("general", text).await;
    }
    pages(&ann).await
}

async fn pages(person: &Person) -> Vec<Answer> {
    let mut pages = vec![person.get("/rooms/general").await];
    while let Some(older) = pages.last().unwrap().attribute("a[rel=prev]", "href") {
        pages.push(person.get(&older).await);
    }
    pages
}

#[tokio::test]
async fn script_injection_is_shown_as_text() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let attempts = attempts();
    assert!(attempts.len() > 300, "the corpus was found");
    let mut read = attempts.len();
    for page in read_back(&app, &attempts).await {
        let html = page.html();
        let articles: Vec<_> = html.select(&css("#messages article, #history article")).collect();
        assert_eq!(articles.len(), html.select(&css("article")).count());
        assert_eq!(html.select(&css("#live")).count(), 1);
        assert_eq!(html.select(&css("script")).filter(|script| script.attr("src").is_none()).count(), 0);
        for article in articles.into_iter().rev() {
            read -= 1;
            assert_eq!(article.attr("data-author"), Some("ann"));
            let body = article.select(&css(".body")).next().unwrap();
            is_harmless(body, &attempts[read]);
            assert!(body.text().any(|text| !text.trim().is_empty()), "{:?} is seen", attempts[read]);
        }
    }
    assert_eq!(read, 0, "each was read");
}

#[tokio::test]
async fn markup_bombs_are_rendered_within_limits() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    // Texts without visible characters are refused.
    let bombs: Vec<_> = bombs::bombs().into_iter().filter(|(_, text)| Draft::parse(text).is_ok()).collect();
    let texts: Vec<String> = bombs.iter().map(|(_, text)| text.clone()).collect();
    let mut read = bombs.len();
    for page in read_back(&app, &texts).await {
        let html = page.html();
        let bodies: Vec<_> = html.select(&css("article .body")).collect();
        for body in bodies.into_iter().rev() {
            read -= 1;
            let (name, text) = &bombs[read];
            is_harmless(body, name);
            let size = body.html().len();
            // Each message has its element, and links have attributes.
            assert!(
                size <= (10 * text.len() + 4_000).min(50_000) + 300,
                "{name:?}: {size} bytes of {}",
                text.len()
            );
            assert!(body.text().any(|text| !text.trim().is_empty()), "{name:?} is seen");
        }
    }
    assert_eq!(read, 0, "each was read");
}
