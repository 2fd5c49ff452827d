//! Floods by one person or network must not affect others.

use std::sync::Arc;

use reqwest::Method;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::app::{PASSWORD, PATIENCE, Person};
use crate::crowd::{Enough, Target, many};

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_registrations_is_limited_and_lets_others_log_in() {
    let target = Arc::new(Target::start(&[]));
    for number in 0..8 {
        target.person(&format!("honest{number}"), 100 + number).await;
    }
    let flood = {
        let target = Arc::clone(&target);
        tokio::spawn(many(400, 200, move |number| {
            let browser = target.browser(9, 9);
            async move {
                let name = format!("flood{number}");
                let form = [("username", name.as_str()), ("password", PASSWORD)];
                let answer = browser.post("/register", &form).await;
                (answer.status.as_u16(), answer.headers.contains_key("retry-after"))
            }
        }))
    };
    let logins = many(8, 8, |number| {
        let browser = target.browser(200 + u8::try_from(number).unwrap(), 1);
        async move {
            let name = format!("honest{number}");
            browser.post("/login", &[("username", name.as_str()), ("password", PASSWORD)]).await.status
        }
    });
    assert_eq!(logins.await, [303; 8], "honest logins");
    let registered = flood.await.unwrap();
    let made = registered.iter().filter(|answer| answer.0 == 303).count();
    assert!(made <= 100, "{made} accounts of one network");
    let expected = |answer| [(303, false), (429, true)].contains(answer);
    assert!(registered.iter().all(expected), "made, or when to try again: {registered:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn invitations_by_one_member_do_not_flood_anothers_pages() {
    let target = Target::start(&[]);
    let victim = target.person("victim", 1).await;
    let mallory = target.person("mallory", 2).await;
    let others: Vec<String> = (0..8).map(|number| format!("other{number}")).collect();
    for (number, name) in others.iter().enumerate() {
        target.person(name, u8::try_from(10 + number).unwrap()).await;
    }
    let links = async |person: &Person| {
        let page = person.get("/rooms/general").await;
        (page.body.len(), page.texts("#sidebar a").len())
    };
    let before = links(&victim).await;

    // Each set of people is another conversation.
    for set in 0..256_usize {
        let mut people = "victim".to_owned();
        for (bit, name) in others.iter().enumerate() {
            if set >> bit & 1 == 1 {
                people.push_str(&format!(", {name}"));
            }
        }
        mallory.post("/direct", &[("people", &people)]).await;
    }
    assert_eq!(links(&victim).await.1, before.1, "nobody has said anything in those conversations");

    let mut made = 0;
    for number in 0..200 {
        let name = format!("Trap {number}");
        let answer = mallory.post("/rooms", &[("name", &name), ("kind", "closed")]).await;
        if answer.status != 303 {
            assert_eq!(answer.status, 429, "{}", answer.body);
            continue;
        }
        let invited = mallory.post(&format!("{}/invite", answer.location()), &[("username", "victim")]).await;
        made += usize::from(invited.status == 303);
    }
    let after = links(&victim).await;
    assert!(made <= 60 && after.1 <= before.1 + 60, "{made} rooms made, {after:?} after {before:?}");
    assert!(after.0 < 100_000, "a page of {} bytes", after.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn searches_of_sixteen_accounts_do_not_block_others() {
    let target = Target::start(&["--messages-per-minute", "0"]);
    let ann = target.person("ann", 1).await;
    for number in 0..200 {
        ann.say("general", &format!("a e i o u and message {number}")).await;
    }
    let enough = Enough::default();
    let mut flood = tokio::task::JoinSet::new();
    for number in 0..16 {
        let person = target.person(&format!("greedy{number}"), 50 + number).await;
        for _ in 0..2 {
            let (person, enough) = (person.clone(), enough.clone());
            flood.spawn(async move {
                while !enough.said() {
                    person.get("/search?q=a+e+i+o+u+-x").await;
                }
            });
        }
    }
    let mut found = Vec::new();
    for number in 0..8 {
        let person = target.person(&format!("honest{number}"), 100 + number).await;
        found.push(person.get("/search?q=message").await.status.as_u16());
    }
    enough.say();
    flood.join_all().await;
    assert_eq!(found, [200; 8]);
}

#[tokio::test(flavor = "multi_thread")]
async fn stalled_uploads_do_not_block_profile_changes() {
    let target = Target::start(&[]);
    let mut stalled = Vec::new();
    for number in 0..6 {
        let person = target.person(&format!("stalled{number}"), 50 + number).await;
        for _ in 0..2 {
            stalled.push(stall(&target, &person).await);
        }
    }
    for number in 0..4 {
        let person = target.person(&format!("honest{number}"), 100 + number).await;
        let name = format!("Honest Person {number}");
        let request = person.request(Method::POST, "/settings/profile");
        let form = reqwest::multipart::Form::new().text("name", name);
        let answer = tokio::time::timeout(PATIENCE, request.multipart(form).send()).await.unwrap().unwrap();
        assert_eq!(answer.status(), 303);
    }
    drop(stalled);
}

/// Starts an upload, and stalls.
async fn stall(target: &Target, person: &Person) -> TcpStream {
    let cookie = person.cookie_header();
    let authority = target.server.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(authority).await.unwrap();
    let head = format!(
        "POST /settings/profile HTTP/1.1\r\nhost: {authority}\r\ncookie: {cookie}\r\n\
        content-type: multipart/form-data; boundary=edge\r\ncontent-length: 2000000\r\n\r\n\
        --edge\r\ncontent-disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_logins_do_not_raise_the_limit_of_streams() {
    let target = Target::start(&[]);
    target.person("ann", 1).await;
    let authority = target.server.url.trim_start_matches("http://").to_owned();
    let mut streams = Vec::new();
    let mut refused = 0;
    for login in 0..16_u8 {
        let browser = target.browser(10 + login, 1);
        assert_eq!(browser.post("/login", &[("username", "ann"), ("password", PASSWORD)]).await.status, 303);
        let cookie = browser.cookie_header();
        for path in ["/rooms/general/events", "/events"].into_iter().cycle().take(30) {
            let mut stream = TcpStream::connect(&authority).await.unwrap();
            let head = format!("GET {path} HTTP/1.1\r\nhost: {authority}\r\ncookie: {cookie}\r\n\r\n");
            stream.write_all(head.as_bytes()).await.unwrap();
            let mut start = [0; 12];
            tokio::time::timeout(PATIENCE, stream.read_exact(&mut start)).await.unwrap().unwrap();
            if start == *b"HTTP/1.1 200" {
                streams.push(stream);
            } else {
                assert_eq!(&start, b"HTTP/1.1 429");
                refused += 1;
            }
        }
    }
    assert!(streams.len() <= 200 && refused > 0, "{} streams of one account", streams.len());
}
