//! Reactions.

use crate::app::{Answer, Person, TestApp};
use crate::sinks::over_every_sink;

const ROOM: &str = "/rooms/general";
const MESSAGE: &str = "/rooms/general/messages/1";
const REACTIONS: &str = "/rooms/general/messages/1/reactions";

over_every_sink! {
    reactions_are_live_and_restart_the_frame,
}

async fn react(person: &Person, emoji: &str) -> Answer {
    person.post(REACTIONS, &[("emoji", emoji)]).await
}

fn under(page: &Answer) -> Vec<String> {
    page.texts("#message-1 .reactions button > span:first-child")
}

#[tokio::test]
async fn a_reaction_is_added_and_removed() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "cake!").await;
    let answer = react(&ann, ":tada:").await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, &*format!("{MESSAGE}#message-1")));
    assert_eq!(bob.htmx_post(REACTIONS, &[("emoji", "🎉")]).await.status, 204);
    react(&bob, "❤").await;
    let page = bob.get(ROOM).await;
    assert_eq!(under(&page), ["🎉 2", "❤️ 1"]);
    assert_eq!(page.texts(".who"), ["ann, bob reacted with 🎉", "bob reacted with ❤️"]);
    assert_eq!(page.messages(), ["cake!"], "the text is the text");
    assert_eq!(page.attribute(".reactions button", "data-people").as_deref(), Some("ann bob"));
    assert_eq!(ann.get(REACTIONS).await.texts(".people bdi"), ["ann", "bob", "bob"]);
    react(&ann, "🎉").await;
    react(&bob, "❤️").await;
    assert_eq!(under(&bob.get(ROOM).await), ["🎉 1"]);
    react(&bob, "🎉").await;
    assert!(!bob.get(ROOM).await.has(".reactions"));
}

#[tokio::test]
async fn only_one_emoji_is_a_reaction() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    for wrong in ["", "a", "🎉🎉", ":nothing:", "<script>"] {
        let answer = react(&ann, wrong).await;
        assert_eq!(answer.status, 422, "{wrong}");
        assert!(
            answer.has(".problem") && answer.attribute("#emoji", "value").as_deref() == Some(wrong),
            "{wrong}"
        );
    }
    assert!(!ann.get(ROOM).await.has(".reactions"));
}

#[tokio::test]
async fn a_message_has_at_most_twenty_different_emoji() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "hello").await;
    for code in 0..20 {
        assert_eq!(react(&ann, &char::from_u32(0x1f600 + code).unwrap().to_string()).await.status, 303);
    }
    let answer = react(&bob, "🎉").await;
    assert!(answer.status == 422 && answer.body.contains("20 different reactions"));
    assert_eq!(react(&bob, "😀").await.status, 303, "one that is there takes more people");
    assert_eq!(under(&ann.get(ROOM).await)[0], "😀 2");
}

#[tokio::test]
async fn many_reactions_are_counted_and_the_first_named() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    let crowd: Vec<_> = (0..32)
        .map(|number| {
            let browser = app.browser();
            tokio::spawn(async move {
                browser
                    .post("/register", &[("username", &format!("p{number}")), ("password", crate::app::PASSWORD)])
                    .await;
                assert_eq!(react(&browser, "👍").await.status, 303);
            })
        })
        .collect();
    for person in crowd {
        person.await.unwrap();
    }
    let page = ann.get(ROOM).await;
    assert_eq!(under(&page), ["👍 32"]);
    let who = &page.texts(".who")[0];
    assert!(who.contains(" and 2 more reacted with 👍") && who.matches(',').count() == 29, "{who}");
    let everybody = page.attribute(".reactions a", "href").unwrap();
    assert_eq!(ann.get(&everybody).await.texts(".people li").len(), 32);
}

async fn reactions_are_live_and_restart_the_frame() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "hello").await;
    let mut stream = ann.events("/rooms/general/events").await;
    let mut frame = ann.frame("/rooms/general/live").await;
    frame.until("hello").await.unwrap();
    react(&bob, "🎉").await;
    let event = stream.next().await.unwrap();
    assert_eq!(event.id, Some(2));
    assert!(event.replaces(1), "{}", event.data);
    assert!(event.data.contains(">bob</bdi> reacted with 🎉"));
    assert!(frame.until("never").await.is_none());
    let article = event.data.split_once('>').unwrap().1.trim_end_matches("</hx-partial>");
    assert!(ann.get(ROOM).await.body.contains(article), "the page from memory has it too");
    assert!(ann.events("/rooms/general/events?after=1").await.next().await.unwrap().data.contains("🎉"));
}

#[tokio::test]
async fn a_deleted_message_has_no_reactions_and_gets_none() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    react(&ann, "🎉").await;
    ann.post(&format!("{MESSAGE}/delete"), &[]).await;
    assert!(!ann.get(ROOM).await.texts("#scroller").concat().contains("🎉"));
    for path in ["menu", "reactions"] {
        assert_eq!(ann.get(&format!("{MESSAGE}/{path}")).await.status, 404);
    }
    for path in ["reactions", "pin", "unpin", "bookmark", "unbookmark"] {
        assert_eq!(ann.post(&format!("{MESSAGE}/{path}"), &[("emoji", "🎉")]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn reactions_are_rate_limited() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "3"]).await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    react(&ann, "🎉").await;
    react(&ann, "🎉").await;
    let refused = react(&ann, "🎉").await;
    assert!(refused.status == 429 && !refused.header("retry-after").is_empty());
}
