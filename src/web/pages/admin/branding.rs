//! Sets the server's name and logo.

use axum::extract::{Request, State as FromState};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use crate::chat;
use crate::model::administration::branding::{Branding, ServerName};
use crate::model::people::{NewPicture, PictureError};
use crate::model::{Picture, ServerSettings};
use crate::views::i18n::strings::strings;
use crate::views::pages::admin::settings::{BrandingForm, Outcome};
use crate::views::parts::refusals;
use crate::web::http::administrator::Administering;
use crate::web::http::error::{Error, TRY_AGAIN};
use crate::web::http::forms;
use crate::web::http::forms::Htmx;
use crate::web::http::redirect::redirect;
use crate::web::http::uploads::Share;
use crate::web::pages::admin::settings::page;
use crate::web::state::State;

/// The fields of the form.
#[derive(Default)]
struct Fields {
    /// None: unchanged.
    name: Option<String>,
    logo: NewPicture<Vec<u8>>,
    /// Whether the file was too large.
    cut: bool,
}

pub(crate) async fn change(
    administering: Result<Administering, Error>,
    FromState(state): FromState<State>,
    request: Request,
) -> Result<Response, Error> {
    let slot = administering.and_then(|by| match state.uploads.take(by.viewer.account.id) {
        Ok(slot) => Ok((by, slot)),
        Err(_) => Err(Error::TooMany(TRY_AGAIN)),
    });
    let (Administering { viewer, administrator }, _slot) = match slot {
        Ok(taken) => taken,
        Err(error) => {
            forms::note_text(request, &state).await;
            return Err(error);
        }
    };
    let share = state.uploading.begin(viewer.network, viewer.account.id);
    let Fields { name: typed, logo, cut } = read(request, &state, &share).await?;
    // Queue only after the upload is complete, so that a slow client doesn't hold a slot.
    let _turn = match &logo {
        NewPicture::Of(_) => {
            Some(state.picture_queue.turn(viewer.network).await.map_err(|_| Error::TooMany(TRY_AGAIN))?)
        }
        NewPicture::Same | NewPicture::None => None,
    };
    let i18n = strings(viewer.locale.language);
    let settings = state.store.server_settings().await?;
    let mut form = BrandingForm { name: typed.clone(), ..BrandingForm::default() };
    let name = match typed.as_deref().map(ServerName::parse) {
        None => Ok(settings.branding.name.clone()),
        Some(parsed) => parsed,
    };
    form.name_error = name.as_ref().err().map(|error| refusals::server_name(*error, i18n));
    form.logo_error = cut.then(|| refusals::picture(PictureError::TooLarge, i18n));
    if let (Ok(name), false) = (name, cut) {
        // The picture first: of the two, it alone can be refused.
        match state.chat.set_logo(&administrator, logo).await {
            Ok(()) => {
                let branding = Branding { name, ..settings.branding };
                let changed = ServerSettings { branding, ..settings };
                state.chat.set_server_settings(&administrator, changed).await?;
                return Ok(redirect(Htmx(false), "/admin/settings?saved=yes"));
            }
            Err(chat::Error::NoPicture(error)) => form.logo_error = Some(refusals::picture(error, i18n)),
            Err(other) => return Err(other.into()),
        }
    }
    let page = page(&state, &viewer, &administrator, Outcome::None, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn read(request: Request, state: &State, share: &Share) -> Result<Fields, Error> {
    let mut fields = Fields::default();
    for part in forms::parts(request, state, Picture::MAX_BYTES, share).await? {
        match part.name.as_str() {
            "name" if part.cut => return Err(Error::TooLarge),
            "name" => fields.name = Some(String::from_utf8(part.bytes).map_err(|_| Error::BadForm)?),
            "remove" => fields.logo = NewPicture::None,
            "logo" if part.cut => fields.cut = true,
            // `remove` wins over a chosen file.
            "logo" if !part.bytes.is_empty() && matches!(fields.logo, NewPicture::Same) => {
                fields.logo = NewPicture::Of(part.bytes);
            }
            _ => {}
        }
    }
    Ok(fields)
}
