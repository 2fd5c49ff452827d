//! Display names that look like other names.

use reqwest::Method;

use super::{register, show_as};
use crate::app::{PASSWORD, Stream, TestApp};
use crate::profiles::rename;

#[tokio::test]
async fn a_display_name_that_looks_like_anothers_username_is_refused() {
    let app = TestApp::spawn().await;
    let (_admin, bob) = (app.person("admin").await, app.person("bob").await);
    for name in [
        "admin\u{200d}",
        "admin\u{34f}",
        "admin\u{fe0f}",
        "admin\u{115f}",
        "admin\u{e0061}",
        "ad\u{ad}min",
        "аdmin",
        "αdmin",
        "ad\u{1e43}in",
        "adm\u{131}n",
        "ＡＤＭＩＮ",
        "𝐚𝐝𝐦𝐢𝐧",
        "ADMIN",
        "Bob (@admin)",
        "@admin",
        "Bob ＠аdmin",
    ] {
        let answer = show_as(&bob, name).await;
        assert_eq!(answer.status, 422, "{name:?}");
        assert_eq!(answer.attribute("#name", "value").as_deref(), Some(name));
        let told = answer.texts("#name-error").concat();
        assert!(told.contains("someone else’s username"), "{name:?}: {told}");
    }
    for own in ["BOB", "Bób", "Bob the admin", "Bob (@bob)"] {
        rename(&bob, own).await;
    }
}

#[tokio::test]
async fn a_username_that_looks_like_anothers_display_name_is_refused() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    rename(&ann, "Quinn\u{200d}").await;
    for name in ["quinn", "Qu\u{131}nn"] {
        assert_eq!(register(&app, name).await.status, 422, "{name}");
    }
    rename(&ann, "").await;
    assert_eq!(register(&app, "quinn").await.status, 303, "free again");
}

#[tokio::test]
async fn display_names_that_look_alike_have_the_handle_beside_them_everywhere() {
    let app = TestApp::spawn().await;
    let (ann, lee, bob) = (app.person("ann").await, app.person("lee").await, app.person("bob").await);
    ann.say("general", "hello there").await;
    bob.post("/rooms/general/messages", &[("body", "hi"), ("reply_to", "1")]).await;
    ann.post("/rooms/general/messages/1/reactions", &[("emoji", "🎉")]).await;
    ann.post("/rooms/general/messages/1/pin", &[]).await;
    let direct = bob.post("/direct", &[("people", "ann")]).await.location().to_owned();
    rename(&ann, "Ann Lee").await;
    let mut his = Stream::open(bob.request(Method::GET, "/rooms/general/events").header("snug-people", "1")).await;
    assert_eq!(bob.get("/rooms/general").await.texts(".author"), ["Ann Lee", "bob"]);
    rename(&lee, "Ann L\u{435}e").await;

    // Open pages are told of both.
    let mut told = [his.next().await.unwrap().data, his.next().await.unwrap().data];
    told.sort();
    assert!(told[0].contains(">Ann Lee (@ann)</bdi>"), "{told:?}");
    assert!(told[1].contains("(@lee)</bdi>"), "{told:?}");

    let page = bob.get("/rooms/general").await;
    assert_eq!(page.texts(".author"), ["Ann Lee (@ann)", "bob"]);
    assert_eq!(page.texts(".quote .whom"), ["Ann Lee (@ann)"]);
    assert!(
        page.texts(".reactions .who")[0].starts_with("Ann Lee (@ann) reacted"),
        "{:?}",
        page.texts(".reactions .who")
    );
    assert!(page.texts("#own-rooms .direct a")[0].contains("Ann Lee (@ann)"));
    for (path, selector) in [
        (direct.as_str(), "#room-name"),
        ("/rooms/general/pins", ".author"),
        ("/search?q=hello", ".hits .author"),
        ("/rooms/general?reply_to=1", ".replying .whom"),
        ("/rooms/general/messages/1/menu", ".author"),
    ] {
        let shown = bob.get(path).await.texts(selector).concat();
        assert!(shown.contains("Ann Lee (@ann)"), "{path}: {shown:?}");
    }
    // Where the handle always stands beside the name, it does so once.
    let members = bob.get("/rooms/general/about?q=ann").await.texts(".people li bdi");
    assert_eq!(members[..4], ["Ann Lee", "@ann", "Ann Lеe", "@lee"]);
    assert_eq!(ann.get("/settings").await.attribute("#name", "value").as_deref(), Some("Ann Lee"));
    assert_eq!(bob.get("/search?q=in%3A%22ann+lee%22+nothing").await.status, 200);

    rename(&lee, "Lee").await;
    let mut told = [his.next().await.unwrap().data, his.next().await.unwrap().data];
    told.sort();
    assert!(told[0].contains(">Ann Lee</bdi>") && told[1].contains(">Lee</bdi>"), "{told:?}");
    assert_eq!(
        bob.get("/rooms/general").await.texts(".author"),
        ["Ann Lee", "bob"],
        "once nobody else is shown so"
    );
}

#[tokio::test]
async fn names_with_vowel_points_are_found_without_them() {
    let app = TestApp::spawn().await;
    let muhammad = app.person("محمّد").await;
    app.person("שָׁלוֹם").await;
    let (ann, _) = (app.person("ann").await, app.person("मुहम्मद").await);
    ann.say("general", "@محمد @محمّد @שלום").await;
    let page = ann.get("/rooms/general").await;
    assert_eq!(page.texts("article .mention"), ["@محمّد", "@محمّد", "@שָׁלוֹם"]);
    assert_eq!(muhammad.get("/rooms").await.texts("#own-rooms .badge"), ["1"]);
    for typed in ["محمّد", "محمد", "شَلوم"] {
        let answer = app.browser().post("/login", &[("username", typed), ("password", PASSWORD)]).await;
        assert_eq!(answer.status == 303, typed != "شَلوم", "{typed}");
    }
    assert_eq!(register(&app, "محمد").await.status, 422, "the same name");
    for (name, told) in [("1مريم", "right-to-left"), ("مريم-", "right-to-left"), ("مريم!", "can contain letters")]
    {
        let answer = register(&app, name).await.texts("#username-error").concat();
        assert!(answer.contains(told), "{name}: {answer}");
    }
}
