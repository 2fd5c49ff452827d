//! The requests made and the documents received.

use std::cell::RefCell;
use std::collections::HashSet;

use reqwest::{Method, RequestBuilder, Url};

use crate::app::{Answer, Person};
use crate::routes::Route;

#[derive(Default)]
pub struct Collection {
    /// Documents, each with who requested it, and how.
    documents: RefCell<Vec<Document>>,
    visits: RefCell<Vec<Visit>>,
}

#[derive(Clone, Debug)]
pub struct Document {
    /// Requests: by whom, for what, with which status.
    pub label: String,
    pub kind: Kind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Page,
    /// A fragment that htmx inserts into a page.
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

    /// Adds a document once.
    pub fn documents(self) -> Vec<Document> {
        let mut documents = self.documents.into_inner();
        let mut known = HashSet::new();
        documents.retain(|document| known.insert(document.text.clone()));
        documents
    }

    /// The statuses of a route's responses.
    pub fn statuses(&self, route: &Route, method: &Method, htmx: bool) -> Vec<u16> {
        let visits = self.visits.borrow();
        let those =
            visits.iter().filter(|visit| visit.method == *method && visit.htmx == htmx && route.fits(&visit.path));
        those.map(|visit| visit.status).collect()
    }
}

/// A person who requests pages and collects the responses.
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

    /// Requests a page as a browser and as htmx; returns the browser's response.
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

/// The path and query of a URL.
pub fn path_of(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}
