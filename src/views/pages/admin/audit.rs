//! The audit log.

use maud::{Markup, html};

use crate::model::Role;
use crate::model::administration::audit::{Act, AuditEntry, AuditFilter};
use crate::model::administration::reports::{MuteTime, Removal};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::admin::people::role;
use crate::views::pages::admin::person::removal;
use crate::views::pages::admin::reports::mute_time;
use crate::views::parts::admin_nav;
use crate::views::parts::admin_nav::AdminPage;
use crate::views::parts::shell::Shell;
use crate::views::parts::urls;

/// The page. `next`: the address of the next page.
#[must_use]
pub fn page(shell: &Shell<'_>, filter: &AuditFilter, entries: &[AuditEntry], next: Option<&str>) -> Markup {
    let i18n = shell.strings();
    let export = export(filter);
    let content = html! {
        form.filter action="/admin/audit" role="search" aria-label=(i18n.find_entries) {
            div.field {
                label for="person" { (i18n.username_label) }
                input #person type="search" name="person" value=(filter.person) autocapitalize="none" spellcheck="false";
            }
            div.field {
                label for="act" { (i18n.act_label) }
                select #act name="act" {
                    option value="" selected[filter.act.is_none()] { (i18n.all_acts) }
                    @for one in Act::ALL {
                        option value=(one.name()) selected[filter.act == Some(one)] { (act(one, i18n)) }
                    }
                }
            }
            button { (i18n.find) }
        }
        @if entries.is_empty() { p { (i18n.no_entries) } }
        ul.kept.devices { @for entry in entries { li { (one(entry, shell, i18n)) } } }
        p.buttons {
            @if let Some(next) = next { a.button href=(next) { (i18n.older_entries) } " " }
            @if !entries.is_empty() { a.button href=(export) { (i18n.export_entries) } }
        }
    };
    admin_nav::page(shell, AdminPage::Audit, None, &content)
}

fn export(filter: &AuditFilter) -> String {
    let act = filter.act.map(Act::name).unwrap_or_default();
    format!("/admin/audit.jsonl?person={}&act={act}", urls::encoded(&filter.person))
}

fn one(entry: &AuditEntry, shell: &Shell<'_>, i18n: &Strings) -> Markup {
    let AuditEntry { at, actor, act, subject, detail, network, .. } = entry;
    let by = if actor.is_empty() { i18n.command_line.as_str() } else { actor };
    let what = act.map_or(i18n.unknown_act.as_str(), |act| self::act(act, i18n));
    html! {
        p.act { strong { (what) } @if !subject.is_empty() { (i18n.comma) bdi { (subject) } } }
        p.description {
            @if !detail.is_empty() { bdi { (self::detail(*act, detail, i18n)) } br; }
            (with_markup(&i18n.audit_by(GAPS[0], GAPS[1]), &[&html! { bdi { (by) } }, &dates::day_and_time(*at, shell.locale)]))
            @if !network.is_empty() { br; (i18n.session_network(network.as_str())) }
        }
    }
}

fn detail<'a>(act: Option<Act>, detail: &'a str, i18n: &'a Strings) -> &'a str {
    let words = match act {
        Some(Act::RoleChanged | Act::AccountCreated) => Role::parse(detail).map(|named| role(named, i18n)),
        Some(Act::Muted) => MuteTime::parse(detail).map(|time| mute_time(time, i18n)),
        Some(Act::Banned) => Removal::parse(detail).map(|removed| removal(removed, i18n)),
        _ => None,
    };
    words.unwrap_or(detail)
}

pub(crate) fn act(act: Act, i18n: &Strings) -> &str {
    match act {
        Act::SettingChanged => &i18n.act_setting_changed,
        Act::InvitationCreated => &i18n.act_invitation_created,
        Act::InvitationRevoked => &i18n.act_invitation_revoked,
        Act::AccountCreated => &i18n.act_account_created,
        Act::RoleChanged => &i18n.act_role_changed,
        Act::Deactivated => &i18n.act_deactivated,
        Act::Reactivated => &i18n.act_reactivated,
        Act::Banned => &i18n.act_banned,
        Act::NetworkBlocked => &i18n.act_network_blocked,
        Act::NetworkUnblocked => &i18n.act_network_unblocked,
        Act::Muted => &i18n.act_muted,
        Act::Warned => &i18n.act_warned,
        Act::MessageDeleted => &i18n.act_message_deleted,
        Act::EmojiRemoved => &i18n.act_emoji_removed,
        Act::ReportResolved => &i18n.act_report_resolved,
        Act::RoomArchived => &i18n.act_room_archived,
        Act::RoomReopened => &i18n.act_room_reopened,
        Act::RoomDeleted => &i18n.act_room_deleted,
        Act::RoomJoined => &i18n.act_room_joined,
        Act::RetentionChanged => &i18n.act_retention_changed,
        Act::SessionEnded => &i18n.act_session_ended,
        Act::SessionsEnded => &i18n.act_sessions_ended,
        Act::SecondFactorRemoved => &i18n.act_second_factor_removed,
        Act::PasswordLinkCreated => &i18n.act_password_link_created,
        Act::PasswordLinkUsed => &i18n.act_password_link_used,
        Act::SetupLinkCreated => &i18n.act_setup_link_created,
        Act::SetupLinkUsed => &i18n.act_setup_link_used,
    }
}

/// The latest acts of administrators in a room, for its members.
pub(crate) fn acts_in_room(acts: &[AuditEntry], shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    html! {
        @if !acts.is_empty() {
            section #acts {
                h2 { (i18n.acts_of_administrators) }
                ul.kept {
                    @for entry in acts {
                        @let by = if entry.actor.is_empty() { &i18n.command_line } else { &entry.actor };
                        li {
                            @if let Some(act) = entry.act { p.act { (self::act(act, i18n)) @if !entry.detail.is_empty() { (i18n.comma) (entry.detail) } } }
                            p.description { (with_markup(&i18n.audit_by(GAPS[0], GAPS[1]), &[&html! { bdi { (by) } }, &dates::day_and_time(entry.at, shell.locale)])) }
                        }
                    }
                }
            }
        }
    }
}
