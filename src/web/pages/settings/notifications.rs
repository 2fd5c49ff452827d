//! Changes how one is notified, and on which devices.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde::Deserialize;

use crate::model::notifications::devices::Preview;
use crate::model::notifications::digests::DigestPeriod;
use crate::model::notifications::quiet_hours::{DAYS, QuietHours, Span};
use crate::model::notifications::settings::{NotificationSettings, Pause};
use crate::model::{NotificationLevel, Viewer, Zone};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::settings::notifications as views;
use crate::views::pages::settings::notifications::{NotificationsForm, TypedHours};
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Shown {
    saved: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Shown { saved }): Query<Shown>,
) -> Result<Markup, Error> {
    page(&state, &viewer, NotificationsForm { saved: saved.is_some(), ..NotificationsForm::default() }).await
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct Fields {
    act: String,
    /// For how long notifications are paused.
    pause: String,
    device: i64,
    preview: String,
    /// The beginnings and ends of quiet hours, for each weekday.
    from: Vec<String>,
    until: Vec<String>,
    /// The browser's time zone, which scripts fill in.
    zone: String,
    level: String,
    sound: String,
    /// The interval of digests: a name of a period, `never`, or nothing to leave it as it is.
    digest: String,
}

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    match fields.act.as_str() {
        "pause" => {
            let Some(pause) = Pause::parse(&fields.pause) else { return refuse(&state, &viewer).await };
            let until = pause.end(Timestamp::now(), &viewer.locale.zone);
            state.chat.pause_notifications(&viewer, Some(until)).await?;
        }
        "resume" => state.chat.pause_notifications(&viewer, None).await?,
        "preview" => {
            let Some(preview) = Preview::parse(&fields.preview) else { return refuse(&state, &viewer).await };
            state.chat.set_preview(&viewer, fields.device, preview).await?;
        }
        "remove" => state.chat.remove_device(&viewer, fields.device).await?,
        "preferences" => return set(&state, &viewer, fields).await,
        _ => return Err(Error::BadForm),
    }
    Ok(saved())
}

/// Stores quiet hours, the level of new rooms and the sound.
async fn set(state: &State, viewer: &Viewer, fields: Fields) -> Result<Response, Error> {
    let Some(level) = NotificationLevel::parse(&fields.level).filter(|level| *level != NotificationLevel::Hidden)
    else {
        return refuse(state, viewer).await;
    };
    let digest = match fields.digest.as_str() {
        "" => None,
        "never" => Some(None),
        name => match DigestPeriod::parse(name) {
            Some(period) => Some(Some(period)),
            None => return refuse(state, viewer).await,
        },
    };
    let typed = TypedHours { from: fields.from, until: fields.until };
    let Some(quiet_hours) = parse(&typed) else {
        let form = NotificationsForm { typed: Some(typed), ..NotificationsForm::default() };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(state, viewer, form).await?).into_response());
    };
    let present = state.store.notification_settings(viewer.account.id).await?;
    // Without scripts, the zone is the page's.
    let zone = Zone::parse(&fields.zone).unwrap_or_else(|| viewer.locale.zone.clone());
    let sound = fields.sound == "yes";
    let settings = NotificationSettings { quiet_hours, zone: Some(zone), default_level: level, sound, ..present };
    state.chat.set_notifications(viewer, settings).await?;
    if let Some(period) = digest {
        state.chat.set_digest(viewer, period).await?;
    }
    Ok(saved())
}

/// The hours typed; none where one is no time, or only half a span.
fn parse(typed: &TypedHours) -> Option<QuietHours> {
    let mut hours = QuietHours::default();
    if typed.from.len() > DAYS || typed.until.len() > DAYS {
        return None;
    }
    for (day, span) in hours.0.iter_mut().enumerate() {
        let (from, until) = typed.of(day);
        *span = match (from.trim(), until.trim()) {
            ("", "") => None,
            (from, until) => Some(Span::parse(from, until)?),
        };
    }
    Some(hours)
}

fn saved() -> Response {
    redirect(Htmx(false), "/settings/notifications?saved=yes")
}

async fn refuse(state: &State, viewer: &Viewer) -> Result<Response, Error> {
    let problem = Some(strings(viewer.locale.language).no_such_setting.clone());
    let form = NotificationsForm { problem, ..NotificationsForm::default() };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(state, viewer, form).await?).into_response())
}

async fn page(state: &State, viewer: &Viewer, form: NotificationsForm) -> Result<Markup, Error> {
    let account = viewer.account.id;
    let (own, settings, devices, digest) = tokio::try_join!(
        state.store.own_rooms(account),
        state.store.notification_settings(account),
        state.store.push_devices(account),
        state.store.digest_period(account),
    )?;
    let key = state.chat.push_key().await?;
    let session = viewer.session.id;
    let now = Timestamp::now();
    let form = NotificationsForm { key, now, digest, session: Some(session), ..form };
    Ok(views::page(&shell(viewer, &own, None), &settings, &devices, &form))
}
