//! Logging in at the provider of single sign-on, and making an account after that.

use axum::extract::State as FromState;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::chat::{NotAllowed, Purpose, SignOnError, SignOnLogin, SignedOn};
use crate::model::{Network, Username, Viewer};
use crate::views::PublicShell;
use crate::views::pages::accounts as account_views;
use crate::views::pages::accounts::forms::AccountForm;
use crate::views::pages::accounts::login_code::CodeForm;
use crate::views::pages::entrances::bad_link;
use crate::views::pages::settings::sign_on as views;
use crate::views::pages::settings::sign_on::{LinkForm, NameForm};
use crate::views::parts::{refusals, urls};
use crate::web::http::error::{Error, TRY_AGAIN, retry_after};
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::{own_page, redirect};
use crate::web::http::sessions::{Client, remove_sign_on_cookie, set_cookie, set_sign_on_cookie, sign_on_cookie};
use crate::web::pages::accounts::forms::{closed, remember_device};
use crate::web::pages::settings;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The page to return to.
    #[serde(default)]
    next: String,
    /// Not empty: the login confirms changes.
    #[serde(default)]
    confirm: String,
}

/// Leads to the provider. A link, and not a form: in Chromium, the policy `form-action` holds for redirects, too. Other
/// sites can't begin a login, so that they can't end one that is under way.
pub(crate) async fn begin(
    viewer: Option<Viewer>,
    FromState(state): FromState<State>,
    client: Client,
    shell: PublicShell,
    cookies: Cookies,
    headers: HeaderMap,
    Query(Asked { next, confirm }): Query<Asked>,
) -> Result<Response, Error> {
    let next = own_page(&next);
    let from = headers.get("sec-fetch-site").and_then(|from| from.to_str().ok());
    if matches!(from, Some("cross-site" | "same-site")) {
        return Ok(redirect(Htmx(false), &urls::login(next)));
    }
    let purpose = match &viewer {
        Some(viewer) if confirm.is_empty() => Purpose::Link(viewer.session.id),
        Some(viewer) => Purpose::Confirm(viewer.session.id),
        None => Purpose::Login,
    };
    match state.chat.begin_sign_on(purpose, next, Network::of(client.address)).await {
        Ok((url, cookie)) => {
            set_sign_on_cookie(&cookies, &state.site, cookie);
            Ok(secret(redirect(Htmx(false), &url)))
        }
        Err(error) => refusal(&state, error, next, &shell).await,
    }
}

/// The provider's answer (RFC 6749, 4.1.2; RFC 9207).
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct Returned {
    code: String,
    state: String,
    iss: String,
    error: String,
}

pub(crate) async fn finish(
    viewer: Option<Viewer>,
    FromState(state): FromState<State>,
    client: Client,
    shell: PublicShell,
    cookies: Cookies,
    Query(returned): Query<Returned>,
) -> Result<Response, Error> {
    let i18n = &shell;
    let cookie = sign_on_cookie(&cookies, &state.site);
    remove_sign_on_cookie(&cookies, &state.site);
    let (device, network) = (client.device, Network::of(client.address));
    let Returned { code, state: returned, iss, error } = returned;
    let login = SignOnLogin { cookie, code, state: returned, issuer: iss, error, device, network };
    let page = match state.chat.finish_sign_on(login, viewer.as_ref()).await {
        Ok(SignedOn::LoggedIn { account, token, next }) => {
            set_cookie(&cookies, &state.site, &token);
            remember_device(&state.chat, &cookies, &state.site, account.person.username.as_str()).await;
            return Ok(redirect(Htmx(false), own_page(&next)));
        }
        Ok(SignedOn::SecondFactorNeeded { account, half, next }) => {
            let username = account.person.username.as_str().to_owned();
            let next = own_page(&next).to_owned();
            account_views::login_code::code_page(&CodeForm { username, half, next, ..CodeForm::default() }, i18n)
        }
        Ok(SignedOn::New { ticket, proposal, next }) => {
            let username = proposal.map(|name| name.as_str().to_owned()).unwrap_or_default();
            views::name_page(&NameForm { ticket, username, next, ..NameForm::default() }, i18n)
        }
        Ok(SignedOn::Linkable { ticket, label }) => {
            let Some(viewer) = viewer else { return Err(Error::Internal) };
            let form = LinkForm { linkable: Some((ticket, label)), ..LinkForm::default() };
            settings::sign_on::page(&state, &viewer, form).await?
        }
        Ok(SignedOn::Confirmed { next }) => return Ok(redirect(Htmx(false), own_page(&next))),
        Err(error) => return refusal(&state, error, "", i18n).await.map(secret),
    };
    Ok(secret(page.into_response()))
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct Fields {
    ticket: String,
    username: String,
    next: String,
}

pub(crate) async fn register(
    FromState(state): FromState<State>,
    client: Client,
    shell: PublicShell,
    cookies: Cookies,
    Form(Fields { ticket, username, next }): Form<Fields>,
) -> Result<Response, Error> {
    let i18n = &shell;
    let next = own_page(&next).to_owned();
    let mut form = NameForm { ticket, username, next, ..NameForm::default() };
    let name = match Username::parse_new(&form.username) {
        Ok(name) => name,
        Err(error) => {
            form.username_error = Some(refusals::username(error, i18n));
            let page = views::name_page(&form, i18n);
            return Ok(secret((StatusCode::UNPROCESSABLE_ENTITY, page).into_response()));
        }
    };
    let network = Network::of(client.address);
    match state.chat.register_by_sign_on(&form.ticket, name, &form.next, client.device, network).await {
        Ok((account, token)) => {
            set_cookie(&cookies, &state.site, &token);
            remember_device(&state.chat, &cookies, &state.site, account.person.username.as_str()).await;
            // A link that lets somebody in has been used.
            let is_link = ["/invite/", "/setup/"].iter().any(|path| form.next.starts_with(path));
            let next = if is_link || form.next.is_empty() { urls::WELCOME } else { &form.next };
            return Ok(redirect(Htmx(false), next));
        }
        Err(chat::Error::NameTaken) => form.username_error = Some(i18n.username_taken.clone()),
        Err(chat::Error::NameLooksAlike) => form.username_error = Some(i18n.username_looks_alike.clone()),
        Err(error) => return refusal(&state, error, "", i18n).await,
    }
    Ok(secret((StatusCode::UNPROCESSABLE_ENTITY, views::name_page(&form, i18n)).into_response()))
}

/// The page of a login at the provider that doesn't count.
async fn refusal(state: &State, error: chat::Error, next: &str, i18n: &PublicShell) -> Result<Response, Error> {
    let (status, title, advice) = match &error {
        chat::Error::SignOn(error) => match error {
            SignOnError::Off => return Err(Error::NotFound),
            SignOnError::Unavailable(_) => {
                let page =
                    views::failed(&i18n.provider_fails, &i18n.provider_fails_advice, &urls::login(next), i18n);
                return Ok((StatusCode::SERVICE_UNAVAILABLE, [retry_after(TRY_AGAIN)], page).into_response());
            }
            SignOnError::Refused(_) => {
                (StatusCode::FORBIDDEN, &i18n.sign_on_refused, &i18n.sign_on_refused_advice)
            }
            SignOnError::Stale => (StatusCode::FORBIDDEN, &i18n.sign_on_stale, &i18n.sign_on_stale_advice),
            SignOnError::Invalid(_) => {
                (StatusCode::FORBIDDEN, &i18n.sign_on_invalid, &i18n.sign_on_invalid_advice)
            }
            SignOnError::NotAllowed(why) => {
                let why = match why {
                    NotAllowed::Unverified => &i18n.sign_on_unverified,
                    NotAllowed::Domain => &i18n.sign_on_wrong_domain,
                    NotAllowed::Group => &i18n.sign_on_wrong_group,
                };
                (StatusCode::FORBIDDEN, &i18n.sign_on_not_allowed, why)
            }
            SignOnError::OtherIdentity => {
                (StatusCode::FORBIDDEN, &i18n.other_identity, &i18n.other_identity_advice)
            }
        },
        chat::Error::IdentityTaken => (StatusCode::FORBIDDEN, &i18n.identity_taken, &i18n.identity_taken_advice),
        chat::Error::Deactivated => (StatusCode::FORBIDDEN, &i18n.sign_on_not_allowed, &i18n.account_deactivated),
        chat::Error::BlockedNetwork => {
            (StatusCode::FORBIDDEN, &i18n.sign_on_not_allowed, &i18n.network_is_blocked)
        }
        chat::Error::BadLink => return Ok((StatusCode::NOT_FOUND, bad_link(i18n)).into_response()),
        chat::Error::RegistrationClosed | chat::Error::SetupNeeded => {
            return closed(&state.chat, &error, &AccountForm::default(), i18n).await;
        }
        _ => return Err(error.into()),
    };
    let page = views::failed(title, advice, &urls::login(next), i18n);
    Ok((status, page).into_response())
}

/// Browsers keep neither pages with tokens nor redirects with the secrets of a login.
fn secret(response: Response) -> Response {
    ([(header::CACHE_CONTROL, "private, no-store")], response).into_response()
}
