//! Custom emoji as pictures.

use maud::{Markup, html};

use crate::model::CustomEmoji;
use crate::views::parts::urls;

/// Width and height in pixels where no style says otherwise; styles scale it with the text.
pub(crate) const SIDE: &str = "20";

/// The picture, with the name for those who don't see it, and as a tooltip.
pub(crate) fn picture(emoji: &CustomEmoji) -> Markup {
    let name = emoji.name.to_string();
    html! { img.emoji src=(urls::emoji_picture(&emoji.key)) alt=(name) title=(name) width=(SIDE) height=(SIDE) loading="lazy"; }
}

/// The picture beside its name, which tells the same.
pub(crate) fn picture_beside_name(emoji: &CustomEmoji) -> Markup {
    html! { img.emoji src=(urls::emoji_picture(&emoji.key)) alt="" width=(SIDE) height=(SIDE) loading="lazy"; }
}
