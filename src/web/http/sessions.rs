//! Session cookies, and the extractors that depend on them.
//!
//! The jar of cookies is tower-cookies', and not axum-extra's `CookieJar`: an extractor here renews cookies, and one of
//! axum-extra can only be changed in the handler's response. Building a jar of four cookies takes 16,000 instructions
//! (callgrind), of 118,000 for a warm page, so the session is read from the header itself.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use jiff::Timestamp;
use tower_cookies::cookie::{SameSite, time};
use tower_cookies::{Cookie, Cookies};

use crate::model::logins::sessions::SESSION_LIFETIME;
use crate::model::sidebar::SidebarWidth;
use crate::model::{Network, Role, ServerSettings, SessionToken, Viewer};
use crate::views::parts::urls;
use crate::web::http::error::{Error, SECOND_FACTOR_PAGE};
use crate::web::http::forms::is_htmx;
use crate::web::http::forwarded;
use crate::web::http::locale;
use crate::web::http::peer::Peer;
use crate::web::http::redirect::own_page;
use crate::web::site::Site;
use crate::web::state::State;
use crate::{chat, store};

impl FromRequestParts<State> for Viewer {
    type Rejection = Error;

    /// The viewer, or a redirect to the login page that leads back afterwards.
    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Error> {
        let viewer = <Self as OptionalFromRequestParts<State>>::from_request_parts(parts, state).await?;
        viewer.ok_or_else(|| {
            let (next, htmx) = (page_asked_from(parts), is_htmx(&parts.headers));
            // htmx only sends requests from pages of somebody who was logged in.
            Error::SignedOut { login: if htmx { urls::login_again(&next) } else { urls::login(&next) }, htmx }
        })
    }
}

impl OptionalFromRequestParts<State> for Viewer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Option<Self>, Error> {
        let Some(cookies) = parts.extensions.get::<Cookies>().cloned() else { return Ok(None) };
        let Some((token, mut viewer)) = known(&parts.headers, state).await? else { return Ok(None) };
        viewer.network = Network::of(client_address(parts, &state.site));
        viewer.sends_mail = state.chat.sends_mail();
        viewer.logins.confirms = state.chat.confirms(&viewer);
        viewer.logins.server.sign_on = state.chat.sign_on_settings().is_some();
        viewer.logins.server.passkeys = state.chat.has_passkeys();
        viewer.logins.server.passwords = state.chat.takes_passwords();
        let prolonged = match state.chat.prolong_session(&viewer).await {
            Err(chat::Error::SessionEnded) => return Ok(None),
            prolonged => prolonged?,
        };
        if prolonged || !token.is_own {
            set_cookie(&cookies, &state.site, &token.secret);
        }
        let username = viewer.account.person.username.as_str();
        // It may be that of the previous person, whose session ended without a logout.
        if prolonged || !names_user(parts.headers.get(header::COOKIE), &state.site, username) {
            set_user_cookie(&cookies, &state.site, username);
        }
        if !token.is_own {
            cookies.remove(guarded(&state.site, state.site.former_session_cookie().to_owned(), String::new()));
        }
        viewer.appearance.sidebar = sidebar_width(parts.headers.get(header::COOKIE), &state.site);
        let settings = state.store.server_settings().await?;
        if settings.shows_setup && viewer.account.role == Role::Administrator {
            let registration = state.chat.registration_by_flag().unwrap_or(settings.registration);
            viewer.setup = Some(Arc::new(state.site.reach(registration)));
        }
        viewer.locale = viewer.chosen.or(&locale::requested_locale(&parts.headers, &state.site));
        let lacks_factor = lacks_factor(&viewer, &settings);
        viewer.branding = settings.branding;
        if lacks_factor && !FACTORLESS.contains(&parts.uri.path()) {
            // A stream tells its page that it has ended, and the page leads to the login.
            let is_stream = parts.uri.path().split('/').any(|part| matches!(part, "events" | "live"));
            let required = Error::SecondFactorRequired { htmx: is_htmx(&parts.headers) };
            return if is_stream { Ok(None) } else { Err(required) };
        }
        Ok(Some(viewer))
    }
}

/// Paths that stay open to a viewer who lacks the second factor that the role needs: the page that sets it up, and what
/// confirms that where there is no password.
const FACTORLESS: [&str; 4] = [SECOND_FACTOR_PAGE, "/logout", "/login/oidc", urls::SIGN_ON_CALLBACK];

/// Whether the viewer's role needs a second factor that the account doesn't have.
pub(crate) fn lacks_factor(viewer: &Viewer, settings: &ServerSettings) -> bool {
    !viewer.has_second_factor && settings.second_factor.holds_for(viewer.account.role)
}

/// The first token that belongs to a session, and its viewer.
async fn known(headers: &HeaderMap, state: &State) -> Result<Option<(Token, Viewer)>, Error> {
    for token in tokens(headers.get(header::COOKIE), &state.site) {
        match state.store.viewer(token.secret.id(), Timestamp::now()).await {
            Ok(viewer) => return Ok(Some((token, viewer))),
            Err(store::Error::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(None)
}

/// The page to return to after the login: the requested one, or the one with the form.
fn page_asked_from(parts: &Parts) -> String {
    if parts.method == Method::GET && !is_htmx(&parts.headers) {
        return parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    }
    let current = parts.headers.get("hx-current-url").filter(|_| is_htmx(&parts.headers));
    current.map_or_else(|| referring_page(&parts.headers), path_of)
}

/// The page of this site with the form that was sent; empty where the browser doesn't say.
pub(crate) fn referring_page(headers: &HeaderMap) -> String {
    headers.get("referer").map(path_of).map(|path| own_page(&path).to_owned()).unwrap_or_default()
}

/// The path and query of an absolute URL in a header.
fn path_of(url: &HeaderValue) -> String {
    let url = url.to_str().unwrap_or_default();
    let path = url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    path.unwrap_or_default().split('#').next().unwrap_or_default().to_owned()
}

/// A token that may belong to a session.
pub(crate) struct Token {
    pub(crate) secret: SessionToken,
    /// Whether it came in this server's cookie. The cookie of former versions may be another server's on the same host.
    is_own: bool,
}

/// The tokens in a request's cookies. Several cookies can have the same name, set by other hosts of the domain or for
/// other paths.
pub(crate) fn tokens<'a>(cookies: Option<&'a HeaderValue>, site: &'a Site) -> impl Iterator<Item = Token> + 'a {
    let named = move |name: &'a str, is_own| {
        pairs(cookies)
            .filter(move |(known, _)| *known == name)
            .filter_map(move |(_, value)| Some(Token { secret: SessionToken::parse(value)?, is_own }))
    };
    named(&site.session_cookie, true).chain(named(site.former_session_cookie(), false))
}

/// The names and values in a list of cookies.
fn pairs(cookies: Option<&HeaderValue>) -> impl Iterator<Item = (&str, &str)> {
    let cookies = cookies.and_then(|list| list.to_str().ok()).unwrap_or_default();
    cookies.split(';').filter_map(|pair| pair.trim().split_once('='))
}

/// Whether the cookie for scripts has this username. Of several cookies with its name, the last counts, as in the jar.
/// Runs for every request, so it allocates nothing.
fn names_user(cookies: Option<&HeaderValue>, site: &Site, username: &str) -> bool {
    let is_user = |(name, _): &(&str, &str)| name.strip_prefix(&*site.session_cookie) == Some("-user");
    let named = pairs(cookies).filter(is_user).last();
    let Some((_, mut left)) = named else { return false };
    for part in user_cookie_value(username) {
        let Some(rest) = left.strip_prefix(part) else { return false };
        left = rest;
    }
    left.is_empty()
}

/// The width of the sidebar that this browser was told.
fn sidebar_width(cookies: Option<&HeaderValue>, site: &Site) -> SidebarWidth {
    let is_width = |(name, _): &(&str, &str)| name.strip_prefix(&*site.session_cookie) == Some("-sidebar");
    pairs(cookies).filter(is_width).last().and_then(|(_, width)| SidebarWidth::parse(width)).unwrap_or_default()
}

/// Remembers the width of the sidebar in this browser, for a year.
pub(crate) fn set_sidebar_cookie(cookies: &Cookies, site: &Site, width: SidebarWidth) {
    let mut cookie = guarded(site, format!("{}-sidebar", site.session_cookie), width.name().to_owned());
    cookie.set_max_age(time::Duration::days(365));
    cookies.add(cookie);
}

/// Sets the session cookie.
pub(crate) fn set_cookie(cookies: &Cookies, site: &Site, token: &SessionToken) {
    let mut cookie = guarded(site, site.session_cookie.clone(), token.encode());
    cookie.set_max_age(time::Duration::seconds(SESSION_LIFETIME.as_secs()));
    cookies.add(cookie);
}

/// Adds the cookies that this request has renewed to a response that bypasses the jar's middleware.
pub(crate) fn add_renewed(answer: &mut HeaderMap, cookies: &Cookies, site: &Site) {
    for name in [site.session_cookie.clone(), user_cookie_name(site)] {
        // Cookies that the browser has sent have no age.
        let renewed = cookies.get(&name).filter(|cookie| cookie.max_age().is_some());
        let value = renewed.and_then(|cookie| HeaderValue::try_from(cookie.encoded().to_string()).ok());
        answer.extend(value.map(|value| (header::SET_COOKIE, value)));
    }
}

/// Removes the session cookie. The next login page makes the browser drop its cached pages, including the one that the
/// logout leaves.
pub(crate) fn remove_cookie(cookies: &Cookies, site: &Site) {
    cookies.remove(guarded(site, site.session_cookie.clone(), String::new()));
    cookies.remove(guarded(site, user_cookie_name(site), String::new()));
    let mut left = guarded(site, left_cookie_name(site), "yes".to_owned());
    left.set_max_age(time::Duration::minutes(1));
    cookies.add(left);
}

/// Whether the browser has just logged out; false for its next request.
pub(crate) fn has_just_left(cookies: &Cookies, site: &Site) -> bool {
    let left = cookies.get(&left_cookie_name(site)).is_some();
    if left {
        cookies.remove(guarded(site, left_cookie_name(site), String::new()));
    }
    left
}

fn left_cookie_name(site: &Site) -> String {
    format!("{}-left", site.session_cookie)
}

/// Tells scripts whose cached pages the browser may show (`storage.js`).
fn set_user_cookie(cookies: &Cookies, site: &Site, username: &str) {
    let mut cookie = guarded(site, user_cookie_name(site), user_cookie_value(username).to_string());
    cookie.set_http_only(false);
    cookie.set_max_age(time::Duration::seconds(SESSION_LIFETIME.as_secs()));
    cookies.add(cookie);
}

fn user_cookie_value(username: &str) -> percent_encoding::PercentEncode<'_> {
    percent_encoding::utf8_percent_encode(username, percent_encoding::NON_ALPHANUMERIC)
}

fn user_cookie_name(site: &Site) -> String {
    format!("{}-user", site.session_cookie)
}

/// The cookie of a login at the provider of single sign-on that is under way; empty where there is none.
pub(crate) fn sign_on_cookie(cookies: &Cookies, site: &Site) -> String {
    cookies.get(&sign_on_cookie_name(site)).map(|cookie| cookie.value().to_owned()).unwrap_or_default()
}

/// Binds a login at the provider to this browser. `Lax` cookies come along when the provider leads back.
pub(crate) fn set_sign_on_cookie(cookies: &Cookies, site: &Site, value: String) {
    let mut cookie = guarded(site, sign_on_cookie_name(site), value);
    cookie.set_max_age(time::Duration::minutes(10));
    cookies.add(cookie);
}

/// Makes the browser forget a login at the provider: each counts once.
pub(crate) fn remove_sign_on_cookie(cookies: &Cookies, site: &Site) {
    cookies.remove(guarded(site, sign_on_cookie_name(site), String::new()));
}

fn sign_on_cookie_name(site: &Site) -> String {
    format!("{}-signon", site.session_cookie)
}

/// The cookie of a browser that has logged in here before; it outlives the session.
pub(crate) fn device_cookie(cookies: &Cookies, site: &Site) -> String {
    cookies.get(&device_cookie_name(site)).map(|cookie| cookie.value().to_owned()).unwrap_or_default()
}

/// Marks the browser as one that has logged in here.
pub(crate) fn set_device_cookie(cookies: &Cookies, site: &Site, value: String) {
    let mut cookie = guarded(site, device_cookie_name(site), value);
    cookie.set_max_age(time::Duration::days(DEVICE_DAYS));
    cookies.add(cookie);
}

/// The longest time that browsers keep a cookie (RFC 6265bis, 5.5).
const DEVICE_DAYS: i64 = 400;

fn device_cookie_name(site: &Site) -> String {
    format!("{}-device", site.session_cookie)
}

fn guarded(site: &Site, name: String, value: String) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).secure(site.is_https()).build()
}

/// The sender of a request.
pub(crate) struct Client {
    pub(crate) address: IpAddr,
    /// The `User-Agent` header.
    pub(crate) device: String,
}

impl FromRequestParts<State> for Client {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Self::Rejection> {
        let device = last(parts, "user-agent").unwrap_or_default().to_owned();
        Ok(Self { address: client_address(parts, &state.site), device })
    }
}

/// The client's address, or the proxy's if that doesn't say the client's.
fn client_address(parts: &Parts, site: &Site) -> IpAddr {
    forwarded::client(Peer::of(&parts.extensions), &parts.headers, site.proxies())
}

/// The last value of a header.
fn last<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    parts.headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).next_back()
}
