//! Notifications for scripts: what open pages show, and where this browser gets its notifications.

use axum::extract::State as FromState;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::json;

use crate::chat;
use crate::model::notifications::devices::{Endpoint, PushKeys};
use crate::model::{MessageId, Viewer};
use crate::views::notifications as views;
use crate::web::http::error::Error;
use crate::web::http::forms::Form;
use crate::web::state::State;

/// Maximum age of messages that open pages notify of.
const MAX_AGE: SignedDuration = SignedDuration::from_mins(2);

/// Maximum number of rooms that are notified of at once.
const MAX_ROOMS: u32 = 5;

/// The notifications of a page that is open in the background: the newest unread message of each room, none at quiet times;
/// whether it plays a sound, and whether this browser gets notifications from a push service, too.
pub(crate) async fn list(viewer: Viewer, FromState(state): FromState<State>) -> Result<Response, Error> {
    let (account, now) = (viewer.account.id, Timestamp::now());
    let settings = state.store.notification_settings(account).await?;
    let devices = state.store.push_devices(account).await?;
    let device = devices.iter().find(|device| device.session == viewer.session.id);
    let quiet = settings.is_quiet(now, viewer.chosen.zone.as_ref());
    let announcements = if quiet {
        Vec::new()
    } else {
        let since = now.saturating_sub(MAX_AGE).unwrap_or(now);
        state.store.announcements(account, MessageId(0), since, MAX_ROOMS).await?.1
    };
    let preview = device.map(|device| device.preview).unwrap_or_default();
    let language = viewer.locale.language;
    let shown = |one| views::notification(one, preview, language, &viewer.branding);
    let list = json!({
        "notifications": announcements.iter().map(shown).collect::<Vec<_>>(),
        "sound": settings.sound,
        "quiet": quiet,
        "device": device.is_some(),
    });
    Ok(([(header::CONTENT_TYPE, "application/json")], list.to_string()).into_response())
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct Fields {
    /// `on` or `off`.
    act: String,
    endpoint: String,
    p256dh: String,
    auth: String,
}

/// Sends notifications to this browser from now on, or not any more.
pub(crate) async fn subscribe(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Form(Fields { act, endpoint, p256dh, auth }): Form<Fields>,
) -> Result<Response, Error> {
    if act == "off" {
        state.chat.unsubscribe(&viewer).await?;
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let endpoint = Endpoint::parse(&endpoint, state.private_push);
    let (Some(endpoint), Some(keys), "on") = (endpoint, PushKeys::parse(&p256dh, &auth), act.as_str()) else {
        return Err(Error::BadForm);
    };
    match state.chat.subscribe(&viewer, endpoint, keys).await {
        Err(chat::Error::LimitReached) => Ok(StatusCode::CONFLICT.into_response()),
        subscribed => {
            subscribed?;
            Ok(StatusCode::NO_CONTENT.into_response())
        }
    }
}
