//! Messages that are sent later.

use axum::extract::{Request, State as FromState};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat::limits::budgets::MAX_SCHEDULED;
use crate::model::drafts::DraftVersion;
use crate::model::due_work::{DueWorkId, ScheduledMessage};
use crate::model::sounds::with_known_sound;
use crate::model::{Draft, MessageId, Viewer};
use crate::store::Entered;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::scheduled as views;
use crate::views::pages::scheduled::ScheduledForm;
use crate::views::parts::due_times::{TimeForm, refusal};
use crate::views::parts::urls;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::message_form;
use crate::web::http::redirect::redirect;
use crate::web::http::refusals::Refusal;
use crate::web::pages::messages::{attached, draft};
use crate::web::pages::reminders::TimeFields;
use crate::web::pages::rooms::page::quote;
use crate::web::pages::shell::shell;
use crate::web::state::State;
use crate::{chat, store};

pub(crate) async fn new_page(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    if entered.room.archived {
        return Err(chat::Error::Archived.into());
    }
    form_page(&state, &viewer, &entered, &ScheduledForm::default()).await
}

/// Schedules a message. Without a time, as the composer's button sends the form, the response is the page on which
/// one is chosen.
pub(crate) async fn schedule(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path(slug): Path<String>,
    request: Request,
) -> Result<Response, Error> {
    let (viewer, entered, sent) = message_form::read_in(request, &state, viewer, &slug).await?;
    let i18n = strings(viewer.locale.language);
    let (body, reply_to, version) = (sent.text("body"), sent.text("reply_to"), sent.text("draft"));
    let time = TimeFields::of(&sent);
    let files = sent.files();
    let reply_to = (!reply_to.is_empty()).then(|| MessageId(reply_to.parse().unwrap_or_default()));
    let quoted = match reply_to {
        Some(id) => quote(&state, &entered, id).await.ok(),
        None => None,
    };
    let (is_chosen, chosen) = (time.is_chosen(), time.at(&viewer));
    let draft = draft(&body, &files);
    let saved_as = DraftVersion(version.parse().unwrap_or_default());
    let mut form = ScheduledForm {
        body,
        draft: version,
        reply_to: quoted,
        files: attached(&state, &viewer, files.clone()).await?,
        time: time.form(),
        ..ScheduledForm::default()
    };
    if !is_chosen && sent.refusal.is_none() {
        if entered.room.archived {
            return Err(chat::Error::Archived.into());
        }
        return Ok(form_page(&state, &viewer, &entered, &form).await?.into_response());
    }
    let refused = match (draft, chosen) {
        // The text is only sent together with all of its files.
        _ if sent.refusal.is_some() => sent.refusal,
        (Ok(draft), Ok(at)) => match state.chat.schedule(&viewer, &entered, (draft, files), reply_to, at).await {
            Ok(_) => {
                state.chat.clear_draft(&viewer, &entered, saved_as, &form.body).await;
                let room = urls::encoded(&urls::room(&entered.room.slug));
                return Ok(redirect(htmx, &format!("{}?in={room}", urls::SCHEDULED)));
            }
            Err(chat::Error::LimitReached) => Some(Refusal::quota(i18n.too_many_scheduled(MAX_SCHEDULED))),
            Err(error) => Some(Refusal::of(error, i18n)?),
        },
        (draft, chosen) => {
            form.body_error = draft.err().map(|unfit| unfit.in_words(i18n).sentence);
            form.time.error = chosen.err().map(|error| refusal(error, i18n));
            None
        }
    };
    form.problem = refused.as_ref().map(|refused| refused.sentence.clone());
    // Enter again: the viewer may have lost access.
    let entered = enter(&state, &viewer, &slug).await?;
    let page = form_page(&state, &viewer, &entered, &form).await?;
    Ok(match refused {
        Some(refused) => refused.answer(page),
        None => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
    })
}

async fn form_page(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    form: &ScheduledForm,
) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::new_page(&shell(viewer, &own, Some(entered.room.id)), entered, form))
}

#[derive(Deserialize)]
pub(crate) struct Shown {
    /// The page of the room whose draft was scheduled.
    r#in: Option<String>,
}

/// The viewer's scheduled messages.
pub(crate) async fn list(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Shown { r#in }): Query<Shown>,
) -> Result<Markup, Error> {
    let account = viewer.account.id;
    let (own, scheduled) =
        tokio::try_join!(state.store.own_rooms(account), state.store.scheduled_messages(account))?;
    Ok(views::list_page(&shell(&viewer, &own, None), &scheduled, r#in.as_deref()))
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(id): Path<i64>,
) -> Result<Markup, Error> {
    let scheduled = one(&state, &viewer, DueWorkId(id)).await?;
    let form = ScheduledForm { body: scheduled.body.clone(), ..ScheduledForm::default() };
    page(&state, &viewer, &scheduled, form).await
}

#[derive(Deserialize)]
pub(crate) struct Change {
    #[serde(default)]
    act: String,
    /// The text; none from the list, whose buttons change no text.
    body: Option<String>,
    #[serde(flatten)]
    time: TimeFields,
}

pub(crate) async fn change(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path(id): Path<i64>,
    Form(Change { act, body, mut time }): Form<Change>,
) -> Result<Response, Error> {
    let viewer = viewer?;
    let i18n = strings(viewer.locale.language);
    let id = DueWorkId(id);
    let scheduled = one(&state, &viewer, id).await?;
    if act == "delete" {
        state.chat.remove_scheduled(&viewer, id).await?;
        return Ok(redirect(htmx, urls::SCHEDULED));
    }
    if !matches!(act.as_str(), "save" | "send") {
        return Err(Error::BadForm);
    }
    let body = body.unwrap_or_else(|| scheduled.body.clone());
    // A time is changed only where it is saved.
    "own".clone_into(&mut time.when);
    let stays = act == "send" || (scheduled.failure.is_none() && time.shows(&viewer, scheduled.due_at));
    let chosen = if stays { Ok(None) } else { time.at(&viewer).map(Some) };
    let mut form = ScheduledForm { body, time: time.form(), ..ScheduledForm::default() };
    let draft =
        if scheduled.files.is_empty() { Draft::parse(&form.body) } else { Draft::parse_beside_files(&form.body) };
    let refused = match (draft.and_then(with_known_sound), chosen) {
        (Ok(draft), Ok(at)) => {
            let is_same = draft.as_str() == scheduled.body && at.is_none();
            let changed = if is_same { Ok(()) } else { state.chat.change_scheduled(&viewer, id, draft, at).await };
            let outcome = match changed {
                Ok(()) if act == "send" => state.chat.send_scheduled(&viewer, id).await.map(drop),
                other => other,
            };
            match outcome {
                Ok(()) => return Ok(redirect(htmx, urls::SCHEDULED)),
                Err(chat::Error::Store(store::Error::NotFound)) => {
                    // The message was sent meanwhile, or its room is gone to the author.
                    one(&state, &viewer, id).await?;
                    form.problem = Some(i18n.not_sent_no_access.clone());
                    None
                }
                Err(chat::Error::Archived) => {
                    form.problem = Some(i18n.archived_note.clone());
                    None
                }
                Err(error) => Some(Refusal::of(error, i18n)?),
            }
        }
        (draft, chosen) => {
            form.body_error = draft.err().map(|error| Refusal::invalid(error, i18n).sentence);
            form.time.error = chosen.err().map(|error| refusal(error, i18n));
            None
        }
    };
    if let Some(refused) = &refused {
        form.problem = Some(refused.sentence.clone());
    }
    let page = page(&state, &viewer, &scheduled, form).await?;
    Ok(match refused {
        Some(refused) => refused.answer(page),
        None => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
    })
}

/// A scheduled message of the viewer.
async fn one(state: &State, viewer: &Viewer, id: DueWorkId) -> Result<ScheduledMessage, Error> {
    let all = state.store.scheduled_messages(viewer.account.id).await?;
    all.into_iter().find(|scheduled| scheduled.id == id).ok_or(Error::NotFound)
}

async fn page(
    state: &State,
    viewer: &Viewer,
    scheduled: &ScheduledMessage,
    mut form: ScheduledForm,
) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    let shell = shell(viewer, &own, None);
    if form.time.date.is_empty() && form.time.time.is_empty() && form.time.error.is_none() {
        form.time = TimeForm::at(&shell, scheduled.due_at);
    }
    Ok(views::page(&shell, scheduled, &form))
}
