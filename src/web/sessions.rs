//! Who is asking: the session's cookie, and what handlers take from it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRef as _, FromRequestParts, OptionalFromRequestParts};
use axum::http::Method;
use axum::http::request::Parts;
use jiff::Timestamp;
use tower_cookies::cookie::{SameSite, time};
use tower_cookies::{Cookie, Cookies};

use super::error::Error;
use super::forms::is_htmx;
use super::locales;
use super::state::{Site, State};
use crate::model::networks::forwarded_address;
use crate::model::sessions::SESSION_LIFETIME;
use crate::model::{SessionToken, Viewer};
use crate::views::urls;
use crate::{chat, store};

impl FromRequestParts<State> for Viewer {
    type Rejection = Error;

    /// The viewer, or the way to the login page and back.
    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Error> {
        let viewer = <Self as OptionalFromRequestParts<State>>::from_request_parts(parts, state).await?;
        viewer.ok_or_else(|| Error::SignedOut {
            login: urls::login(&page_asked_from(parts)),
            htmx: is_htmx(&parts.headers),
        })
    }
}

impl OptionalFromRequestParts<State> for Viewer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Option<Self>, Error> {
        let Some(cookies) = parts.extensions.get::<Cookies>().cloned() else { return Ok(None) };
        let cookie = cookies.get(cookie_name(&state.site));
        let Some(token) = cookie.and_then(|cookie| SessionToken::parse(cookie.value())) else { return Ok(None) };
        let mut viewer = match state.store.viewer(token.id(), Timestamp::now()).await {
            Ok(viewer) => viewer,
            Err(store::Error::NotFound) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        match state.chat.prolong_session(&viewer.session).await {
            Ok(true) => set_cookie(&cookies, &state.site, &token),
            Ok(false) => {}
            Err(chat::Error::SessionEnded) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        viewer.locale = viewer.chosen.or(&locales::asked(&parts.headers, &state.site));
        Ok(Some(viewer))
    }
}

/// The page to return to after logging in: the one asked for, or the one that the form is on.
fn page_asked_from(parts: &Parts) -> String {
    if parts.method == Method::GET && !is_htmx(&parts.headers) {
        return parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    }
    let header = if is_htmx(&parts.headers) { "hx-current-url" } else { "referer" };
    let url = parts.headers.get(header).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    path.unwrap_or_default().split('#').next().unwrap_or_default().to_owned()
}

/// The session's token among a request's cookies.
pub(super) fn token(cookies: &str, site: &Site) -> Option<SessionToken> {
    let mut cookies = Cookie::split_parse(cookies).filter_map(Result::ok);
    SessionToken::parse(cookies.find(|cookie| cookie.name() == cookie_name(site))?.value())
}

/// Gives the browser its session.
pub(super) fn set_cookie(cookies: &Cookies, site: &Site, token: &SessionToken) {
    let mut cookie = blank_cookie(site, token.encode());
    cookie.set_max_age(time::Duration::seconds(SESSION_LIFETIME.as_secs()));
    cookies.add(cookie);
}

/// Takes the session from the browser.
pub(super) fn remove_cookie(cookies: &Cookies, site: &Site) {
    cookies.remove(blank_cookie(site, String::new()));
}

/// By which the browser is known to have logged in here before; it stays when the session ends.
pub(super) fn device_cookie(cookies: &Cookies, site: &Site) -> String {
    cookies.get(device_cookie_name(site)).map(|cookie| cookie.value().to_owned()).unwrap_or_default()
}

/// Makes the browser known to have logged in here.
pub(super) fn set_device_cookie(cookies: &Cookies, site: &Site, value: String) {
    let mut cookie = guarded(site, device_cookie_name(site), value);
    cookie.set_max_age(time::Duration::days(DEVICE_DAYS));
    cookies.add(cookie);
}

/// As long as browsers keep a cookie (RFC 6265bis, 5.5).
const DEVICE_DAYS: i64 = 400;

fn device_cookie_name(site: &Site) -> &'static str {
    if site.is_https() { "__Host-snug-device" } else { "snug-device" }
}

fn blank_cookie(site: &Site, value: String) -> Cookie<'static> {
    guarded(site, cookie_name(site), value)
}

fn guarded(site: &Site, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).secure(site.is_https()).build()
}

/// Over HTTPS the name itself makes browsers refuse a cookie that another host or path has set (RFC 6265bis, 4.1.3.2).
fn cookie_name(site: &Site) -> &'static str {
    if site.is_https() { "__Host-snug" } else { "snug" }
}

/// Where a request comes from.
pub(super) struct Client {
    pub(super) address: IpAddr,
    /// The browser's description of itself.
    pub(super) device: String,
}

impl FromRequestParts<State> for Client {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Self::Rejection> {
        let site = std::sync::Arc::<Site>::from_ref(state);
        let text =
            |name: &str| parts.headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).next_back();
        // The last entry is the proxy's own; those before it are only what the client claims.
        let forwarded = text("x-forwarded-for").and_then(|list| forwarded_address(list.rsplit(',').next()?));
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Self {
            address: forwarded.filter(|_| site.behind_proxy).or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
            device: text("user-agent").unwrap_or_default().to_owned(),
        })
    }
}
