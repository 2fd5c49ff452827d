//! The page for downloading one's data, and the readable page in it.

use maud::{DOCTYPE, Markup, html};

use crate::model::files::attachments::Attachment;
use crate::model::own_data::{OwnAccount, OwnMessage};
use crate::model::{Locale, RoomKind, Timestamp};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::strings::strings;
use crate::views::pages::admin::people::role;
use crate::views::parts::forms::{confirmation, problem};
use crate::views::parts::settings_nav;
use crate::views::parts::settings_nav::SettingsPage;
use crate::views::parts::shell::Shell;
use crate::views::parts::urls;

/// The errors of the form. It never repeats passwords.
#[derive(Clone, Debug, Default)]
pub struct DownloadForm {
    /// The error of the password.
    pub password_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page.
#[must_use]
pub fn page(shell: &Shell<'_>, form: &DownloadForm) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        (problem(form.problem.as_deref()))
        p { (i18n.download_data_note) }
        form action="/settings/download" method="post" {
            (confirmation(shell, SettingsPage::Download.address(), &i18n.present_password_label, form.password_error.as_deref()))
            button.primary { (i18n.download_button) }
        }
    };
    settings_nav::page(shell, SettingsPage::Download, &content)
}

/// The readable page, up to its first message. It stands alone: browsers open it from a disk.
#[must_use]
pub fn readable_start(own: &OwnAccount, picture: Option<&str>, now: Timestamp, locale: &Locale) -> String {
    let i18n = strings(locale.language);
    let person = &own.account.person;
    let title = i18n.data_of(person.username.as_str());
    let whole = html! {
        (DOCTYPE)
        html lang=(i18n.language.tag()) dir=[i18n.language.is_right_to_left().then_some("rtl")] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { "body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif } .text { white-space: pre-wrap } .of { color: #666; font-size: .875rem }" }
            }
            body {
                h1 { (title) }
                @if let Some(picture) = picture { p { img src=(picture) alt="" width="96" height="96"; } }
                p {
                    bdi { (person.shown()) } br;
                    (role(own.account.role, i18n)) br;
                    (with_markup(&i18n.account_created(GAPS[0]), &[&dates::day_and_time(own.created_at, locale)])) br;
                    (with_markup(&i18n.data_as_of(GAPS[0]), &[&dates::day_and_time(now, locale)]))
                }
                h2 { (i18n.data_messages) }
                "\u{0}"
            }
        }
    };
    // The tags that are left open are closed by `READABLE_END`.
    whole.into_string().split('\u{0}').next().unwrap_or_default().to_owned()
}

/// The end of the readable page.
pub const READABLE_END: &str = "</body></html>\n";

/// The path of a file in the download.
#[must_use]
pub fn path_of(file: &Attachment) -> String {
    format!("files/{}/{}", file.key.as_str(), file.name)
}

/// A message of the readable page.
#[must_use]
pub fn readable_message(message: &OwnMessage, locale: &Locale) -> String {
    let i18n = strings(locale.language);
    let markup = html! {
        article {
            p.of {
                @match message.room_kind {
                    RoomKind::Direct => (i18n.report_in_direct),
                    RoomKind::Open | RoomKind::Closed => bdi { (message.room_name) },
                }
                (i18n.comma) (dates::day_and_time(message.posted_at, locale))
            }
            p.text dir="auto" { (message.text) }
            @for file in &message.files {
                p { "📎 " a href={ "files/" (file.key.as_str()) "/" (urls::encoded(file.name.as_str())) } { bdi { (file.name) } } }
            }
        }
    };
    markup.into_string() + "\n"
}
