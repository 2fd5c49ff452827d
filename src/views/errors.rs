//! What is shown when something can't be done.

use maud::{Markup, html};

use super::layout;
use super::texts::Texts;

/// Why something can't be done, and what to do next.
#[derive(Clone, Debug)]
pub struct Problem {
    /// A few words.
    pub title: String,
    /// A sentence or two that say what to do.
    pub advice: String,
}

/// A whole page.
#[must_use]
pub fn page(problem: &Problem, t: &Texts) -> Markup {
    let content = html! {
        h1 { (problem.title) }
        p { (problem.advice) }
        p { a.button href="/" { "To the rooms" } }
    };
    layout::card(t, &problem.title, &content)
}

/// A fragment, for htmx.
#[must_use]
pub fn fragment(problem: &Problem) -> Markup {
    html! { p.error role="alert" { b { (problem.title) "." } " " (problem.advice) } }
}
