//! All routes and their handlers.

use axum::Router;
use axum::routing::{get, patch, post};

use crate::web::http::{error, extractors};
use crate::web::pages::accounts::{entrances, login, login_code, lost_password, registration};
use crate::web::pages::admin;
use crate::web::pages::settings::{
    appearance, blocked, deletion, download, email, general, passwords, second_factor, sessions, status, warnings,
};
use crate::web::pages::{
    accounts, assets, cards, completion, custom_emoji, direct, drafts, edits, emoji, files, forwards, guests,
    health, invitations, logo, menu, messages, notifications, people, pins, polls, presence, previews,
    quick_switcher, reactions, reading, reminders, reports, rooms, scheduled, search, service_worker, settings,
    unread,
};
use crate::web::state::State;
use crate::web::stream::{frame, personal, sse};

/// The router of all paths.
pub(crate) fn routes(state: State) -> Router {
    Router::new()
        .route("/", get(rooms::list::home))
        .route("/register", get(registration::register_page).post(registration::register))
        .route("/login", get(login::login_page).post(login::log_in))
        .route("/login/code", post(login_code::log_in))
        .route("/login/oidc", get(accounts::sign_on::begin))
        .route("/login/oidc/callback", get(accounts::sign_on::finish))
        .route("/login/oidc/register", post(accounts::sign_on::register))
        .route("/login/passkey", post(accounts::passkeys::log_in))
        .route("/login/passkey/begin", post(accounts::passkeys::begin))
        .route("/login/left.css", get(login::logged_out_style))
        .route("/logout", post(login::log_out))
        .route("/rooms", get(rooms::list::list).post(rooms::list::create))
        .route("/rooms/{slug}", get(rooms::list::show))
        .route("/rooms/{slug}/about", get(rooms::details::show).post(rooms::details::change))
        .route("/rooms/{slug}/join", post(rooms::members::join))
        .route("/rooms/{slug}/leave", post(rooms::members::leave))
        .route("/rooms/{slug}/invite", get(rooms::members::invite_page).post(rooms::members::invite))
        .route("/rooms/{slug}/remove", get(rooms::members::removal).post(rooms::members::remove))
        .route("/rooms/{slug}/involvement", post(rooms::own_settings::set_notification_level))
        .route("/rooms/{slug}/drafts", get(drafts::list).post(drafts::change))
        .route("/rooms/{slug}/placement", post(rooms::own_settings::place))
        .route("/rooms/{slug}/guests", get(guests::links::show).post(guests::links::change))
        .route("/rooms/{slug}/rules", post(rooms::rules::change))
        .route("/rooms/{slug}/archive", post(rooms::ending::archive))
        .route("/rooms/{slug}/unarchive", post(rooms::ending::unarchive))
        .route("/rooms/{slug}/delete", get(rooms::ending::delete_page).post(rooms::ending::delete))
        .route("/rooms/{slug}/complete", get(completion::complete))
        .route("/switch", get(quick_switcher::show))
        .route("/shortcuts", get(quick_switcher::list_shortcuts))
        .route("/direct", get(direct::page).post(direct::open))
        .route("/rooms/{slug}/messages", post(messages::post))
        .route("/rooms/{slug}/pins", get(pins::list))
        .route("/rooms/{slug}/files", get(files::room::list))
        .route("/rooms/{slug}/poll", get(polls::new_page).post(polls::create))
        .route("/rooms/{slug}/preview", get(previews::show_room).post(previews::preview))
        .route("/rooms/{slug}/later", get(scheduled::new_page).post(scheduled::schedule))
        .route("/reminders", get(reminders::list))
        .route("/reminders/{id}", post(reminders::change))
        .route("/scheduled", get(scheduled::list))
        .route("/scheduled/{id}", get(scheduled::show).post(scheduled::change))
        .route("/mentions", get(unread::mentions))
        .route("/unread", get(unread::show).post(unread::change))
        .route("/bookmarks", get(pins::bookmarks))
        .route("/rooms/{slug}/read", post(reading::read))
        .route("/rooms/{slug}/signs", post(presence::sign))
        .route("/rooms/{slug}/events", get(sse::events))
        .route("/rooms/{slug}/live", get(frame::page))
        .route("/rooms/{slug}/live/start", get(frame::start))
        .route("/events", get(personal::events))
        .route("/search", get(search::show))
        .route("/settings", get(general::show).post(general::change))
        .route("/settings/password", get(passwords::show).post(passwords::change))
        .route("/settings/appearance", get(appearance::show).post(appearance::change))
        .route("/settings/status", get(status::show).post(status::change))
        .route("/settings/sidebar", post(appearance::set_sidebar))
        .route("/settings/formatting", post(appearance::set_formatting))
        .route("/settings/sessions", get(sessions::show).post(sessions::end))
        .route("/settings/blocked", get(blocked::show).post(blocked::change))
        .route("/settings/blocked.css", get(blocked::style))
        .route("/settings/warnings", get(warnings::show).post(warnings::confirm))
        .route("/settings/delete", get(deletion::show).post(deletion::delete))
        .route("/settings/download", get(download::show).post(download::download))
        .route("/settings/second-factor", get(second_factor::show).post(second_factor::change))
        .route("/settings/email", get(email::show).post(email::change))
        .route("/settings/passkeys", get(settings::passkeys::show).post(settings::passkeys::change))
        .route("/settings/passkeys/begin", post(settings::passkeys::begin))
        .route("/settings/sign-on", get(settings::sign_on::show).post(settings::sign_on::change))
        .route("/settings/profile", post(people::change))
        .route("/invitations", get(invitations::list).post(invitations::create))
        .route("/invitations/{id}", get(invitations::show))
        .route("/invitations/{id}/revoke", post(invitations::revoke))
        .route("/invite/{token}", get(entrances::invitation).post(entrances::accept))
        .merge(guest_routes())
        .route("/setup/{secret}", get(entrances::setup_page).post(entrances::set_up))
        .route("/email/{secret}", get(lost_password::verification_page).post(lost_password::verify))
        .route("/recover", get(lost_password::show).post(lost_password::request))
        .route("/recover/{secret}", get(entrances::recovery_page).post(entrances::recover))
        .route("/people", get(cards::list))
        .route("/people/{username}", get(cards::show))
        .route("/people/{username}/picture", get(people::picture))
        .route("/logo", get(logo::show))
        .route("/logo/unread.svg", get(logo::unread))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/manifest.webmanifest", get(assets::manifest))
        .merge(emoji_routes())
        .merge(file_routes())
        .merge(of_messages())
        .merge(notification_routes())
        .merge(administration())
        .merge(assets::router())
        .fallback(extractors::elsewhere)
        .method_not_allowed_fallback(error::no_such_method)
        .with_state(state)
}

/// The pages of guests.
fn guest_routes() -> Router<State> {
    Router::new()
        .route("/guest", get(guests::room::show))
        .route("/guest/live", get(guests::live::start))
        .route("/guest/live/stream", get(guests::live::stream))
        .route("/guest/messages", post(guests::room::post))
        .route("/guest/messages/{id}", get(guests::message::show).post(guests::message::act))
        .route("/guest/files/{key}/{name}", get(guests::files::show))
        .route("/guest/leave", post(guests::room::leave))
        .route("/guest/{token}", get(guests::entrance::show).post(guests::entrance::enter))
}

/// Files and uploads.
fn file_routes() -> Router<State> {
    Router::new()
        .route("/files", post(files::uploads::create))
        .route(
            "/files/{key}",
            patch(files::uploads::append).head(files::uploads::state).delete(files::uploads::cancel),
        )
        .route("/files/{key}/{name}", get(files::bytes::show))
}

/// The emoji picker, and custom emoji.
fn emoji_routes() -> Router<State> {
    Router::new()
        .route("/emoji", get(emoji::show))
        .route("/emoji/custom", get(custom_emoji::list).post(custom_emoji::add))
        .route("/emoji/custom/{name}/remove", get(custom_emoji::removal).post(custom_emoji::remove))
        .route("/emoji/pictures/{key}", get(custom_emoji::picture))
}

/// The pages and actions of a message.
fn of_messages() -> Router<State> {
    Router::new()
        .route("/rooms/{slug}/messages/{id}", get(rooms::list::show_message))
        .route("/rooms/{slug}/messages/{id}/edit", get(edits::edit_page).post(edits::edit))
        .route("/rooms/{slug}/messages/{id}/delete", get(edits::delete_page).post(edits::delete))
        .route("/rooms/{slug}/messages/{id}/history", get(edits::history))
        .route("/rooms/{slug}/messages/{id}/menu", get(menu::show))
        .route("/rooms/{slug}/messages/{id}/reactions", get(reactions::list).post(reactions::react))
        .route("/rooms/{slug}/messages/{id}/pin", post(pins::pin))
        .route("/rooms/{slug}/messages/{id}/unpin", post(pins::unpin))
        .route("/rooms/{slug}/messages/{id}/bookmark", post(pins::bookmark))
        .route("/rooms/{slug}/messages/{id}/unbookmark", post(pins::unbookmark))
        .route("/rooms/{slug}/messages/{id}/report", get(reports::show).post(reports::report))
        .route("/rooms/{slug}/messages/{id}/unread", post(reading::unread))
        .route("/rooms/{slug}/messages/{id}/remind", get(reminders::remind_page).post(reminders::remind))
        .route("/rooms/{slug}/messages/{id}/forward", get(forwards::show).post(forwards::forward))
        .route("/rooms/{slug}/messages/{id}/source", get(forwards::source))
        .route(
            "/rooms/{slug}/messages/{id}/files/{key}",
            get(files::attachments::show).post(files::attachments::change),
        )
        .route("/rooms/{slug}/messages/{id}/poll", get(polls::show).post(polls::vote))
}

/// Notifications: their settings, what scripts ask, and what browsers load for them.
fn notification_routes() -> Router<State> {
    Router::new()
        .route("/settings/notifications", get(settings::notifications::show).post(settings::notifications::change))
        .route("/settings/notifications/device", post(notifications::subscribe))
        .route("/notifications", get(notifications::list))
        .route("/unsubscribe/{secret}", get(accounts::unsubscribe::show).post(accounts::unsubscribe::end))
        .route("/service-worker.js", get(service_worker::script))
        .route("/offline", get(service_worker::offline))
}

/// The pages of administrators and moderators.
fn administration() -> Router<State> {
    Router::new()
        .route("/admin", get(admin::overview::show))
        .route("/admin/setup", get(admin::setup::show).post(admin::setup::change))
        .route("/admin/branding", post(admin::branding::change))
        .route("/admin/people", get(admin::people::list))
        .route("/admin/people/{username}", get(admin::person::show).post(admin::person::change))
        .route("/admin/rooms", get(admin::rooms::list))
        .route("/admin/rooms/{id}", get(admin::rooms::show).post(admin::rooms::change))
        .route("/admin/sessions", get(admin::sessions::list).post(admin::sessions::end))
        .route("/admin/reports", get(admin::reports::list))
        .route("/admin/reports/{id}", post(admin::reports::resolve))
        .route("/admin/networks", post(admin::networks::unblock))
        .route("/admin/invitations", get(admin::invitations::list))
        .route("/admin/settings", get(admin::settings::show).post(admin::settings::change))
        .route("/admin/status", get(admin::status::show))
        .route("/admin/audit", get(admin::audit::list))
        .route("/admin/audit.jsonl", get(admin::audit::export))
}
