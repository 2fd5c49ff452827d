use reqwest::Method;
use snug::model::{Draft, Nonce};

use crate::app::{Answer, PATIENCE, Person, Stream, TestApp};
use crate::sinks::over_every_sink;

const EVENTS: &str = "/rooms/general/events";

over_every_sink! {
    a_message_is_sent_to_every_stream_of_the_room_as_a_fragment,
    the_fragment_equals_the_page,
    a_stream_resumes_after_the_last_event,
    without_a_number_a_stream_starts_now,
    a_page_and_its_stream_miss_nothing_between_them,
    after_a_long_gap_the_list_is_replaced,
    reconnecting_readers_miss_and_duplicate_nothing,
    messages_of_another_process_leave_a_gap_that_is_filled,
    messages_of_another_process_are_sent_without_further_posts,
    logging_out_ends_the_sessions_streams,
    without_a_session_the_stream_says_so_once_and_stops_reconnecting,
    a_missing_room_has_no_stream,
    without_javascript_messages_arrive_in_an_endless_page,
    a_frame_of_an_empty_room_gets_the_heading_of_the_day,
    only_browsers_that_render_incrementally_get_the_endless_page,
    stopping_ends_every_stream_within_three_seconds,
}

async fn a_message_is_sent_to_every_stream_of_the_room_as_a_fragment() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/rooms", &[("name", "Other")]).await;
    let (mut hers, mut his) = (ann.events(EVENTS).await, bob.events(EVENTS).await);
    let mut other = bob.events("/rooms/other/events").await;
    assert_eq!(hers.header("content-type"), "text/event-stream");
    bob.say("general", "<b>hi</b>").await;
    for stream in [&mut hers, &mut his] {
        let event = stream.next().await.unwrap();
        assert_eq!((event.id, event.name.as_str()), (Some(1), ""));
        assert!(event.data.starts_with("<hx-partial hx-target=\"#messages\" hx-swap=\"beforeend\"><article"));
        assert!(event.data.contains("&lt;b&gt;hi&lt;/b&gt;"), "{}", event.data);
    }
    ann.say("other", "over here").await;
    assert_eq!(other.message().await, "over here", "and nothing of another room");
}

async fn the_fragment_equals_the_page() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let mut stream = ann.events(EVENTS).await;
    ann.say("general", "two\nlines").await;
    let event = stream.next().await.unwrap();
    let article = event.data.split_once('>').unwrap().1.trim_end_matches("</hx-partial>");
    assert!(ann.get("/rooms/general").await.body.contains(article), "{article}");
}

async fn a_stream_resumes_after_the_last_event() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for body in ["1", "2", "3"] {
        ann.say("general", body).await;
    }
    let mut by_query = ann.events(&format!("{EVENTS}?after=1")).await;
    assert_eq!((by_query.message().await, by_query.message().await), ("2".into(), "3".into()));
    // The header takes precedence: htmx repeats the old URL when it resumes.
    let request = ann.request(Method::GET, &format!("{EVENTS}?after=0")).header("last-event-id", "2");
    let mut by_header = Stream::open(request).await;
    assert_eq!(by_header.message().await, "3");
    ann.say("general", "4").await;
    assert_eq!((by_header.message().await, by_query.message().await), ("4".into(), "4".into()));
}

async fn without_a_number_a_stream_starts_now() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "before").await;
    let mut stream = ann.events(EVENTS).await;
    ann.say("general", "after").await;
    assert_eq!(stream.message().await, "after");
}

async fn a_page_and_its_stream_miss_nothing_between_them() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "on the page").await;
    let page = ann.get("/rooms/general").await;
    ann.say("general", "in between").await;
    let mut stream = ann.events(&page.attribute("#live", "hx-sse:connect").unwrap()).await;
    assert_eq!(stream.message().await, "in between");
}

async fn after_a_long_gap_the_list_is_replaced() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    let tasks: Vec<_> = (0..501)
        .map(|n| {
            let ann = ann.clone();
            tokio::spawn(async move { ann.say("general", &n.to_string()).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    for seen in ["0", "999999"] {
        let mut stream = ann.events(&format!("{EVENTS}?after={seen}")).await;
        let event = stream.next().await.unwrap();
        assert_eq!(event.id, Some(501), "after {seen}");
        assert!(event.data.contains("<hx-partial hx-target=\"#messages\" hx-swap=\"innerHTML\">"));
        assert_eq!(event.data.matches("<article").count(), 50);
    }
    let mut one_less = ann.events(&format!("{EVENTS}?after=1")).await;
    assert_eq!(one_less.next().await.unwrap().id, Some(2));
}

async fn reconnecting_readers_miss_and_duplicate_nothing() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    let posters: Vec<_> = (0..4)
        .map(|_| {
            let ann = ann.clone();
            tokio::spawn(async move {
                for n in 0..50 {
                    ann.say("general", &n.to_string()).await;
                }
            })
        })
        .collect();
    let readers: Vec<_> = (1..=6).map(|reader| tokio::spawn(read_all(ann.clone(), reader * 7))).collect();
    for task in posters {
        task.await.unwrap();
    }
    for reader in readers {
        assert_eq!(reader.await.unwrap(), (1..=200).collect::<Vec<_>>());
    }
}

/// Reads 200 changes, reconnecting after every `each`.
async fn read_all(person: Person, each: usize) -> Vec<i64> {
    let mut seen: Vec<i64> = Vec::new();
    while seen.len() < 200 {
        let last = seen.last().copied().unwrap_or(0);
        let mut stream = person.events(&format!("{EVENTS}?after={last}")).await;
        for _ in 0..each.min(200 - seen.len()) {
            match stream.next().await {
                Some(event) => seen.push(event.id.unwrap()),
                None => break,
            }
        }
    }
    seen
}

async fn messages_of_another_process_leave_a_gap_that_is_filled() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let mut stream = ann.events(EVENTS).await;
    ann.say("general", "1").await;
    assert_eq!(stream.message().await, "1");

    write_elsewhere(&app, &["2", "3"]).await;
    ann.say("general", "4").await;
    for body in ["2", "3", "4"] {
        assert_eq!(stream.message().await, body);
    }
}

async fn messages_of_another_process_are_sent_without_further_posts() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let mut stream = ann.events(EVENTS).await;
    ann.say("general", "1").await;
    assert_eq!(stream.message().await, "1");
    write_elsewhere(&app, &["2"]).await;
    assert_eq!(stream.message().await, "2");
}

/// Writes as an import beside a running server does.
async fn write_elsewhere(app: &TestApp, bodies: &[&str]) {
    let elsewhere = snug::store::Store::open(&app.database()).await.unwrap();
    let room = elsewhere.room_named(&snug::model::RoomName::parse("General").unwrap()).await.unwrap();
    let name = snug::model::Username::parse("ann").unwrap();
    let author = elsewhere.credentials(&name).await.unwrap().account.id;
    for body in bodies {
        let new = snug::store::NewMessage {
            files: Vec::new(),
            room: room.id,
            author,
            draft: Draft::parse(body).unwrap(),
            names: Default::default(),
            reply_to: None,
            nonce: Nonce::parse(body),
            groups: snug::store::GroupMentions::default(),
            posted_at: snug::model::Timestamp::now(),
        };
        elsewhere.post_message(new).await.unwrap();
    }
}

async fn logging_out_ends_the_sessions_streams() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let (mut hers, mut his) = (ann.events(EVENTS).await, bob.events(EVENTS).await);
    let mut frame = ann.frame("/rooms/general/live").await;
    frame.until("id=\"messages\"").await.unwrap();
    ann.post("/logout", &[]).await;
    let last = hers.next().await.unwrap();
    assert!(last.data.contains("logged out") && last.data.contains("hx-target=\"#live\" hx-swap=\"delete\""));
    assert!(hers.next().await.is_none() && frame.until("never").await.is_none());
    bob.say("general", "still here").await;
    assert_eq!(his.message().await, "still here");
}

async fn without_a_session_the_stream_says_so_once_and_stops_reconnecting() {
    let app = TestApp::spawn().await;
    let answer = app.browser().get(EVENTS).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/event-stream"));
    assert!(answer.body.contains("/login?next=%2Frooms%2Fgeneral"));
    assert!(answer.body.contains("hx-target=\"#live\" hx-swap=\"delete\""));
    assert!(app.browser().get("/rooms/general/live").await.body.contains("logged out"));
}

async fn a_missing_room_has_no_stream() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for path in ["/rooms/nowhere/events", "/rooms/nowhere/live", "/rooms/nowhere/live/start"] {
        assert_eq!(ann.get(path).await.status, 404, "{path}");
    }
}

async fn without_javascript_messages_arrive_in_an_endless_page() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "before").await;
    let start = ann.get("/rooms/general/live/start").await;
    assert_eq!(start.messages(), ["before"]);
    let refresh = start.attribute("meta[http-equiv=refresh]", "content").unwrap();
    assert_eq!(refresh, "1; url=/rooms/general/live#new", "a finite page leads to the endless one");
    let mut page = ann.frame("/rooms/general/live").await;
    let beginning = page.until("</article>").await.unwrap();
    assert!(beginning.contains("before</div>"));
    assert!(beginning.contains("http-equiv=\"refresh\""), "it renews itself once it ends");
    assert!(!beginning.contains("</main>"), "and has not ended");
    bob.say("general", "live").await;
    let piece = page.until("</article>").await.unwrap();
    assert!(piece.contains("data-author=\"bob\"") && !piece.contains("<h2"), "{piece}");
}

async fn a_frame_of_an_empty_room_gets_the_heading_of_the_day() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let mut page = ann.frame("/rooms/general/live").await;
    page.until("id=\"messages\"").await.unwrap();
    ann.say("general", "first").await;
    assert!(page.until("</article>").await.unwrap().contains("<h2 class=\"day\">"));
}

async fn only_browsers_that_render_incrementally_get_the_endless_page() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    // The response is finite: otherwise, reading it to the end would not return.
    let finite = ann.get("/rooms/general/live").await;
    assert_eq!(finite.messages(), ["hello"]);
    assert!(finite.has("a[href='/rooms/general/live']"), "a visible way to newer messages");
    for (name, value) in [("upgrade-insecure-requests", "1"), ("sec-fetch-dest", "iframe")] {
        let request = ann.request(Method::GET, "/rooms/general/live").header(name, value);
        assert!(Stream::open(request).await.until("hello").await.is_some());
    }
}

async fn stopping_ends_every_stream_within_three_seconds() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let mut streams = vec![ann.frame("/rooms/general/live").await];
    for _ in 0..20 {
        streams.push(ann.events(EVENTS).await);
    }
    let url = app.url.clone();
    let restarted = tokio::time::timeout(std::time::Duration::from_secs(3), app.restart()).await.unwrap();
    for mut stream in streams {
        assert!(tokio::time::timeout(PATIENCE, stream.until("never")).await.unwrap().is_none());
    }
    assert_ne!(restarted.url, url);
    assert_eq!(Answer::of(ann.at(&restarted.url).request(Method::GET, "/rooms/general")).await.status, 200);
}
