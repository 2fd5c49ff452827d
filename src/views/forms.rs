//! What forms are made of.

use maud::{Markup, html};

/// A labelled line of input, with what is wrong with it.
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    pub(super) label: &'a str,
    /// `text` or `password`.
    pub(super) kind: &'a str,
    /// What was typed before; never a password.
    pub(super) value: &'a str,
    pub(super) autocomplete: &'a str,
    pub(super) hint: Option<&'a str>,
    pub(super) error: Option<&'a str>,
    pub(super) required: bool,
    pub(super) autofocus: bool,
}

pub(super) fn field(field: &Field<'_>) -> Markup {
    let (hint_id, error_id) = (format!("{}-hint", field.name), format!("{}-error", field.name));
    let described: Vec<&str> = [field.error.map(|_| error_id.as_str()), field.hint.map(|_| hint_id.as_str())]
        .into_iter()
        .flatten()
        .collect();
    html! {
        div.field {
            label for=(field.name) { (field.label) }
            // Not `required`: Firefox would call the whole form invalid while it is empty, and Orca says so on arrival.
            input #(field.name) name=(field.name) type=(field.kind) value=[(field.kind != "password").then_some(field.value)]
                autocomplete=(field.autocomplete) autocapitalize="none" spellcheck="false" aria-required=[field.required.then_some("true")]
                autofocus[field.autofocus]
                aria-invalid=[field.error.map(|_| "true")]
                aria-describedby=[(!described.is_empty()).then(|| described.join(" "))];
            @if let Some(hint) = field.hint { p.hint #(hint_id) { (hint) } }
            @if let Some(error) = field.error { p.error #(error_id) { (error) } }
        }
    }
}

/// What is wrong with a form as a whole.
pub(super) fn problem(text: Option<&str>) -> Markup {
    html! { @if let Some(text) = text { p.error.problem #problem role="alert" { (text) } } }
}
