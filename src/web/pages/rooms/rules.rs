//! Sets a room's rules.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;

use crate::chat;
use crate::model::{RoomRules, Viewer};
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::pages::room_details::state::RoomDetails;
use crate::views::parts::room_rules::RulesForm;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::Form;
use crate::web::pages::rooms::details::{back, refuse};
use crate::web::state::State;

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Form(fields): Form<RuleFields>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    if !chat::may_change_room(&viewer, &entered.room) {
        return Err(Error::Forbidden);
    }
    match fields.parse(strings(viewer.locale.language))? {
        Ok(rules) => {
            state.chat.set_room_rules(&viewer, &entered, rules).await?;
            Ok(back(&entered.room))
        }
        Err(form) => {
            refuse(&state, &viewer, &slug, RoomDetails { rules: Some(form), ..RoomDetails::default() }).await
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct RuleFields {
    #[serde(default)]
    post: String,
    #[serde(default)]
    groups: String,
    #[serde(default)]
    slow: String,
    #[serde(default)]
    max_members: String,
}

impl RuleFields {
    /// The rules, or the form with the error of the limit of members.
    fn parse(&self, i18n: &Strings) -> Result<Result<RoomRules, RulesForm>, Error> {
        let slow_seconds = self.slow.parse().ok().filter(|seconds| RoomRules::SLOW_CHOICES.contains(seconds));
        let announcements = match self.post.as_str() {
            "announcements" => true,
            "everybody" => false,
            _ => return Err(Error::BadForm),
        };
        let slow_seconds = slow_seconds.ok_or(Error::BadForm)?;
        let typed = self.max_members.trim();
        let most = typed.parse().ok().filter(|most| (1..=RoomRules::MAX_MEMBERS).contains(most));
        let rules =
            RoomRules { announcements, slow_seconds, no_group_mentions: self.groups == "off", max_members: most };
        if most.is_some() || typed.is_empty() {
            return Ok(Ok(rules));
        }
        let error = i18n.max_members_invalid(RoomRules::MAX_MEMBERS);
        Ok(Err(RulesForm { rules, max_members: self.max_members.clone(), max_members_error: Some(error) }))
    }
}
