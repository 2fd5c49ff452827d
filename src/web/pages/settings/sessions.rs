//! Lists one's sessions, and ends them.

use axum::extract::State as FromState;
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat::Confirmation;
use crate::model::{SessionId, Viewer};
use crate::store::Which;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::settings::sessions as views;
use crate::views::pages::settings::sessions::SessionsForm;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::http::sessions::device_cookie;
use crate::web::pages::settings::confirmation::Refused;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Shown {
    /// How many sessions have just been ended.
    ended: Option<usize>,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Shown { ended }): Query<Shown>,
) -> Result<Markup, Error> {
    page(&state, &viewer, &SessionsForm { ended, ..SessionsForm::default() }).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    session: Vec<String>,
    #[serde(default)]
    password: String,
    /// `others`: all but the current one.
    #[serde(default)]
    which: String,
}

pub(crate) async fn end(
    viewer: Viewer,
    FromState(state): FromState<State>,
    cookies: Cookies,
    Form(Fields { session, password, which }): Form<Fields>,
) -> Result<Response, Error> {
    let i18n = strings(viewer.locale.language);
    let chosen: Vec<_> = session.iter().filter_map(|id| SessionId::parse(id)).collect();
    let mut form = SessionsForm { chosen: chosen.clone(), ..SessionsForm::default() };
    let mut refused = Refused::default();
    let which = if which == "others" { Which::Others } else { Which::These(chosen) };
    if matches!(&which, Which::These(chosen) if chosen.is_empty()) {
        refused.problem = Some(i18n.no_session_chosen.clone());
    } else {
        let confirmation = Confirmation { password, device_cookie: device_cookie(&cookies, &state.site) };
        match state.chat.end_sessions(&viewer, confirmation, which).await {
            Ok(ended) => return Ok(redirect(Htmx(false), &format!("/settings/sessions?ended={ended}"))),
            Err(error) => refused = Refused::by(error, i18n)?,
        }
    }
    form.password_error = refused.password_error.take();
    form.problem = refused.problem.take();
    Ok(refused.response(page(&state, &viewer, &form).await?))
}

async fn page(state: &State, viewer: &Viewer, form: &SessionsForm) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    let sessions = state.store.sessions(viewer.account.id, Timestamp::now()).await?;
    Ok(views::page(&shell(viewer, &own, None), &sessions, viewer.session.id, form))
}
