//! The page for deleting one's account.

use maud::{Markup, html};

use crate::views::parts::forms::{confirmation, problem};
use crate::views::parts::settings_nav;
use crate::views::parts::settings_nav::SettingsPage;
use crate::views::parts::shell::Shell;

/// The form: the choice, and its errors. It never repeats passwords.
#[derive(Clone, Debug, Default)]
pub struct DeletionForm {
    /// Whether messages are deleted, too.
    pub with_messages: bool,
    /// The error of the password.
    pub password_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page. `days`: how long logging in undoes the deletion.
#[must_use]
pub fn page(shell: &Shell<'_>, days: i64, form: &DeletionForm) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        (problem(form.problem.as_deref()))
        p { (i18n.delete_account_note(days)) }
        form action="/settings/delete" method="post" {
            fieldset.choices {
                legend { (i18n.your_messages) }
                @for (value, with_messages, text) in [("stay", false, &i18n.messages_stay), ("go", true, &i18n.messages_go)] {
                    div { label { input type="radio" name="messages" value=(value) checked[form.with_messages == with_messages]; " " (text) } }
                }
            }
            (confirmation(shell, SettingsPage::Deletion.address(), &i18n.present_password_label, form.password_error.as_deref()))
            button.primary.danger { (i18n.delete_account) }
        }
    };
    settings_nav::page(shell, SettingsPage::Deletion, &content)
}
