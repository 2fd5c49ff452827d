//! Registering: with the form, an invitation or the setup link.

use axum::extract::{FromRequestParts, State as FromState};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::chat::{Chat, Entrance};
use crate::model::{Network, Password, Username, Viewer};
use crate::views::PublicShell;
use crate::views::pages::accounts as views;
use crate::views::pages::accounts::forms::AccountForm;
use crate::views::pages::entrances::bad_link;
use crate::views::parts::{refusals, urls};
use crate::web::http::error::{Error, retry_after, too_many};
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::{own_page, redirect};
use crate::web::http::sessions::{Client, set_cookie};
use crate::web::pages::accounts::forms::{
    Fields, closed, introduced, known_options, logged_in, login_form, registration, remember_device,
};
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The URL to redirect to afterwards.
    #[serde(default)]
    next: String,
}

pub(crate) async fn register_page(
    viewer: Option<Viewer>,
    FromState(chat): FromState<Chat>,
    shell: PublicShell,
    Query(Asked { next }): Query<Asked>,
) -> Result<Response, Error> {
    if viewer.is_some() {
        return Ok(redirect(Htmx(false), own_page(&next)));
    }
    let form = AccountForm { next: own_page(&next).to_owned(), ..AccountForm::default() };
    registration(&chat, Htmx(false), &form, &shell).await
}

pub(crate) async fn register(registering: Registering, Form(fields): Form<Fields>) -> Result<Response, Error> {
    if !fields.other.is_empty() {
        let Fields { username, next, unsent, .. } = fields;
        let form = AccountForm { username, next: own_page(&next).to_owned(), unsent, ..AccountForm::default() };
        let i18n = &registering.shell;
        return Ok(login_form(&registering.state.chat, registering.htmx, &form, i18n).await?.into_response());
    }
    registering.with(&Entrance::Form, fields, AccountForm::default()).await
}

/// A request to make an account.
pub(crate) struct Registering {
    pub(crate) state: State,
    pub(crate) shell: PublicShell,
    client: Client,
    htmx: Htmx,
    cookies: Cookies,
}

impl FromRequestParts<State> for Registering {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Error> {
        let shell = PublicShell::from_request_parts(parts, state).await?;
        let Ok(client) = Client::from_request_parts(parts, state).await;
        let Ok(htmx) = Htmx::from_request_parts(parts, state).await;
        let cookies = Cookies::from_request_parts(parts, state).await.map_err(|_| Error::Internal)?;
        Ok(Self { state: state.clone(), shell, client, htmx, cookies })
    }
}

impl Registering {
    /// Makes the account and logs it in, or returns the form with what is wrong.
    pub(crate) async fn with(
        self,
        entrance: &Entrance,
        fields: Fields,
        mut form: AccountForm,
    ) -> Result<Response, Error> {
        let Self { state, shell, client, htmx, cookies } = self;
        let (chat, site, i18n) = (&state.chat, &state.site, &shell);
        let Fields { username, password, next, unsent, .. } = fields;
        (form.next, form.unsent) = (own_page(&next).to_owned(), unsent);
        let (name, password) = (Username::parse_new(&username), Password::parse(password, &username));
        form.username_error = name.as_ref().err().map(|error| refusals::username(*error, i18n));
        form.password_error = password.as_ref().err().map(|error| refusals::password(*error, i18n));
        form.username = username;
        let mut refused = (StatusCode::UNPROCESSABLE_ENTITY, None);
        if let (Ok(name), Ok(password)) = (name, password) {
            match chat.register(name, password, client.address, entrance).await {
                Ok(account) => {
                    let network = Network::of(client.address);
                    let token = chat.start_session(&account, client.device, network).await?;
                    set_cookie(&cookies, site, &token);
                    remember_device(chat, &cookies, site, account.person.username.as_str()).await;
                    // An invitation has been used.
                    if form.next.is_empty() || matches!(entrance, Entrance::Invitation(_)) {
                        urls::WELCOME.clone_into(&mut form.next);
                    }
                    return Ok(logged_in(htmx, &form, i18n));
                }
                Err(chat::Error::NameTaken) => {
                    form.username_error = Some(i18n.username_taken.clone());
                }
                Err(chat::Error::NameLooksAlike) => {
                    form.username_error = Some(i18n.username_looks_alike.clone());
                }
                Err(chat::Error::BlockedNetwork) => {
                    form.problem = Some(i18n.network_is_blocked.clone());
                    refused = (StatusCode::FORBIDDEN, None);
                }
                Err(chat::Error::PasswordsOff) => {
                    form.problem = Some(i18n.passwords_are_off.clone());
                    refused = (StatusCode::FORBIDDEN, None);
                }
                Err(chat::Error::TooFast(wait)) => {
                    let problem = too_many(wait, i18n);
                    form.problem = Some(i18n.problem_in_brief(problem.title, problem.advice));
                    refused = (StatusCode::TOO_MANY_REQUESTS, Some([retry_after(wait)]));
                }
                Err(error @ (chat::Error::RegistrationClosed | chat::Error::SetupNeeded)) => {
                    return closed(chat, &error, &form, i18n).await;
                }
                Err(chat::Error::BadLink) => {
                    return Ok((StatusCode::NOT_FOUND, bad_link(i18n)).into_response());
                }
                Err(other) => return Err(other.into()),
            }
        }
        let form = introduced(chat, form, i18n).await?;
        let options = &known_options(chat, true);
        let markup = if htmx.0 {
            views::registration::register(&form, options, i18n)
        } else {
            views::registration::register_page(&form, options, i18n)
        };
        Ok((refused.0, refused.1, markup).into_response())
    }
}
