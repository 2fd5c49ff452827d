//! The page of a room's files: pictures in a grid, others in a list.

use maud::{Markup, html};

use crate::model::files::kinds::FileKind;
use crate::model::files::room_files::{FileNumber, RoomFile};
use crate::model::{RoomView, Slug};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::parts::room_names::distinct;
use crate::views::parts::shell::Shell;
use crate::views::parts::tabs::{Tab, tabs};
use crate::views::parts::{attachments, layout, urls};

/// The files of a room, and where the next page begins, if there is one.
#[must_use]
pub fn page(
    shell: &Shell<'_>,
    entered: &RoomView,
    kind: Option<FileKind>,
    files: &[RoomFile],
    more: Option<FileNumber>,
) -> Markup {
    let i18n = shell.strings();
    let slug = &entered.room.slug;
    let distinction = shell.rooms.distinction(entered.room.id);
    let name = distinct(&entered.name, entered.room.kind, distinction, i18n);
    let room = html! { a href=(urls::room(slug)) { (name) } };
    let is_grid = kind == Some(FileKind::Picture);
    let content = html! {
        p { (with_markup(&i18n.files_in(GAPS[0]), &[&room])) }
        (kinds(slug, kind, i18n))
        @if files.is_empty() { p.empty { (if kind.is_some() { &i18n.no_files_of_kind } else { &i18n.no_files }) } }
        @else {
            ol.room-files.grid[is_grid] { @for file in files { li { (one(file, slug, shell)) } } }
        }
        @if let Some(before) = more {
            nav.paging aria-label=(i18n.older_files) {
                a.button rel="next" href=(urls::room_files(slug, kind, Some(before))) { (i18n.older_files) }
            }
        }
    };
    layout::sheet(&i18n.room_files, shell, &content)
}

/// Links to the files of each kind.
fn kinds(slug: &Slug, current: Option<FileKind>, i18n: &Strings) -> Markup {
    let all = [None].into_iter().chain(FileKind::ALL.into_iter().map(Some));
    let links: Vec<_> = all.map(|kind| (kind, urls::room_files(slug, kind, None))).collect();
    let links =
        links.iter().map(|(kind, address)| Tab { address, label: label(*kind, i18n), current: *kind == current });
    tabs(&i18n.kinds_of_files, links)
}

fn label(kind: Option<FileKind>, i18n: &Strings) -> &str {
    match kind {
        None => &i18n.files_of_all_kinds,
        Some(FileKind::Picture) => &i18n.files_pictures,
        Some(FileKind::Audio) => &i18n.files_sounds,
        Some(FileKind::Video) => &i18n.files_films,
        Some(FileKind::Text) => &i18n.files_texts,
        Some(FileKind::Pdf) => &i18n.files_pdf,
        Some(FileKind::Other) => &i18n.files_other,
    }
}

/// A file, and the message that it is in. Pictures that their senders hide are not shown.
fn one(file: &RoomFile, slug: &Slug, shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    let attachment = &file.attachment;
    let address = urls::attachment(slug, file.message, &attachment.key);
    let is_shown = attachment.kind == FileKind::Picture && attachment.shape.is_some() && !attachment.is_hidden;
    html! {
        @if is_shown { a.picture href=(address) data-file=(urls::file(attachment)) { (attachments::still(attachment, i18n)) } }
        @else { span.kind data-kind=(attachment.kind.name()) aria-hidden="true" {} }
        div {
            p.name { (attachments::link(attachment, i18n)) }
            p.last {
                bdi lang=[people::lang(&file.author)] { (people::shown(&file.author, i18n)) } (i18n.comma)
                a href=(urls::message(slug, file.message)) { (dates::day_and_time(file.posted_at, shell.locale)) }
            }
        }
    }
}
