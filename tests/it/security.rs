use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use reqwest::Method;

use crate::app::{Answer, PASSWORD, Person, TestApp};

#[tokio::test]
async fn every_response_has_security_headers() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let css = ann.get("/rooms").await.attribute("link[rel=stylesheet]", "href").unwrap();
    for path in ["/rooms", "/rooms/general", "/nothing", "/login", &css, "/healthz"] {
        let answer = ann.get(path).await;
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self';",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "not over plain HTTP");
    }
    let framed = ann.get("/rooms/general/live/start").await;
    assert!(framed.header("content-security-policy").contains("frame-ancestors 'self'"));
}

#[tokio::test]
async fn over_https_responses_have_hsts() {
    let app = TestApp::spawn_with(&["--public-url", "https://chat.example.org"]).await;
    let request = app.browser().request(Method::GET, "/login").header("host", "chat.example.org");
    let answer = Answer::of(request).await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("strict-transport-security").starts_with("max-age="));
}

#[tokio::test]
async fn cross_site_requests_are_refused() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let own = app.url.clone();
    for (headers, status) in [
        (vec![("sec-fetch-site", "same-origin")], 303),
        (vec![("sec-fetch-site", "none")], 303),
        (vec![("sec-fetch-site", "cross-site")], 403),
        (vec![("sec-fetch-site", "same-site")], 403),
        (vec![("sec-fetch-site", "cross-site"), ("origin", own.as_str())], 403),
        (vec![("origin", own.as_str())], 303),
        (vec![("origin", "https://evil.example")], 403),
        (vec![("origin", "null")], 403),
        (vec![], 303),
    ] {
        let mut request = ann.request(Method::POST, "/rooms/general/messages").form(&[("body", "hi")]);
        for (name, value) in &headers {
            request = request.header(*name, *value);
        }
        let answer = Answer::of(request).await;
        assert_eq!(answer.status, status, "{headers:?}");
    }
    for path in ["/login", "/register", "/logout", "/rooms"] {
        let request = ann.request(Method::POST, path).header("origin", "https://evil.example");
        assert_eq!(Answer::of(request).await.status, 403, "{path}");
    }
}

#[tokio::test]
async fn behind_a_proxy_the_public_url_is_same_origin() {
    let app = TestApp::spawn_with(&["--public-url", "https://chat.example.org"]).await;
    let form = [("username", "ann"), ("password", PASSWORD)];
    for (origin, status) in [("https://chat.example.org", 303), ("https://chat.example.org.evil.example", 403)] {
        let request = app.browser().request(Method::POST, "/register").header("origin", origin);
        let request = request.header("host", "chat.example.org");
        assert_eq!(Answer::of(request.form(&form)).await.status, status, "{origin}");
    }
}

#[tokio::test]
async fn requests_for_other_hosts_get_a_page_with_the_right_address() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let public = TestApp::spawn_with(&["--public-url", "https://chat.example.org"]).await;
    let as_host = |person: &Person, path: &str, host: &'static str| {
        Answer::of(person.request(Method::GET, path).header("host", host).header("accept-language", "ja"))
    };
    for path in ["/", "/login", "/rooms", "/rooms/general/events", "/events", "/nothing", "/login/"] {
        let answer = as_host(&ann, path, "evil.example").await;
        assert_eq!((answer.status.as_u16(), answer.location()), (421, ""), "{path}");
        assert!(answer.body.contains("--public-url") && !answer.body.contains("evil"), "{}", answer.body);
        assert!(!answer.has("main a"), "nothing there leads on: {}", answer.body);
        let elsewhere = as_host(&public.browser(), path, "localhost:5001").await;
        assert_eq!(elsewhere.status, 421, "{path}");
        assert_eq!(elsewhere.attribute("main a", "href").as_deref(), Some("https://chat.example.org"));
    }
    assert_eq!(as_host(&ann, "/rooms", "192.168.1.7:5001").await.status, 200);
    assert_eq!(as_host(&ann, "/rooms", "server.local:5001").await.status, 200);
    assert_eq!(as_host(&ann, "/rooms", "a\"b").await.status, 400);
    for path in ["/healthz", "/readyz"] {
        assert_eq!(as_host(&public.browser(), path, "10.0.0.7:5001").await.status, 200, "{path}");
    }
    let htmx = ann.request(Method::POST, "/rooms/general/messages").header("host", "evil.example");
    let htmx = Answer::of(htmx.header("hx-request", "true").form(&[("body", "hello")])).await;
    assert_eq!(htmx.status, 421);
    assert!(!htmx.has("h1") && htmx.has(".error"), "a fragment: {}", htmx.body);
}

#[tokio::test]
async fn markup_that_people_write_stays_text_everywhere() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let attacks = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</textarea><script>alert(1)</script>",
        "<hx-partial hx-target=\"#messages\" hx-swap=\"delete\"></hx-partial>",
        "<template hx type=\"partial\">",
        "\"><svg onload=alert(1)>",
        "https://x.example/\"onmouseover=alert(1)//",
        "javascript:alert(1)",
    ];
    let mut stream = ann.events("/rooms/general/events").await;
    for attack in attacks {
        ann.say("general", attack).await;
        let event = stream.next().await.unwrap();
        assert_eq!(event.data.matches("<hx-").count(), 1, "{}", event.data);
        assert!(!event.data.contains("<script") && !event.data.contains("<img") && !event.data.contains("<svg"));
    }
    ann.post("/rooms", &[("name", "<script>alert(1)</script>")]).await;
    let page = ann.get("/rooms/general").await;
    assert_eq!(page.messages(), attacks);
    assert!(!page.has("main img") && !page.has("svg") && !page.has("[onmouseover]") && !page.has("[onerror]"));
    assert!(page.html().select(&crate::app::css("script")).all(|script| script.attr("src").is_some()));
    let back =
        ann.post("/rooms/general/messages", &[("body", &format!("{}{}", attacks[2], "x".repeat(8_000)))]).await;
    assert!(back.texts("textarea")[0].starts_with(attacks[2]));
    let login =
        app.browser().post("/login", &[("username", attacks[5]), ("password", "x"), ("next", attacks[5])]).await;
    assert_eq!(login.attribute("#username", "value").as_deref(), Some(attacks[5]));
    assert!(!login.has("svg"));
}

#[tokio::test]
async fn assets_have_a_hash_in_their_names_and_are_cached_for_ever() {
    let app = TestApp::spawn().await;
    let login = app.browser().get("/login").await;
    let mut paths: Vec<String> = login
        .html()
        .select(&crate::app::css("script"))
        .map(|script| script.attr("src").unwrap().to_owned())
        .collect();
    paths.push(login.attribute("link[rel=stylesheet]", "href").unwrap());
    assert!(paths.len() >= 4);
    for path in paths {
        // The strings of scripts are generated on request, so they aren't precompressed.
        let encodings: &[&str] = if path.contains("/texts/") || cfg!(debug_assertions) {
            &["gzip", "identity"]
        } else {
            &["br", "gzip", "identity"]
        };
        for &encoding in encodings {
            let request = app.browser().request(Method::GET, &path).header("accept-encoding", encoding);
            let response = request.send().await.unwrap();
            let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
            assert!(header("cache-control").unwrap().contains("immutable"), "{path}");
            assert_eq!(header("content-encoding").unwrap_or("identity".into()), encoding, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_http_is_rejected_and_the_server_continues() {
    let app = TestApp::spawn().await;
    let address = app.url.trim_start_matches("http://").to_owned();
    for nonsense in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"GET\r\n\r\n",
        b"\r\n\r\n\r\n\x00\x00",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(&address).unwrap();
        stream.set_read_timeout(Some(crate::app::PATIENCE)).unwrap();
        let _ = stream.write_all(nonsense);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut said = Vec::new();
        let _ = stream.read_to_end(&mut said);
        assert!(said.is_empty() || said.starts_with(b"HTTP/1.1 400"), "{}", String::from_utf8_lossy(&said));
    }
    assert_eq!(app.browser().get("/healthz").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn incomplete_requests_time_out_after_half_a_minute() {
    let app = TestApp::spawn().await;
    let address = app.url.trim_start_matches("http://").to_owned();
    let half_a_body = "POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n\
        Content-Length: 50\r\n\r\nusername=a";
    let beginnings = [("", ""), ("GET / HTTP/1.1\r\nHost: x\r\n", ""), (half_a_body, "HTTP/1.1 408")];
    let waits = beginnings.map(|(beginning, answer)| {
        let mut stream = TcpStream::connect(&address).unwrap();
        tokio::task::spawn_blocking(move || {
            stream.set_read_timeout(Some(std::time::Duration::from_secs(60))).unwrap();
            stream.write_all(beginning.as_bytes()).unwrap();
            let mut said = [0; 12];
            let read = stream.read(&mut said).expect("the connection is given up");
            assert_eq!(std::str::from_utf8(&said[..read]).unwrap(), answer, "{beginning:?}");
        })
    });
    for wait in waits {
        wait.await.unwrap();
    }
}
