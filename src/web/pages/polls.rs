//! Polls: making one, voting and closing.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::model::new_polls::{MAX_OPTION_CHARS, MAX_OPTIONS, NewPoll, PollError};
use crate::model::polls::PollKind;
use crate::model::{MessageId, Nonce, Viewer};
use crate::store::Entered;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::polls as views;
use crate::views::pages::polls::{PollForm, PollView};
use crate::views::parts::due_times::refusal;
use crate::views::parts::urls;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::nonce::new_nonce;
use crate::web::http::redirect::redirect;
use crate::web::http::refusals::Refusal;
use crate::web::pages::menu::done;
use crate::web::pages::reminders::TimeFields;
use crate::web::pages::shell::shell;
use crate::web::state::State;

pub(crate) async fn new_page(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    if entered.room.archived {
        return Err(Error::Archived);
    }
    let form = PollForm { nonce: new_nonce(), ..PollForm::default() };
    form_page(&state, &viewer, &entered, &form).await
}

#[derive(Deserialize)]
pub(crate) struct NewFields {
    #[serde(default)]
    nonce: String,
    #[serde(default)]
    question: String,
    #[serde(default)]
    options: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    secret: String,
    #[serde(flatten)]
    time: TimeFields,
}

pub(crate) async fn create(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path(slug): Path<String>,
    Form(fields): Form<NewFields>,
) -> Result<Response, Error> {
    let viewer = viewer?;
    let i18n = strings(viewer.locale.language);
    let entered = enter(&state, &viewer, &slug).await?;
    let NewFields { nonce, question, options, kind, secret, time } = fields;
    let closes_at = time.is_chosen().then(|| time.at(&viewer)).transpose();
    let mut form = PollForm {
        nonce,
        question,
        options,
        kind: PollKind::parse(&kind).unwrap_or_default(),
        is_secret: secret == "yes",
        when: time.when.clone(),
        time: time.form(),
        ..PollForm::default()
    };
    let poll = NewPoll::parse(&form.question, &form.options, form.kind, form.is_secret, closes_at.unwrap_or(None));
    let mut refused = None;
    match (poll, closes_at) {
        (Ok(poll), Ok(_)) => {
            match state.chat.post_poll(&viewer, &entered, poll, Nonce::parse(&form.nonce)).await {
                Ok(_) => return Ok(redirect(htmx, &urls::newest(&entered.room.slug))),
                Err(error) => {
                    if matches!(error, chat::Error::NonceReused) {
                        form.nonce = new_nonce();
                    }
                    refused = Some(Refusal::of(error, i18n)?);
                }
            }
        }
        (poll, time) => {
            form.time.error = time.err().map(|error| refusal(error, i18n));
            match poll {
                Ok(_) => {}
                Err(PollError::Question) => form.question_error = Some(i18n.poll_question_invalid.clone()),
                Err(PollError::Options) => {
                    form.options_error = Some(i18n.poll_options_invalid(MAX_OPTIONS, MAX_OPTION_CHARS));
                }
                Err(PollError::Text(error)) => form.problem = Some(Refusal::invalid(error, i18n).sentence),
            }
        }
    }
    if let Some(refused) = &refused {
        form.problem = Some(refused.sentence.clone());
    }
    // Enter again: the viewer may have lost access.
    let entered = enter(&state, &viewer, &slug).await?;
    let page = form_page(&state, &viewer, &entered, &form).await?;
    Ok(match refused {
        Some(refused) => refused.answer(page),
        None => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
    })
}

async fn form_page(state: &State, viewer: &Viewer, entered: &Entered, form: &PollForm) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::new_page(&shell(viewer, &own, Some(entered.room.id)), entered, form))
}

/// The room's slug and the message's id.
type Address = Path<(String, i64)>;

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Address,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    page(&state, &viewer, htmx, &entered, MessageId(id), None).await
}

/// Votes, withdraws a vote or closes the poll. Single and several choices are repeated fields; the ranks of options have a
/// field for each.
pub(crate) async fn vote(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Address,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let i18n = strings(viewer.locale.language);
    let entered = enter(&state, &viewer, &slug).await?;
    let id = MessageId(id);
    let (_, poll) = state.chat.poll(&entered, id).await?;
    let act = fields.iter().find(|(name, _)| name == "act").map_or("", |(_, value)| value);
    let outcome = match act {
        "close" => state.chat.close_poll(&viewer, &entered, id).await,
        "withdraw" => state.chat.vote(&viewer, &entered, id, Vec::new()).await,
        "vote" => match choices(poll.kind, &fields) {
            Some(choices) if choices.is_empty() => Err(chat::Error::BadVote),
            Some(choices) => state.chat.vote(&viewer, &entered, id, choices).await,
            None => Err(chat::Error::BadVote),
        },
        _ => return Err(Error::BadForm),
    };
    let sentence = match outcome {
        Ok(()) => return Ok(done(htmx, &entered.room.slug, id)),
        Err(chat::Error::PollClosed) => &i18n.poll_closed_note,
        Err(chat::Error::BadVote) if poll.kind == PollKind::Ranked => &i18n.ranks_invalid,
        Err(chat::Error::BadVote) => &i18n.vote_invalid,
        Err(error) => return Err(error.into()),
    };
    let page = page(&state, &viewer, htmx, &entered, id, Some(sentence)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The options chosen in a form, by number; none where it makes no sense.
fn choices(kind: PollKind, fields: &[(String, String)]) -> Option<Vec<usize>> {
    if kind != PollKind::Ranked {
        return fields.iter().filter(|(name, _)| name == "choice").map(|(_, value)| value.parse().ok()).collect();
    }
    let mut ranked = Vec::new();
    for (name, rank) in fields {
        if let Some(option) = name.strip_prefix("rank-")
            && !rank.is_empty()
        {
            ranked.push((rank.parse::<usize>().ok()?, option.parse::<usize>().ok()?));
        }
    }
    ranked.sort_unstable();
    let is_repeated = ranked.windows(2).any(|pair| pair[0].0 == pair[1].0);
    (!is_repeated).then(|| ranked.into_iter().map(|(_, option)| option).collect())
}

async fn page(
    state: &State,
    viewer: &Viewer,
    htmx: Htmx,
    entered: &Entered,
    id: MessageId,
    problem: Option<&str>,
) -> Result<Markup, Error> {
    let (message, poll) = state.chat.poll(entered, id).await?;
    let own = state.store.own_vote(id, viewer.account.id).await?;
    let is_open = !poll.is_closed && !entered.room.archived;
    let view = PollView {
        room: &entered.room,
        message: &message,
        poll: &poll,
        own: own.as_deref(),
        may_vote: is_open && entered.membership.is_some(),
        may_close: is_open && message.author_id == viewer.account.id,
        problem,
    };
    if htmx.0 {
        return Ok(views::beside(&view, strings(viewer.locale.language)));
    }
    let own_rooms = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::page(&shell(viewer, &own_rooms, Some(entered.room.id)), &view))
}
