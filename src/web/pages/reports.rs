//! Reporting a message.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::model::administration::reports::ReportReason;
use crate::model::{MessageId, Viewer};
use crate::store::Entered;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::reports as views;
use crate::views::pages::reports::ReportForm;
use crate::views::parts::urls;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Shown {
    done: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id)): Path<(String, i64)>,
    Query(Shown { done }): Query<Shown>,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let form = ReportForm { done: done.is_some(), ..ReportForm::default() };
    page(&state, &viewer, &entered, MessageId(id), &form).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    reason: String,
}

pub(crate) async fn report(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id)): Path<(String, i64)>,
    Form(Fields { reason }): Form<Fields>,
) -> Result<Response, Error> {
    let i18n = strings(viewer.locale.language);
    let entered = enter(&state, &viewer, &slug).await?;
    let id = MessageId(id);
    let mut form = ReportForm { reason, ..ReportForm::default() };
    match ReportReason::parse(&form.reason) {
        Err(_) => form.reason_error = Some(i18n.report_reason_invalid(ReportReason::MAX_CHARS)),
        Ok(reason) => match state.chat.report(&viewer, &entered, id, reason).await {
            Ok(()) => {
                let page = urls::action(&entered.room.slug, id, "report") + "?done=yes";
                return Ok(redirect(Htmx(false), &page));
            }
            Err(chat::Error::LimitReached) => form.problem = Some(i18n.too_many_reports.clone()),
            Err(error) => return Err(error.into()),
        },
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&state, &viewer, &entered, id, &form).await?).into_response())
}

async fn page(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    id: MessageId,
    form: &ReportForm,
) -> Result<Markup, Error> {
    let message = state.chat.present_message(entered, id).await?;
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::page(&shell(viewer, &own, Some(entered.room.id)), &entered.room, &message, form))
}
