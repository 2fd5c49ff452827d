//! The reports of messages, for moderators.

use maud::{Markup, html};

use crate::model::administration::reports::{MuteTime, Report, ReportId};
use crate::model::administration::warnings::WarningText;
use crate::model::{Message, MessageState, RoomKind};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::parts::admin_nav::AdminPage;
use crate::views::parts::shell::Shell;
use crate::views::parts::{admin_nav, messages};

/// Which reports are listed, and the outcome of the last change.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Whether they are open, or resolved.
    pub open: bool,
    /// Whether a report has just been resolved.
    pub saved: bool,
    /// The address of the next page.
    pub next: Option<String>,
    /// A warning that was refused.
    pub refused: Option<Refused>,
}

/// A warning that was refused.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The report.
    pub report: ReportId,
    /// The warning as typed.
    pub warning: String,
}

/// The page.
#[must_use]
pub fn page(shell: &Shell<'_>, reports: &[Report], listed: &Listed) -> Markup {
    let i18n = shell.strings();
    let Listed { open, saved, next, refused } = listed;
    let content = html! {
        @if *saved { p.saved role="status" { (i18n.settings_saved) } }
        @if reports.is_empty() {
            p { @if *open { (i18n.no_reports) } @else { (i18n.no_resolved_reports) } }
        }
        @for report in reports { (self::report(report, shell, refused.as_ref(), i18n)) }
        @if let Some(next) = next { p { a.button href=(next) { (i18n.older_reports) } } }
        p {
            @if *open {
                a href="/admin/reports?resolved=yes" { (i18n.resolved_reports) }
            } @else {
                a href="/admin/reports" { (i18n.open_reports) }
            }
        }
    };
    admin_nav::page(shell, AdminPage::Reports, None, &content)
}

fn report(report: &Report, shell: &Shell<'_>, refused: Option<&Refused>, i18n: &Strings) -> Markup {
    let refused = refused.filter(|refused| refused.report == report.id);
    let locale = shell.locale;
    let alone = |message: &Message| messages::message_without_links(message, locale);
    html! {
        section.report {
            h2 {
                @match report.room_kind {
                    RoomKind::Direct => (i18n.report_in_direct),
                    RoomKind::Open | RoomKind::Closed => (i18n.report_in_room(report.room.as_str())),
                }
            }
            @if !report.reason.as_str().is_empty() { p { q { bdi { (report.reason.as_str()) } } } }
            p.description {
                (with_markup(&i18n.report_by(GAPS[0], GAPS[1]), &[&people::name(&report.by, i18n), &dates::day_and_time(report.at, locale)]))
                @if let Some((at, by)) = &report.resolved {
                    br;
                    @let by = by.as_ref().map_or_else(|| html! { (i18n.command_line) }, |by| people::name(by, i18n));
                    (with_markup(&i18n.report_resolved_by(GAPS[0], GAPS[1]), &[&by, &dates::day_and_time(*at, locale)]))
                }
            }
            div.context {
                @for message in &report.before { (alone(message)) }
                div.quoted { (alone(&report.message)) }
                @for message in &report.after { (alone(message)) }
            }
            @if report.resolved.is_none() {
                form action={ "/admin/reports/" (report.id.0) } method="post" {
                    div.field {
                        label for={ "mute-" (report.id.0) } { (i18n.mute_author) }
                        select #{ "mute-" (report.id.0) } name="mute" {
                            option value="" selected { (i18n.mute_no) }
                            @for time in [MuteTime::Hour, MuteTime::Day, MuteTime::Week] {
                                option value=(time.name()) { (mute_time(time, i18n)) }
                            }
                        }
                    }
                    (warning(&format!("warning-{}", report.id.0), &i18n.warning_author_label, refused.map(|refused| refused.warning.as_str()), refused.is_some(), i18n))
                    p.buttons {
                        @if report.message.state != MessageState::Deleted {
                            button.primary.danger name="act" value="delete" { (i18n.delete_message) } " "
                        }
                        button name="act" value="dismiss" { (i18n.dismiss_report) }
                    }
                }
            }
        }
    }
}

/// The field for a warning's text.
pub(crate) fn warning(id: &str, label: &str, typed: Option<&str>, refused: bool, i18n: &Strings) -> Markup {
    html! {
        div.field {
            label for=(id) { (label) }
            textarea #(id) name="warning" rows="2" dir="auto" aria-invalid=[refused.then_some("true")]
                aria-describedby={ (id) "-hint" @if refused { " " (id) "-error" } } {
                // A line end directly after the tag is not part of the text (WHATWG HTML, 13.1.2.5).
                @if typed.is_some_and(|typed| typed.starts_with(['\n', '\r'])) { "\n" }
                (typed.unwrap_or_default())
            }
            p.hint #{ (id) "-hint" } { (i18n.warning_hint) }
            @if refused { p.error #{ (id) "-error" } { (i18n.warning_invalid(WarningText::MAX_CHARS)) } }
        }
    }
}

/// How long somebody is muted, in words.
pub(crate) fn mute_time(time: MuteTime, i18n: &Strings) -> &str {
    match time {
        MuteTime::End => &i18n.mute_end,
        MuteTime::Hour => &i18n.mute_hour,
        MuteTime::Day => &i18n.mute_day,
        MuteTime::Week => &i18n.mute_week,
    }
}
