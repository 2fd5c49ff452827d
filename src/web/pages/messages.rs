//! Posts messages.

use std::time::Instant;

use axum::extract::{Request, State as FromState};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Response};

use crate::chat;
use crate::chat::Post;
use crate::model::drafts::DraftVersion;
use crate::model::files::attachments::Attachment;
use crate::model::files::uploads::AttachmentChoice;
use crate::model::messages::DraftError;
use crate::model::sounds::with_known_sound;
use crate::model::{AccountId, Draft, Membership, MessageId, Nonce, Position, Viewer};
use crate::store::{Entered, Posted};
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::parts::messages::Composer;
use crate::views::parts::{messages as views, urls};
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::Htmx;
use crate::web::http::message_form;
use crate::web::http::nonce::new_nonce;
use crate::web::http::redirect::redirect;
use crate::web::http::refusals::Refusal;
use crate::web::pages::rooms::page::{PAGE_SIZE, quote, room_page};
use crate::web::state::State;

pub(crate) async fn post(
    // Not `?` yet: the form must be read, so that its text can be returned with the login page.
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path(slug): Path<String>,
    request: Request,
) -> Result<Response, Error> {
    let (viewer, entered, form) = message_form::read_in(request, &state, viewer, &slug).await?;
    let room = &entered.room;
    let i18n = strings(viewer.locale.language);
    let (body, mut nonce, reply_to) = (form.text("body"), form.text("nonce"), form.text("reply_to"));
    // An invalid number is the id of no message.
    let reply_to = (!reply_to.is_empty()).then(|| MessageId(reply_to.parse().unwrap_or_default()));
    // The version of the saved draft that the text was.
    let saved_as = DraftVersion(form.text("draft").parse().unwrap_or_default());
    // Before the write, after which the caller may have disconnected.
    state.presence.stop_typing(room.id, viewer.account.id, Instant::now());
    let files = form.files();
    let refusal = match (draft(&body, &files), form.refusal) {
        // The text is only sent together with all of its files.
        (_, Some(refusal)) => Some(refusal),
        _ if form.adds_files => None,
        (Err(refusal), None) => Some(refusal.in_words(i18n)),
        (Ok(draft), None) => {
            let present = state.presence.present(room.id, Instant::now());
            let post = Post { draft, nonce: Nonce::parse(&nonce), reply_to, files: files.clone(), present };
            match state.chat.post_with(&viewer, &entered, post).await {
                Ok(posted) if htmx.0 => {
                    state.chat.clear_draft(&viewer, &entered, saved_as, &body).await;
                    let composer = Composer { nonce: new_nonce(), ..Composer::default() };
                    return Ok(([message_header(&posted)], views::composer(room, &composer, i18n)).into_response());
                }
                Ok(_) => {
                    state.chat.clear_draft(&viewer, &entered, saved_as, &body).await;
                    let in_history = opens_in_history(&state, &entered, viewer.account.id).await?;
                    return Ok(redirect(
                        htmx,
                        &if in_history { urls::newest(&room.slug) } else { urls::room(&room.slug) },
                    ));
                }
                Err(error) => {
                    // In all other cases the nonce stays: the message may have been stored after all, and sending it
                    // again must not store it twice.
                    if matches!(error, chat::Error::NonceReused) {
                        nonce = new_nonce();
                    }
                    Some(Refusal::of(error, i18n)?)
                }
            }
        }
    };
    // Enter again: the viewer may have lost access while the write was waiting.
    let entered = enter(&state, &viewer, &slug).await?;
    let room = &entered.room;
    let reply_to = match reply_to {
        Some(id) => quote(&state, &entered, id).await.ok(),
        None => None,
    };
    let composer = Composer {
        nonce,
        body,
        error: refusal.as_ref().map(|refusal| refusal.sentence.clone()),
        reply_to,
        draft: saved_as,
        files: attached(&state, &viewer, files).await?,
        ..Composer::default()
    };
    let markup = if htmx.0 {
        views::composer(room, &composer, i18n)
    } else {
        room_page(&state, &viewer, &entered, Position::Newest, &composer).await?
    };
    Ok(match refusal {
        Some(refusal) => refusal.answer(markup),
        None => markup.into_response(),
    })
}

/// Why a message can't be posted.
pub(crate) enum Unfit {
    Text(DraftError),
    Files,
}

impl Unfit {
    pub(crate) fn in_words(&self, i18n: &Strings) -> Refusal {
        match self {
            Self::Text(error) => Refusal::invalid(*error, i18n),
            Self::Files => Refusal::rejected(i18n.too_many_files(Attachment::MAX_PER_MESSAGE)),
        }
    }
}

/// The text of a message, which needs none beside files.
pub(crate) fn draft(body: &str, files: &[AttachmentChoice]) -> Result<Draft, Unfit> {
    if files.len() > Attachment::MAX_PER_MESSAGE {
        return Err(Unfit::Files);
    }
    let draft = if files.is_empty() { Draft::parse(body) } else { Draft::parse_beside_files(body) };
    draft.and_then(with_known_sound).map_err(Unfit::Text)
}

/// The files that were chosen and are still there, with the choices.
pub(crate) async fn attached(
    state: &State,
    viewer: &Viewer,
    choices: Vec<AttachmentChoice>,
) -> Result<Vec<Attachment>, Error> {
    if choices.is_empty() {
        return Ok(Vec::new());
    }
    let keys = choices.iter().take(Attachment::MAX_PER_MESSAGE).map(|choice| choice.key.clone()).collect();
    let mut files = state.store.own_uploads(viewer.account.id, keys).await?;
    for file in &mut files {
        if let Some(choice) = choices.iter().find(|choice| choice.key == file.key) {
            (file.alt, file.is_hidden) = (choice.alt.clone(), choice.is_hidden);
        }
    }
    Ok(files)
}

/// Whether the room opens at a first unread message before its newest page, so that the new message would not be on it.
async fn opens_in_history(state: &State, entered: &Entered, account: AccountId) -> Result<bool, Error> {
    let Some(Membership { read, .. }) = entered.membership else { return Ok(false) };
    Ok(read < entered.room.change && state.store.unread_after(entered.room.id, read, account).await? >= PAGE_SIZE)
}

/// The header with the message's id, by which the page recognises it in the stream.
fn message_header(posted: &Posted) -> (HeaderName, HeaderValue) {
    let id = match posted {
        Posted::New(change) => change.message.id,
        Posted::Before(id) => *id,
    };
    (HeaderName::from_static("snug-message"), id.0.into())
}
