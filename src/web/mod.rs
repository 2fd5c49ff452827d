//! HTTP: which address does what, and for whom.

mod about;
mod accounts;
mod addresses;
mod assets;
mod audience;
mod complete;
mod cookies;
mod direct;
mod door;
mod edits;
mod encoding;
mod error;
mod feed;
mod feeds;
mod forgery;
mod forms;
mod frames;
mod headers;
mod health;
mod hosts;
mod live;
mod locales;
mod log;
mod menu;
mod messages;
mod pace;
mod pages;
mod people;
mod pins;
mod places;
mod reactions;
mod reading;
mod refusals;
mod replay;
mod requests;
mod rooms;
mod search;
mod seat;
mod sent_form;
mod serve;
mod sessions;
mod settings;
mod sidebars;
mod signs;
mod small;
mod state;
mod switch;
mod takeover;
mod turns;
mod uploads;

use axum::Router;
use axum::routing::{get, post};

pub use error::Error;
pub use feeds::Feeds;
pub use pages::Pages;
pub use places::Places;
pub use serve::serve;
pub use sidebars::Sidebars;
pub use signs::Signs;
pub use state::{Shared, Site, State};
pub use turns::Turns;
pub use uploads::Uploads;

/// Every address.
fn routes(state: State) -> Router {
    Router::new()
        .route("/", get(rooms::home))
        .route("/register", get(accounts::register_page).post(accounts::register))
        .route("/login", get(accounts::login_page).post(accounts::log_in))
        .route("/login/left.css", get(accounts::left_style))
        .route("/logout", post(accounts::log_out))
        .route("/rooms", get(rooms::list).post(rooms::create))
        .route("/rooms/{slug}", get(rooms::show))
        .route("/rooms/{slug}/about", get(about::show).post(about::change))
        .route("/rooms/{slug}/join", post(about::join))
        .route("/rooms/{slug}/leave", post(about::leave))
        .route("/rooms/{slug}/invite", post(about::invite))
        .route("/rooms/{slug}/remove", post(about::remove))
        .route("/rooms/{slug}/involvement", post(about::involve))
        .route("/rooms/{slug}/archive", post(about::archive))
        .route("/rooms/{slug}/unarchive", post(about::unarchive))
        .route("/rooms/{slug}/delete", get(about::delete_page).post(about::delete))
        .route("/rooms/{slug}/complete", get(complete::complete))
        .route("/switch", get(switch::show))
        .route("/shortcuts", get(switch::shortcuts))
        .route("/direct", get(direct::page).post(direct::open))
        .route("/rooms/{slug}/messages", post(messages::post))
        .route("/rooms/{slug}/messages/{id}", get(rooms::show_message))
        .route("/rooms/{slug}/messages/{id}/edit", get(edits::edit_page).post(edits::edit))
        .route("/rooms/{slug}/messages/{id}/delete", get(edits::delete_page).post(edits::delete))
        .route("/rooms/{slug}/messages/{id}/history", get(edits::history))
        .route("/rooms/{slug}/messages/{id}/menu", get(menu::show))
        .route("/rooms/{slug}/messages/{id}/reactions", get(reactions::list).post(reactions::react))
        .route("/rooms/{slug}/messages/{id}/pin", post(pins::pin))
        .route("/rooms/{slug}/messages/{id}/unpin", post(pins::unpin))
        .route("/rooms/{slug}/messages/{id}/bookmark", post(pins::bookmark))
        .route("/rooms/{slug}/messages/{id}/unbookmark", post(pins::unbookmark))
        .route("/rooms/{slug}/messages/{id}/unread", post(reading::unread))
        .route("/rooms/{slug}/pins", get(pins::list))
        .route("/bookmarks", get(pins::bookmarks))
        .route("/rooms/{slug}/read", post(reading::read))
        .route("/rooms/{slug}/signs", post(signs::sign))
        .route("/rooms/{slug}/events", get(live::events))
        .route("/rooms/{slug}/live", get(live::page))
        .route("/rooms/{slug}/live/start", get(live::start))
        .route("/search", get(search::show))
        .route("/settings", get(settings::show).post(settings::change))
        .route("/settings/profile", post(people::change))
        .route("/people/{username}/picture", get(people::picture))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/manifest.webmanifest", get(assets::manifest))
        .merge(assets::router())
        .fallback(addresses::elsewhere)
        .method_not_allowed_fallback(error::no_such_method)
        .with_state(state)
}
