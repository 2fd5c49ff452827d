//! Confusable names, names of all scripts, and mentions.

mod display_names;

use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, PASSWORD, Person, TestApp};

async fn register(app: &TestApp, name: &str) -> Answer {
    app.browser().post("/register", &[("username", name), ("password", PASSWORD)]).await
}

async fn log_in(app: &TestApp, name: &str) -> Person {
    let person = app.browser();
    let answer = person.post("/login", &[("username", name), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 303, "{name}");
    person
}

async fn show_as(person: &Person, name: &str) -> Answer {
    person.post("/settings/profile", &[("name", name)]).await
}

#[tokio::test]
async fn a_username_that_looks_like_another_is_refused() {
    let app = TestApp::spawn().await;
    for name in ["admin", "Kim", "o_0", "paypal"] {
        app.person(name).await;
    }
    for name in [
        "ad\u{1e43}in",
        "adm\u{131}n",
        "aclmin",
        "a\u{300}dmin",
        "Krm",
        "KIrn",
        "kirn",
        "O_O",
        "o_O",
        "paypaI",
        "PayPa1",
        "рaypal",
        "раураl",
    ] {
        let answer = register(&app, name).await;
        if name == "aclmin" || name == "Krm" {
            assert_eq!(answer.status, 303, "{name} is another name");
            continue;
        }
        assert_eq!(answer.status, 422, "{name}");
        assert!(!answer.texts("#username-error").is_empty(), "{name}");
    }
    let told = register(&app, "adm\u{131}n").await.texts("#username-error").concat();
    assert!(told.contains("looks like"), "{told}");
}

#[tokio::test]
async fn the_letters_of_a_username_are_of_one_script() {
    let app = TestApp::spawn().await;
    for mixed in ["аnn", "αnn", "Вася_vasya", "한국さん"] {
        let answer = register(&app, mixed).await;
        assert_eq!(answer.status, 422, "{mixed}");
        let told = answer.texts("#username-error").concat();
        assert!(told.contains("one script"), "{mixed}: {told}");
    }
    // Latin letters are commonly mixed with Japanese, Korean and Chinese.
    for name in ["Вася-1", "annさん", "田中タロウ", "ann한국", "مريم_7", "हिन्दी.2", "ᏣᎳᎩ", "ⵜⵉⴼⵉ", "ꦗꦮ", "straße"]
    {
        assert_eq!(register(&app, name).await.status, 303, "{name}");
    }
}

#[tokio::test]
async fn accounts_from_before_the_rule_keep_their_names_and_log_in() {
    let app = TestApp::spawn().await;
    let ann = app.person("admin").await;
    ann.say("general", "hello").await;
    // As an earlier version stored it: without skeletons.
    let copy = |name: &str, key: &str| {
        let db = Connection::open(app.database()).unwrap();
        let insert = "insert into accounts (username, username_key, password_hash, role, created_at)
            select ?1, ?2, password_hash, 'member', 0 from accounts where username = 'admin'";
        db.execute(insert, [name, key]).unwrap();
        db.execute_batch("delete from name_skeletons; update name_versions set version = ''").unwrap();
    };
    copy("аdmin", "аdmin");
    copy("Ann", "ann");
    // Before vowel points were ignored, these two were different names. The later one keeps its key.
    copy("محمد", "محمد");
    copy("محمدٌ", "محمدٌ");
    let app = app.restart().await;
    for name in ["admin", "аdmin", "ann", "محمد", "محمدٌ"] {
        let page = log_in(&app, name).await.get("/rooms/general").await;
        assert_eq!(page.messages(), ["hello"], "{name}");
        assert_eq!(page.attribute(".me", "data-username").unwrap().to_lowercase(), name);
    }
    for taken in ["αdmin", "adm\u{131}n", "a\u{f1}n", "аnn"] {
        assert_eq!(register(&app, taken).await.status, 422, "{taken}");
    }
}

#[tokio::test]
async fn rooms_from_before_the_rule_keep_their_names_with_new_keys() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for name in ["Twin", "T\u{ad}ea"] {
        ann.post("/rooms", &[("name", name)]).await;
    }
    // As an earlier version stored them: with characters that are not seen in what they are compared by.
    let db = Connection::open(app.database()).unwrap();
    db.execute_batch(
        "update rooms set name = 'Gen\u{ad}eral', name_key = 'gen\u{ad}eral' where slug = 'twin';
        update rooms set name_key = 't\u{ad}ea' where slug = 'tea';
        update name_versions set version = ''",
    )
    .unwrap();
    let app = app.restart().await;
    let ann = ann.at(&app.url);
    assert_eq!(ann.get("/rooms/twin").await.texts("h1"), ["Gen\u{ad}eral #twin"]);
    for taken in ["Tea", "TEA\u{200d}", "Gener\u{ad}al"] {
        assert_eq!(ann.post("/rooms", &[("name", taken)]).await.status, 422, "{taken:?}");
    }
}

#[tokio::test]
async fn of_two_concurrent_registrations_with_similar_names_one_succeeds() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for number in 0..10 {
        let (plain, other) = (format!("eve{number}m"), format!("eve{number}rn"));
        let (one, two) = tokio::join!(register(&app, &plain), register(&app, &other));
        assert_eq!([one.status, two.status].iter().filter(|status| **status == 303).count(), 1, "{number}");
        let (plain, shown) = (format!("mal{number}m"), format!("Mal{number}rn"));
        let (one, two) = tokio::join!(register(&app, &plain), show_as(&ann, &shown));
        let done = |answer: &Answer| usize::from(answer.status == 303);
        assert_eq!(done(&one) + done(&two), 1, "{number}");
    }
}

#[tokio::test]
async fn every_name_can_be_mentioned() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for name in [
        "ジョン・スミス",
        "علی\u{200c}رضا",
        "ג׳ורג׳ג",
        "col·lega",
        "शर्\u{200d}मा",
        "Mary.Jane_2-x",
        "ünal",
        "한국",
    ] {
        app.person(name).await;
        ann.say("general", &format!("hi @{name}, and you")).await;
        let page = ann.get("/rooms/general").await;
        assert_eq!(page.texts("article .mention").last().unwrap(), &format!("@{name}"));
    }
    app.person("ジョン").await;
    ann.say("general", "@ジョン・と").await;
    assert_eq!(ann.get("/rooms/general").await.texts("article .mention").last().unwrap(), "@ジョン");
}

#[tokio::test]
async fn a_full_stop_after_a_mention_ends_the_sentence_unless_the_name_has_it() {
    let app = TestApp::spawn().await;
    let (ann, stop, cy) = (app.person("ann").await, app.person("ann.").await, app.person("cy.").await);
    let bob = app.person("bob").await;
    bob.say("general", "thanks @ann. And @cy.").await;
    assert_eq!(bob.get("/rooms/general").await.texts("article .mention"), ["@ann", "@cy."]);
    assert_eq!(bob.get("/rooms/general").await.messages(), ["thanks @ann. And @cy."]);
    for (person, badges) in [(ann, 1), (stop, 0), (cy, 1)] {
        assert_eq!(person.get("/rooms").await.texts("#own-rooms .badge").len(), badges);
    }
}

#[tokio::test]
async fn room_names_that_differ_in_invisible_characters_are_the_same() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for twin in ["Gen\u{ad}eral", "General\u{200d}", "\u{fe0f}general"] {
        let answer = ann.post("/rooms", &[("name", twin)]).await;
        assert_eq!(answer.status, 422, "{twin:?}");
        assert!(answer.texts("#name-error")[0].contains("already"), "{twin:?}");
    }
    for nothing in ["\u{ad}", "\u{200d}\u{200d}"] {
        let answer = ann.post("/rooms", &[("name", nothing)]).await;
        assert!(answer.texts("#name-error")[0].contains("visible"), "{nothing:?}");
    }
}
