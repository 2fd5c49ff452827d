//! The files of a message as guests see them, who have addresses of their own for them.

use maud::{Markup, html};

use crate::model::Message;
use crate::model::files::attachments::Attachment;
use crate::model::files::kinds::FileKind;
use crate::views::i18n::names::Strings;
use crate::views::i18n::sizes;
use crate::views::parts::{urls, waveforms};

/// The files of a message.
pub(crate) fn shown(message: &Message, i18n: &Strings) -> Markup {
    html! { div.files { @for file in &message.attachments { (one(file, i18n)) } } }
}

fn one(file: &Attachment, i18n: &Strings) -> Markup {
    let name = if file.alt.is_empty() { file.name.as_str() } else { &file.alt };
    let content = match file.kind {
        FileKind::Picture if file.shape.is_some() => picture(file, i18n),
        FileKind::Audio => html! {
            figure.sound {
                (waveforms::waveform(file))
                audio controls preload="metadata" src=(urls::guest_file(file)) aria-label=(waveforms::sound_label(file, i18n)) {}
                figcaption { (waveforms::length(file)) (link(file, i18n)) }
            }
        },
        FileKind::Video => html! {
            figure.film {
                video controls preload="metadata" playsinline src=(urls::guest_file(file)) aria-label=(name) {}
                figcaption { (link(file, i18n)) }
            }
        },
        _ => html! { p.file { (link(file, i18n)) } },
    };
    html! {
        @if file.is_hidden {
            details.hidden-file { summary { (i18n.show_hidden(name)) } (content) }
        } @else {
            (content)
        }
    }
}

/// A picture that leads to itself in full size. Where there is a small one, it stands still.
fn picture(file: &Attachment, i18n: &Strings) -> Markup {
    let (width, height) = file.small_shape().unwrap_or((1, 1));
    let address = urls::guest_file(file);
    let alt = if file.alt.is_empty() { i18n.picture_named(file.name.as_str()) } else { file.alt.clone() };
    let small = if file.thumbnail.is_some() { address.clone() + "?size=small" } else { address.clone() };
    html! {
        a.picture target="_top" href=(address) {
            img src=(small) alt=(alt) width=(width) height=(height) loading="lazy" decoding="async";
        }
    }
}

fn link(file: &Attachment, i18n: &Strings) -> Markup {
    html! {
        a target="_top" href=(urls::guest_file(file)) download[!file.kind.is_inline()] { bdi lang="" { (file.name) } } " "
        span.size { (sizes::in_words(file.size, i18n)) }
    }
}
