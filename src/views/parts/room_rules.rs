//! The form for a room's rules.

use maud::{Markup, html};

use crate::model::RoomRules;
use crate::views::i18n::durations;
use crate::views::i18n::names::Strings;
use crate::views::parts::forms::{Field, field};

/// The form as typed.
#[derive(Clone, Debug)]
pub struct RulesForm {
    /// The rules as chosen; without a limit of members where that is invalid.
    pub rules: RoomRules,
    /// The limit of members as typed.
    pub max_members: String,
    /// The error of that limit.
    pub max_members_error: Option<String>,
}

impl RulesForm {
    /// The form for the rules as they are.
    #[must_use]
    pub fn of(rules: RoomRules) -> Self {
        let max_members = rules.max_members.map(|most| most.to_string()).unwrap_or_default();
        Self { rules, max_members, max_members_error: None }
    }
}

/// The form, which is sent to this address.
pub(crate) fn form(action: &str, form: &RulesForm, i18n: &Strings) -> Markup {
    let rules = form.rules;
    html! {
        form #rules action=(action) method="post" {
            fieldset.choices {
                legend { (i18n.who_can_post) }
                @for (value, only, text) in [
                    ("everybody", false, &i18n.everybody_posts),
                    ("announcements", true, &i18n.announcements_only),
                ] {
                    div {
                        label { input type="radio" name="post" value=(value) checked[rules.announcements == only]; " " (text) }
                    }
                }
            }
            div.choices {
                label {
                    input type="checkbox" name="groups" value="off" checked[rules.no_group_mentions]; " " (i18n.no_group_mentions)
                }
            }
            div.field {
                label for="slow" { (i18n.slow_mode) }
                select #slow name="slow" aria-describedby="slow-hint" {
                    @for seconds in RoomRules::SLOW_CHOICES {
                        option value=(seconds) selected[seconds == rules.slow_seconds] {
                            @if seconds == 0 { (i18n.slow_off) } @else { (durations::in_words(seconds, i18n)) }
                        }
                    }
                }
                p.hint #slow-hint { (i18n.slow_mode_hint) }
            }
            (field(&Field {
                name: "max_members",
                label: &i18n.max_members,
                kind: "text",
                value: &form.max_members,
                autocomplete: "off",
                hint: Some(&i18n.max_members_hint),
                error: form.max_members_error.as_deref(),
                required: false,
                autofocus: form.max_members_error.is_some(),
            }))
            button { (i18n.save) }
        }
    }
}
