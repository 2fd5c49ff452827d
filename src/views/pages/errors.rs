//! What is shown when something can't be done.

use maud::{Markup, html};

use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::parts::unsent::SentTexts;
use crate::views::parts::{layout, unsent};

/// Why something can't be done, and what to do next.
#[derive(Clone, Debug)]
pub struct Problem {
    /// A few words.
    pub title: String,
    /// A sentence or two that say what to do.
    pub advice: String,
    /// Where to go on; none where nothing leads on.
    pub way: Option<String>,
}

/// A whole page, with what was sent and is not stored.
#[must_use]
pub fn page(problem: &Problem, sent: &SentTexts, i18n: &Strings) -> Markup {
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

/// A fragment with the same, for htmx.
#[must_use]
pub fn fragment(problem: &Problem, sent: &SentTexts, i18n: &Strings) -> Markup {
    let title = html! { b { (problem.title) } };
    html! {
        p.error role="alert" { (with_markup(&i18n.problem_in_brief(GAPS[0], problem.advice.as_str()), &[&title])) }
        (unsent::boxes(sent, i18n))
    }
}
