//! HTTP: which address does what, and for whom.

mod accounts;
mod addresses;
mod assets;
mod audience;
mod edits;
mod error;
mod feeds;
mod forgery;
mod forms;
mod frames;
mod headers;
mod health;
mod live;
mod log;
mod messages;
mod rooms;
mod seat;
mod serve;
mod sessions;
mod state;
mod takeover;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tower_cookies::CookieManagerLayer;
use tower_http::catch_panic::CatchPanicLayer;

pub use error::Error;
pub use feeds::Feeds;
pub use serve::serve;
pub use state::{Site, State};

/// Every address, and what every request passes on its way there and back.
pub fn router(state: State) -> Router {
    Router::new()
        .route("/", get(rooms::home))
        .route("/register", get(accounts::register_page).post(accounts::register))
        .route("/login", get(accounts::login_page).post(accounts::log_in))
        .route("/logout", post(accounts::log_out))
        .route("/rooms", get(rooms::list).post(rooms::create))
        .route("/rooms/{slug}", get(rooms::show))
        .route("/rooms/{slug}/messages", post(messages::post))
        .route("/rooms/{slug}/messages/{id}", get(rooms::show_message))
        .route("/rooms/{slug}/messages/{id}/edit", get(edits::edit_page).post(edits::edit))
        .route("/rooms/{slug}/messages/{id}/delete", get(edits::delete_page).post(edits::delete))
        .route("/rooms/{slug}/messages/{id}/history", get(edits::history))
        .route("/rooms/{slug}/events", get(live::events))
        .route("/rooms/{slug}/live", get(live::page))
        .route("/rooms/{slug}/live/start", get(live::start))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .merge(assets::router())
        .fallback(error::no_such_page)
        .method_not_allowed_fallback(error::no_such_method)
        .layer(CookieManagerLayer::new())
        .layer(from_fn_with_state(state.clone(), forgery::refuse))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(from_fn(error::render))
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .layer(from_fn(log::request))
        .with_state(state)
}
