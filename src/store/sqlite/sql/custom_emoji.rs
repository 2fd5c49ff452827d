//! The custom emoji that messages use.
//!
//! They are looked up whenever messages are read, so that a text shows an emoji as long as it exists. Messages without
//! possible names need no query.

use std::collections::BTreeSet;

use tokio_rusqlite::rusqlite;

use crate::model::custom_emoji::PictureKey;
use crate::model::text::custom_candidates;
use crate::model::{CustomEmoji, Emoji, EmojiName, Message, Reaction};

/// The custom emoji that a text uses.
pub(crate) fn custom_emoji_in(db: &rusqlite::Connection, text: &str) -> rusqlite::Result<Vec<CustomEmoji>> {
    named(db, custom_candidates(text))
}

/// Adds the custom emoji to the texts and reactions that use them.
pub(crate) fn add_custom_emoji(db: &rusqlite::Connection, messages: &mut [Message]) -> rusqlite::Result<()> {
    let mut names = BTreeSet::new();
    for message in messages.iter() {
        names.extend(custom_candidates(&message.body));
        names.extend(custom_names_of(&message.reactions));
    }
    let all = named(db, names)?;
    if all.is_empty() {
        return Ok(());
    }
    for message in messages {
        let used = custom_candidates(&message.body);
        message.mentions.emoji = all.iter().filter(|emoji| used.contains(&emoji.name.as_str())).cloned().collect();
        set_custom_emoji(&mut message.reactions, &all);
    }
    Ok(())
}

/// Adds the custom emoji to reactions.
pub(crate) fn add_to_reactions(db: &rusqlite::Connection, reactions: &mut [Reaction]) -> rusqlite::Result<()> {
    let all = named(db, custom_names_of(reactions))?;
    set_custom_emoji(reactions, &all);
    Ok(())
}

/// Whether an emoji is a standard one, or a custom one that exists.
pub(crate) fn is_known(db: &rusqlite::Connection, emoji: &Emoji) -> rusqlite::Result<bool> {
    let Some(name) = emoji.custom_name() else { return Ok(true) };
    db.prepare_cached("select 1 from custom_emoji where name = ?1")?.exists([name])
}

fn custom_names_of(reactions: &[Reaction]) -> impl Iterator<Item = &str> {
    reactions.iter().filter_map(|reaction| reaction.emoji.custom_name())
}

fn set_custom_emoji(reactions: &mut [Reaction], all: &[CustomEmoji]) {
    for reaction in reactions {
        let Some(name) = reaction.emoji.custom_name() else { continue };
        reaction.custom = all.iter().find(|emoji| emoji.name.as_str() == name).cloned();
    }
}

/// The custom emoji of these names that exist.
fn named<'a>(
    db: &rusqlite::Connection,
    names: impl IntoIterator<Item = &'a str>,
) -> rusqlite::Result<Vec<CustomEmoji>> {
    let mut names = names.into_iter().peekable();
    if names.peek().is_none() {
        return Ok(Vec::new());
    }
    let names = names.collect::<serde_json::Value>().to_string();
    let query = "select name, picture_key from custom_emoji where name in (select value from json_each(?1))";
    db.prepare_cached(query)?.query_map([names], custom_emoji_from_row)?.collect()
}

/// Reads an emoji from a row that begins with its name and its picture's key.
pub(crate) fn custom_emoji_from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<CustomEmoji> {
    Ok(CustomEmoji { name: EmojiName::from_store(row.get(0)?), key: PictureKey(row.get(1)?) })
}
