//! The warnings that somebody has got.

use maud::{Markup, html};

use crate::model::administration::warnings::Warning;
use crate::views::i18n::dates;
use crate::views::parts::layout;
use crate::views::parts::shell::Shell;

/// The page.
#[must_use]
pub fn page(shell: &Shell<'_>, warnings: &[Warning]) -> Markup {
    let i18n = shell.strings();
    let unread = warnings.iter().any(|warning| warning.read_at.is_none());
    let content = html! {
        @if warnings.is_empty() { p { (i18n.no_warnings) } }
        (list(warnings, shell, false))
        @if unread && let Some(newest) = warnings.first() {
            form action="/settings/warnings" method="post" {
                input type="hidden" name="newest" value=(newest.id);
                button.primary { (i18n.confirm_warnings) }
            }
        }
    };
    layout::sheet(&i18n.warnings, shell, &content)
}

/// The list. `for_staff`: with the moderators, and whether they were read.
pub(crate) fn list(warnings: &[Warning], shell: &Shell<'_>, for_staff: bool) -> Markup {
    let i18n = shell.strings();
    html! {
        ul.kept {
            @for warning in warnings {
                li {
                    p.lines dir="auto" lang="" { (warning.text) }
                    p.description {
                        (dates::day_and_time(warning.at, shell.locale))
                        @if for_staff {
                            @if let Some(by) = &warning.by { (i18n.comma) bdi { (by) } }
                            @if warning.read_at.is_none() { " " span.tag { (i18n.warning_not_read) } }
                        }
                    }
                }
            }
        }
    }
}
