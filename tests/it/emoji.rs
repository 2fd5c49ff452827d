//! The emoji picker, completion of emoji, and the emoji that people use most.

use reqwest::Method;
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, Person, TestApp};
use crate::profiles::rename;

async fn react(person: &Person, emoji: &str) {
    let answer = person.htmx_post("/rooms/general/messages/1/reactions", &[("emoji", emoji)]).await;
    assert_eq!(answer.status, 204, "{emoji}");
}

async fn picker(person: &Person) -> Answer {
    Answer::of(person.request(Method::GET, "/emoji").header("hx-request", "true")).await
}

async fn often(person: &Person) -> Vec<String> {
    let often = picker(person).await.attribute(".find", "data-often").unwrap();
    often.split(' ').map(str::to_owned).collect()
}

async fn complete(person: &Person, typed: &str) -> Vec<String> {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", typed).finish();
    person.get(&format!("/rooms/general/complete?{query}")).await.texts("[role=option] bdi:first-child")
}

/// The favourite reactions that a room's page has.
async fn favourites(person: &Person) -> Option<String> {
    person.get("/rooms/general").await.attribute(".me", "data-reactions")
}

#[tokio::test]
async fn the_picker_begins_with_the_emoji_used_most_and_has_all_categories() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "cake! :cake: 🐢").await;
    for emoji in ["🦔", "👍🏽", "🦔", "🦔"] {
        react(&ann, emoji).await;
    }
    let used = often(&ann).await;
    assert_eq!(used[0], "🦔", "adding again counts, and removing doesn't");
    assert!(["👍🏽", "🍰", "🐢"].iter().all(|one| used.iter().any(|used| used == one)), "those in messages, too");
    assert_eq!(often(&bob).await[..2], ["👍", "❤️"], "popular ones, before any was used");
    let picker = picker(&bob).await;
    assert_eq!(picker.texts("[role=tab]").len(), 10);
    assert_eq!(picker.texts("select option").len(), 6);
    assert_eq!(app.browser().get("/emoji").await.status, 303, "nobody has none");
}

#[tokio::test]
async fn without_javascript_a_page_finds_emoji() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let page = ann.get("/emoji?q=hooray").await;
    assert!(page.texts(".emoji-found code").contains(&":tada:".to_owned()));
    assert_eq!(ann.get("/emoji?q=%3Cnothing%3E").await.texts("main p"), ["No emoji found."]);
    ann.post("/settings", &[("language", "ar"), ("zone", "")]).await;
    assert!(ann.get("/emoji?q=%D9%83%D9%84%D8%A8").await.texts(".emoji-found .glyph").contains(&"🐶".to_owned()));
}

#[tokio::test]
async fn a_rooms_page_has_the_two_most_used_reactions_of_its_viewer() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "cake!").await;
    assert_eq!(favourites(&ann).await, None);
    react(&ann, "🎉").await;
    assert_eq!(favourites(&ann).await.as_deref(), Some("🎉"));
    react(&ann, "👀").await;
    let two = favourites(&ann).await.unwrap();
    assert!(two.split(' ').all(|one| ["🎉", "👀"].contains(&one)) && two.contains(' '), "{two}");
    for emoji in ["🎉", "🎉", "👀"] {
        react(&ann, emoji).await;
    }
    assert_eq!(favourites(&ann).await.unwrap(), two, "their order stays, so that no button moves");
    for _ in 0..3 {
        react(&ann, "🐢").await;
        react(&ann, "🐢").await;
    }
    assert!(favourites(&ann).await.unwrap().contains("🐢"));
    assert_eq!(favourites(&bob).await, None);
    // The same on another device.
    let phone = app.browser();
    phone.post("/login", &[("username", "ann"), ("password", crate::app::PASSWORD)]).await;
    assert_eq!(favourites(&phone).await, favourites(&ann).await);
}

#[tokio::test]
async fn the_emoji_remembered_are_bounded_and_go_with_the_account() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    for code in 0..60 {
        ann.say("general", &char::from_u32(0x1f400 + code).unwrap().to_string()).await;
    }
    let last = char::from_u32(0x1f400 + 59).unwrap().to_string();
    assert!(often(&ann).await.contains(&last), "a new one is remembered");
    let db = Connection::open(app.database()).unwrap();
    let count: u32 = db.query_row("select count(*) from emoji_uses", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 48);
}

#[tokio::test]
async fn emoji_are_completed_by_use_then_popularity_then_name() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    assert_eq!(complete(&ann, ":tad").await[0], "🎉");
    assert_eq!(complete(&ann, ":hear").await[0], "❤️", "a popular one");
    react(&ann, "💙").await;
    react(&ann, "💚").await;
    react(&ann, "💚").await;
    react(&ann, "💚").await;
    assert_eq!(complete(&ann, ":hear").await[..2], ["💚", "💙"]);
    assert_eq!(complete(&ann, ":heart").await[0], "❤️", "the one of this name is first");
    assert!(complete(&ann, ":hooray").await.contains(&"🎉".to_owned()), "by a word");
    ann.post("/settings", &[("language", "ja"), ("zone", "")]).await;
    assert!(complete(&ann, ":いぬ").await.contains(&"🐶".to_owned()), "in the reader's language");
}

#[tokio::test]
async fn members_who_spoke_last_are_completed_first() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for name in ["bea", "bob", "bill"] {
        app.person(name).await.say("general", "hello").await;
    }
    app.person("ben").await;
    assert_eq!(complete(&ann, "@b").await, ["bill", "bob", "bea", "ben"]);
}

#[tokio::test]
async fn mentions_show_the_names_that_people_have_now() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "hello @bob, *hello* @all").await;
    rename(&bob, "Bob <b>Lee").await;
    let page = ann.get("/rooms/general").await;
    assert_eq!(page.texts(".mention"), ["@Bob <b>Lee", "@all"]);
    assert_eq!(page.attribute(".mention", "href").as_deref(), Some("/people/bob"));
    assert_eq!(ann.get("/rooms/general/live").await.texts(".mention")[0], "@Bob <b>Lee");
    rename(&bob, "Robert").await;
    for path in ["/rooms/general", "/rooms/general/messages/1", "/rooms/general/messages/1/menu"] {
        assert_eq!(ann.get(path).await.texts(".mention")[0], "@Robert", "{path}");
    }
    ann.say("general", "and @Bob").await;
    assert_eq!(ann.get("/rooms/general").await.texts(".mention")[2], "@Robert");
    assert!(complete(&ann, "@rob").await.contains(&"Robert".to_owned()));
    assert!(
        ann.get("/rooms/general/complete?q=@rob").await.has("[data-insert='@bob ']"),
        "usernames are inserted"
    );
    assert!(ann.get("/rooms/general/messages/2/edit").await.texts("textarea")[0].contains("and @Bob"));
}
