//! Requests, by kind of route, method and class of status.

use std::time::Instant;

use crate::metrics::figures::{Counter, Distribution, Times};
use crate::metrics::text::{Text, Unit};

/// The kinds of routes: few, so that the number of series has a bound whatever people request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Home,
    Room,
    Message,
    Stream,
    Frame,
    Presence,
    RoomPage,
    List,
    Search,
    File,
    People,
    Settings,
    Account,
    Guest,
    Administration,
    Health,
    Other,
}

impl Route {
    const ALL: [(Self, &'static str); 17] = [
        (Self::Home, "home"),
        (Self::Room, "room"),
        (Self::Message, "message"),
        (Self::Stream, "stream"),
        (Self::Frame, "frame"),
        (Self::Presence, "presence"),
        (Self::RoomPage, "room_page"),
        (Self::List, "list"),
        (Self::Search, "search"),
        (Self::File, "file"),
        (Self::People, "people"),
        (Self::Settings, "settings"),
        (Self::Account, "account"),
        (Self::Guest, "guest"),
        (Self::Administration, "administration"),
        (Self::Health, "health"),
        (Self::Other, "other"),
    ];

    /// The kind of a path.
    pub(crate) fn of(path: &str) -> Self {
        let mut parts = path.split('/').skip(1);
        let (first, second, third) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        match (first, second, third) {
            ("", ..) => Self::Home,
            ("rooms", Some(_), None) => Self::Room,
            ("rooms", Some(_), Some("messages")) => Self::Message,
            ("rooms", Some(_), Some("events")) | ("events", ..) => Self::Stream,
            ("rooms", Some(_), Some("live")) => Self::Frame,
            ("rooms", Some(_), Some("signs" | "read")) => Self::Presence,
            ("rooms", Some(_), Some(_)) => Self::RoomPage,
            (
                "rooms" | "unread" | "mentions" | "bookmarks" | "reminders" | "scheduled" | "direct" | "switch",
                ..,
            ) => Self::List,
            ("search", ..) => Self::Search,
            ("files", ..) => Self::File,
            ("people" | "emoji", ..) => Self::People,
            ("settings" | "notifications", ..) => Self::Settings,
            ("login" | "logout" | "register" | "recover" | "setup" | "invite" | "invitations" | "email", ..) => {
                Self::Account
            }
            ("guest", ..) => Self::Guest,
            ("admin", ..) => Self::Administration,
            ("healthz" | "readyz", ..) => Self::Health,
            _ => Self::Other,
        }
    }

    fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// Methods that are told apart; the last is for all others.
const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PATCH", "DELETE", "other"];

/// Classes of statuses; the first is for those without a class.
const CLASSES: [&str; 6] = ["other", "1xx", "2xx", "3xx", "4xx", "5xx"];

type ByClass = [Counter; CLASSES.len()];

static COUNTS: [[ByClass; METHODS.len()]; Route::ALL.len()] =
    [const { [const { [const { Counter::new() }; CLASSES.len()] }; METHODS.len()] }; Route::ALL.len()];

static TIMES: [Times; Route::ALL.len()] = [const { Times::of_times() }; Route::ALL.len()];

/// A request that is being answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Began {
    route: Route,
    method: usize,
    at: Instant,
}

impl Began {
    pub(crate) fn now(method: &str, path: &str) -> Self {
        Self { route: Route::of(path), method: place_of(method), at: Instant::now() }
    }

    /// Counts the response, and the time until its head was made.
    pub(crate) fn was_answered(self, status: u16) {
        count(self.route, self.method, status);
        TIMES[self.route as usize].observe_time(self.at.elapsed());
    }
}

/// Counts a stream whose connection was hijacked: it has no response that could be timed.
pub(crate) fn count_stream() {
    count(Route::Stream, 0, 200);
}

fn count(route: Route, method: usize, status: u16) {
    let class = usize::from(status / 100);
    COUNTS[route as usize][method][if class < CLASSES.len() { class } else { 0 }].add(1);
}

fn place_of(method: &str) -> usize {
    METHODS.iter().position(|known| *known == method).unwrap_or(METHODS.len() - 1)
}

/// The number of requests so far.
pub(crate) fn total() -> u64 {
    COUNTS.iter().flatten().flatten().map(Counter::get).sum()
}

/// The times of all requests so far.
pub(crate) fn times() -> Distribution {
    let mut all = Distribution::default();
    for times in &TIMES {
        all.add(&times.read());
    }
    all
}

pub(crate) fn write(text: &mut Text) {
    let mut family = text
        .counter("snug_http_requests_total", "Answered requests by kind of route, method and class of status.");
    for (route, by_method) in Route::ALL.iter().zip(&COUNTS) {
        for (method, by_class) in METHODS.iter().zip(by_method) {
            for (class, count) in CLASSES.iter().zip(by_class) {
                if count.get() > 0 {
                    family.sample(&[("route", route.1), ("method", method), ("status", class)], count.get());
                }
            }
        }
    }
    let mut family = text
        .histogram("snug_http_request_duration_seconds", "Time until the head of the response, by kind of route.");
    for ((route, _), times) in Route::ALL.iter().zip(&TIMES) {
        let times = times.read();
        if times.count() > 0 {
            family.distribution(&[("route", route.name())], &times, Unit::Time);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_is_of_one_of_a_few_kinds() {
        for (path, kind) in [
            ("/", Route::Home),
            ("/rooms", Route::List),
            ("/rooms/general", Route::Room),
            ("/rooms/general/messages", Route::Message),
            ("/rooms/general/messages/7/edit", Route::Message),
            ("/rooms/general/events", Route::Stream),
            ("/events", Route::Stream),
            ("/rooms/general/live/start", Route::Frame),
            ("/rooms/general/about", Route::RoomPage),
            ("/admin/people/ann", Route::Administration),
            ("/readyz", Route::Health),
            ("/wp-login.php", Route::Other),
            ("*", Route::Home),
        ] {
            assert_eq!(Route::of(path), kind, "{path}");
        }
        for (place, (route, _)) in Route::ALL.iter().enumerate() {
            assert_eq!(*route as usize, place, "names are in the order of the kinds");
        }
    }

    #[test]
    fn statuses_and_methods_that_nobody_knows_are_counted_too() {
        count(Route::Other, place_of("BREW"), 999);
        assert!(COUNTS[Route::Other as usize][METHODS.len() - 1][0].get() > 0);
    }
}
