//! The navigation between pages of one kind.

use maud::{Markup, html};

/// A link to one of the pages.
pub(crate) struct Tab<'a> {
    pub(crate) address: &'a str,
    pub(crate) label: &'a str,
    /// Whether it is the page shown.
    pub(crate) current: bool,
}

/// Links to the pages; `name` says what they have in common, for screen readers.
pub(crate) fn tabs<'a>(name: &str, tabs: impl IntoIterator<Item = Tab<'a>>) -> Markup {
    html! {
        nav.tabs aria-label=(name) {
            ul {
                @for Tab { address, label, current } in tabs {
                    li { a href=(address) aria-current=[current.then_some("page")] { (label) } }
                }
            }
        }
    }
}
