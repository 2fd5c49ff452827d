//! Custom emoji: lists them, adds and removes them, and serves their pictures.

use axum::extract::{Request, State as FromState};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::model::custom_emoji::{MAX_CUSTOM_EMOJI, MAX_CUSTOM_EMOJI_PER_PERSON, PictureKey};
use crate::model::people::PictureError;
use crate::model::{CustomEmoji, EmojiName, Picture, Viewer};
use crate::store;
use crate::views::Markup;
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::pages::custom_emoji as views;
use crate::views::pages::custom_emoji::{EmojiForm, Outcome};
use crate::views::parts::refusals;
use crate::web::http::error::{Error, TRY_AGAIN};
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms;
use crate::web::http::forms::Htmx;
use crate::web::http::redirect::redirect;
use crate::web::http::refusals::Refusal;
use crate::web::http::uploads::Share;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Shown {
    #[serde(default)]
    done: String,
}

pub(crate) async fn list(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Shown { done }): Query<Shown>,
) -> Result<Markup, Error> {
    let outcome = match done.as_str() {
        "added" => Outcome::Added,
        "removed" => Outcome::Removed,
        _ => Outcome::None,
    };
    page(&state, &viewer, &EmojiForm { outcome, ..EmojiForm::default() }).await
}

/// The fields of the form.
#[derive(Default)]
struct Fields {
    name: String,
    picture: Vec<u8>,
    /// Whether the file was too large.
    cut: bool,
}

pub(crate) async fn add(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    request: Request,
) -> Result<Response, Error> {
    let slot = viewer.and_then(|viewer| match state.uploads.take(viewer.account.id) {
        Ok(slot) => Ok((viewer, slot)),
        Err(_) => Err(Error::TooMany(TRY_AGAIN)),
    });
    let (viewer, _slot) = match slot {
        Ok(taken) => taken,
        Err(error) => {
            forms::note_text(request, &state).await;
            return Err(error);
        }
    };
    let share = state.uploading.begin(viewer.network, viewer.account.id);
    let Fields { name: typed, picture, cut } = read(request, &state, &share).await?;
    if !state.chat.may_add_emoji(&viewer).await? {
        return Err(Error::Forbidden);
    }
    // Queue only after the upload is complete, so that a slow client doesn't hold a slot.
    let _turn = state.picture_queue.turn(viewer.network).await.map_err(|_| Error::TooMany(TRY_AGAIN))?;
    let i18n = strings(viewer.locale.language);
    let name = EmojiName::parse(&typed);
    let mut form = EmojiForm { name: typed, ..EmojiForm::default() };
    form.name_error = name.as_ref().err().map(|error| refusals::emoji_name(*error, i18n));
    form.picture_error = match (cut, picture.is_empty()) {
        (true, _) => Some(refusals::picture(PictureError::TooLarge, i18n)),
        (false, true) => Some(i18n.emoji_picture_missing.clone()),
        (false, false) => None,
    };
    let mut refusal = None;
    if let (Ok(name), None) = (name, &form.picture_error) {
        match state.chat.add_emoji(&viewer, name, picture).await {
            Ok(()) => return Ok(redirect(Htmx(false), "/emoji/custom?done=added")),
            Err(chat::Error::NameTaken) => form.name_error = Some(i18n.emoji_name_taken.clone()),
            Err(chat::Error::NoPicture(error)) => form.picture_error = Some(refusals::picture(error, i18n)),
            Err(error) => {
                let refused = refused(error, i18n)?;
                form.problem = Some(refused.sentence.clone());
                refusal = Some(refused);
            }
        }
    }
    let page = page(&state, &viewer, &form).await?;
    Ok(match refusal {
        Some(refusal) => refusal.answer(page),
        None => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
    })
}

fn refused(error: chat::Error, i18n: &Strings) -> Result<Refusal, Error> {
    Ok(match error {
        chat::Error::LimitReached => {
            Refusal::quota(i18n.too_many_custom_emoji(MAX_CUSTOM_EMOJI_PER_PERSON, MAX_CUSTOM_EMOJI))
        }
        other => Refusal::of(other, i18n)?,
    })
}

async fn read(request: Request, state: &State, share: &Share) -> Result<Fields, Error> {
    let mut fields = Fields::default();
    for part in forms::parts(request, state, Picture::MAX_BYTES, share).await? {
        match part.name.as_str() {
            "name" if part.cut => return Err(Error::TooLarge),
            "name" => fields.name = String::from_utf8(part.bytes).map_err(|_| Error::BadForm)?,
            "picture" => (fields.picture, fields.cut) = (part.bytes, part.cut),
            _ => {}
        }
    }
    Ok(fields)
}

async fn page(state: &State, viewer: &Viewer, form: &EmojiForm) -> Result<Markup, Error> {
    let (own, all) = tokio::try_join!(state.store.own_rooms(viewer.account.id), state.store.custom_emoji())?;
    let all: Vec<_> = all
        .into_iter()
        .map(|added| {
            let may_remove = chat::may_remove_emoji(viewer, added.by);
            (added, may_remove)
        })
        .collect();
    let may_add = state.chat.may_add_emoji(viewer).await?;
    Ok(views::page(&shell(viewer, &own, None), &all, may_add, form))
}

/// Asks before an emoji is removed.
pub(crate) async fn removal(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(name): Path<String>,
) -> Result<Markup, Error> {
    let emoji = removable(&state, &viewer, &name).await?;
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::removal(&shell(&viewer, &own, None), &emoji))
}

pub(crate) async fn remove(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(name): Path<String>,
) -> Result<Response, Error> {
    let name = EmojiName::parse(&name).map_err(|_| Error::NotFound)?;
    state.chat.remove_emoji(&viewer, name).await?;
    Ok(redirect(Htmx(false), "/emoji/custom?done=removed"))
}

async fn removable(state: &State, viewer: &Viewer, name: &str) -> Result<CustomEmoji, Error> {
    let all = state.store.custom_emoji().await?;
    let added = all.into_iter().find(|added| added.emoji.name.as_str() == name).ok_or(Error::NotFound)?;
    if chat::may_remove_emoji(viewer, added.by) { Ok(added.emoji) } else { Err(Error::Forbidden) }
}

/// The picture of a custom emoji. It is public, for guests and notifications, and its address can't be guessed. Another
/// picture has another address.
pub(crate) async fn picture(
    FromState(state): FromState<State>,
    Path(key): Path<String>,
) -> Result<Response, Error> {
    let picture = match state.store.emoji_picture(PictureKey(key)).await {
        Err(store::Error::NotFound) => return Err(Error::NotFound),
        found => found?,
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(picture.kind.media_type())),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    Ok((headers, picture.bytes).into_response())
}
