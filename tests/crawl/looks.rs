//! axe-core over all kinds of pages and their states: with JavaScript and without, wide and narrow.

use std::path::PathBuf;

use crate::axe::Eye;
use crate::documents::NO_PAGES;
use crate::engine::Engine;
use crate::engine::Kind::{self, Desktop, DesktopWithoutJavaScript, Phone, PhoneWithoutJavaScript};
use crate::routes::routes;
use crate::second::perform;
use crate::states::{log_in_with_a_text, with_javascript, without_javascript};
use crate::tools;
use crate::town::{Town, settle};

/// Pages for visitors who aren't logged in.
const OUTSIDE: [&str; 10] = [
    "/login?next=%2Frooms",
    "/register",
    "/invite/link",
    "/recover",
    "/recover?sent=yes",
    "/recover/link",
    "/email/link",
    "/unsubscribe/link",
    "/offline",
    "/guest/link",
];

/// Pages for the administrator: all kinds and relevant variants. `town` defines the messages, and the rooms that
/// `garden` and `direct-0` stand for.
const INSIDE: [&str; 124] = [
    "/rooms",
    "/rooms?welcome=yes",
    "/rooms/general",
    "/rooms/general?reply_to=16",
    "/rooms/general/messages/18",
    "/rooms/general/messages/15",
    "/rooms/long",
    "/rooms/long?before=100",
    "/rooms/long?after=23",
    "/rooms/quiet",
    "/rooms/attic",
    "/rooms/garden",
    "/rooms/direct-0",
    "/rooms/direct-1",
    "/rooms/general/about",
    "/rooms/general/about?q=nobody",
    "/rooms/garden/about",
    "/rooms/attic/about",
    "/rooms/direct-0/about",
    "/rooms/general/remove?username=bob",
    "/rooms/general/delete",
    "/rooms/general/pins",
    "/rooms/quiet/pins",
    "/rooms/studio",
    "/rooms/studio/files",
    "/rooms/studio/files?type=image",
    "/rooms/quiet/files",
    "/rooms/studio/messages/0/files/first",
    "/rooms/studio/messages/0/files/hidden",
    "/search?q=has%3Afile",
    "/rooms/general/messages/18/menu",
    "/rooms/general/messages/19/edit",
    "/rooms/general/messages/19/delete",
    "/rooms/general/messages/19/history",
    "/rooms/general/messages/15/history",
    "/rooms/general/messages/18/reactions",
    "/rooms/general/messages/16/reactions",
    "/rooms/long/poll",
    "/rooms/general/messages/130/poll",
    "/rooms/general/messages/131/poll",
    "/rooms/general/messages/132/poll",
    "/rooms/general/messages/18/forward",
    "/rooms/general/messages/18/remind",
    "/reminders",
    "/rooms/general/later",
    "/scheduled",
    "/scheduled?in=%2Frooms%2Fgeneral",
    "/scheduled/1",
    "/bookmarks",
    "/mentions",
    "/unread",
    "/unread?marked=yes",
    "/rooms/general/invite",
    "/rooms/general/invite?q=nobody",
    "/direct?q=nobody",
    "/rooms/general?date=2026-01-01",
    "/rooms/general/drafts",
    "/people",
    "/people?q=nobody",
    "/people/bob",
    "/people/ann?room=general",
    "/settings/status",
    "/settings/status?saved=yes",
    "/rooms/general?mention=bob",
    "/search",
    "/search?q=to%20be",
    "/search?q=nothing%20like%20this",
    "/search?q=in:nowhere%20x",
    "/emoji",
    "/emoji?q=heart",
    "/emoji?q=party",
    "/emoji/custom",
    "/emoji/custom?done=added",
    "/emoji/custom/party/remove",
    "/switch",
    "/switch?q=a",
    "/shortcuts",
    "/settings",
    "/settings/password",
    "/settings/appearance",
    "/settings/appearance?saved=yes",
    "/settings/notifications",
    "/settings/notifications?saved=yes",
    "/settings/sessions",
    "/settings/sessions?ended=2",
    "/settings/email",
    "/settings/email?done=sent",
    "/settings/second-factor",
    "/settings/blocked",
    "/settings/blocked?name=cy",
    "/settings/blocked?saved=yes",
    "/settings/warnings",
    "/settings/passkeys",
    "/settings/passkeys?removed=yes",
    "/settings/sign-on",
    "/settings/sign-on?unlinked=yes",
    "/settings/download",
    "/settings/delete",
    "/direct",
    "/invitations",
    "/invitations/1",
    "/invitations/2",
    "/invite/link",
    "/admin",
    "/admin/setup",
    "/admin/people",
    "/admin/people?q=nobody",
    "/admin/people/gil",
    "/rooms/garden/guests",
    "/admin/rooms",
    "/admin/rooms?q=nothing&kind=closed",
    "/admin/rooms/1",
    "/admin/sessions",
    "/admin/sessions?ended=yes",
    "/admin/reports",
    "/admin/reports?resolved=yes",
    "/rooms/general/messages/18/report",
    "/rooms/general/messages/18/report?done=yes",
    "/admin/invitations",
    "/admin/settings",
    "/admin/settings?saved=yes",
    "/admin/status",
    "/admin/audit",
    "/admin/audit?person=nobody",
];

/// Pages for an ordinary member, in other states.
const AS_CY: [&str; 3] = ["/rooms/quiet", "/bookmarks", "/rooms"];

/// Fragments, which are checked on their pages, and a page like that of registration.
const PARTS: [&str; 9] = [
    "/guest",
    "/guest/live",
    "/guest/live/stream",
    // Visited by a guest.
    "/guest/messages/{id}",
    "/rooms/{slug}/complete",
    "/rooms/{slug}/live",
    "/rooms/{slug}/live/start",
    "/people/{username}/picture",
    "/setup/{secret}",
];

#[tokio::test]
async fn axe_finds_nothing_on_a_wide_screen() {
    nothing_is_found(Desktop).await;
}

#[tokio::test]
async fn axe_finds_nothing_on_a_wide_screen_without_javascript() {
    nothing_is_found(DesktopWithoutJavaScript).await;
}

#[tokio::test]
async fn axe_finds_nothing_on_a_phone() {
    nothing_is_found(Phone).await;
}

#[tokio::test]
async fn axe_finds_nothing_on_a_phone_without_javascript() {
    nothing_is_found(PhoneWithoutJavaScript).await;
}

async fn nothing_is_found(kind: Kind) {
    let Some(axe) = tools::axe() else { return };
    let Some(programs) = Engine::Chromium.programs_if_there() else { return };
    perform(async || look_around(&programs, &axe, kind).await).await;
}

async fn look_around(programs: &[PathBuf], axe: &str, kind: Kind) {
    let town = settle().await;
    let eye = Eye::open(programs, axe, kind, &town.app.url).await;
    for path in OUTSIDE {
        eye.visit(&town.address(path)).await;
    }
    as_guests(&eye, &town).await;
    eye.visit_with("/nowhere", 404).await;
    eye.visit_with("/setup/nothing", 404).await;
    eye.log_in("ann").await;
    for path in INSIDE {
        eye.visit(&town.address(path)).await;
    }
    if kind.has_javascript() {
        with_javascript(&eye, &town).await;
    } else {
        without_javascript(&eye).await;
    }
    eye.log_out().await;
    log_in_with_a_text(&eye, "cy").await;
    for path in AS_CY {
        eye.visit(path).await;
    }
    eye.visit_with("/rooms/general/messages/19/edit", 403).await;
    let findings = eye.findings();
    assert!(findings.is_empty(), "{} findings:\n\n{}", findings.len(), findings.join("\n\n"));
}

/// A guest's pages: refused at the entrance, waiting, in the room, and after the end.
async fn as_guests(eye: &Eye<'_>, town: &Town) {
    let window = &eye.window;
    eye.visit_with("/guest", 403).await;
    for (link, there) in town.guest_links.iter().zip(["#composer", "main.card form[action='/guest/leave']"]) {
        window.visit(link).await;
        window.press("button.primary").await;
        window.can_see("[aria-invalid]").await;
        eye.look("the entrance of guests with an error").await;
        window.fill("#name", "Zoe").await;
        window.press("button.primary").await;
        window.can_see(there).await;
        eye.look("a guest's page").await;
        if there == "#composer" {
            window.fill("#composer-body", "hello").await;
            window.press("#composer button").await;
            window.look_into("iframe.live-frame").await;
            window.press(".acts-on a").await;
            window.look_up().await;
            window.can_see("main.card #body").await;
            eye.look("a guest's page of a message").await;
        }
    }
    eye.visit("/guest").await;
}

#[test]
fn every_kind_of_page_is_checked() {
    for route in routes().iter().filter(|route| route.get) {
        let known = [&NO_PAGES[..], &PARTS[..]].concat().contains(&&*route.path);
        let looked_at = OUTSIDE.iter().chain(&INSIDE).any(|path| route.fits(path));
        assert!(known || looked_at, "{} is missing in tests/crawl/looks.rs", route.path);
    }
}
