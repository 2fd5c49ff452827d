//! The custom emoji of the server, with the form that adds one, and the page that asks before one is removed.

use maud::{Markup, html};

use crate::model::custom_emoji::{AddedEmoji, EmojiName};
use crate::model::{CustomEmoji, Picture};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::parts::forms::{Field, field, problem};
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, urls};
use crate::views::text::custom_emoji::{picture, picture_beside_name};

/// The outcome of the last change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was changed.
    #[default]
    None,
    /// One was added.
    Added,
    /// One was removed.
    Removed,
}

/// The state of the form: the name typed, and the errors.
#[derive(Clone, Debug, Default)]
pub struct EmojiForm {
    /// The name as typed.
    pub name: String,
    /// The error of the name.
    pub name_error: Option<String>,
    /// The error of the picture.
    pub picture_error: Option<String>,
    /// Why nothing can be added.
    pub problem: Option<String>,
    /// The outcome of the last change.
    pub outcome: Outcome,
}

/// The list and the form. `all`: each emoji, and whether the viewer may remove it.
#[must_use]
pub fn page(shell: &Shell<'_>, all: &[(AddedEmoji, bool)], may_add: bool, form: &EmojiForm) -> Markup {
    let i18n = shell.strings();
    let done = match form.outcome {
        Outcome::None => None,
        Outcome::Added => Some(&i18n.emoji_added),
        Outcome::Removed => Some(&i18n.emoji_removed),
    };
    let content = html! {
        (problem(form.problem.as_deref()))
        @if let Some(done) = done { p.saved role="status" { (done) } }
        p.hint { (i18n.custom_emoji_note) }
        @if may_add { (self::form(form, i18n)) } @else { p.hint { (i18n.emoji_adders_note) } }
        @if all.is_empty() { p { (i18n.no_custom_emoji) } }
        @if !all.is_empty() {
            ul.people.custom-emoji {
                @for (added, may_remove) in all {
                    li {
                        (picture(&added.emoji))
                        span.names {
                            bdi { code { (added.emoji.name) } } " "
                            span.last { (added_by(added, shell)) }
                        }
                        @if *may_remove {
                            a.danger href=(urls::emoji_removal(&added.emoji.name)) aria-label={ (i18n.remove_emoji_ask) " " (added.emoji.name) } { (i18n.remove_emoji_ask) }
                        }
                    }
                }
            }
        }
    };
    layout::sheet(&i18n.custom_emoji, shell, &content)
}

fn added_by(added: &AddedEmoji, shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    let name = html! { bdi lang=[people::lang(&added.person)] { (people::shown(&added.person, i18n)) } };
    let time = dates::day_and_time(added.at, shell.locale);
    with_markup(&i18n.emoji_added_by(GAPS[0], GAPS[1]), &[&name, &time])
}

fn form(form: &EmojiForm, i18n: &Strings) -> Markup {
    let described = if form.picture_error.is_some() { "picture-error picture-hint" } else { "picture-hint" };
    html! {
        form.profile action="/emoji/custom" method="post" enctype="multipart/form-data" {
            h2 { (i18n.add_emoji) }
            (field(&Field {
                name: "name",
                label: &i18n.emoji_name_label,
                kind: "text",
                value: &form.name,
                autocomplete: "off",
                hint: Some(&i18n.emoji_name_hint(EmojiName::MIN_CHARS, EmojiName::MAX_CHARS)),
                error: form.name_error.as_deref(),
                required: true,
                autofocus: form.name_error.is_some(),
            }))
            div.field {
                label for="picture" { (i18n.emoji_picture_label) }
                input #picture name="picture" type="file" accept="image/jpeg,image/png,image/webp,image/gif" aria-required="true"
                    autofocus[form.name_error.is_none() && form.picture_error.is_some()]
                    aria-invalid=[form.picture_error.as_ref().map(|_| "true")] aria-describedby=(described);
                p.hint #picture-hint { (i18n.emoji_picture_hint(Picture::MAX_BYTES >> 20)) }
                @if let Some(error) = &form.picture_error { p.error #picture-error { (error) } }
            }
            button.primary { (i18n.add_emoji) }
        }
    }
}

/// The page that asks before an emoji is removed.
#[must_use]
pub fn removal(shell: &Shell<'_>, emoji: &CustomEmoji) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        p { (picture_beside_name(emoji)) " " bdi { code { (emoji.name) } } }
        p { (i18n.remove_emoji_note) }
        form action=(urls::emoji_removal(&emoji.name)) method="post" {
            // Lynx submits a form without fields by GET.
            input type="hidden" name="sure" value="yes";
            p.buttons {
                button.primary.danger { (i18n.remove_emoji) } " "
                a.button href="/emoji/custom" { (i18n.cancel) }
            }
        }
    };
    layout::sheet(&i18n.remove_emoji_title(emoji.name.to_string()), shell, &content)
}
