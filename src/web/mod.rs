//! HTTP: connections, what handlers share, live streams, and the handlers.

pub(crate) mod http;
pub(crate) mod monitoring;
pub(crate) mod pages;
pub(crate) mod router;
pub(crate) mod server;
pub(crate) mod site;
pub(crate) mod state;
pub(crate) mod stream;

pub use http::error::Error;
pub use http::uploads::Uploads;
pub use monitoring::server::start as start_monitoring;
pub use pages::rooms::cache::RoomCache;
pub use pages::settings::zones::ZoneList;
pub use server::accept::serve;
pub use server::fair_semaphore::FairSemaphore;
pub use server::listen::{Listener, bind, bind_tcp, bind_unix};
pub use server::slots::Slots;
pub use server::tls::Tls;
pub use site::{Endpoint, Site};
pub use state::Shared;
pub use state::State;
pub use stream::presence::Presence;
pub use stream::registry::HubRegistry;
pub use stream::sidebar::Sidebars;
pub use stream::sink::StreamSink;
pub use stream::updates::start_updates;
