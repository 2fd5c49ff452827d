//! Error responses.

use reqwest::{Method, RequestBuilder};

use crate::app::{PASSWORD, TestApp};
use crate::collection::{Collection, Visitor};
use crate::routes::{Route, routes};
use crate::town::{
    ANSWERED, DELETED, EDITED, FIRST_OF_LONG, FIRST_POLL, LONG, REACTED, TOWN_SIGN_ON, Town, done, log_in,
};
use crate::walk::walk;

/// POST routes that read no form.
const FORMLESS: [&str; 17] = [
    "/login/passkey/begin",
    "/invitations/{id}/revoke",
    "/unsubscribe/{secret}",
    "/logout",
    "/emoji/custom/{name}/remove",
    // Visitors who are no guests are refused before the form is read.
    "/guest/messages",
    "/guest/messages/{id}",
    "/guest/leave",
    "/rooms/{slug}/leave",
    "/rooms/{slug}/archive",
    "/rooms/{slug}/unarchive",
    "/rooms/{slug}/messages/{id}/delete",
    "/rooms/{slug}/messages/{id}/pin",
    "/rooms/{slug}/messages/{id}/unpin",
    "/rooms/{slug}/messages/{id}/bookmark",
    "/rooms/{slug}/messages/{id}/unbookmark",
    "/rooms/{slug}/messages/{id}/unread",
];

/// Routes for visitors who aren't logged in.
const PUBLIC: [&str; 35] = [
    "/guest/files/{key}/{name}",
    "/guest",
    "/guest/live",
    "/guest/live/stream",
    "/guest/messages",
    "/guest/messages/{id}",
    "/guest/leave",
    "/guest/{token}",
    "/login/passkey",
    "/login/passkey/begin",
    "/login/code",
    "/login/oidc",
    "/login/oidc/callback",
    "/login/oidc/register",
    "/invite/{token}",
    "/setup/{secret}",
    "/recover",
    "/recover/{secret}",
    "/email/{secret}",
    "/unsubscribe/{secret}",
    "/service-worker.js",
    "/offline",
    "/login",
    "/login/left.css",
    "/settings/blocked.css",
    "/register",
    "/logout",
    "/healthz",
    "/readyz",
    "/manifest.webmanifest",
    "/logo",
    "/logo/unread.svg",
    "/emoji/pictures/{key}",
    "/assets/emoji/{name}",
    "/assets/texts/{name}",
];

/// Routes with a page or an event of their own for visitors who aren't logged in.
const FRAMED: [&str; 4] = ["/rooms/{slug}/live", "/rooms/{slug}/live/start", "/rooms/{slug}/events", "/events"];

/// Requests that every route refuses: from other sites, without a session, for missing rooms and messages, with
/// malformed forms.
pub async fn of_all(town: &Town, ann: &Visitor<'_>) {
    let nobody = Visitor { name: "nobody", person: town.app.browser(), ..*ann };
    for (host, status) in [("evil.example", 421), ("a\"b", 400)] {
        expect(ann, ann.person.request(Method::GET, "/rooms").header("host", host), status).await;
    }
    for route in routes() {
        let here = route.at("general", &EDITED.to_string());
        for method in [Method::GET, Method::POST] {
            let asked = if method == Method::GET { route.get } else { route.post };
            let request = |visitor: &Visitor<'_>, path: &str| visitor.person.request(method.clone(), path);
            if !asked {
                expect(ann, request(ann, &here), 405).await;
                continue;
            }
            if !PUBLIC.contains(&&*route.path) {
                let status = if FRAMED.contains(&&*route.path) { 200 } else { 303 };
                expect(&nobody, request(&nobody, &here), status).await;
            }
            for elsewhere in elsewhere(&route) {
                // Visitors who are no guests are refused before anything is looked up.
                let status = if route.path.starts_with("/guest/") { 403 } else { 404 };
                expect(ann, request(ann, &elsewhere).form(&[("sign", "here")]), status).await;
            }
        }
        if route.post {
            let post = || ann.person.request(Method::POST, &here);
            expect(ann, post().header("sec-fetch-site", "cross-site"), 403).await;
            if !FORMLESS.contains(&&*route.path) {
                expect(ann, post().form(&[("x", "x".repeat(300_000))]), 413).await;
                expect(ann, post().body("no form").header("content-type", "text/plain"), 400).await;
            }
        }
    }
}

/// Requests for missing rooms, missing messages and deleted messages.
fn elsewhere(route: &Route) -> Vec<String> {
    let mut paths = Vec::new();
    if route.path.contains("{slug}") {
        paths.push(route.at("nowhere", "1"));
    }
    if route.path.contains("{id}") {
        paths.push(route.at("general", "99999"));
        paths.push(route.at("general", "no-number"));
    }
    paths
}

async fn expect(visitor: &Visitor<'_>, request: RequestBuilder, status: u16) {
    let asked = request.try_clone().unwrap().build().unwrap();
    let answer = visitor.both(request).await;
    let title = answer.texts("title, .error");
    assert_eq!(answer.status, status, "{}: {} {} {title:?}", visitor.name, asked.method(), asked.url());
}

/// A request that a route refuses: who sends which form where, and the status.
struct Refusal {
    who: &'static str,
    path: String,
    form: String,
    status: u16,
}

fn by(who: &'static str, path: impl Into<String>, form: impl Into<String>, status: u16) -> Refusal {
    Refusal { who, path: path.into(), form: form.into(), status }
}

fn own() -> Vec<Refusal> {
    let long = "x".repeat(9_000);
    let general = |id: u32, what: &str| format!("/rooms/general/messages/{id}/{what}");
    let in_long = |id: u32, what: &str| format!("/rooms/long/messages/{}/{what}", FIRST_OF_LONG + id);
    vec![
        by("nobody", "/login", "username=ann&password=wrong+horse", 422),
        by("nobody", "/login", "username=&next=/rooms?%22", 422),
        by("nobody", "/register", "username=&password=short", 422),
        by("nobody", "/register", "username=<b>%22%26'&password=correct+horse", 422),
        by("nobody", "/register", "username=Ann&password=correct+horse", 422),
        by("nobody", "/register", "username=%C3%A4nn&password=correct+horse", 422),
        by("nobody", "/register", "username=ann%D1%8F&password=correct+horse", 422),
        by("nobody", "/register", "username=1%D9%85%D8%B1%D9%8A%D9%85&password=correct+horse", 422),
        by("nobody", "/login", "other=yes&next=/rooms/general&unsent=%3Cb%3Ehi", 200),
        by("nobody", "/register", "other=yes&next=/rooms/general&unsent=%3Cb%3Ehi", 200),
        by("nobody", "/register", "username=&password=short&unsent=%3Cb%3Ehi", 422),
        by("nobody", "/rooms/general/messages", "body=%3Cb%3Ehi", 401),
        by("nobody", general(EDITED, "edit"), "body=%3Cb%3Ehi", 401),
        by("nobody", "/rooms", "name=%3Cb%3EGarden&description=For+%22all%22", 401),
        by("nobody", "/direct", "people=ann", 401),
        by("nobody", general(REACTED, "forward"), "to=quiet&comment=%3Cb%3Ehi", 401),
        by("ann", general(REACTED, "forward"), format!("to=quiet&comment=%0D%0A{long}"), 422),
        by("ann", general(REACTED, "forward"), "to=attic&comment=%3Cb%3Ehi", 422),
        by("ann", general(REACTED, "forward"), "to=nowhere", 422),
        by("ann", general(DELETED, "forward"), "to=quiet", 404),
        by("ann", "/rooms/general/drafts", "act=burn", 400),
        by("nobody", "/rooms/general/poll", "question=%3Cb%3E&options=a%0Ab", 401),
        by("ann", "/rooms/general/poll", format!("question={long}&options=a%0Aa&when=own&date=%3Cb%3E"), 422),
        by("ann", "/rooms/attic/poll", "question=x&options=a%0Ab", 403),
        by("ann", general(FIRST_POLL, "poll"), "act=vote&choice=9", 422),
        by("ann", general(FIRST_POLL, "poll"), "act=burn", 400),
        by("ann", general(FIRST_POLL + 2, "poll"), "act=vote&rank-0=1", 422),
        by("cy", general(FIRST_POLL, "poll"), "act=close", 403),
        by("ann", general(REACTED, "poll"), "act=vote&choice=0", 404),
        by("nobody", "/rooms/general/later", "body=%3Cb%3Ehi&when=hours", 401),
        by("nobody", "/scheduled/1", "body=%3Cb%3Ehi&act=save", 401),
        by("nobody", "/rooms/general/preview", "body=%3Cb%3Ehi", 401),
        by(
            "ann",
            "/rooms/general/preview",
            format!("body=**hi**%0A%0A```rust%0A{long}%0A```&reply_to={ANSWERED}"),
            422,
        ),
        by(
            "ann",
            "/rooms/general/preview",
            "body=**hi**+%3Cb%3E%0A%0A```rust%0Alet+a%0A```%0A%0A%7Ca%7C%0A%7C-%7C",
            200,
        ),
        by("ann", "/rooms/general/preview", "body=", 422),
        by("ann", "/rooms/attic/preview", "body=%3Cb%3Ehi", 403),
        by("ann", "/rooms/general/later", "body=&when=own&date=%3Cb%3E&time=%3Cb%3E", 422),
        by("ann", "/rooms/general/later", format!("body=%0D%0A{long}&when=hours"), 422),
        by("ann", "/rooms/attic/later", "body=%3Cb%3Ehi&when=hours", 403),
        by("ann", "/scheduled/1", "act=send", 422),
        by("ann", "/scheduled/1", "act=save&body=&date=%3Cb%3E&time=%3Cb%3E", 422),
        by("ann", "/scheduled/1", "act=burn", 400),
        by("ann", "/scheduled/99", "act=save&body=%3Cb%3Ehi", 404),
        by("ann", general(REACTED, "remind"), "when=own&date=%3Cb%3E&time=%3Cb%3E", 422),
        by("ann", general(DELETED, "remind"), "when=hours", 404),
        by("ann", "/reminders/2", "act=burn", 400),
        by("ann", "/reminders/99", "act=remove", 404),
        by("ann", "/rooms", format!("name=&description={long}"), 422),
        by("ann", "/rooms", "name=general&kind=open", 422),
        by("ann", "/rooms", "name=x&kind=direct", 422),
        by("ann", "/rooms/general/about", format!("name=&description={long}"), 422),
        by("ann", "/rooms/general/about", "name=Quiet", 422),
        by("cy", "/rooms/general/about", "name=Mine", 403),
        by("cy", "/rooms/general/archive", "", 403),
        by("cy", "/rooms/general/unarchive", "", 403),
        by("cy", "/rooms/general/delete", "name=general", 403),
        by("ann", "/rooms/general/delete", "name=<b>another</b>", 422),
        by("ann", "/rooms/general/invite", "username=nobody%22", 422),
        by("cy", "/rooms/quiet/invite", "username=ann", 403),
        by("cy", "/rooms/general/remove", "username=ann", 403),
        by("ann", "/rooms/general/involvement", "involvement=some", 400),
        by("ann", "/direct", "people=nobody,+here", 422),
        by("ann", "/direct", "people=+", 422),
        by("ann", "/rooms/general/messages", "body=", 422),
        by("ann", "/rooms/general/messages", format!("body=%0D%0A{long}"), 422),
        by("ann", "/rooms/general/messages", format!("body=hi&reply_to={DELETED}"), 422),
        by("ann", "/rooms/general/messages", format!("body={long}&reply_to={ANSWERED}"), 422),
        by("ann", "/rooms/attic/messages", "body=hi", 403),
        by("ann", "/rooms/nowhere/messages", "body=%3Cb%3Ehi", 404),
        by("ann", "/rooms/general/messages", "body=%3Cb%3Ehi&body=twice", 400),
        by("ann", "/rooms/general/messages", format!("body={}", "x".repeat(300_000)), 413),
        by("ann", general(EDITED, "edit"), "body=", 422),
        by("ann", general(EDITED, "edit"), format!("body=%0D%0A{long}"), 422),
        by("cy", general(EDITED, "edit"), "body=mine", 403),
        by("cy", general(EDITED, "delete"), "", 403),
        by("ann", general(REACTED, "reactions"), "emoji=<b>", 422),
        by("ann", general(REACTED, "reactions"), "emoji=", 422),
        by("ann", general(REACTED, "reactions"), "emoji=:nothing:", 422),
        by("ann", in_long(1, "reactions"), "emoji=🌍", 422),
        by("ann", in_long(LONG - 1, "pin"), "", 422),
        by("dana.levi", in_long(1, "pin"), "", 403),
        by("dana.levi", in_long(1, "unpin"), "", 403),
        by("ann", general(DELETED, "pin"), "", 404),
        by("ann", "/settings/profile", "name=%E2%80%AE%3Cb%3E", 422),
        by("ann", "/settings/profile", "name=bob", 422),
        by("ann", "/settings/profile", "name=Ann+(%40b%C3%B6b)", 422),
        by("ann", "/settings/password", "present=wrong+horse&password=battery+staple", 422),
        by("ann", "/settings/password", "present=x&password=short", 422),
        by("ann", "/settings/appearance", "theme=pink&text_size=huge", 422),
        by("ann", "/settings/status", "status=%E2%80%AE%3Cb%3E&until=never", 422),
        by("ann", "/settings/status", "status=hi&until=never-ever", 400),
        by("ann", "/rooms/general/drafts", "act=burn", 400),
        by("ann", "/rooms/general/drafts", format!("body={long}{long}{long}{long}{long}"), 422),
        by("ann", "/unread", "act=burn", 400),
        by("ann", "/unread", "act=room&room=nowhere&change=1", 404),
        by("ann", "/rooms/general/invite", "username=%3Cb%3E&person=cy", 422),
        by("ann", "/settings/sidebar", "width=%3Cb%3E", 422),
        by("ann", "/settings/formatting", "formatting=%3Cb%3E", 422),
        by("ann", "/settings/appearance", "theme=dark&text_size=large&send_key=%3Cb%3E", 422),
        by("ann", "/rooms/general/placement", "section=%E2%80%AE%3Cb%3E", 422),
        by("ann", "/settings/notifications", "act=preferences&level=everything&from=22:00&until=x", 422),
        by("ann", "/settings/notifications", "act=preferences&level=hidden", 422),
        by("ann", "/settings/notifications", "act=pause&pause=%3Cb%3E", 422),
        by("ann", "/settings/notifications", "act=preview&device=999&preview=text", 404),
        by("ann", "/settings/notifications", "act=dance", 400),
        by("ann", "/settings/notifications/device", "act=on&endpoint=%3Cb%3E&p256dh=x&auth=x", 400),
        by("nobody", "/unsubscribe/x", "List-Unsubscribe=One-Click", 404),
        by("ann", "/settings/sessions", "which=chosen&password=x", 422),
        by("ann", "/settings/sessions", "which=others&password=wrong+horse", 422),
        by("ann", "/settings", "language=tlh&zone=Mars/Olympus", 422),
        by("nobody", "/login/code", "username=bob&half=x&code=123456", 403),
        by("nobody", "/login/oidc/register", "ticket=%3Cb%3E&username=%3Cb%3E", 422),
        by("nobody", "/login/oidc/register", "ticket=%3Cb%3E&username=eve", 403),
        by("ann", "/settings/sign-on", "act=link&ticket=%3Cb%3E&label=%3Cb%3E&password=correct+horse", 422),
        by("ann", "/settings/sign-on", "act=unlink&password=wrong+horse", 422),
        by("ann", "/settings/sign-on", "act=dance", 400),
        by("nobody", "/login/passkey", "challenge=%3Cb%3E&answer=%3Cb%3E&unsent=%3Cb%3Ehi", 422),
        by("ann", "/settings/passkeys", "add=yes&name=%3Cb%3E&password=wrong+horse", 422),
        by("ann", "/settings/passkeys", "add=yes&name=&password=correct+horse", 422),
        by("ann", "/settings/passkeys", "act=remove&password=correct+horse", 422),
        by("ann", "/settings/passkeys", "act=dance", 400),
        by("ann", "/settings/passkeys/begin", "name=&password=wrong+horse", 422),
        by("bob", "/settings/second-factor", "act=begin&password=wrong+horse", 422),
        by("bob", "/settings/second-factor", "act=confirm&code=123456", 422),
        by("bob", "/settings/second-factor", "act=dance", 400),
        by("ann", "/settings/download", "password=wrong+horse", 422),
        by("ann", "/settings/delete", "messages=stay&password=wrong+horse", 422),
        by("ann", "/settings/delete", "messages=some&password=correct+horse", 422),
        by("ann", "/settings/delete", "messages=go&password=correct+horse", 422),
        by("nobody", "/invite/link", "username=%3Cb%3E&password=short", 422),
        by("nobody", "/invite/1-x", "username=eve&password=correct+horse", 404),
        by("nobody", "/setup/x", "username=eve&password=correct+horse", 404),
        by("nobody", "/recover", "username=+", 422),
        by("nobody", "/recover/link", "password=short", 422),
        by("nobody", "/email/link", "verify=no", 400),
        by("nobody", "/email/x", "verify=yes", 404),
        by("ann", "/settings/email", "act=verify&address=%3Cb%3E%22&password=correct+horse", 422),
        by("ann", "/settings/email", "act=verify&address=%C3%A4@example.org&password=correct+horse", 422),
        by("ann", "/settings/email", "act=remove&password=wrong+horse", 422),
        by("ann", "/settings/email", "act=dance", 400),
        by("nobody", "/recover/x", "password=correct+horse", 404),
        by("nobody", "/login", "username=%C3%89mile_Zola-2&password=correct+horse", 403),
        by("ann", "/invitations", "valid=century&uses=1", 422),
        by("ann", "/invitations", format!("valid=day&uses=1&note={long}"), 422),
        by("ann", "/invitations", "valid=day&uses=1&room=nowhere", 422),
        by("cy", "/invitations", "valid=day&uses=1", 403),
        by("ann", "/invitations/99/revoke", "revoke=yes", 404),
        by("ann", "/admin/people/bob", "act=role&role=member&password=wrong+horse", 422),
        by("ann", "/admin/people/bob", "act=nothing", 422),
        by("ann", "/admin/people/ann", "act=deactivate&password=correct+horse", 422),
        by("cy", "/admin/people/bob", "act=sessions&password=correct+horse", 403),
        by("ann", "/admin/settings", "registration=perhaps", 422),
        by("ann", "/admin/settings", "retention_days=soon", 422),
        by("ann", "/admin/branding", "name=%E2%80%AE%3Cb%3E", 422),
        by("ann", "/admin/settings", "emoji_adders=nobody", 422),
        by("ann", "/files", "name=a.png&size=much", 400),
        by("bob", "/rooms/studio/messages/0/files/first", "alt=x", 403),
        by("ann", "/emoji/custom", "name=%3Cb%3E", 422),
        by("cy", "/emoji/custom/party/remove", "sure=yes", 403),
        by("ann", "/emoji/custom/nothing/remove", "sure=yes", 404),
        by("cy", "/admin/branding", "name=Tea", 403),
        by("ann", "/admin/setup", "act=dance", 400),
        by("ann", "/rooms/general/messages", "body=/play+%3Cb%3E&nonce=sound", 422),
        by("ann", "/admin/rooms/1", "act=burn", 422),
        by("ann", "/admin/people/bob", "act=warn&warning=&password=correct+horse", 422),
        by("nobody", "/guest/messages", "body=hi", 403),
        by("nobody", "/guest/messages/1", "act=delete", 403),
        by("nobody", "/guest/leave", "leave=yes", 403),
        by("nobody", "/guest/1-AAAA", "name=Zoe", 404),
        by("ann", "/rooms/general/guests", "act=burn", 400),
        by("cy", "/rooms/general/guests", "act=create&stay=day", 403),
        by("ann", "/settings/blocked", "name=nobody&act=block", 422),
        by("ann", "/settings/blocked", "name=ann&act=block", 422),
        by("ann", "/settings/blocked", "name=bob&act=burn", 400),
        by("ann", "/settings/warnings", "newest=x", 400),
        by("ann", "/admin/rooms/1", "act=retention&retention=soon", 422),
        by("ann", "/admin/rooms/1", "act=archive&password=wrong+horse", 422),
        by("ann", "/admin/rooms/99", "act=archive&password=correct+horse", 404),
        by("cy", "/admin/rooms/1", "act=archive&password=correct+horse", 403),
        by("ann", "/admin/sessions", "session=x", 400),
        by("cy", "/admin/sessions", "session=x", 403),
        by("ann", "/rooms/general/rules", "post=everybody&slow=0&max_members=x", 422),
        by("cy", "/rooms/general/rules", "post=everybody&slow=0&max_members=7", 403),
        by("ann", "/rooms/general/rules", "post=nobody&slow=0", 400),
        by("ann", general(REACTED, "report"), format!("reason={long}"), 422),
        by("ann", general(DELETED, "report"), "reason=", 404),
        by("ann", "/admin/reports/1", "act=burn", 400),
        by("ann", "/admin/reports/99", "act=dismiss", 404),
        by("cy", "/admin/reports/1", "act=dismiss", 403),
        by("cy", "/admin/networks", "network=192.0.2.1", 403),
        by("ann", "/admin/people/bob", "act=ban&password=correct+horse", 422),
        by("cy", "/admin/settings", "registration=open", 403),
    ]
}

/// Routes without errors of their own.
const NOTHING: [&str; 9] = [
    "/login/passkey/begin",
    "/logout",
    "/rooms/{slug}/join",
    "/rooms/{slug}/leave",
    "/rooms/{slug}/messages/{id}/bookmark",
    "/rooms/{slug}/messages/{id}/unbookmark",
    "/rooms/{slug}/messages/{id}/unread",
    "/rooms/{slug}/read",
    "/rooms/{slug}/signs",
];

pub async fn of_their_own(town: &Town, collection: &Collection) {
    let Town { app, ann, bob, cy, .. } = town;
    for emoji in MANY_EMOJI.split(' ') {
        done(ann, &format!("/rooms/long/messages/{}/reactions", FIRST_OF_LONG + 1), &[("emoji", emoji)]).await;
    }
    for id in 0..LONG - 1 {
        done(ann, &format!("/rooms/long/messages/{}/pin", FIRST_OF_LONG + id), &[]).await;
    }
    let people = [
        ("nobody", app.browser()),
        ("ann", ann.clone()),
        ("bob", bob.clone()),
        ("cy", cy.clone()),
        ("dana.levi", log_in(app, "dana.levi").await),
    ];
    for Refusal { who, path, form, status } in own() {
        let (name, person) = people.iter().find(|(name, _)| *name == who).unwrap();
        let visitor = Visitor { name, person: person.clone(), collection };
        let path = town.address(&path);
        let post = person.request(Method::POST, &path).header("content-type", "application/x-www-form-urlencoded");
        expect(&visitor, post.body(form), status).await;
    }
    for route in routes().iter().filter(|route| route.post) {
        let tried = own().iter().any(|refusal| route.fits(&refusal.path));
        assert!(
            tried != NOTHING.contains(&&*route.path),
            "say in tests/crawl/refusals.rs what {} refuses",
            route.path
        );
    }
}

/// As many emoji as a message can have.
const MANY_EMOJI: &str = "😀 😃 😄 😁 😆 😅 🤣 😂 🙂 🙃 😉 😊 😇 🥰 😍 🤩 😘 😗 😚 😙";

/// Errors of differently configured servers, and of empty servers.
pub async fn of_servers(collection: &Collection) {
    let limited = ["--messages-per-minute", "2", "--streams-per-session", "1", "--registrations-per-hour", "1"];
    let app = TestApp::spawn_with(&limited).await;
    let nobody = Visitor { name: "nobody", person: app.browser(), collection };
    nobody.get("/register").await;
    let ann = Visitor { name: "ann, alone,", person: app.person("ann").await, collection };
    assert_eq!(walk(&ann, &["/", "/rooms/general/live"]).await, [""; 0]);
    let _open = ann.person.events("/rooms/general/events").await;
    expect(&ann, ann.person.request(Method::GET, "/rooms/general/events"), 429).await;
    expect(&ann, ann.person.request(Method::GET, "/events"), 429).await;
    let live = ann.person.request(Method::GET, "/rooms/general/live").header("upgrade-insecure-requests", "1");
    assert_eq!(ann.ask(live).await.status, 429);
    for number in 0..2 {
        ann.person.say("general", &format!("message {number}")).await;
    }
    for (path, name, value) in [
        ("/rooms/general/messages", "body", "more"),
        ("/rooms/general/messages/1/edit", "body", "more"),
        ("/rooms/general/messages/1/reactions", "emoji", "🎉"),
    ] {
        expect(&ann, ann.person.request(Method::POST, path).form(&[(name, value)]), 429).await;
    }
    let bob = [("username", "bob"), ("password", "correct horse")];
    expect(&nobody, nobody.person.request(Method::POST, "/register").form(&bob), 429).await;
    for number in 0..20 {
        done(&ann.person, "/rooms", &[("name", &format!("Room {number}"))]).await;
    }
    expect(&ann, ann.person.request(Method::POST, "/rooms").form(&[("name", "One more")]), 429).await;
    for next in ["/rooms/general", "/rooms/general/messages/1/edit", "/settings"] {
        let nobody = Visitor { name: "ann, again,", person: app.browser(), collection };
        let form = [("username", "ann"), ("password", PASSWORD), ("next", next), ("unsent", "<b>hi")];
        expect(&nobody, nobody.person.request(Method::POST, "/login").form(&form), 200).await;
    }
    let wrong = [("username", "ann"), ("password", "wrong horse")];
    while nobody.person.post("/login", &wrong).await.status != 429 {}
    expect(&nobody, nobody.person.request(Method::POST, "/login").form(&wrong), 429).await;

    let off = [&TOWN_SIGN_ON[..], &["--passwords", "off"]].concat();
    let app = TestApp::spawn_with(&off).await;
    let nobody = Visitor { name: "nobody, without passwords,", person: app.browser(), collection };
    expect(&nobody, nobody.person.request(Method::GET, "/login"), 200).await;
    expect(&nobody, nobody.person.request(Method::GET, "/register"), 200).await;
    expect(&nobody, nobody.person.request(Method::GET, "/login/oidc"), 503).await;
    expect(&nobody, nobody.person.request(Method::GET, "/login/oidc/callback?code=x&state=x"), 403).await;
    let form = [("username", "ann"), ("password", PASSWORD), ("unsent", "<b>hi")];
    expect(&nobody, nobody.person.request(Method::POST, "/login").form(&form), 403).await;
    expect(&nobody, nobody.person.request(Method::POST, "/register").form(&form), 403).await;

    let (app, link) = TestApp::spawn_without_accounts().await;
    let nobody = Visitor { name: "nobody, before setup,", person: app.browser(), collection };
    expect(&nobody, nobody.person.request(Method::GET, "/register"), 403).await;
    let path = format!("/setup/{}", link.rsplit('/').next().unwrap());
    expect(&nobody, nobody.person.request(Method::GET, &path), 200).await;
    let form = [("username", "<b>"), ("password", "short")];
    expect(&nobody, nobody.person.request(Method::POST, &path).form(&form), 422).await;

    let app = TestApp::spawn_with(&["--registration", "invite"]).await;
    let nobody = Visitor { name: "nobody, uninvited,", person: app.browser(), collection };
    app.person("ann").await;
    expect(&nobody, nobody.person.request(Method::GET, "/register"), 403).await;

    let app = TestApp::spawn_with(&["--registration", "closed", "--room-creation", "administrators"]).await;
    let nobody = Visitor { name: "nobody, the first,", person: app.browser(), collection };
    assert_eq!(nobody.get("/login").await.status, 200);
    app.person("ann").await;
    let form = [("username", "bob"), ("password", "correct horse"), ("unsent", "<b>hi")];
    expect(&nobody, nobody.person.request(Method::POST, "/register").form(&form), 403).await;
    expect(&nobody, nobody.person.request(Method::GET, "/register"), 403).await;
    assert_eq!(nobody.get("/login").await.status, 200);
}
