//! Who is let in where: every route, tried by everybody.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU32, Ordering};

use reqwest::Method;
use reqwest::multipart::{Form, Part};

use crate::app::{PASSWORD, Person, TestApp, css};
use crate::routes::{Route, routes};

/// What is expected: a line for each route and method, and in it a column for each of [`CAST`]. `x` is refused (to the
/// login page, 401, 403 or 404), `o` is let in, whatever is made of the form. Routes of a room are tried in a closed and
/// in an open one. Streams let everybody in, and tell those without a session that it has ended.
const EXPECTED: &str = include_str!("matrix.txt");

/// Those who try: nobody is logged in; dee is a member of the server, cy also of the room that bob has made and written
/// in; mo is a moderator and ann an administrator, and neither is in that room. The guest is one of another room of bob's.
const CAST: [&str; 7] = ["nobody", "dee", "cy", "bob", "mo", "ann", "guest"];

/// Something for each field of each form.
const FORM: [(&str, &str); 32] = [
    ("act", "sessions"),
    ("body", "hello"),
    ("description", ""),
    ("emoji", "🎉"),
    ("inviters", "administrators"),
    ("involvement", "mentions"),
    ("kind", "open"),
    ("language", ""),
    ("name", "Tea"),
    ("network", "192.0.2.1"),
    ("reason", ""),
    ("next", ""),
    ("people", "ann"),
    ("post", "everybody"),
    ("present", "wrong horse"),
    ("read", "1"),
    ("registration", "open"),
    ("role", "member"),
    ("sign", "here"),
    ("slow", "0"),
    ("text_size", "normal"),
    ("theme", "system"),
    ("to", "general"),
    ("unsent", ""),
    ("uses", "1"),
    ("username", "dee"),
    ("valid", "day"),
    ("when", "hours"),
    ("which", "others"),
    ("zone", ""),
    ("other", ""),
    ("password", PASSWORD),
];

#[tokio::test(flavor = "multi_thread")]
async fn everybody_is_let_in_where_expected_and_nowhere_else() {
    let limits = ["--messages-per-minute", "0", "--registrations-per-hour", "0", "--streams-per-session", "0"];
    // No mail server is there: e-mails wait.
    let mail = ["--smtp", "smtp://127.0.0.1:1?tls=none", "--mail-from", "snug@example.org"];
    let app = TestApp::spawn_with(&[&limits[..], &mail].concat()).await;
    let mut cast = vec![app.browser()];
    let ann = app.person("ann").await;
    for name in &CAST[1..5] {
        cast.push(app.person(name).await);
    }
    app.person("gil").await;
    cast.push(ann);
    let (guest, link) = (app.browser(), guest_link(&cast[3]).await);
    assert_eq!(guest.post(&link, &[("name", "Zoe")]).await.status, 303);
    cast.push(guest);
    let [_, _, _, bob, _, ann, _] = &cast[..] else { unreachable!() };
    let promote = [("act", "role"), ("role", "moderator"), ("password", PASSWORD)];
    assert_eq!(ann.post("/admin/people/mo", &promote).await.status, 303);

    let mut found = String::new();
    let (mut closed, mut open) = (Place::new(bob, ann, "closed").await, Place::new(bob, ann, "open").await);
    for route in routes() {
        for method in [Method::GET, Method::POST] {
            let asked = if method == Method::GET { route.get } else { route.post };
            if !asked || (method == Method::POST && TO_OTHER_SESSIONS.contains(&&*route.path)) {
                continue;
            }
            let kinds = if route.path.contains("{slug}") { &["closed", "open"][..] } else { &[""] };
            for kind in kinds {
                write!(found, "{:4} {:46} {kind:6}", method.as_str(), route.path).unwrap();
                for person in &cast {
                    let place = if *kind == "open" { &mut open } else { &mut closed };
                    let path = if route.path == "/guest/{token}" { link.clone() } else { place.path(&route) };
                    let is_in = is_let_in(person, &method, &path).await;
                    found.push_str(if is_in { " o" } else { " x" });
                    if is_in && method == Method::POST && !kind.is_empty() {
                        place.restore(&cast, &route.path).await;
                    }
                    if is_in && route.path == "/invitations/{id}/revoke" {
                        place.invitation = invitation(ann).await;
                    }
                }
                found.push('\n');
            }
        }
    }
    let surprises: Vec<_> = found.lines().filter(|line| !EXPECTED.lines().any(|known| known == *line)).collect();
    assert!(surprises.is_empty(), "tests/attack/matrix.txt says something else of:\n{}", surprises.join("\n"));
    assert_eq!(EXPECTED.lines().count(), found.lines().count(), "a route of tests/attack/matrix.txt is gone");
}

/// Forms that end or replace the session of whoever sends them.
const TO_OTHER_SESSIONS: [&str; 3] = ["/login", "/logout", "/settings/delete"];

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A room with a message, and an invitation.
struct Place {
    kind: &'static str,
    slug: String,
    message: String,
    /// The key of the message's file.
    file: String,
    invitation: String,
}

impl Place {
    async fn new(bob: &Person, ann: &Person, kind: &'static str) -> Self {
        let slug = bob.make_room(&format!("Board {}", NUMBER.fetch_add(1, Ordering::Relaxed)), kind).await;
        assert_eq!(bob.post(&format!("/rooms/{slug}/invite"), &[("username", "cy")]).await.status, 303);
        let (message, file) = message(bob, &slug).await;
        Self { kind, slug, message, file, invitation: invitation(ann).await }
    }

    /// Brings the room back to what it was, after somebody was let in who changed it.
    async fn restore(&mut self, cast: &[Person], path: &str) {
        let [_, _, cy, bob, _, ann, _] = cast else { unreachable!() };
        let act = async |by: &Person, act: &str, form: &[(&str, &str)]| {
            by.post(&format!("/rooms/{}/{act}", self.slug), form).await;
        };
        match path.trim_start_matches("/rooms/{slug}/") {
            "delete" => return *self = Self::new(bob, ann, self.kind).await,
            "archive" => act(bob, "unarchive", &[]).await,
            "messages/{id}/delete" => (self.message, self.file) = message(bob, &self.slug).await,
            "leave" => {
                act(cy, "invite", &[("username", "bob")]).await;
                act(bob, "invite", &[("username", "cy")]).await;
            }
            _ => {
                for name in ["dee", "mo", "ann"] {
                    act(bob, "remove", &[("username", name)]).await;
                }
            }
        }
    }

    fn path(&self, route: &Route) -> String {
        let id = match route.path.split('/').nth(1) {
            Some("invitations") => &self.invitation,
            // The first report, which an earlier route has made.
            Some("admin") => "1",
            // Routes of each person are told apart in tests/it.
            Some("reminders" | "scheduled") => "99999",
            _ => &self.message,
        };
        route
            .at(&self.slug, id)
            .replace("{username}", "gil")
            .replace("/files/{key}", &format!("/files/{}", self.file))
    }
}

async fn is_let_in(person: &Person, method: &Method, path: &str) -> bool {
    let request = person.request(method.clone(), path);
    let request = if *method == Method::POST { request.form(&FORM) } else { request };
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let location = response.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
    // Streams never end.
    drop(response);
    let to_login = status == 303 && location.is_some_and(|to| to.starts_with("/login?") || to == "/login");
    !to_login && !matches!(status, 401 | 403 | 404)
}

/// A new message by bob with a file, and the file's key.
async fn message(bob: &Person, slug: &str) -> (String, String) {
    let form = Form::new().text("body", "hello").part("files", Part::bytes(b"text".to_vec()).file_name("a.txt"));
    let request = bob.request(Method::POST, &format!("/rooms/{slug}/messages")).multipart(form);
    assert_eq!(request.send().await.unwrap().status(), 303);
    let page = bob.get(&format!("/rooms/{slug}?newest=yes")).await;
    let ids = page.html().select(&css("article")).filter_map(|one| one.attr("id").map(str::to_owned)).next_back();
    let links = page
        .html()
        .select(&css("a[href^='/files/']"))
        .filter_map(|one| one.attr("href").map(str::to_owned))
        .next_back();
    let key = links.unwrap().split('/').nth(2).unwrap().to_owned();
    (ids.unwrap().trim_start_matches("message-").to_owned(), key)
}

/// The path of a guest link into a room of bob's.
async fn guest_link(bob: &Person) -> String {
    let room = bob.make_room("Guests", "closed").await;
    let page = format!("/rooms/{room}/guests");
    assert_eq!(bob.post(&page, &[("act", "create"), ("stay", "day")]).await.status, 303);
    let url = bob.get(&page).await.attribute("input.address", "value").unwrap();
    url[url.find("/guest/").unwrap()..].to_owned()
}

/// A new invitation by ann.
async fn invitation(ann: &Person) -> String {
    let made = ann.post("/invitations", &[("valid", "day"), ("uses", "1")]).await;
    made.location().rsplit('/').next().unwrap().to_owned()
}
