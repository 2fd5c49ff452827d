//! Error pages.

use maud::{Markup, html};

use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::parts::public_shell::PublicShell;
use crate::views::parts::unsent::SentTexts;
use crate::views::parts::{layout, unsent};

/// An error as shown to people.
#[derive(Clone, Debug)]
pub struct Problem {
    /// A short title.
    pub title: String,
    /// What to do next, in a sentence or two.
    pub advice: String,
    /// The URL of a link onwards, if there is one.
    pub way: Option<String>,
}

/// The whole page, with texts that were submitted but not stored.
#[must_use]
pub fn page(problem: &Problem, sent: &SentTexts, i18n: &PublicShell) -> Markup {
    let content = html! {
        h1 { (problem.title) }
        p { (problem.advice) }
        (unsent::boxes(sent, i18n))
        @match problem.way.as_deref() {
            Some("/") => p { a.button href="/" { (i18n.to_the_rooms) } },
            Some(address) => p { a.button href=(address) { bdi { (address) } } },
            None => {}
        }
    };
    layout::card(i18n, &problem.title, &content)
}

/// The same as a fragment, for htmx.
#[must_use]
pub fn fragment(problem: &Problem, sent: &SentTexts, i18n: &Strings) -> Markup {
    let title = html! { b { (problem.title) } };
    html! {
        p.error role="alert" { (with_markup(&i18n.problem_in_brief(GAPS[0], problem.advice.as_str()), &[&title])) }
        (unsent::boxes(sent, i18n))
    }
}
