//! Pins, bookmarks, and the menu of messages.

use crate::app::{Answer, TestApp};

const ROOM: &str = "/rooms/general";
const MESSAGE: &str = "/rooms/general/messages/1";

#[tokio::test]
async fn the_menu_has_only_permitted_actions() {
    let app = TestApp::spawn().await;
    app.person("admin").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "hello").await;
    let menu = ann.get(ROOM).await.attribute("#message-1 .menu-link", "href").unwrap();
    let has = |page: &Answer, what: &str| page.has(&format!(".menu [href$='{what}'], .menu [action$='{what}']"));
    let (hers, his) = (ann.get(&menu).await, bob.get(&menu).await);
    for everybodys in ["?reply_to=1", "#message-1", "/reactions", "/unread", "/pin", "/bookmark"] {
        assert!(has(&hers, everybodys) && has(&his, everybodys), "{everybodys}");
    }
    for hers_alone in ["/edit", "/delete"] {
        assert!(has(&hers, hers_alone) && !has(&his, hers_alone), "{hers_alone}");
    }
    let request = ann.request(reqwest::Method::GET, &menu).header("hx-request", "true");
    let fragment = Answer::of(request).await;
    assert!(!fragment.body.contains("<html") && fragment.has(".menu form[hx-post]"));
    assert!(!hers.has(".menu form[hx-post]"), "a page of its own leads on");
}

#[tokio::test]
async fn in_an_archived_room_the_menu_only_bookmarks_and_links() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    ann.post("/rooms/general/archive", &[]).await;
    let menu = ann.get(&format!("{MESSAGE}/menu")).await;
    assert!(menu.has(".menu [action$='/bookmark']") && menu.has(".menu .copy"));
    for gone in ["/edit", "/delete", "/pin", "/reactions"] {
        assert!(!menu.has(&format!(".menu [href$='{gone}'], .menu [action$='{gone}']")), "{gone}");
    }
}

#[tokio::test]
async fn members_pin_messages_for_everybody_live() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for body in ["one", "two"] {
        ann.say("general", body).await;
    }
    let mut stream = ann.events("/rooms/general/events").await;
    assert_eq!(bob.post(&format!("{MESSAGE}/pin"), &[]).await.location(), format!("{MESSAGE}#message-1"));
    let event = stream.next().await.unwrap();
    assert!(event.id == Some(3) && event.data.contains("class=\"pin\""), "{}", event.data);
    assert_eq!(bob.htmx_post("/rooms/general/messages/2/pin", &[]).await.status, 204);
    assert_eq!(ann.get("/rooms/general/pins").await.messages(), ["two", "one"]);
    assert!(ann.get(ROOM).await.has("#message-1 .pin"));
    assert!(ann.get(&format!("{MESSAGE}/menu")).await.has("[action$='/unpin']"));
    bob.post(&format!("{MESSAGE}/pin"), &[]).await;
    ann.post(&format!("{MESSAGE}/unpin"), &[]).await;
    stream.next().await.unwrap();
    assert!(!stream.next().await.unwrap().data.contains("class=\"pin\""), "pinning again was no change");
    ann.post("/rooms/general/messages/2/delete", &[]).await;
    assert!(ann.get("/rooms/general/pins").await.messages().is_empty());
    for page in ["/about", ""] {
        assert!(ann.get(&format!("{ROOM}{page}")).await.has("main a[href='/rooms/general/pins']"), "{page}");
    }
}

#[tokio::test]
async fn pins_and_bookmarks_show_the_author_of_messages_that_continue_a_group() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for (id, body) in [(1, "one"), (2, "two"), (3, "three")] {
        ann.say("general", body).await;
        for kept in ["pin", "bookmark"] {
            ann.post(&format!("{ROOM}/messages/{id}/{kept}"), &[]).await;
        }
    }
    assert!(ann.get(ROOM).await.has("#message-2.continues"));
    for page in ["/rooms/general/pins", "/bookmarks"] {
        let page = ann.get(page).await;
        assert_eq!(page.texts(".kept article .author"), ["ann"; 3]);
        assert!(!page.has(".kept .continues"), "the style hides the author of those");
    }
}

#[tokio::test]
async fn only_members_can_pin() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/rooms", &[("name", "Tea")]).await;
    ann.say("tea", "hello").await;
    for path in ["pin", "unpin"] {
        assert_eq!(bob.post(&format!("/rooms/tea/messages/1/{path}"), &[]).await.status, 403);
        assert_eq!(
            bob.post(&format!("/rooms/general/messages/1/{path}"), &[]).await.status,
            404,
            "of another room"
        );
    }
    assert!(!bob.get("/rooms/tea/messages/1/menu").await.has("[action$='/pin']"));
}

#[tokio::test]
async fn bookmarks_are_private_and_only_of_readable_messages() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let secret = ann.make_room("Secret", "closed").await;
    ann.post(&format!("/rooms/{secret}/invite"), &[("username", "bob")]).await;
    ann.say(&secret, "the plan").await;
    ann.say("general", "hello").await;
    for path in [format!("/rooms/{secret}/messages/1"), "/rooms/general/messages/2".to_owned()] {
        assert_eq!(bob.post(&format!("{path}/bookmark"), &[]).await.status, 303);
    }
    assert_eq!(bob.get("/bookmarks").await.messages(), ["hello", "the plan"]);
    assert!(bob.get(ROOM).await.has("#sidebar a[href='/bookmarks']"));
    assert!(ann.get("/bookmarks").await.messages().is_empty());
    assert!(!ann.get(ROOM).await.body.contains("bookmarked"));
    assert!(bob.get("/rooms/general/messages/2/menu").await.has("[action$='/unbookmark']"));
    ann.post(&format!("/rooms/{secret}/remove"), &[("username", "bob")]).await;
    assert_eq!(bob.get("/bookmarks").await.messages(), ["hello"], "what one is shut out of is not there");
    ann.post("/rooms/general/messages/2/delete", &[]).await;
    assert!(bob.get("/bookmarks").await.messages().is_empty());
    ann.post(&format!("/rooms/{secret}/invite"), &[("username", "bob")]).await;
    bob.post(&format!("/rooms/{secret}/messages/1/unbookmark"), &[]).await;
    assert!(bob.get("/bookmarks").await.messages().is_empty());
}

#[tokio::test]
async fn many_bookmarks_are_paged() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    for number in 1..=55 {
        ann.say("general", &number.to_string()).await;
        ann.post(&format!("{ROOM}/messages/{number}/bookmark"), &[]).await;
    }
    let page = ann.get("/bookmarks").await;
    assert_eq!((page.messages().len(), page.messages()[0].as_str()), (50, "55"));
    let next = page.attribute("a[rel=next]", "href").unwrap();
    assert_eq!(ann.get(&next).await.messages(), ["5", "4", "3", "2", "1"]);
}
