//! The transfer size of pages, for slow networks.

use std::io::Write as _;

use brotli::CompressorWriter;
use reqwest::Method;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use scraper::Html;

use crate::app::{Person, TestApp, css};

/// The compressed size of a response, in bytes.
async fn weight(person: &Person, path: &str) -> usize {
    let response = person.request(Method::GET, path).header(ACCEPT_ENCODING, "gzip, br").send().await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    let is_compressed = response.headers().contains_key(CONTENT_ENCODING);
    let bytes = response.bytes().await.unwrap();
    if !path.starts_with("/assets/") || path.contains("/texts/") {
        return bytes.len();
    }
    // Release builds serve assets with Brotli, development builds with gzip.
    let plain = person.get(path).await.body;
    let mut brotli = CompressorWriter::new(Vec::new(), 4096, 11, 22);
    brotli.write_all(plain.as_bytes()).unwrap();
    if is_compressed { brotli.into_inner().len() } else { bytes.len() }
}

#[tokio::test]
async fn a_room_with_fifty_messages_loads_few_bytes() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for number in 0..25 {
        let train = 600 + 37 * number;
        ann.say(
            "general",
            &format!("The train at {train} is early on day {number}; shall we meet at the station?"),
        )
        .await;
        bob.say("general", &format!("Yes, and bring {} of the **maps**, please.", number + 2)).await;
    }
    let html = weight(&ann, "/rooms/general").await;
    assert!(html <= 12 << 10, "a page of 50 messages has {html} bytes");
    let page = Html::parse_document(&ann.get("/rooms/general").await.body);
    let select = |selector: &str, name: &str| {
        let selector = css(selector);
        page.select(&selector).map(|element| element.attr(name).unwrap().to_owned()).collect::<Vec<_>>()
    };
    let mut parts = select("script[src]", "src");
    parts.extend(select("link[rel=stylesheet], link[rel=icon], link[rel=manifest]", "href"));
    assert!(parts.len() > 6 && page.select(&css("article")).count() == 50);
    // Without scripts of development builds and styles for browsers without JavaScript.
    parts.retain(|path| !path.contains("/dev."));
    let mut all = html;
    for part in parts {
        all += weight(&ann, &part).await;
    }
    assert!(all <= 60_000, "the first load of a room has {all} bytes");
    println!("a page of 50 messages: {html} bytes; with everything it needs: {all} bytes");
}

#[tokio::test]
async fn the_manifest_and_its_icons_are_served() {
    let app = TestApp::spawn().await;
    let nobody = app.browser();
    let page = nobody.get("/login").await;
    let address = page.attribute("link[rel=manifest]", "href").unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&nobody.get(&address).await.body).unwrap();
    assert_eq!((&manifest["start_url"], &manifest["display"]), (&"/".into(), &"standalone".into()));
    let icons = manifest["icons"].as_array().unwrap();
    assert!(icons.iter().any(|icon| icon["sizes"] == "512x512" && icon["purpose"] == "maskable"));
    let touch = page.attribute("link[rel=apple-touch-icon]", "href").unwrap();
    for address in icons.iter().map(|icon| icon["src"].as_str().unwrap()).chain([touch.as_str()]) {
        let icon = nobody.request(Method::GET, address).send().await.unwrap();
        assert_eq!(icon.status(), 200, "{address}");
        assert!(icon.headers()["content-type"].to_str().unwrap().starts_with("image/"));
    }
    assert!(page.header("content-security-policy").contains("manifest-src 'self'"));
}
