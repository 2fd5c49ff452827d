//! The guest of a request, by a cookie of its own: for all other pages, a guest is nobody.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use tower_cookies::cookie::{SameSite, time};
use tower_cookies::{Cookie, Cookies};

use crate::model::guests::Guest;
use crate::model::logins::sessions::Logins;
use crate::model::{LocaleChoice, Network, Session, SessionToken, Viewer};
use crate::store;
use crate::views::PublicShell;
use crate::views::pages::guests::own as views;
use crate::web::http::error::Error;
use crate::web::http::sessions::Client;
use crate::web::site::Site;
use crate::web::state::State;

/// A guest, and the same as a viewer, for limits and streams.
pub(crate) struct Visiting {
    pub(crate) guest: Guest,
    pub(crate) viewer: Viewer,
}

/// Why there is no guest: the page that says so.
pub(crate) struct Ended(Response);

impl axum::response::IntoResponse for Ended {
    fn into_response(self) -> Response {
        self.0
    }
}

impl FromRequestParts<State> for Visiting {
    type Rejection = Ended;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Ended> {
        let shell = PublicShell::from_request_parts(parts, state).await;
        let shell = shell.map_err(|error| Ended(error.into_response()))?;
        let Ok(client) = Client::from_request_parts(parts, state).await;
        let ended = || Ended((StatusCode::FORBIDDEN, views::ended(&shell)).into_response());
        let cookies = parts.extensions.get::<Cookies>().cloned();
        let token = cookies.and_then(|cookies| {
            let cookie = cookies.get(&cookie_name(&state.site))?;
            SessionToken::parse(cookie.value())
        });
        let Some(token) = token else { return Err(ended()) };
        let guest = match state.store.guest(token.id(), Timestamp::now()).await {
            Err(store::Error::NotFound) => return Err(ended()),
            found => found.map_err(|error| Ended(Error::from(error).into_response()))?,
        };
        let now = Timestamp::now();
        let viewer = Viewer {
            account: guest.account.clone(),
            session: Session { id: guest.session, created_at: now, used_at: now },
            has_second_factor: false,
            last_room: None,
            chosen: LocaleChoice::default(),
            appearance: crate::model::appearance::Appearance::default(),
            favourite_reactions: String::new(),
            sends_mail: false,
            branding: shell.branding,
            setup: None,
            logins: Logins::default(),
            locale: shell.locale,
            network: Network::of(client.address),
        };
        Ok(Self { guest, viewer })
    }
}

fn cookie_name(site: &Site) -> String {
    format!("{}-guest", site.session_cookie)
}

/// Sets the cookie of a guest's session, for the longest time that a guest can stay.
pub(crate) fn set_cookie(cookies: &Cookies, site: &Site, token: &SessionToken) {
    let mut cookie = guarded(site, token.encode());
    cookie.set_max_age(time::Duration::days(7));
    cookies.add(cookie);
}

/// Removes the cookie.
pub(crate) fn remove_cookie(cookies: &Cookies, site: &Site) {
    cookies.remove(guarded(site, String::new()));
}

fn guarded(site: &Site, value: String) -> Cookie<'static> {
    let cookie = Cookie::build((cookie_name(site), value)).path("/guest").http_only(true);
    cookie.same_site(SameSite::Lax).secure(site.is_https()).build()
}
