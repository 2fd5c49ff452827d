//! Snug: a self-hosted, real-time chat server. One binary, one SQLite file.
//!
//! # The code map
//!
//! Layers are folders, and the same noun is the file name in each of them: whoever wants to know how messages work opens
//! `messages.rs` in `model`, `store`, `chat`, `views` and `web`, from the ground up.
//!
//! - [`model`] is the vocabulary: values that can't be invalid, made by parsing at the edge.
//! - [`store`] keeps them. One method is one whole transaction; only `store/sqlite` knows the database's driver.
//! - [`live`] tells who listens. It knows neither HTML nor SQL.
//! - [`chat`] is what people can do: everything that changes anything goes through it.
//! - [`import`] reads other chats' data.
//! - [`views`] turns values into markup, and does nothing else.
//! - [`web`] answers requests and holds streams open.
//! - `tasks` runs what runs beside the requests, and notices when it panics.
//! - [`config`] and [`app`] read the command line and wire the rest together.
//!
//! # What is always true
//!
//! - A message is durable (committed, synced) before anyone sees it, and before its author is answered.
//! - Every change to a room takes the room's next [number](model::ChangeNumber) in the transaction that stores it.
//!   Whoever has seen change *n* lacks exactly the changes after *n*: that is all that resuming needs.
//! - Every write looks up its precondition (membership, authorship, whether the room is archived or gone) in its own
//!   transaction: the check that let the request in may be out of date by then.
//! - Changes are published by the store's commit, in the order of their numbers.
//! - A message's markup is the same for everyone who may see it, so it is rendered once for all of them.
//! - What a search finds is read from messages and rooms as they are: the index only says where to look.
//! - Nothing that a person wrote is markup before [`views`] has escaped it; Markdown is sanitised besides.
//! - What others can make the server hold has a bound: connections, streams, waiting writes, what waits for a reader. What
//!   each person and each network may do stands in `chat/limits/budgets.rs`.
//! - Everything works as plain forms and pages; htmx and `app.js` only make it smoother.
//!
//! `tests/it/layers.rs` holds who may use whom.

pub mod model;

pub mod store;

pub mod live;

pub mod chat;

pub mod import;

pub mod views;

pub mod web;

mod tasks;

pub mod app;
pub mod config;
