//! The middleware of every request.
//!
//! It is a function around the router, and not a stack of layers: axum boxes each layer, and clones it with all layers
//! below for every request, which is measurable in the cost of a page.

use std::time::Duration;

use axum::Router;
use axum::response::{IntoResponse as _, Response};
use hyper::Request;
use hyper::body::Incoming;
use tower::{Layer as _, ServiceExt as _};
use tower_cookies::{CookieManager, CookieManagerLayer};
use tower_http::catch_panic::{CatchPanic, CatchPanicLayer};

use crate::metrics::requests::Began;
use crate::web::http::error::Error;
use crate::web::http::forms::is_htmx;
use crate::web::http::reader_language::LanguageHeaders;
use crate::web::http::sent_form::SentForm;
use crate::web::http::text_browsers::TextBrowser;
use crate::web::http::{access_log, client_kind, cookies, csrf, error, error_pages, hosts, security_headers};
use crate::web::router::routes;
use crate::web::site::Site;
use crate::web::state::State;

/// The router with its middleware; cloned for each request.
#[derive(Clone)]
pub(crate) struct Middleware {
    state: State,
    handlers: CatchPanic<CookieManager<Router>, error::Panicked>,
}

impl Middleware {
    pub(crate) fn new(state: State) -> Self {
        let handlers = CookieManagerLayer::new().layer(routes(state.clone()));
        Self { state, handlers: CatchPanicLayer::custom(error::Panicked).layer(handlers) }
    }

    /// How clients reach this server.
    pub(crate) fn site(&self) -> &Site {
        &self.state.site
    }

    /// How long a client may take nothing of a response.
    pub(crate) fn write_timeout(&self) -> Duration {
        self.state.write_timeout
    }

    pub(crate) async fn answer(self, mut request: Request<Incoming>) -> Response {
        cookies::keep_readable(request.headers_mut());
        let began = Began::now(request.method().as_str(), request.uri().path());
        let asked = access_log::Asked::of(&request);
        let htmx = is_htmx(request.headers());
        let reader = LanguageHeaders::of(request.headers());
        let site = &self.state.site;
        let refusal = hosts::check(&request, site).err();
        let refusal = refusal.or_else(|| (!csrf::is_same_origin(&request, site)).then_some(Error::Forgery));
        let restored = client_kind::restores_pages(&request, site);
        let text_browser = TextBrowser::of(&mut request, site);
        let form = SentForm::expect(&mut request);
        let mut response = if let Some(refusal) = refusal {
            refusal.into_response()
        } else {
            let Ok(response) = self.handlers.oneshot(request).await;
            response.map(axum::body::Body::new)
        };
        if error_pages::is_problem(&response) {
            let shell = reader.shell(&self.state).await;
            response = error_pages::render(response, htmx, form.as_ref(), &self.state.chat, &shell).await;
        }
        if let Some(text_browser) = text_browser {
            response = text_browser.suit(response, &reader, &self.state).await;
        }
        security_headers::add(response.headers_mut(), &self.state.site, restored);
        began.was_answered(response.status().as_u16());
        asked.was_answered(&response);
        response
    }
}
