//! The crawl, and checks of its coverage.

use reqwest::Method;

use crate::collection::{Collection, Kind, Visitor};
use crate::routes::routes;
use crate::town::settle;
use crate::walk::walk;
use crate::{markup, refusals, streams, tools};

/// Routes that don't respond with a page. The content of events is collected separately.
pub const NO_PAGES: [&str; 22] = [
    "/files/{key}/{name}",
    "/guest/files/{key}/{name}",
    "/assets/emoji/{name}",
    "/emoji/pictures/{key}",
    "/rooms/{slug}/preview",
    "/rooms/{slug}/messages/{id}/source",
    "/",
    "/login/oidc",
    "/login/oidc/callback",
    "/login/left.css",
    "/settings/blocked.css",
    "/healthz",
    "/readyz",
    "/rooms/{slug}/events",
    "/events",
    "/manifest.webmanifest",
    "/logo",
    "/logo/unread.svg",
    "/service-worker.js",
    "/notifications",
    "/assets/texts/{name}",
    "/admin/audit.jsonl",
];

#[tokio::test]
async fn every_page_and_every_fragment_is_valid_and_none_is_left_out() {
    let Some(vnu) = tools::vnu() else { return };
    let collection = Collection::default();
    let town = settle().await;
    let mut faults = Vec::new();
    for (name, person) in [("nobody", town.app.browser()), ("ann", town.ann.clone()), ("cy", town.cy.clone())] {
        let visitor = Visitor { name, person, collection: &collection };
        let starts = [
            "/",
            "/rooms",
            "/search",
            "/rooms/general/complete?q=@",
            "/rooms/general/complete?q=:ta",
            "/rooms/general/complete?q=:part",
            "/switch?q=a",
            "/emoji?q=heart",
            &town.address("/invite/link"),
            "/recover?sent=yes",
            &town.address("/recover/link"),
            &town.address("/guest/link"),
            &town.address("/email/link"),
            &town.address("/unsubscribe/link"),
            "/offline",
        ];
        faults.extend(walk(&visitor, &starts).await);
    }
    for (name, waits) in [("a guest", false), ("a waiting guest", true)] {
        let visitor = Visitor { name, person: town.guest(waits).await, collection: &collection };
        let frames = if waits { &["/guest"][..] } else { &["/guest", "/guest/live", "/guest/live/stream"] };
        faults.extend(walk(&visitor, frames).await);
        if !waits {
            for body in ["", "hello @bob"] {
                let form = [("body", body), ("nonce", "n")];
                visitor.both(visitor.person.request(Method::POST, "/guest/messages").form(&form)).await;
            }
            // The page of the message is linked there.
            faults.extend(walk(&visitor, &["/guest"]).await);
        }
    }
    for language in ["ar", "ja", ""] {
        assert_eq!(town.cy.post("/settings", &[("language", language), ("zone", "")]).await.status, 303);
        if !language.is_empty() {
            let visitor =
                Visitor { name: "cy, in another language,", person: town.cy.clone(), collection: &collection };
            faults.extend(walk(&visitor, &["/", "/rooms"]).await);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let ann = Visitor { name: "ann", person: town.ann.clone(), collection: &collection };
    for answer in ["a", "b"] {
        let form = [("body", answer), ("nonce", answer)];
        ann.both(ann.person.request(Method::POST, "/rooms/quiet/messages").form(&form)).await;
    }
    refusals::of_all(&town, &ann).await;
    refusals::of_their_own(&town, &collection).await;
    refusals::of_servers(&collection).await;
    streams::events(&town, &collection).await;
    streams::endless_pages(&town, &ann).await;
    for route in routes().iter().filter(|route| route.get && !NO_PAGES.contains(&&*route.path)) {
        for htmx in [false, true] {
            let statuses = collection.statuses(route, &Method::GET, htmx);
            assert!(statuses.contains(&200), "nothing leads to {} (htmx: {htmx}): {statuses:?}", route.path);
        }
    }
    let documents = collection.documents();
    let count = |kind| documents.iter().filter(|document| document.kind == kind).count();
    assert!(count(Kind::Style) > 1 && count(Kind::Picture) > 1, "styles and pictures are checked, too");
    let complaints = markup::complaints(&vnu, &documents);
    assert!(complaints.is_empty(), "{} complaints:\n\n{}", complaints.len(), complaints.join("\n"));
}
