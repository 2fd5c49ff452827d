//! The text of a form, which is returned if the form is refused. It lives as long as the request.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{Extensions, Method, Request, Uri};
use bytes::Bytes;

use crate::views::parts::unsent::{Input, SentText, SentTexts};

/// Maximum size of the returned text in bytes: more than any of our fields takes.
const MAX_BYTES: usize = 64 << 10;

/// The fields of a request's form, noted by the extractor that reads them; cheap to clone.
#[derive(Clone)]
pub(crate) struct SentForm(Arc<Sent>);

struct Sent {
    uri: Uri,
    /// Whether htmx sent it from a form on the page, and swaps in the response. Scripts keep the text that they send.
    swaps: bool,
    /// URL-encoded; incomplete if the form was.
    fields: Mutex<Bytes>,
}

impl SentForm {
    /// Prepares a request for noting its form; none if it can't have one.
    pub(crate) fn expect<B>(request: &mut Request<B>) -> Option<Self> {
        if request.method() != Method::POST {
            return None;
        }
        let swaps = request.headers().contains_key("hx-source");
        let form = Self(Arc::new(Sent { uri: request.uri().clone(), swaps, fields: Mutex::default() }));
        request.extensions_mut().insert(form.clone());
        Some(form)
    }

    /// Notes the fields of a request's form.
    pub(crate) fn note(extensions: &Extensions, fields: &Bytes) {
        if let Some(Self(sent)) = extensions.get() {
            *sent.fields.lock().unwrap_or_else(PoisonError::into_inner) = fields.clone();
        }
    }

    /// Notes the only text field of a form with files.
    pub(crate) fn note_field(extensions: &Extensions, name: &str, text: &[u8]) {
        let mut fields = form_urlencoded::Serializer::new(String::new());
        fields.append_pair(name, &String::from_utf8_lossy(&text[..text.len().min(MAX_BYTES)]));
        Self::note(extensions, &fields.finish().into());
    }

    /// The text that was typed into the form.
    pub(crate) fn texts(&self) -> SentTexts {
        let fields = self.0.fields.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let inputs = inputs(self.0.uri.path());
        let mut sent = SentTexts::default();
        let mut left = MAX_BYTES;
        for (name, text) in form_urlencoded::parse(&fields) {
            let Some((_, input)) = inputs.iter().find(|(known, _)| *known == name) else { continue };
            // Browsers send line ends as CRLF (WHATWG HTML, 4.10.21.8).
            let text = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { text };
            let end = text.floor_char_boundary(left);
            sent.cut |= end < text.len();
            left -= end;
            if !text[..end].trim().is_empty() {
                sent.texts.push(SentText { input: *input, text: text[..end].to_owned() });
            }
        }
        sent
    }

    /// Whether the response is swapped into the page.
    pub(crate) fn swaps(&self) -> bool {
        self.0.swaps
    }

    /// The page with the form: for a message, the room.
    pub(crate) fn page(&self) -> String {
        let path = self.0.uri.path();
        match path.rsplit_once('/') {
            Some((room, "messages" | "later" | "preview")) => room.to_owned(),
            Some((room, "invite")) => format!("{room}/about"),
            Some((settings, "profile")) => settings.to_owned(),
            _ => path.to_owned(),
        }
    }
}

/// The text fields of the form that is sent to a path.
fn inputs(path: &str) -> &'static [(&'static str, Input)] {
    match path.rsplit('/').next() {
        Some("forward") => &[("comment", Input::Message)],
        Some("poll") => &[("question", Input::PollQuestion), ("options", Input::PollOptions)],
        Some("messages" | "edit" | "later" | "preview") => &[("body", Input::Message)],
        Some("rooms" | "about") => &[("name", Input::RoomName), ("description", Input::RoomDescription)],
        Some("invite") => &[("username", Input::Invited)],
        Some("direct") => &[("people", Input::People)],
        Some("profile") => &[("name", Input::DisplayName)],
        Some("login" | "register") => &[("unsent", Input::Unsent)],
        _ if path.starts_with("/scheduled/") => &[("body", Input::Message)],
        _ => &[],
    }
}
