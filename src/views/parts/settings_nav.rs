//! The navigation between the pages of the settings.

use maud::{Markup, html};

use crate::views::i18n::names::Strings;
use crate::views::parts::layout;
use crate::views::parts::shell::Shell;
use crate::views::parts::tabs::{Tab, tabs};

/// A page of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SettingsPage {
    Profile,
    Status,
    Appearance,
    Notifications,
    Password,
    Email,
    SecondFactor,
    Passkeys,
    SignOn,
    Sessions,
    Blocked,
    Download,
    Deletion,
}

const PAGES: [SettingsPage; 13] = [
    SettingsPage::Profile,
    SettingsPage::Status,
    SettingsPage::Appearance,
    SettingsPage::Notifications,
    SettingsPage::Password,
    SettingsPage::Email,
    SettingsPage::SecondFactor,
    SettingsPage::Passkeys,
    SettingsPage::SignOn,
    SettingsPage::Sessions,
    SettingsPage::Blocked,
    SettingsPage::Download,
    SettingsPage::Deletion,
];

impl SettingsPage {
    pub(crate) fn address(self) -> &'static str {
        match self {
            Self::Profile => "/settings",
            Self::Status => "/settings/status",
            Self::Appearance => "/settings/appearance",
            Self::Notifications => "/settings/notifications",
            Self::Password => "/settings/password",
            Self::Email => "/settings/email",
            Self::SecondFactor => "/settings/second-factor",
            Self::Passkeys => "/settings/passkeys",
            Self::SignOn => "/settings/sign-on",
            Self::Sessions => "/settings/sessions",
            Self::Blocked => "/settings/blocked",
            Self::Download => "/settings/download",
            Self::Deletion => "/settings/delete",
        }
    }

    fn title(self, i18n: &Strings) -> &str {
        match self {
            Self::Profile => &i18n.settings,
            Self::Status => &i18n.status,
            Self::Appearance => &i18n.appearance,
            Self::Notifications => &i18n.notifications,
            Self::Password => &i18n.change_password,
            Self::Email => &i18n.email,
            Self::SecondFactor => &i18n.second_factor,
            Self::Passkeys => &i18n.passkeys,
            Self::SignOn => &i18n.sign_on,
            Self::Sessions => &i18n.sessions,
            Self::Blocked => &i18n.blocked_people,
            Self::Download => &i18n.download_data,
            Self::Deletion => &i18n.delete_account,
        }
    }

    fn label(self, i18n: &Strings) -> &str {
        match self {
            Self::Profile => &i18n.profile_tab,
            Self::Status => &i18n.status_tab,
            Self::Appearance => &i18n.appearance,
            Self::Notifications => &i18n.notifications_tab,
            Self::Password => &i18n.password_label,
            Self::Email => &i18n.email_tab,
            Self::SecondFactor => &i18n.second_factor_tab,
            Self::Passkeys => &i18n.passkeys_tab,
            Self::SignOn => &i18n.sign_on_tab,
            Self::Sessions => &i18n.sessions_tab,
            Self::Blocked => &i18n.blocked_tab,
            Self::Download => &i18n.download_tab,
            Self::Deletion => &i18n.deletion_tab,
        }
    }
}

/// A page of the settings, with links to the others.
pub(crate) fn page(shell: &Shell<'_>, shown: SettingsPage, content: &Markup) -> Markup {
    let i18n = shell.strings();
    let is_there = |page: &SettingsPage| match page {
        SettingsPage::SignOn => shell.logins.server.sign_on,
        SettingsPage::Passkeys => shell.logins.server.passkeys,
        SettingsPage::Email => shell.sends_mail,
        _ => true,
    };
    let tab =
        |page: SettingsPage| Tab { address: page.address(), label: page.label(i18n), current: page == shown };
    let tabs = tabs(&i18n.settings, PAGES.into_iter().filter(is_there).map(tab));
    let content = html! { (tabs) (content) };
    layout::sheet(shown.title(i18n), shell, &content)
}
