//! Opens or begins direct conversations.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde::Deserialize;

use crate::chat;
use crate::chat::Unresolved;
use crate::chat::limits::budgets::MAX_CONVERSATIONS_PER_MAKER;
use crate::model::Viewer;
use crate::model::cards::ListedPerson;
use crate::views::Markup;
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::pages::choosing_people as views;
use crate::views::pages::choosing_people::PeopleChoice;
use crate::views::parts::urls;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::http::refusals::Refusal;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The most people in the list to choose from. Others are found by searching.
const MAX_LISTED: u32 = 50;

#[derive(Deserialize)]
pub(crate) struct Shown {
    #[serde(default)]
    people: String,
    /// A part of the names of people in the list.
    #[serde(default)]
    q: String,
}

pub(crate) async fn page(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Shown { people, q }): Query<Shown>,
) -> Result<Markup, Error> {
    let choice = PeopleChoice { typed: people, search: q, ..PeopleChoice::default() };
    choice_page(&state, &viewer, choice).await
}

#[derive(Deserialize)]
pub(crate) struct People {
    /// Names, as typed.
    #[serde(default)]
    people: String,
    /// Usernames chosen from the list.
    #[serde(default)]
    person: Vec<String>,
}

pub(crate) async fn open(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Form(People { people, person }): Form<People>,
) -> Result<Response, Error> {
    let viewer = viewer?;
    let i18n = strings(viewer.locale.language);
    let error = match state.chat.resolve_people(&all_names(&people, &person)).await? {
        Ok(names) if names.is_empty() => i18n.type_a_name.clone(),
        Ok(names) if names.len() >= chat::MAX_IN_DIRECT => i18n.too_many_in_direct(chat::MAX_IN_DIRECT),
        Ok(names) => match state.chat.direct_room(&viewer, &names).await {
            Ok(room) => return Ok(redirect(htmx, &urls::room(&room.slug))),
            Err(error) => {
                let why = match error {
                    chat::Error::LimitReached => {
                        Refusal::quota(i18n.too_many_conversations(MAX_CONVERSATIONS_PER_MAKER))
                    }
                    other => Refusal::of(other, i18n)?,
                };
                let choice = PeopleChoice {
                    typed: people,
                    chosen: person,
                    error: Some(why.sentence.clone()),
                    ..PeopleChoice::default()
                };
                return Ok(why.answer(choice_page(&state, &viewer, choice).await?));
            }
        },
        Err(unresolved) => unresolved_names(&unresolved, i18n),
    };
    let choice = PeopleChoice { typed: people, chosen: person, error: Some(error), ..PeopleChoice::default() };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, choice_page(&state, &viewer, choice).await?).into_response())
}

/// The names typed and those chosen from a list.
pub(crate) fn all_names(typed: &str, chosen: &[String]) -> String {
    [&[typed.to_owned()], chosen].concat().join("\n")
}

/// The sentence that says whom names don't name.
pub(crate) fn unresolved_names(unresolved: &Unresolved, i18n: &Strings) -> String {
    let listed = |names: Vec<String>| names.join(&i18n.comma);
    match unresolved {
        Unresolved::Unknown(names) => i18n.unknown_names(listed(names.iter().take(10).cloned().collect())),
        Unresolved::Ambiguous(name, people) => {
            let handles = people.iter().take(10).map(|username| format!("@{username}")).collect();
            i18n.ambiguous_name(name.as_str(), listed(handles))
        }
    }
}

/// The people to choose from: those that a search finds, and those chosen before.
pub(crate) async fn people_to_choose(
    state: &State,
    viewer: &Viewer,
    choice: &PeopleChoice,
) -> Result<Vec<ListedPerson>, Error> {
    let part = choice.search.trim().trim_start_matches('@').to_lowercase();
    let now = Timestamp::now();
    let mut people = state.store.listed_people(&part, "", MAX_LISTED, now).await?;
    people.retain(|one| one.account.id != viewer.account.id);
    Ok(people)
}

async fn choice_page(state: &State, viewer: &Viewer, choice: PeopleChoice) -> Result<Markup, Error> {
    let people = people_to_choose(state, viewer, &choice).await?;
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::direct_page(&shell(viewer, &own, None), &choice, &people))
}
