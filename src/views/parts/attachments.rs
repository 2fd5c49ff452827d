//! The files of a message, in the message and in the composer.

use maud::{Markup, html};

use crate::model::files::attachments::Attachment;
use crate::model::files::kinds::FileKind;
use crate::model::{Message, Slug};
use crate::views::i18n::names::Strings;
use crate::views::i18n::sizes;
use crate::views::parts::{urls, waveforms};
use crate::views::text;

/// The files of a message.
pub(crate) fn shown(message: &Message, slug: &Slug, i18n: &Strings) -> Markup {
    let pictures = message.attachments.iter().filter(|file| is_picture(file)).count();
    html! {
        div.files.grid[pictures > 1] {
            @for file in &message.attachments {
                @let page = urls::attachment(slug, message.id, &file.key);
                (one(file, &page, i18n))
            }
        }
    }
}

/// The names of files, where they can't be opened.
pub(crate) fn names(files: &[Attachment]) -> Markup {
    html! { ul.files { @for file in files { li { bdi { (file.name) } } } } }
}

/// Whether a file is shown as a picture: one whose size is known before it is loaded, so that nothing moves then.
fn is_picture(file: &Attachment) -> bool {
    file.kind == FileKind::Picture && file.shape.is_some()
}

fn one(file: &Attachment, page: &str, i18n: &Strings) -> Markup {
    let content = match file.kind {
        FileKind::Picture if is_picture(file) => picture(file, page, i18n),
        FileKind::Audio => sound(file, i18n),
        FileKind::Video => html! {
            figure.film {
                video controls preload="metadata" playsinline src=(urls::file(file)) aria-label=(label(file)) {}
                figcaption { (link(file, i18n)) }
            }
        },
        FileKind::Text => text_file(file, i18n),
        _ => html! { p.file { (link(file, i18n)) } },
    };
    html! {
        @if file.is_hidden {
            details.hidden-file { summary { (i18n.show_hidden(label(file))) } (content) }
        } @else {
            (content)
        }
    }
}

/// The text that stands for a file: its description, or its name.
fn label(file: &Attachment) -> &str {
    if file.alt.is_empty() { file.name.as_str() } else { &file.alt }
}

/// A picture that leads to its page. Animations don't move where the reader's system asks for less motion, and are in an
/// element where the script puts the button that pauses them.
fn picture(file: &Attachment, page: &str, i18n: &Strings) -> Markup {
    let link = html! { a.picture href=(page) data-file=(urls::file(file)) { (image(file, i18n)) } };
    if file.is_animated && file.thumbnail.is_some() {
        html! { span.moving { (link) } }
    } else {
        link
    }
}

/// A picture in the size that messages show.
fn image(file: &Attachment, i18n: &Strings) -> Markup {
    if !file.is_animated {
        return still(file, i18n);
    }
    let (width, height) = file.small_shape().unwrap_or((1, 1));
    let small = small(file);
    html! {
        picture {
            source media="(prefers-reduced-motion: reduce)" srcset=(small) width=(width) height=(height);
            img.animated src=(urls::file(file)) data-still=(small) alt=(alt(file, i18n)) width=(width) height=(height) loading="lazy" decoding="async";
        }
    }
}

/// The same, where animations don't move.
pub(crate) fn still(file: &Attachment, i18n: &Strings) -> Markup {
    let (width, height) = file.small_shape().unwrap_or((1, 1));
    let small = small(file);
    html! {
        img src=(small) data-still=[file.is_animated.then_some(&small)] alt=(alt(file, i18n)) width=(width) height=(height) loading="lazy" decoding="async";
    }
}

fn small(file: &Attachment) -> String {
    if file.thumbnail.is_some() { urls::thumbnail(file) } else { urls::file(file) }
}

fn alt(file: &Attachment, i18n: &Strings) -> String {
    if file.alt.is_empty() { i18n.picture_named(file.name.as_str()) } else { file.alt.clone() }
}

/// A sound with its player.
pub(crate) fn sound(file: &Attachment, i18n: &Strings) -> Markup {
    html! {
        figure.sound {
            (waveforms::waveform(file))
            audio controls preload="metadata" src=(urls::file(file)) aria-label=(waveforms::sound_label(file, i18n)) {}
            figcaption { (waveforms::length(file)) (link(file, i18n)) }
        }
    }
}

/// The first lines of a text.
fn text_file(file: &Attachment, i18n: &Strings) -> Markup {
    let excerpt = file.excerpt.as_deref().unwrap_or_default();
    html! {
        figure.text-file {
            @if !excerpt.is_empty() { (text::code::excerpt(excerpt, &file.name.ending(), i18n)) }
            figcaption { (link(file, i18n)) }
        }
    }
}

/// A file's name, which opens or downloads it, and its size.
pub(crate) fn link(file: &Attachment, i18n: &Strings) -> Markup {
    html! {
        a href=(urls::file(file)) download[!file.kind.is_inline()] { bdi lang="" { (file.name) } } " "
        span.size { (sizes::in_words(file.size, i18n)) }
    }
}

/// The files that are attached to the message that is being written: their fields, each with a description and a box to
/// remove it.
pub(crate) fn attached(files: &[Attachment], i18n: &Strings) -> Markup {
    html! {
        @for file in files {
            @let key = file.key.as_str();
            li data-key=(key) {
                input type="hidden" name="file" value=(key);
                span.name { (link(file, i18n)) }
                @if is_picture(file) {
                    img.small src=(small(file)) alt="" width="48" height="48";
                }
                @if file.kind != FileKind::Other && file.kind != FileKind::Text && file.kind != FileKind::Pdf {
                    label.alt { span.hidden { (i18n.alt_text_of(file.name.as_str())) }
                        input name={ "alt-" (key) } value=(file.alt) maxlength=(Attachment::MAX_ALT) placeholder=(i18n.alt_text) dir="auto" autocomplete="off"; }
                    label { input type="checkbox" name={ "hide-" (key) } value="yes" checked[file.is_hidden]; " " (i18n.hide_until_asked) }
                }
                label.remove { input type="checkbox" name="remove" value=(key); " " (i18n.remove_file(file.name.as_str())) }
            }
        }
    }
}
