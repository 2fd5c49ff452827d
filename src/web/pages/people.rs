//! Changes one's profile, and serves profile pictures.

use axum::extract::{Request, State as FromState};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::model::people::{DisplayNameError, NewPicture, PictureError};
use crate::model::{DisplayName, Picture, Username, Viewer};
use crate::views::i18n::strings::strings;
use crate::views::pages::settings::general::{ProfileForm, Settings};
use crate::views::parts::refusals;
use crate::web::http::error::{Error, TRY_AGAIN, in_seconds, retry_after};
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms;
use crate::web::http::forms::Htmx;
use crate::web::http::redirect::redirect;
use crate::web::http::uploads::Share;
use crate::web::pages::settings::general::page;
use crate::web::state::State;

/// The fields of the profile form.
#[derive(Default)]
struct Fields {
    /// None: unchanged.
    name: Option<String>,
    picture: NewPicture<Vec<u8>>,
    /// Whether the file was too large.
    cut: bool,
}

pub(crate) async fn change(
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
    let fields = read(request, &state, &share).await?;
    // Queue only after the upload is complete, so that a slow client doesn't hold a slot.
    let _turn = match &fields.picture {
        NewPicture::Of(_) => {
            Some(state.picture_queue.turn(viewer.network).await.map_err(|_| Error::TooMany(TRY_AGAIN))?)
        }
        NewPicture::Same | NewPicture::None => None,
    };
    let i18n = strings(viewer.locale.language);
    let mut form = ProfileForm { name: fields.name.clone(), ..ProfileForm::default() };
    let mut refused = (StatusCode::UNPROCESSABLE_ENTITY, None);
    let name = match fields.name.as_deref().map(DisplayName::parse) {
        None => Ok(viewer.account.person.name.clone()),
        Some(Err(DisplayNameError::Empty)) => Ok(None),
        Some(parsed) => parsed.map(Some),
    };
    form.name_error = name.as_ref().err().map(|error| refusals::display_name(*error, i18n));
    form.picture_error = fields.cut.then(|| refusals::picture(PictureError::TooLarge, i18n));
    if let (Ok(name), false) = (name, fields.cut) {
        match state.chat.change_profile(&viewer, name, fields.picture).await {
            Ok(()) => return Ok(redirect(Htmx(false), "/settings?saved=yes")),
            Err(chat::Error::NameLooksAlike) => form.name_error = Some(i18n.display_name_taken.clone()),
            Err(chat::Error::NoPicture(error)) => form.picture_error = Some(refusals::picture(error, i18n)),
            Err(chat::Error::TooFast(wait)) => {
                form.name_error = Some(i18n.too_fast(in_seconds(wait)));
                refused = (StatusCode::TOO_MANY_REQUESTS, Some([retry_after(wait)]));
            }
            Err(other) => return Err(other.into()),
        }
    }
    let settings = Settings { locale: viewer.chosen.clone(), profile: form, ..Settings::default() };
    Ok((refused.0, refused.1, page(&state, &viewer, settings).await?).into_response())
}

async fn read(request: Request, state: &State, share: &Share) -> Result<Fields, Error> {
    let mut fields = Fields::default();
    for part in forms::parts(request, state, Picture::MAX_BYTES, share).await? {
        match part.name.as_str() {
            "name" if part.cut => return Err(Error::TooLarge),
            "name" => fields.name = Some(String::from_utf8(part.bytes).map_err(|_| Error::BadForm)?),
            "remove" => fields.picture = NewPicture::None,
            "picture" if part.cut => fields.cut = true,
            // `remove` wins over a chosen file.
            "picture" if !part.bytes.is_empty() && matches!(fields.picture, NewPicture::Same) => {
                fields.picture = NewPicture::Of(part.bytes);
            }
            _ => {}
        }
    }
    Ok(fields)
}

#[derive(Deserialize)]
pub(crate) struct Version {
    v: Option<i64>,
}

/// A profile picture, for those who are logged in. The URL with its version never changes content.
pub(crate) async fn picture(
    _: Viewer,
    FromState(state): FromState<State>,
    Path(username): Path<String>,
    Query(Version { v }): Query<Version>,
) -> Result<Response, Error> {
    let username = Username::parse(&username).map_err(|_| Error::NotFound)?;
    let (picture, version) = state.store.picture(&username).await?;
    let cached = if v == Some(version.0) { "private, max-age=31536000, immutable" } else { "private, no-cache" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(picture.kind.media_type())),
        (header::CACHE_CONTROL, HeaderValue::from_static(cached)),
    ];
    Ok((headers, picture.bytes).into_response())
}
