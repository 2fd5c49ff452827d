//! The emoji picker, and a page that finds emoji.

use maud::{Markup, html};

use crate::model::CustomEmoji;
use crate::model::text::FoundEmoji;
use crate::views::i18n::names::Strings;
use crate::views::parts::layout;
use crate::views::parts::shell::Shell;
use crate::views::text::custom_emoji;

/// The skin tones; empty: none.
const TONES: [&str; 6] = ["", "🏻", "🏼", "🏽", "🏾", "🏿"];

/// The picker as a fragment, with the emoji used often and the custom ones. Its script fills in the emoji.
#[must_use]
pub fn picker(often: &[&str], custom: &[CustomEmoji], i18n: &Strings) -> Markup {
    // Pairs of a name and the key of its picture; neither contains spaces.
    let pairs: Vec<&str> = custom.iter().flat_map(|emoji| [emoji.name.as_str(), emoji.key.0.as_str()]).collect();
    let own = (!pairs.is_empty()).then_some(("⭐", i18n.emoji_custom.as_str()));
    html! {
        h2.hidden { (i18n.emoji) }
        div.find data-often=(often.join(" ")) data-custom=[(!pairs.is_empty()).then(|| pairs.join(" "))] data-nothing=(i18n.no_emoji_found) {
            input type="text" inputmode="search" aria-label=(i18n.find_emoji) placeholder=(i18n.name_or_word) autocomplete="off"
                autocapitalize="none" enterkeyhint="done" dir="auto";
            select aria-label=(i18n.skin_tone) {
                @for tone in TONES { option value=(tone) { "✋" (tone) } }
            }
        }
        div.categories role="tablist" aria-label=(i18n.emoji_categories) {
            @for (number, (sign, name)) in categories(i18n).into_iter().chain(own).enumerate() {
                button.quiet type="button" role="tab" #{ "emoji-tab-" (number) } aria-controls="emoji-panel"
                    aria-selected=(number == 0) tabindex=(if number == 0 { "0" } else { "-1" }) aria-label=(name) title=(name) {
                    span.glyph aria-hidden="true" { (sign) }
                }
            }
        }
        // Firefox would otherwise make it a tab stop while it scrolls.
        div #emoji-panel role="tabpanel" aria-labelledby="emoji-tab-0" tabindex="-1" {}
        p.named aria-hidden="true" {}
        p.hidden role="status" {}
        p.more { a href="/emoji/custom" { (i18n.custom_emoji) } }
    }
}

/// The categories, in the order of the groups that build.rs writes, after the one of emoji used often.
fn categories(i18n: &Strings) -> [(&'static str, &str); 10] {
    [
        ("🕘", &i18n.emoji_often),
        ("😀", &i18n.emoji_smileys),
        ("👋", &i18n.emoji_people),
        ("🐻", &i18n.emoji_nature),
        ("🍔", &i18n.emoji_food),
        ("🚗", &i18n.emoji_places),
        ("⚽", &i18n.emoji_activities),
        ("💡", &i18n.emoji_objects),
        ("🔣", &i18n.emoji_symbols),
        ("🏁", &i18n.emoji_flags),
    ]
}

/// The page that finds emoji by name or word.
#[must_use]
pub fn page(shell: &Shell<'_>, typed: &str, found: &[FoundEmoji<'_>]) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        form.row action="/emoji" role="search" {
            div.field {
                label for="q" { (i18n.find_emoji) }
                input #q type="search" name="q" value=(typed) autocomplete="off" autocapitalize="none" dir="auto" autofocus;
            }
            button { (i18n.find) }
        }
        @if found.is_empty() && !typed.is_empty() { p { (i18n.no_emoji_found) } }
        ul.emoji-found {
            @for FoundEmoji { emoji, shortcode, name, custom } in found {
                li {
                    span.glyph { @if let Some(custom) = custom { (custom_emoji::picture_beside_name(custom)) } @else { (emoji) } } " "
                    @if !shortcode.is_empty() { bdi { code { ":" (shortcode) ":" } } " " }
                    @if !name.is_empty() { bdi.detail { (name) } }
                }
            }
        }
        div { a href="/emoji/custom" { (i18n.custom_emoji) } }
    };
    layout::sheet(&i18n.emoji, shell, &content)
}
