//! Pages in the reader's language and time zone.

use reqwest::Method;
use reqwest::header::ACCEPT_LANGUAGE;

use crate::app::{Answer, Person, Stream, TestApp, css};

async fn in_language(person: &Person, path: &str, language: &str) -> Answer {
    Answer::of(person.request(Method::GET, path).header(ACCEPT_LANGUAGE, language)).await
}

#[tokio::test]
async fn pages_are_in_the_language_that_the_browser_asks_for() {
    let app = TestApp::spawn().await;
    let (nobody, ann) = (app.browser(), app.person("ann").await);
    for (person, path) in
        [(&nobody, "/login"), (&nobody, "/nowhere"), (&ann, "/rooms/general"), (&ann, "/nowhere")]
    {
        let lang = async |language| in_language(person, path, language).await.attribute("html", "lang").unwrap();
        assert_eq!(lang("ja-JP, en;q=0.5").await, "ja", "{path}");
        assert_eq!(lang("tlh, en-GB;q=0.5").await, "en", "{path}");
        assert_eq!(lang("tlh").await, "en", "{path}");
        let arabic = in_language(person, path, "ar").await;
        assert_eq!(arabic.attribute("html", "dir").as_deref(), Some("rtl"), "{path}");
    }
    assert_eq!(
        in_language(&ann, "/rooms/general", "ja").await.attribute("#sidebar", "aria-label").unwrap(),
        "ルーム"
    );
    let script = in_language(&ann, "/rooms/general", "ja").await.attribute("script", "src").unwrap();
    let texts = nobody.get(&script).await;
    assert!(texts.body.contains("オフラインです") && texts.header("cache-control").contains("immutable"));
    // Strings of scripts that are loaded when they are first used.
    let (_, later) = texts.body.split_once("\"texts\":\"").unwrap();
    let later = nobody.get(later.split('"').next().unwrap()).await;
    assert!(later.body.contains("録音を開始しました。") && later.header("cache-control").contains("immutable"));
    assert!(!texts.body.contains("録音を開始しました。"));
    assert_eq!(nobody.get("/assets/texts/ja.0000.js").await.status, 404);
}

#[tokio::test]
async fn settings_apply_on_every_device() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let answer = ann.post("/settings", &[("language", "ar"), ("zone", "Asia/Tokyo")]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/settings?saved=yes"));
    let other = app.browser();
    other.post("/login", &[("username", "ann"), ("password", crate::app::PASSWORD)]).await;
    for device in [&ann, &other] {
        let page = in_language(device, "/settings", "ja").await;
        assert_eq!(page.attribute("html", "lang").unwrap(), "ar");
        assert_eq!(page.attribute("#language option[selected]", "value").unwrap(), "ar");
        assert_eq!(page.attribute("#zone option[selected]", "value").unwrap(), "Asia/Tokyo");
        assert_eq!(page.attribute(".me", "data-zone").unwrap(), "Asia/Tokyo");
        assert_eq!(device.get("/rooms/nowhere").await.attribute("html", "lang").unwrap(), "ar", "errors, too");
    }
    ann.post("/settings", &[("language", ""), ("zone", "")]).await;
    assert_eq!(in_language(&ann, "/settings", "ja").await.attribute("html", "lang").unwrap(), "ja");
}

#[tokio::test]
async fn an_unknown_choice_is_refused_and_changes_nothing() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.post("/settings", &[("language", "ja"), ("zone", "Europe/Berlin")]).await;
    for (language, zone) in [("tlh", ""), ("", "Mars/Olympus"), ("en", "../../etc/passwd")] {
        let answer = ann.post("/settings", &[("language", language), ("zone", zone)]).await;
        assert_eq!(answer.status, 422);
        assert!(answer.has("[role=alert]"));
    }
    let page = ann.get("/settings").await;
    assert_eq!(page.attribute("#zone option[selected]", "value").unwrap(), "Europe/Berlin");
    assert_eq!(app.browser().get("/settings").await.location(), "/login?next=%2Fsettings");
}

/// The time of day shown with a message.
fn said_at(markup: &str) -> &str {
    markup.split("Z\">").nth(1).unwrap().split('<').next().unwrap()
}

#[tokio::test]
async fn each_reader_gets_messages_in_their_language_and_time_zone() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    // The zones differ by a quarter of an hour, so that their times never coincide.
    bob.post("/settings", &[("language", "ja"), ("zone", "Asia/Kathmandu")]).await;
    let (mut hers, mut his) =
        (ann.events("/rooms/general/events").await, bob.events("/rooms/general/events").await);
    let live = cy.request(Method::GET, "/rooms/general/live").header("upgrade-insecure-requests", "1");
    let mut frame = Stream::open(live.header(ACCEPT_LANGUAGE, "ar")).await;
    assert!(frame.until("id=\"messages\"").await.unwrap().contains("lang=\"ar\" dir=\"rtl\""));
    ann.say("general", "hello").await;
    let (here, there) = (hers.next().await.unwrap(), his.next().await.unwrap());
    assert!(here.data.contains("Actions for this message") && !there.data.contains("Actions"), "{}", there.data);
    assert_eq!(here.id, there.id, "the changes' numbers are the same for all");
    assert!(!frame.until("</article>").await.unwrap().contains("Actions"));
    // Cached pages have each reader's times, too.
    for _ in 0..2 {
        let (page, other) = (ann.get("/rooms/general").await, bob.get("/rooms/general").await);
        assert_eq!(page.texts("article time"), [said_at(&here.data)]);
        assert_ne!(other.texts("article time"), [said_at(&here.data)]);
        assert_ne!(page.header("etag"), other.header("etag"));
    }
}

#[tokio::test]
async fn an_event_is_the_same_bytes_for_readers_of_all_zones() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let mut readers = vec![ann.events("/rooms/general/events").await];
    for (name, zone) in [("bob", "Asia/Kathmandu"), ("cy", "Pacific/Pago_Pago")] {
        let reader = app.person(name).await;
        reader.post("/settings", &[("language", ""), ("zone", zone)]).await;
        readers.push(reader.events("/rooms/general/events").await);
    }
    ann.say("general", "hello").await;
    let mut heard = Vec::new();
    for reader in &mut readers {
        let event = reader.next().await.unwrap();
        heard.push((event.id, event.data));
    }
    assert!(heard.windows(2).all(|pair| pair[0] == pair[1]), "{heard:#?}");
}

#[tokio::test]
async fn without_javascript_times_and_days_are_in_the_readers_zone() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    // The zones are a day and an hour apart, so that their dates always differ.
    let zones = [("bob", "Pacific/Kiritimati"), ("cy", "Pacific/Pago_Pago")];
    let mut readers = Vec::new();
    for (name, zone) in zones {
        let reader = app.person(name).await;
        reader.post("/settings", &[("language", ""), ("zone", zone)]).await;
        let live = reader.request(Method::GET, "/rooms/general/live").header("upgrade-insecure-requests", "1");
        let mut frame = Stream::open(live).await;
        frame.until("id=\"messages\"").await.unwrap();
        readers.push((reader, frame, zone));
    }
    ann.say("general", "first").await;
    ann.say("general", "second").await;
    for (reader, frame, zone) in &mut readers {
        let first = frame.until("</article>").await.unwrap();
        let second = frame.until("</article>").await.unwrap();
        let at: jiff::Timestamp = first.split("datetime=\"").nth(2).unwrap()[..20].parse().unwrap();
        let there = at.in_tz(zone).unwrap();
        let (day, time) = (there.strftime("%Y-%m-%d").to_string(), there.strftime("%H:%M").to_string());
        assert!(first.contains(&format!("<h2 class=\"day\"><time datetime=\"{day}\">")), "{first}");
        assert_eq!(said_at(&first), time);
        assert!(!second.contains("class=\"day\""), "one heading for each day");
        for path in ["/rooms/general", "/rooms/general", "/rooms/general/live", "/rooms/general/live/start"] {
            let page = reader.get(path).await;
            assert_eq!(page.attribute("h2.day time", "datetime").as_deref(), Some(&*day), "{path}");
            assert_eq!(page.texts("h2.day").len(), 1, "{path}");
            assert_eq!(page.texts("article time")[0], time, "{path}");
        }
    }
}

#[tokio::test]
async fn refusals_are_in_the_readers_language() {
    let app = TestApp::spawn().await;
    let (ann, _, _) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    ann.post("/settings", &[("language", "ja"), ("zone", "")]).await;
    for (path, fields, error, told) in [
        ("/rooms", [("name", ""), ("description", "")], "#name-error", "ルームの名前を入力"),
        ("/rooms", [("name", "General"), ("description", "")], "#name-error", "すでにあります"),
        ("/rooms", [("name", "Tea"), ("description", "\u{202e}")], "#description-error", "説明は"),
        ("/direct", [("people", "nobody"), ("", "")], "#people-error", "という人はいません"),
    ] {
        let answer = ann.post(path, &fields).await;
        let said = answer.texts(error).concat();
        assert!(answer.status == 422 && said.contains(told), "{path} {fields:?}: {said:?}");
    }
    let long = "あ".repeat(501);
    let answer = ann.post("/rooms", &[("name", "Tea"), ("description", &long)]).await;
    assert_eq!(answer.texts("#description-error"), ["この説明は 501 文字です。500 文字以内にしてください。"]);
    ann.post("/settings", &[("language", "ar"), ("zone", "")]).await;
    let answer = ann.post("/rooms", &[("name", &*"x".repeat(81)), ("description", "")]).await;
    assert!(answer.texts("#name-error").concat().contains("محرفًا"), "eighty are many");
}

#[tokio::test]
async fn names_have_an_unknown_language() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.post("/rooms", &[("name", "茶"), ("description", "喝什么")]).await;
    for (path, wrote) in [
        ("/rooms", "ul.room-list bdi, p.description"),
        ("/rooms/茶", "h1 bdi, header p.description"),
        ("/rooms/茶/about", "h1 bdi, .sheet > p[dir]"),
        ("/rooms/茶/delete", "h1 bdi, b bdi"),
        ("/switch", ".found bdi"),
    ] {
        let page = in_language(&ann, path, "ja").await;
        let html = page.html();
        let found: Vec<_> = html.select(&crate::app::css(wrote)).collect();
        assert!(found.iter().any(|one| one.text().any(|text| text.contains('茶'))), "{path}");
        assert!(found.iter().all(|one| one.value().attr("lang") == Some("")), "{path}");
    }
}

#[tokio::test]
async fn names_can_be_separated_by_commas_of_every_language() {
    let app = TestApp::spawn().await;
    let (ann, _, _) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let room = ann.post("/direct", &[("people", "bob, cy")]).await.location().to_owned();
    for people in ["bob、cy", "bob،cy", "@cy，@bob", "cy\u{3000}bob", "bob؛ cy"] {
        assert_eq!(ann.post("/direct", &[("people", people)]).await.location(), room, "{people}");
    }
}

#[tokio::test]
async fn errors_are_in_the_readers_language() {
    let app = TestApp::spawn().await;
    let (nobody, ann) = (app.browser(), app.person("ann").await);
    let register = nobody.request(Method::POST, "/register").header(ACCEPT_LANGUAGE, "ja");
    let answer = Answer::of(register.form(&[("username", "a b"), ("password", "short")])).await;
    assert_eq!(answer.status, 422);
    assert_eq!(
        answer.texts("p.error"),
        ["名前に使えるのは文字、数字、「_」「-」「.」です。", "パスワードは 8 文字以上にしてください。"]
    );
    ann.post("/settings", &[("language", "ja"), ("zone", "")]).await;
    let fragment = ann.htmx_post("/nowhere", &[]).await;
    assert!(fragment.texts("[role=alert]")[0].starts_with("ページが見つかりません。"), "{}", fragment.body);
    let refused = ann.htmx_post("/rooms/general/messages", &[("body", " ")]).await;
    assert_eq!(refused.texts("#composer-note"), ["まず何か書いてください。"]);
    ann.say("general", "hello").await;
    let refused = ann.htmx_post("/rooms/general/messages/1/reactions", &[("emoji", "x")]).await;
    assert!(refused.texts("[role=alert]")[0].contains("絵文字"), "{}", refused.body);
}

#[tokio::test]
async fn texts_have_an_unknown_language() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    let page = in_language(&ann, "/rooms/general", "ar").await;
    assert_eq!(page.attribute(".body", "lang").as_deref(), Some(""));
    assert_eq!(page.attribute(".body", "dir").as_deref(), Some("auto"));
}

#[tokio::test]
async fn time_zones_are_places_by_region_with_their_present_time() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let page = ann.get("/settings").await;
    assert_eq!(page.texts("#zone > option"), ["Automatic", "UTC"]);
    let labels = page.html();
    let labels: Vec<_> = labels.select(&css("#zone optgroup")).map(|group| group.attr("label").unwrap()).collect();
    assert_eq!((labels[0], labels[8], labels.len()), ("Africa", "Indian Ocean", 10));
    let tokyo = page.texts("#zone option[value='Asia/Tokyo']").concat();
    assert!(tokyo.starts_with("Tokyo, ") && tokyo.ends_with(" (UTC+9)") && tokyo.contains(':'), "{tokyo}");
    assert!(page.texts("#zone option[value$=Buenos_Aires]").concat().starts_with("Buenos Aires (Argentina), "));
    for other in ["Factory", "posixrules", "Etc/GMT+1", "EST5EDT", "Asia/Calcutta"] {
        assert!(!page.has(&format!("#zone option[value='{other}']")), "{other}");
    }
    // A former name that a browser sends is taken, and shown.
    assert_eq!(ann.post("/settings", &[("language", ""), ("zone", "Asia/Calcutta")]).await.status, 303);
    assert_eq!(ann.get("/settings").await.texts("#zone option[selected]"), ["Calcutta"]);
}
