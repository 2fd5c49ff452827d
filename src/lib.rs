//! Snug: a self-hosted, real-time chat server. One binary, one SQLite file.
//!
//! # The code map
//!
//! Layers are folders, and the same noun is the file name in each of them: to learn how messages work, read
//! `messages.rs` in `model`, `store`, `chat`, `views` and `web`, from the ground up.
//!
//! - [`model`]: the vocabulary. Values that can't be invalid, made by parsing at the edge.
//! - [`store`]: persistence. One method is one whole transaction; only `store/sqlite` knows the database's driver.
//! - [`live`]: publish and subscribe. It knows neither HTML nor SQL.
//! - [`files`]: the storage of files’ bytes: a folder, or a bucket.
//! - [`chat`]: the use cases. Every change goes through it.
//! - [`import`]: data of other chats.
//! - [`views`]: values in, markup out, and nothing else.
//! - [`jobs`]: background work that needs several layers: sending e-mail and notifications, and what is due at a time.
//! - [`web`]: HTTP. `server` accepts connections, `http` has what handlers share, `stream` sends live updates,
//!   `pages` has the handlers.
//! - [`certificates`]: this server's certificate, from files or from an authority.
//! - `http_client`: connections to other servers, for single sign-on, notifications and S3.
//! - [`reload`]: asks for what can be read again while the server runs.
//! - `manual`: the chapters in `docs`, which `snug help` prints.
//! - `systemd`: tells systemd how the server is.
//! - `metrics`: figures about the running process, counted where things happen.
//! - `running`: the note beside a database that a server runs on it.
//! - `tasks`: background tasks, supervised: a panic is logged and the task starts again.
//! - [`config`], [`cli`] and [`app`]: the arguments, the commands, and the wiring of the rest.
//!
//! Within a layer, files import from the file that defines an item, and never in a circle. A folder's `mod.rs` lists
//! its files; only the top one of a layer re-exports, for other layers. `tests/it/layers` holds these rules.
//!
//! # Invariants
//!
//! - A message is durable (committed, synced) before anyone sees it, and before its author is answered.
//! - Every change to a room takes the room's next [number](model::ChangeNumber) in the transaction that stores it. A
//!   client that has seen change *n* lacks exactly the changes after *n*: resuming needs nothing else.
//! - Every write checks its precondition (membership, authorship, whether the room is archived or deleted) in its own
//!   transaction: the check that admitted the request may be out of date by then.
//! - The store publishes what it commits as notices, in the order of the commits; caches and streams listen to them.
//! - A message's markup is the same for everyone who may see it, so it is rendered once for all of them.
//! - A search reads messages and rooms as they are now: the index only says where to look.
//! - Nothing that a person wrote is markup before [`views`] has escaped it; Markdown is sanitised besides.
//! - Everything that a client can make the server hold has a bound: connections, streams, waiting writes, unsent
//!   bytes. The limits of each person and network are in `chat/limits/budgets.rs`.
//! - Everything works as plain forms and pages; htmx and `app.js` only make it smoother.
//!
//! # How things travel
//!
//! **A posted message.** `web/server/connection.rs` reads the request, `web/server/middleware.rs` checks its host and
//! origin (`web/http/hosts.rs`, `csrf.rs`). `web/pages/messages.rs` takes the session from `web/http/sessions.rs`,
//! the room from `web/http/enter.rs`, and parses a [`Draft`](model::Draft). `chat/messages.rs` checks the author's
//! rate (`chat/limits/budgets.rs`) and finds the names in the text (`model/text/mentions.rs`). `store/messages.rs`
//! hands the message to the backend: `store/sqlite/tx/posts.rs` puts the write into `conn/write_queue.rs`;
//! `conn/writer.rs` commits all waiting writes in one transaction, in which `sql/access.rs` checks the membership
//! again. After the commit, `store/publisher.rs` hands the write's notices to the caches (`store/cache`) and, through
//! `chat/publish.rs`, to `live/local.rs`; then the author is answered. `web/stream/hub.rs`, one task for each room
//! and language, renders the message once (`views/parts/messages.rs`, `web/stream/events.rs`), and
//! `web/stream/subscribers.rs` writes the same bytes to every subscriber's sink (`web/stream/sink.rs`): a hijacked
//! socket, or the queue of a response body where the connection can't be hijacked or `--stream-sink body` says so.
//! Unread marks go to each person's pages, also to those without a room: `web/stream/sidebar_updates.rs` renders
//! them, and `web/stream/personal_hub.rs` is the hub of `GET /events`, which such pages listen to (`stream/personal.rs`).
//!
//! **A login.** `web/pages/accounts/login.rs` calls `chat/accounts.rs`, which asks `chat/auth/throttle.rs` for an attempt
//! (by name, network and known browser, `chat/auth/devices.rs`) and `chat/limits/fair_queue.rs` for one of the
//! hashing slots. `chat/auth/passwords.rs` verifies with Argon2id in reusable memory (`chat/mapped_memory.rs`), or
//! `werkzeug.rs` for imported hashes. `store/sessions.rs` stores the session, and `web/http/sessions.rs` sets the
//! cookie. With a second factor,
//! `web/pages/accounts/login_code.rs` asks for its code (`chat/second_factors.rs`), which the session's transaction uses
//! up (`store/sqlite/sql/factors.rs`).
//!
//! **An e-mail.** `chat/mail/addresses.rs` and other use cases put it into the queue, without a secret, in the
//! transaction of what it is about (`store/sqlite/sql/mail.rs`). `jobs/mail/sender.rs` takes it from there
//! (`chat/mail/queue.rs`, `store/sqlite/tx/mail/queue.rs`, which finds the recipient and stores the hash of its link),
//! writes it (`views/mails.rs`, `jobs/mail/message.rs`) and hands it to the mail server (`jobs/mail/smtp.rs`).
//!
//! **A scheduled message.** `web/pages/scheduled.rs` stores it as work that is due at a time (`chat/due_work.rs`,
//! `store/sqlite/tx/due_work.rs`), next to reminders. `jobs/due_work.rs` sleeps until then, leases a portion of what is
//! due, and lets the store post the message as any other, in the transaction that takes it out of the schedule.
//!
//! **A notification.** A committed message wakes `jobs/push/sender.rs`, which decides on a reading connection who is
//! notified (`store/sqlite/tx/notifications/queue.rs`, by the rules in `sql/notifications.rs`), and queues it with the
//! number of the last message decided about. When it is due, the same rules are checked again, with quiet hours
//! (`model/notifications`); then it is written (`views/notifications.rs`), encrypted and signed (`jobs/push/encryption.rs`,
//! `vapid.rs`), and sent to the browser's push service (`services.rs`). `assets/service-worker.js` shows it.
//!
//! **A room page.** `web/pages/rooms/list.rs` enters the room (`store/permission.rs`) from the membership cache
//! (`store/cache/own_rooms.rs`). `web/pages/newest_page.rs` compares the page's tag with the client's, and otherwise
//! joins two parts from `web/pages/rooms/cache.rs`: the frame of this viewer (`views/parts/layout.rs`) and the
//! messages that everyone shares (`views/pages/rooms.rs`), each compressed once (`web/http/compression.rs`). Other
//! pages of the history come from `web/pages/rooms/page.rs`, read by `store/messages.rs`.

pub mod model;

pub mod store;

pub mod live;

pub mod files;

pub mod chat;

pub mod import;

pub mod jobs;

pub mod views;

pub mod web;

pub mod certificates;

mod http_client;
mod manual;
mod metrics;
mod systemd;
mod tasks;

pub mod reload;
mod running;

pub mod app;
pub mod cli;
pub mod config;
