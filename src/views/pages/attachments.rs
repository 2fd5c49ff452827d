//! The page of a message's file: the picture large, with the one before and the one after it.

use maud::{Markup, html};

use crate::model::files::attachments::Attachment;
use crate::model::files::kinds::FileKind;
use crate::model::{Message, RoomView};
use crate::views::i18n::names::Strings;
use crate::views::i18n::sizes;
use crate::views::parts::shell::Shell;
use crate::views::parts::{attachments, layout, urls};

/// The page of the file at this place of the message. `is_own`: whether the viewer may describe and remove it.
#[must_use]
pub fn page(
    shell: &Shell<'_>,
    entered: &RoomView,
    message: &Message,
    place: usize,
    is_own: bool,
    is_saved: bool,
) -> Markup {
    let i18n = shell.strings();
    let slug = &entered.room.slug;
    let files = &message.attachments;
    let address = |file: &Attachment| urls::attachment(slug, message.id, &file.key);
    let Some(file) = files.get(place) else { return html! {} };
    let before = place.checked_sub(1).and_then(|before| files.get(before));
    let after = files.get(place + 1);
    let content = html! {
        @if is_saved { p.note role="status" { (i18n.file_saved) } }
        p { a href=(urls::message(slug, message.id)) { (i18n.in_message) } }
        @if file.kind == FileKind::Picture {
            a.large-picture href=(urls::file(file)) { (whole(file, i18n)) }
        } @else if file.kind == FileKind::Audio {
            div.files { (attachments::sound(file, i18n)) }
        } @else {
            p.file { (attachments::link(file, i18n)) }
        }
        @if !file.alt.is_empty() { p dir="auto" lang="" { (file.alt) } }
        nav.pages {
            @if let Some(before) = before { a.button rel="prev" href=(address(before)) { (i18n.previous_file) } " " }
            a.button href=(urls::file(file)) download { (i18n.download_file(file.name.as_str())) } " "
            span.size { (sizes::in_words(file.size, i18n)) } " "
            @if let Some(after) = after { a.button rel="next" href=(address(after)) { (i18n.next_file) } }
        }
        @if is_own {
            form action=(address(file)) method="post" {
                label for="alt" { (i18n.alt_text) }
                textarea #alt name="alt" rows="3" maxlength=(Attachment::MAX_ALT) dir="auto" { (file.alt) }
                label { input type="checkbox" name="hide" value="yes" checked[file.is_hidden]; " " (i18n.hide_until_asked) }
                p.buttons {
                    button.primary { (i18n.save) } " "
                    button.danger name="act" value="remove" { (i18n.remove_this_file) }
                }
            }
        }
    };
    layout::sheet(file.name.as_str(), shell, &content)
}

fn whole(file: &Attachment, i18n: &Strings) -> Markup {
    let alt = if file.alt.is_empty() { i18n.picture_named(file.name.as_str()) } else { file.alt.clone() };
    let (width, height) = file.shape.map_or((None, None), |(width, height)| (Some(width), Some(height)));
    html! { img src=(urls::file(file)) alt=(alt) width=[width] height=[height]; }
}
