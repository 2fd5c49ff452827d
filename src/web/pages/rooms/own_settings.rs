//! A member's own settings of a room: notifications, and the place in the sidebar.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;

use crate::model::notifications::settings::Pause;
use crate::model::sidebar::{Placement, SectionName};
use crate::model::{NotificationLevel, Timestamp, Viewer};
use crate::store::Mute;
use crate::views::i18n::strings::strings;
use crate::views::pages::room_details::state::{RoomDetails, TypedPlacement};
use crate::views::parts::refusals;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::Form;
use crate::web::pages::rooms::details::{back, refuse};
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Choice {
    #[serde(default)]
    involvement: String,
    /// For how long the room is muted: a name of a pause, `off`, or nothing to leave it as it is.
    #[serde(default)]
    mute: String,
}

pub(crate) async fn set_notification_level(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Form(Choice { involvement, mute }): Form<Choice>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let room = &entered.room;
    let level = NotificationLevel::parse(&involvement).ok_or(Error::BadForm)?;
    let muted = match mute.as_str() {
        "" => None,
        "off" => Some(Mute(None)),
        name => {
            let pause = Pause::parse(name).ok_or(Error::BadForm)?;
            Some(Mute(Some(pause.end(Timestamp::now(), &viewer.locale.zone))))
        }
    };
    state.chat.set_notification_level(&viewer, &entered, level, muted).await?;
    Ok(back(room))
}

#[derive(Deserialize)]
pub(crate) struct PlacementForm {
    starred: Option<String>,
    #[serde(default)]
    section: String,
}

pub(crate) async fn place(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Form(PlacementForm { starred, section }): Form<PlacementForm>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let starred = starred.is_some();
    match SectionName::parse(&section) {
        Ok(section) => {
            state.chat.place_room(&viewer, &entered, Placement { starred, section }).await?;
            Ok(back(&entered.room))
        }
        Err(error) => {
            let error = refusals::section_name(error, strings(viewer.locale.language));
            let placement = Some(TypedPlacement { starred, section, error });
            refuse(&state, &viewer, &slug, RoomDetails { placement, ..RoomDetails::default() }).await
        }
    }
}
