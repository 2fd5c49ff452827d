//! The page that the service worker shows while there is no connection.

use maud::{Markup, html};

use crate::model::appearance::Appearance;
use crate::views::parts::layout;
use crate::views::parts::public_shell::PublicShell;

/// The page, without scripts: nothing can be loaded.
#[must_use]
pub fn page(i18n: &PublicShell) -> Markup {
    let body = html! {
        main.card {
            h1 { (i18n.offline_title) }
            p { (i18n.offline_advice) }
            // The page is shown at the address that was asked for.
            p { a.button href="" { (i18n.try_again) } }
        }
    };
    layout::document(i18n, &i18n.branding, Appearance::default(), &i18n.offline_title, "outside", &html! {}, &body)
}
