//! Completion of what is being typed: `@` members, `#` rooms, `:` emoji.

use axum::extract::State as FromState;
use serde::Deserialize;

use crate::model::text::{FoundEmoji, GroupName, find_emoji};
use crate::model::{Account, Emoji, Room, RoomKind, Viewer};
use crate::views::Markup;
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::parts::completion as views;
use crate::views::parts::completion::Completion;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query};
use crate::web::state::State;

/// The most completions shown. Typing more narrows them.
const MAX_COMPLETIONS: usize = 8;

/// The number of a room's last messages whose authors come first.
const LAST_MESSAGES: u32 = 300;

#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    q: String,
}

pub(crate) async fn complete(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Query(Typed { q }): Query<Typed>,
) -> Result<Markup, Error> {
    let i18n = strings(viewer.locale.language);
    let room = enter(&state, &viewer, &slug).await?.into_view().room;
    let mut characters = q.chars();
    let found = match (characters.next(), characters.as_str().to_lowercase()) {
        (Some('@'), part) => {
            let (mut members, authors) =
                tokio::try_join!(state.store.members(room.id), state.store.last_authors(room.id, LAST_MESSAGES))?;
            members.retain(|member| member.id != viewer.account.id);
            members.sort_by_key(|member| {
                authors.iter().position(|author| *author == member.id).unwrap_or(usize::MAX)
            });
            best(members, &part, |member| [member.person.username.as_str(), member.person.shown()])
                .into_iter()
                .map(|Account { person, .. }| {
                    let handle = format!("@{}", person.username);
                    let detail = if person.name.is_some() { handle.as_str() } else { "" };
                    completion(format!("{handle} "), person.shown().to_owned(), detail)
                })
                .chain(groups(&room, &part, i18n))
                .take(MAX_COMPLETIONS)
                .collect()
        }
        (Some('#'), part) => {
            let mut rooms = state.store.rooms(viewer.account.id).await?;
            // Only mentions of open rooms become links.
            rooms.retain(|room| room.kind == RoomKind::Open && !room.archived);
            best(rooms, &part, |room| [room.slug.as_str(), room.name.as_str()])
                .into_iter()
                .map(|room| {
                    let name = format!("#{}", room.slug.as_str());
                    completion(format!("{name} "), name, &room.name)
                })
                .collect()
        }
        (Some(':'), part) if !part.is_empty() => {
            let (used, custom) =
                tokio::try_join!(state.store.emoji_used(viewer.account.id), state.store.custom_emoji())?;
            let used: Vec<&str> = used.iter().map(Emoji::as_str).collect();
            let custom = custom.iter().map(|added| &added.emoji);
            find_emoji(&part, i18n.language, &used, custom, MAX_COMPLETIONS).into_iter().map(of_emoji).collect()
        }
        _ => Vec::new(),
    };
    Ok(views::options(&found))
}

/// `@all` and `@here`, where they mention people.
fn groups(room: &Room, part: &str, i18n: &Strings) -> Vec<Completion> {
    if room.kind == RoomKind::Direct || room.rules.no_group_mentions {
        return Vec::new();
    }
    let detail = |group| match group {
        GroupName::All => &i18n.mention_all,
        GroupName::Here => &i18n.mention_here,
    };
    let matching = GroupName::BOTH.into_iter().filter(|group| group.name().starts_with(part));
    matching
        .map(|group| completion(format!("@{} ", group.name()), format!("@{}", group.name()), detail(group)))
        .collect()
}

/// An emoji is inserted as itself, and a custom one as its name.
fn of_emoji(found: FoundEmoji<'_>) -> Completion {
    let handle = handle(found);
    match found.custom {
        Some(emoji) => {
            Completion { custom: Some(emoji.clone()), ..completion(format!("{handle} "), handle.clone(), &handle) }
        }
        None => completion(format!("{} ", found.emoji), found.emoji.to_owned(), &handle),
    }
}

/// The shortcode of an emoji, or else its name.
fn handle(found: FoundEmoji<'_>) -> String {
    if found.shortcode.is_empty() { found.name.to_owned() } else { format!(":{}:", found.shortcode) }
}

fn completion(insert: String, name: String, detail: &str) -> Completion {
    Completion { insert, name, detail: detail.to_owned(), custom: None }
}

/// The first [`MAX_COMPLETIONS`] items that [`matching`] finds.
fn best<T, const N: usize>(all: Vec<T>, part: &str, names: impl Fn(&T) -> [&str; N]) -> Vec<T> {
    let mut found = matching(all, part, names);
    found.truncate(MAX_COMPLETIONS);
    found
}

/// The items with a name that contains `part`, which is in lower case; first those with a name that begins with it.
pub(crate) fn matching<T, const N: usize>(all: Vec<T>, part: &str, names: impl Fn(&T) -> [&str; N]) -> Vec<T> {
    let place = |one: &T| {
        let names = names(one).map(str::to_lowercase);
        match () {
            () if names.iter().any(|name| name.starts_with(part)) => Some(0),
            () if names.iter().any(|name| name.contains(part)) => Some(1),
            () => None,
        }
    };
    let mut found: Vec<(i32, T)> = all.into_iter().filter_map(|one| Some((place(&one)?, one))).collect();
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, one)| one).collect()
}
