//! The content of streams: events for htmx, and endless pages.

use reqwest::Method;

use crate::app::{Person, Stream};
use crate::collection::{Collection, Kind, Visitor};
use crate::town::{Town, done, log_in};

/// Reads events of all kinds, and collects their fragments.
pub async fn events(town: &Town, collection: &Collection) {
    let Town { app, ann, bob, garden, .. } = town;
    let dana = log_in(app, "dana.levi").await;
    done(bob, &format!("/rooms/{garden}/invite"), &[("username", "dana.levi")]).await;
    // From the first change, and from so far back that the whole list is replaced.
    for path in ["/rooms/general/events?after=0", "/rooms/long/events?after=0", "/rooms/long/events?after=100"] {
        let page = ann.get(path.split("/events").next().unwrap()).await;
        let newest = page.attribute("#live", "hx-sse:connect").unwrap();
        Events { collection, stream: ann.events(path).await, label: format!("ann GET {path}") }
            .until_id(newest.rsplit('=').next().unwrap().parse().unwrap())
            .await;
    }

    let watch = async |person: &Person, path: &str| {
        let request = person.request(Method::GET, path).header("snug-rooms", "0");
        Events { collection, stream: Stream::open(request).await, label: format!("somebody GET {path}") }
    };
    let mut general = watch(&dana, "/rooms/general/events").await;
    general.until("id=\"own-rooms\"").await;
    let mut personal = watch(&dana, "/events").await;
    personal.until("id=\"own-rooms\"").await;
    for sign in ["here", "typing"] {
        let answer = bob.post("/rooms/general/signs", &[("sign", sign)]).await;
        assert_eq!(answer.status, 204);
    }
    general.until("is typing").await;
    bob.say("general", "while it is open").await;
    general.until("while it is open").await;
    ann.say(garden, "@dana.levi look").await;
    general.until("class=\"badge\"").await;
    personal.until("class=\"badge\"").await;
    let said = ann.get("/rooms/general").await;
    let id = said.attribute("article:last-child", "id").unwrap().replace("message-", "");
    for (action, field) in [("edit", "body"), ("reactions", "emoji"), ("pin", "x"), ("delete", "delete")] {
        done(bob, &format!("/rooms/general/messages/{id}/{action}"), &[(field, "🐢")]).await;
        general.until(&format!("#message-{id}")).await;
    }
    done(&dana, "/rooms", &[("name", "Made meanwhile")]).await;
    general.until("Made meanwhile").await;

    let mut closed = watch(&dana, &format!("/rooms/{garden}/events")).await;
    done(bob, &format!("/rooms/{garden}/remove"), &[("username", "dana.levi")]).await;
    closed.until("no longer have access").await;
    done(&dana, "/logout", &[]).await;
    general.until("logged out").await;
    personal.until("logged out").await;
    watch(&dana, "/events").await.until("logged out").await;
    watch(&dana, "/rooms/general/events").await.until("logged out").await;
}

struct Events<'a> {
    collection: &'a Collection,
    stream: Stream,
    label: String,
}

impl Events<'_> {
    /// Reads until an event contains this.
    async fn until(&mut self, what: &str) {
        while !self.next().await.1.contains(what) {}
    }

    async fn until_id(&mut self, id: i64) {
        while self.next().await.0 != Some(id) {}
    }

    async fn next(&mut self) -> (Option<i64>, String) {
        let event = self.stream.next().await.expect("the stream goes on");
        for partial in partials(&event.data) {
            self.collection.keep(&format!("{} {}", self.label, partial.0), Kind::Fragment, &partial.1);
        }
        (event.id, event.data)
    }
}

/// The partials of an event: target and markup.
fn partials(data: &str) -> Vec<(String, String)> {
    let mut partials = Vec::new();
    for partial in data.split("<hx-partial ").skip(1) {
        let (tag, rest) = partial.split_once('>').unwrap();
        let (content, after) =
            rest.rsplit_once("</hx-partial>").expect("partials end, and are not within each other");
        assert!(after.trim().is_empty(), "nothing stands between partials: {after}");
        let target = tag.split('"').nth(1).unwrap();
        let swap = tag.split('"').nth(3).unwrap();
        assert!(["beforeend", "innerHTML", "innerMorph", "outerHTML", "delete"].contains(&swap), "{tag}");
        if swap == "delete" {
            assert_eq!(content, "", "{tag}");
        } else {
            partials.push((target.to_owned(), placed(target, content)));
        }
    }
    assert!(data.starts_with("<hx-partial "), "an event is a set of partials: {data}");
    partials
}

/// Wraps markup in the elements that its context requires.
fn placed(target: &str, content: &str) -> String {
    let (before, after) = match target {
        "#signs" => ("<p>", "</p>"),
        "#offline" => ("<p role=\"status\">", "</p>"),
        "#alerts" => ("<div role=\"status\">", "</div>"),
        "#main" => ("<div>", "</div>"),
        "#room-name" => ("<h1>", "</h1>"),
        "#own-rooms" => ("<nav aria-label=\"Rooms\">", "</nav>"),
        "#due-reminders" | "#unsent" => ("<p><a href=\"/\">x", "</a></p>"),
        "#reminders-news" | "#scheduled-news" => ("<p role=\"status\">", "</p>"),
        "#scheduled-here" => ("<p><span>", "</span></p>"),
        _ if target.starts_with("#mark-") => ("<ul><li><a href=\"/\"><bdi>x</bdi>", "</a></li></ul>"),
        _ if target == "#messages" || target.starts_with("#message-") => ("<div role=\"log\">", "</div>"),
        _ => panic!("{target} is new: say in tests/crawl/streams.rs what is around it"),
    };
    format!("{before}{content}{after}")
}

/// Reads the beginning of an endless page and later messages. The end tags, which a browser adds, are added here.
pub async fn endless_pages(town: &Town, visitor: &Visitor<'_>) {
    for room in ["general", "quiet", "long"] {
        let path = format!("/rooms/{room}/live");
        let request = visitor.person.request(Method::GET, &path).header("upgrade-insecure-requests", "1");
        let mut page = Stream::open(request).await;
        let begun = page.until("role=\"log\"").await.unwrap();
        town.bob.say(room, "while it streams").await;
        let rest = page.until("while it streams").await.unwrap();
        let last = page.until("</article>").await.unwrap();
        let whole = format!("{begun}{rest}{last}</div></div></main></body></html>");
        visitor.collection.keep(&format!("{} GET {path}, endless", visitor.name), Kind::Page, &whole);
    }
}
