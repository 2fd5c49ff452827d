//! HTTP: which address does what, and for whom.

pub(crate) mod http;
pub(crate) mod pages;
pub(crate) mod router;
pub(crate) mod server;
pub(crate) mod site;
pub(crate) mod state;
pub(crate) mod stream;

pub use http::error::Error;
pub use http::uploads::Uploads;
pub use pages::room_cache::Pages;
pub use server::accept::serve;
pub use server::fair_turns::Turns;
pub use server::slots::Places;
pub use site::Site;
pub use state::Shared;
pub use state::State;
pub use stream::presence::Signs;
pub use stream::registry::Feeds;
pub use stream::sidebar::Sidebars;
