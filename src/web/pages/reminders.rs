//! Reminders of messages.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::chat::limits::budgets::MAX_REMINDERS;
use crate::model::due_times::{DueTime, DueTimeError};
use crate::model::due_work::{DueWorkId, Reminder};
use crate::model::{Locale, MessageId, Timestamp, Viewer, Zone};
use crate::store::Entered;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::reminders as views;
use crate::views::pages::reminders::ReminderForm;
use crate::views::parts::due_times::{TimeForm, date_of, refusal, time_of};
use crate::views::parts::urls;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::message_form::MessageForm;
use crate::web::http::redirect::redirect;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The fields of a form with a time.
#[derive(Deserialize)]
pub(crate) struct TimeFields {
    #[serde(default)]
    pub(crate) when: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    time: String,
    /// The browser's time zone, for viewers without one in their settings.
    #[serde(default)]
    zone: String,
}

impl TimeFields {
    /// The fields of a message's form.
    pub(crate) fn of(form: &MessageForm) -> Self {
        let [when, date, time, zone] = ["when", "date", "time", "zone"].map(|name| form.text(name));
        Self { when, date, time, zone }
    }

    /// The time chosen.
    pub(crate) fn at(&self, viewer: &Viewer) -> Result<Timestamp, DueTimeError> {
        let zone = self.zone(viewer);
        let choice = DueTime::parse(&self.when).ok_or(DueTimeError::Invalid)?;
        choice.at(&zone, Timestamp::now(), &self.date, &self.time)
    }

    /// Whether the date and time are those of a form that showed this time.
    pub(crate) fn shows(&self, viewer: &Viewer, at: Timestamp) -> bool {
        let locale = Locale { zone: self.zone(viewer), ..viewer.locale.clone() };
        (self.date.as_str(), self.time.as_str()) == (&*date_of(at, &locale), &*time_of(at, &locale))
    }

    fn zone(&self, viewer: &Viewer) -> Zone {
        let own = if viewer.chosen.zone.is_none() { Zone::parse(&self.zone) } else { None };
        own.unwrap_or_else(|| viewer.locale.zone.clone())
    }

    /// Whether the form was sent with a choice of a time.
    pub(crate) fn is_chosen(&self) -> bool {
        !self.when.is_empty()
    }

    /// The form with what was typed.
    pub(crate) fn form(self) -> TimeForm {
        TimeForm { date: self.date, time: self.time, ..TimeForm::default() }
    }
}

/// The room's slug and the message's id.
type Address = Path<(String, i64)>;

pub(crate) async fn remind_page(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id)): Address,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    page(&state, &viewer, &entered, MessageId(id), &ReminderForm::default()).await
}

pub(crate) async fn remind(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Address,
    Form(fields): Form<TimeFields>,
) -> Result<Response, Error> {
    let i18n = strings(viewer.locale.language);
    let entered = enter(&state, &viewer, &slug).await?;
    let id = MessageId(id);
    let chosen = fields.at(&viewer);
    let mut form = ReminderForm { time: fields.form(), problem: None };
    match chosen {
        Err(error) => form.time.error = Some(refusal(error, i18n)),
        Ok(at) => match state.chat.remind(&viewer, &entered, id, at).await {
            Ok(()) => return Ok(redirect(htmx, &urls::remind(&entered.room.slug, id))),
            Err(chat::Error::LimitReached) => form.problem = Some(i18n.too_many_reminders(MAX_REMINDERS)),
            Err(error) => return Err(error.into()),
        },
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&state, &viewer, &entered, id, &form).await?).into_response())
}

async fn page(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    id: MessageId,
    form: &ReminderForm,
) -> Result<Markup, Error> {
    let message = state.chat.present_message(entered, id).await?;
    let account = viewer.account.id;
    let (own, reminders) = tokio::try_join!(state.store.own_rooms(account), state.store.reminders(account))?;
    let is_about = |reminder: &&Reminder| reminder.about.as_ref().is_some_and(|about| about.message.id == id);
    let present = reminders.iter().filter(|reminder| !reminder.is_due).find(is_about);
    Ok(views::remind_page(&shell(viewer, &own, Some(entered.room.id)), &entered.room, &message, present, form))
}

/// The viewer's reminders.
pub(crate) async fn list(viewer: Viewer, FromState(state): FromState<State>) -> Result<Markup, Error> {
    let account = viewer.account.id;
    let (own, reminders) = tokio::try_join!(state.store.own_rooms(account), state.store.reminders(account))?;
    Ok(views::list_page(&shell(&viewer, &own, None), &reminders))
}

#[derive(Deserialize)]
pub(crate) struct Change {
    #[serde(default)]
    act: String,
    #[serde(flatten)]
    time: TimeFields,
}

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path(id): Path<i64>,
    Form(Change { act, time }): Form<Change>,
) -> Result<Response, Error> {
    let id = DueWorkId(id);
    if !state.store.reminders(viewer.account.id).await?.iter().any(|reminder| reminder.id == id) {
        return Err(Error::NotFound);
    }
    match act.as_str() {
        "remove" => state.chat.remove_reminder(&viewer, id).await?,
        "later" => {
            let at = time.at(&viewer).map_err(|_| Error::BadForm)?;
            state.chat.remind_later(&viewer, id, at).await?;
        }
        _ => return Err(Error::BadForm),
    }
    Ok(redirect(htmx, urls::REMINDERS))
}
