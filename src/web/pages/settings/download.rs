//! Downloading one's data: a zip file that is written while it is sent.

use axum::body::Body;
use axum::extract::State as FromState;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;
use tower_cookies::Cookies;
use zip::result::ZipError;

use crate::chat::Confirmation;
use crate::model::people::PictureKind;
use crate::model::{Timestamp, Viewer};
use crate::store;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::settings::download as views;
use crate::views::pages::settings::download::DownloadForm;
use crate::web::http::error::Error;
use crate::web::http::forms::Form;
use crate::web::http::sessions::device_cookie;
use crate::web::http::zip_stream::ZipStream;
use crate::web::pages::settings::confirmation::Refused;
use crate::web::pages::settings::download_lines::{
    device_line, emoji_line, line, message_line, notifications_line, profile_line, reminder_line, scheduled_line,
    session_line, vote_line,
};
use crate::web::pages::shell::shell;
use crate::web::state::State;
use crate::{chat, files};

/// Number of messages that are read at once.
const PORTION: u32 = 500;

/// Number of files that are looked up at once.
const FILES_AT_ONCE: u32 = 100;

pub(crate) async fn show(viewer: Viewer, FromState(state): FromState<State>) -> Result<Markup, Error> {
    page(&state, &viewer, &DownloadForm::default()).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    password: String,
}

pub(crate) async fn download(
    viewer: Viewer,
    FromState(state): FromState<State>,
    cookies: Cookies,
    Form(Fields { password }): Form<Fields>,
) -> Result<Response, Error> {
    let i18n = strings(viewer.locale.language);
    let confirmation = Confirmation { password, device_cookie: device_cookie(&cookies, &state.site) };
    let mut refused = match state.chat.confirm_owner(&viewer, confirmation).await {
        Err(error) => Refused::by(error, i18n)?,
        Ok(()) => match state.downloads.take(viewer.account.id) {
            Err(_) => Refused::because(i18n.download_running.clone()),
            Ok(slot) => {
                let name = format!("attachment; filename=\"snug-{}.zip\"", viewer.account.id.0);
                let head =
                    [(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, name)];
                let parts = async_stream::stream! {
                    let _slot = slot;
                    for await part in parts(state, viewer) {
                        if let Err(error) = &part {
                            tracing::error!(%error, "a download of somebody's data has failed");
                        }
                        yield part;
                    }
                };
                return Ok((head, Body::from_stream(parts)).into_response());
            }
        },
    };
    let form = DownloadForm { password_error: refused.password_error.take(), problem: refused.problem.take() };
    Ok(refused.response(page(&state, &viewer, &form).await?))
}

async fn page(state: &State, viewer: &Viewer, form: &DownloadForm) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::page(&shell(viewer, &own, None), form))
}

/// Why a download has failed.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Zip(#[from] ZipError),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Files(#[from] files::Error),
    #[error(transparent)]
    Chat(#[from] chat::Error),
}

/// The bytes of the zip file.
#[allow(clippy::too_many_lines, reason = "one part of the zip file after the other")]
fn parts(state: State, viewer: Viewer) -> impl tokio_stream::Stream<Item = Result<Bytes, Failed>> {
    async_stream::try_stream! {
        let (store, account, now) = (&state.store, viewer.account.id, Timestamp::now());
        let mut zip = ZipStream::new();
        let own = store.own_account(account).await?;
        let addresses = store.own_addresses(account).await?;
        let picture = match store.picture(&own.account.person.username).await {
            Ok((picture, _)) => Some(picture),
            Err(store::Error::NotFound) => None,
            Err(error) => Err(error)?,
        };
        let picture_name = picture.as_ref().map(|picture| match picture.kind {
            PictureKind::Jpeg => "picture.jpg",
            PictureKind::Png => "picture.png",
        });

        zip.begin("profile.jsonl")?;
        yield zip.add(&profile_line(&own, &addresses, picture_name)?)?;
        if let (Some(name), Some(picture)) = (picture_name, &picture) {
            zip.begin(name)?;
            yield zip.add(&picture.bytes)?;
        }

        zip.begin("sessions.jsonl")?;
        for own in store.sessions(account, now).await? {
            yield zip.add(&session_line(&own)?)?;
        }

        zip.begin("rooms.jsonl")?;
        for (own, _) in store.own_rooms(account).await?.iter() {
            yield zip.add(&line(&json!({
                "room": own.slug.as_str(),
                "name": own.name,
                "kind": own.kind.as_str(),
                "notifications": own.notification_level.as_str(),
            }))?)?;
        }

        zip.begin("notifications.jsonl")?;
        let digest = store.digest_period(account).await?;
        yield zip.add(&notifications_line(&store.notification_settings(account).await?, digest)?)?;

        zip.begin("devices.jsonl")?;
        for device in store.push_devices(account).await? {
            yield zip.add(&device_line(&device)?)?;
        }

        zip.begin("emoji.jsonl")?;
        for added in store.custom_emoji().await?.iter().filter(|added| added.by == account) {
            yield zip.add(&emoji_line(added)?)?;
        }

        zip.begin("bookmarks.jsonl")?;
        let mut after = None;
        loop {
            let (bookmarks, more) = store.bookmarks(account, after, PORTION).await?;
            after = bookmarks.last().map(|last| last.message.id);
            for bookmark in &bookmarks {
                yield zip.add(&line(&json!({
                    "room": bookmark.slug.as_str(),
                    "message": bookmark.message.id.0,
                    "author": bookmark.message.author.username.as_str(),
                    "text": bookmark.message.body,
                }))?)?;
            }
            if !more {
                break;
            }
        }

        zip.begin("reminders.jsonl")?;
        for reminder in store.reminders(account).await? {
            yield zip.add(&reminder_line(&reminder)?)?;
        }

        zip.begin("scheduled.jsonl")?;
        for scheduled in store.scheduled_messages(account).await? {
            yield zip.add(&scheduled_line(&scheduled)?)?;
        }

        zip.begin("votes.jsonl")?;
        for vote in store.own_votes(account).await? {
            yield zip.add(&vote_line(&vote)?)?;
        }

        zip.begin("messages.jsonl")?;
        let mut after = None;
        loop {
            let messages = store.own_messages(account, after, PORTION).await?;
            let Some(last) = messages.last() else { break };
            after = Some(last.id);
            let mut lines = Vec::new();
            for message in &messages {
                lines.extend(message_line(message)?);
            }
            yield zip.add(&lines)?;
        }

        let mut after = None;
        loop {
            let files = store.own_files(account, after, FILES_AT_ONCE).await?;
            let Some((last, _)) = files.last() else { break };
            after = Some(*last);
            for (_, file) in files {
                zip.begin_uncompressed(&views::path_of(&file.attachment))?;
                let stored = state.chat.stored_files()?;
                for await bytes in stored.read(&file.attachment.key, &file.segments, 0..file.attachment.size) {
                    match bytes {
                        Ok(bytes) => yield zip.add(&bytes)?,
                        // It was deleted meanwhile.
                        Err(files::Error::NotFound) => break,
                        Err(error) => Err(error)?,
                    }
                }
            }
        }

        zip.begin("index.html")?;
        yield zip.add(views::readable_start(&own, picture_name, now, &viewer.locale).as_bytes())?;
        let mut after = None;
        loop {
            let messages = store.own_messages(account, after, PORTION).await?;
            let Some(last) = messages.last() else { break };
            after = Some(last.id);
            let page: String = messages.iter().map(|one| views::readable_message(one, &viewer.locale)).collect();
            yield zip.add(page.as_bytes())?;
        }
        yield zip.add(views::READABLE_END.as_bytes())?;
        yield zip.finish()?;
    }
}
