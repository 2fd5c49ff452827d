//! What was asked of the server, and every document that it answered with.

use std::cell::RefCell;
use std::collections::HashSet;

use reqwest::{Method, RequestBuilder, Url};

use crate::app::{Answer, Person};
use crate::routes::Route;

#[derive(Default)]
pub struct Collection {
    /// Each with who got it, and how.
    documents: RefCell<Vec<Document>>,
    visits: RefCell<Vec<Visit>>,
}

#[derive(Clone, Debug)]
pub struct Document {
    /// Who asked for what, and the answer's status.
    pub label: String,
    pub kind: Kind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Page,
    /// What htmx puts somewhere on a page.
    Fragment,
    Style,
    Picture,
}

#[derive(Clone, Debug)]
pub struct Visit {
    pub method: Method,
    pub path: String,
    pub htmx: bool,
    pub status: u16,
}

impl Collection {
    pub fn keep(&self, label: &str, kind: Kind, text: &str) {
        self.documents.borrow_mut().push(Document { label: label.to_owned(), kind, text: text.to_owned() });
    }

    /// Each document once.
    pub fn documents(self) -> Vec<Document> {
        let mut documents = self.documents.into_inner();
        let mut known = HashSet::new();
        documents.retain(|document| known.insert(document.text.clone()));
        documents
    }

    /// With which statuses a route has answered.
    pub fn statuses(&self, route: &Route, method: &Method, htmx: bool) -> Vec<u16> {
        let visits = self.visits.borrow();
        let those =
            visits.iter().filter(|visit| visit.method == *method && visit.htmx == htmx && route.fits(&visit.path));
        those.map(|visit| visit.status).collect()
    }
}

/// Somebody who looks at everything, and keeps what comes.
#[derive(Clone)]
pub struct Visitor<'a> {
    pub name: &'a str,
    pub person: Person,
    pub collection: &'a Collection,
}

impl Visitor<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(self.person.request(Method::GET, path)).await
    }

    /// Asks twice, as a browser and as htmx, and gives the browser's answer.
    pub async fn both(&self, request: RequestBuilder) -> Answer {
        let htmx = request.try_clone().unwrap().header("hx-request", "true");
        self.ask(htmx).await;
        self.ask(request).await
    }

    pub async fn ask(&self, request: RequestBuilder) -> Answer {
        let asked = request.try_clone().unwrap().build().unwrap();
        let answer = Answer::of(request).await;
        let path = path_of(asked.url());
        let htmx = asked.headers().contains_key("hx-request");
        let (method, status) = (asked.method().clone(), answer.status.as_u16());
        let label = format!("{} {method} {path}{}: {status}", self.name, if htmx { " (htmx)" } else { "" });
        let kind = answer.header("content-type").split(';').next().unwrap_or_default();
        let kind = match kind {
            "text/html" if answer.body.starts_with("<!DOCTYPE") => Some(Kind::Page),
            "text/html" => Some(Kind::Fragment),
            "text/css" => Some(Kind::Style),
            "image/svg+xml" => Some(Kind::Picture),
            _ => None,
        };
        let half = kind == Some(Kind::Fragment) && !htmx && !path.contains("/complete");
        assert!(!half, "{label}: browsers get whole pages");
        if let Some(kind) = kind {
            self.collection.keep(&label, kind, &answer.body);
        }
        self.collection.visits.borrow_mut().push(Visit { method, path, htmx, status });
        answer
    }
}

/// An address without the server's part.
pub fn path_of(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}
