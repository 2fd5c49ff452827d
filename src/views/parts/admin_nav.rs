//! The navigation between the pages for administrators.

use maud::{Markup, html};

use crate::model::Role;
use crate::views::i18n::names::Strings;
use crate::views::parts::layout;
use crate::views::parts::shell::Shell;
use crate::views::parts::tabs::{Tab, tabs};

/// A page for administrators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AdminPage {
    Overview,
    People,
    Rooms,
    Reports,
    Invitations,
    Sessions,
    Settings,
    Audit,
    Status,
}

const PAGES: [AdminPage; 9] = [
    AdminPage::Overview,
    AdminPage::People,
    AdminPage::Rooms,
    AdminPage::Reports,
    AdminPage::Invitations,
    AdminPage::Sessions,
    AdminPage::Settings,
    AdminPage::Audit,
    AdminPage::Status,
];

impl AdminPage {
    fn address(self) -> &'static str {
        match self {
            Self::Overview => "/admin",
            Self::People => "/admin/people",
            Self::Rooms => "/admin/rooms",
            Self::Reports => "/admin/reports",
            Self::Invitations => "/admin/invitations",
            Self::Sessions => "/admin/sessions",
            Self::Settings => "/admin/settings",
            Self::Audit => "/admin/audit",
            Self::Status => "/admin/status",
        }
    }

    fn label(self, i18n: &Strings) -> &str {
        match self {
            Self::Overview => &i18n.overview,
            Self::People => &i18n.people,
            Self::Rooms => &i18n.rooms,
            Self::Reports => &i18n.reports,
            Self::Invitations => &i18n.invitations,
            Self::Sessions => &i18n.sessions_now,
            Self::Settings => &i18n.settings,
            Self::Audit => &i18n.audit_log,
            Self::Status => &i18n.status_title,
        }
    }
}

/// A page for administrators, with links to the others that the viewer may see. `title`: that of a page below one of them.
pub(crate) fn page(shell: &Shell<'_>, shown: AdminPage, title: Option<&str>, content: &Markup) -> Markup {
    let i18n = shell.strings();
    let is_open = |page: &AdminPage| shell.account.role == Role::Administrator || *page == AdminPage::Reports;
    let tabs = tabs(
        &i18n.administration,
        PAGES.into_iter().filter(is_open).map(|page| Tab {
            address: page.address(),
            label: page.label(i18n),
            current: page == shown && title.is_none(),
        }),
    );
    let content = html! { (tabs) (content) };
    let of_page = format!("{}: {}", i18n.administration, shown.label(i18n));
    layout::sheet(title.unwrap_or(&of_page), shell, &content)
}
