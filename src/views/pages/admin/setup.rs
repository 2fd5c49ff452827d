//! The first steps, as a page.

use maud::{Markup, html};

use crate::model::Reach;
use crate::views::parts::admin_nav::AdminPage;
use crate::views::parts::shell::Shell;
use crate::views::parts::{admin_nav, setup, urls};

/// The page.
#[must_use]
pub fn page(shell: &Shell<'_>, reach: &Reach) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        div.setup { (setup::steps(shell, reach, urls::SETUP)) }
        p { a.button href="/" { (i18n.to_the_rooms) } }
    };
    admin_nav::page(shell, AdminPage::Overview, Some(&i18n.setup_title), &content)
}
