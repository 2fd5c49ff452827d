//! One account, and what administrators can do to it.

use axum::extract::State as FromState;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::chat::{Confirmation, Confirmed};
use crate::model::administration::reports::{MuteTime, Removal};
use crate::model::administration::warnings::WarningText;
use crate::model::{Role, Username, Viewer};
use crate::store::{AccountChange, Administrator};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::admin::person as views;
use crate::views::pages::admin::person::PersonForm;
use crate::views::parts::urls;
use crate::web::http::administrator::Administering;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::forwarded::AskedOrigin;
use crate::web::http::redirect::redirect;
use crate::web::http::sessions::device_cookie;
use crate::web::pages::settings::confirmation::Refused;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Shown {
    saved: Option<String>,
}

pub(crate) async fn show(
    Administering { viewer, administrator }: Administering,
    FromState(state): FromState<State>,
    Path(username): Path<String>,
    Query(Shown { saved }): Query<Shown>,
) -> Result<Markup, Error> {
    let form = PersonForm { saved: saved.is_some(), ..PersonForm::default() };
    page(&state, &viewer, &administrator, &username, &form).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    act: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    mute: String,
    #[serde(default)]
    remove: String,
    #[serde(default)]
    block: String,
    #[serde(default)]
    warning: String,
    #[serde(default)]
    password: String,
}

pub(crate) async fn change(
    Administering { viewer, administrator }: Administering,
    FromState(state): FromState<State>,
    AskedOrigin(asked): AskedOrigin,
    cookies: Cookies,
    Path(username): Path<String>,
    Form(Fields { act, role, mute, remove, block, warning, password }): Form<Fields>,
) -> Result<Response, Error> {
    let i18n = strings(viewer.locale.language);
    let role = Role::parse(&role);
    let text = WarningText::parse(&warning);
    let mut form = PersonForm { role, warning, ..PersonForm::default() };
    let (time, remove) = (MuteTime::parse(&mute), Removal::parse(&remove));
    let change = match (act.as_str(), role, time, remove) {
        ("role", Some(role), ..) => Some(AccountChange::Role(role)),
        ("warn", ..) if let Ok(text) = text => Some(AccountChange::Warn(text)),
        ("warn", ..) => {
            form.warning_refused = true;
            let page = page(&state, &viewer, &administrator, &username, &form).await?;
            return Ok(Refused::default().response(page));
        }
        ("mute", _, Some(time), _) => Some(AccountChange::Mute(time)),
        ("ban", _, _, Some(remove)) => Some(AccountChange::Ban { remove, block: !block.is_empty() }),
        ("factor", ..) => Some(AccountChange::RemoveSecondFactor),
        ("sessions", ..) => Some(AccountChange::EndSessions),
        ("deactivate", ..) => Some(AccountChange::Deactivate),
        ("reactivate", ..) => Some(AccountChange::Reactivate),
        ("link", ..) => None,
        _ => {
            form.problem = Some(i18n.no_such_act.clone());
            let page = page(&state, &viewer, &administrator, &username, &form).await?;
            return Ok(Refused::default().response(page));
        }
    };
    let name = Username::parse(&username).map_err(|_| Error::NotFound)?;
    let account = state.store.account_details(&administrator, &name).await?.entry.account;
    let confirmation = Confirmation { password, device_cookie: device_cookie(&cookies, &state.site) };
    let changed = async {
        let confirmed: Confirmed = state.chat.confirm_administrator(&viewer, confirmation).await?;
        match change {
            Some(change) => {
                state.chat.administer(&administrator, confirmed, account.id, change).await.map(|()| None)
            }
            None => state.chat.create_password_link(&administrator, confirmed, account.id).await.map(Some),
        }
    };
    let refused = match changed.await {
        Ok(None) => {
            let page = urls::administered(&account.person.username) + "?saved=yes";
            return Ok(redirect(Htmx(false), &page));
        }
        Ok(Some(secret)) => {
            form.link = Some(state.site.link(asked.as_deref(), &urls::recover(&secret.encode())));
            // Browsers don't keep a page with a secret.
            let head = [(header::CACHE_CONTROL, "private, no-store")];
            return Ok((head, page(&state, &viewer, &administrator, &username, &form).await?).into_response());
        }
        Err(chat::Error::LastAdministrator) => {
            form.problem = Some(i18n.last_administrator.clone());
            Refused::default()
        }
        Err(error) => {
            let mut refused = Refused::by(error, i18n)?;
            form.password_error = refused.password_error.take();
            form.problem = refused.problem.take();
            refused
        }
    };
    Ok(refused.response(page(&state, &viewer, &administrator, &username, &form).await?))
}

async fn page(
    state: &State,
    viewer: &Viewer,
    administrator: &Administrator,
    username: &str,
    form: &PersonForm,
) -> Result<Markup, Error> {
    let username = Username::parse(username).map_err(|_| Error::NotFound)?;
    let details = state.store.account_details(administrator, &username).await?;
    let own = state.store.own_rooms(viewer.account.id).await?;
    let warnings = state.store.warnings_of(administrator, details.entry.account.id).await?;
    Ok(views::page(&shell(viewer, &own, None), &details, &warnings, form))
}
