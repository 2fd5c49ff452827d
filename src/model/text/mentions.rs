//! Mentions: the people and rooms that a text names.

use std::collections::HashSet;

use pulldown_cmark::{Tag, TagEnd};

use super::emoji::custom_names;
use super::inline_lexer::readings;
use super::{InlineToken, Markdown, Token, lex_inline, may_be_markdown};
use crate::model::custom_emoji::MAX_CUSTOM_EMOJI_PER_TEXT;
use crate::model::{CustomEmoji, Person, RoomLink, Slug, Username};

/// The possible names of people and rooms in a text. The store decides which of them exist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// Possible usernames after an `@`. `@ann-b` gives `ann-b` and `ann`.
    pub people: Vec<Username>,
    /// Possible slugs after a `#`, likewise.
    pub rooms: Vec<Slug>,
    /// For each `@`, the keys of its possible usernames, longest first.
    people_by_position: Vec<Vec<String>>,
    /// For each `#`, its possible slugs, longest first.
    rooms_by_position: Vec<Vec<Slug>>,
}

/// The people and rooms mentioned in a message. Everybody who sees the message sees their names, so rooms that aren't
/// open to all must not be in it.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// Existing accounts, as they are shown now; names for several people as accounts of these usernames.
    pub people: Vec<Person>,
    /// Existing rooms.
    pub rooms: Vec<RoomLink>,
    /// Existing custom emoji, as they are now.
    pub emoji: Vec<CustomEmoji>,
}

/// A name for several people of a room: `@all`, `@here`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupName {
    /// All members.
    All,
    /// The members who are there now.
    Here,
}

impl GroupName {
    /// Both names.
    pub const BOTH: [Self; 2] = [Self::All, Self::Here];

    /// The name, after the `@`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Here => "here",
        }
    }

    /// The group that a name after an `@` stands for, unless a member has that name.
    #[must_use]
    pub fn of(name: &Username) -> Option<Self> {
        let key = name.key();
        Self::BOTH.into_iter().find(|group| group.name() == key)
    }
}

impl Candidates {
    /// The same without rooms.
    #[must_use]
    pub fn without_rooms(self) -> Self {
        Self { rooms: Vec::new(), rooms_by_position: Vec::new(), ..self }
    }
}

/// The most candidates of either kind in one text.
const MAX_CANDIDATES: usize = 100;

/// The most mentions in one text, repeated ones included. Later ones are text, and notify nobody.
pub(crate) const MAX_NAMED: usize = 100;

/// The possible mentions in a text, in order, each once. Code, links and addresses contain none.
#[must_use]
pub fn candidates(text: &str) -> Candidates {
    let mut found = Candidates::default();
    if !text.contains(['@', '#']) {
        return found;
    }
    let (mut people, mut rooms, mut seen) = (HashSet::new(), HashSet::new(), HashSet::new());
    let mut count = 0;
    each_token(text, |token| {
        count += usize::from(matches!(token, InlineToken::Person(_) | InlineToken::Room(_)));
        match token {
            InlineToken::Person(run) | InlineToken::Room(run)
                if !seen.insert((matches!(token, InlineToken::Room(_)), run.to_owned())) => {}
            InlineToken::Person(run) => {
                let names: Vec<_> = readings(run).filter_map(|name| Username::parse(name).ok()).collect();
                found.people_by_position.push(names.iter().map(Username::key).collect());
                found.people.extend(names.into_iter().filter(|name| people.insert(name.key())));
            }
            InlineToken::Room(run) => {
                let slugs: Vec<_> = readings(run).map(Slug::parse).collect();
                found.rooms_by_position.push(slugs.clone());
                found.rooms.extend(slugs.into_iter().filter(|slug| rooms.insert(slug.as_str().to_owned())));
            }
            _ => {}
        }
        people.len() <= MAX_CANDIDATES && rooms.len() <= MAX_CANDIDATES && count < MAX_NAMED
    });
    found.people.truncate(MAX_CANDIDATES);
    found.rooms.truncate(MAX_CANDIDATES);
    found
}

/// The first different names of a text that may be those of custom emoji.
#[must_use]
pub(crate) fn custom_candidates(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for name in custom_names(text) {
        if !found.contains(&name) {
            found.push(name);
        }
        if found.len() == MAX_CUSTOM_EMOJI_PER_TEXT {
            break;
        }
    }
    found
}

/// Calls `wants_more` for each inline token outside of code and links, in order, until it returns false.
fn each_token(text: &str, mut wants_more: impl FnMut(InlineToken<'_>) -> bool) {
    if !may_be_markdown(text) {
        lex_inline(text).into_iter().all(wants_more);
        return;
    }
    let mut silent = 0;
    for (token, _) in Markdown::of(text).tokens() {
        match token {
            Token::Start(Tag::CodeBlock(_) | Tag::Link { .. } | Tag::Image { .. }) => silent += 1,
            Token::End(TagEnd::CodeBlock | TagEnd::Link | TagEnd::Image) => silent -= 1,
            Token::Text(text) if silent == 0 && !text.inline_tokens().into_iter().all(&mut wants_more) => return,
            _ => {}
        }
    }
}

impl Mentions {
    /// Keeps the mentions that a text with these candidates means: of the possible names at one place, the longest that
    /// exists. Doesn't parse the text again.
    #[must_use]
    pub fn meant_by(mut self, names: &Candidates) -> Self {
        fn longest<T>(places: &[Vec<T>], exists: impl Fn(&T) -> bool) -> Vec<&T> {
            places.iter().filter_map(|readings| readings.iter().find(|name| exists(name))).collect()
        }
        let people: HashSet<String> = self.people.iter().map(|person| person.username.key()).collect();
        let people = longest(&names.people_by_position, |key| people.contains(key));
        let rooms = longest(&names.rooms_by_position, |slug| self.rooms.iter().any(|room| room.slug == *slug));
        self.people.retain(|person| people.contains(&&person.username.key()));
        self.rooms.retain(|room| rooms.contains(&&room.slug));
        self
    }

    /// The custom emoji of this name.
    pub(crate) fn custom(&self, name: &str) -> Option<&CustomEmoji> {
        self.emoji.iter().find(|emoji| emoji.name.as_str() == name)
    }

    /// Whether nobody and no room is mentioned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.rooms.is_empty()
    }

    /// The mentioned person whose name a run of name characters begins with, and the rest of the run.
    pub(crate) fn person<'r>(&self, run: &'r str) -> Option<(&Person, &'r str)> {
        named_at(&self.people, run)
    }

    /// The mentioned room whose slug a run of name characters begins with, and the rest of the run.
    pub(crate) fn room<'r>(&self, run: &'r str) -> Option<(&RoomLink, &'r str)> {
        if self.rooms.is_empty() {
            return None;
        }
        readings(run).find_map(|reading| {
            let slug = Slug::parse(reading);
            let room = self.rooms.iter().find(|room| room.slug == slug)?;
            Some((room, &run[reading.len()..]))
        })
    }
}

/// The person of these whose name a run of name characters begins with, and the rest of the run.
pub(super) fn named_at<'p, 'r>(people: &'p [Person], run: &'r str) -> Option<(&'p Person, &'r str)> {
    if people.is_empty() {
        return None;
    }
    readings(run).find_map(|reading| {
        let key = Username::parse(reading).ok()?.key();
        let person = people.iter().find(|person| person.username.key() == key)?;
        Some((person, &run[reading.len()..]))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn people(text: &str) -> Vec<String> {
        candidates(text).people.iter().map(|name| name.as_str().to_owned()).collect()
    }

    #[test]
    fn people_are_mentioned_by_their_names() {
        assert_eq!(people("@ann and **@bob**, not @ann again"), ["ann", "bob"]);
        assert_eq!(
            people("@ann's, @bob. @cy! (@dee) \"@eve\" <b @fay>\n\n    @ünal、@田中"),
            ["ann", "bob", "bob.", "cy", "dee", "eve", "fay", "ünal", "田中"]
        );
        assert_eq!(people("@Mary.Jane-ი @mary.jane"), ["Mary.Jane-ი", "Mary.Jane-", "Mary.Jane", "Mary", "Mary."]);
    }

    #[test]
    fn code_links_and_addresses_mention_nobody() {
        for nobody in [
            "`@ann`",
            "```\n@ann\n```",
            "[@ann](https://x.org)",
            "ann@x.org",
            "https://x.org/@ann",
            "@",
            "@@",
            "@...",
            "@-",
            "x@ann",
            r"\@ann",
            r"**\@ann** and \\\@ann",
            r"<b>\@ann</b>",
            "",
        ] {
            assert_eq!(people(nobody), [""; 0], "{nobody:?}");
        }
    }

    #[test]
    fn rooms_are_mentioned_by_their_slugs() {
        let rooms = |text| candidates(text).rooms.iter().map(|slug| slug.as_str().to_owned()).collect::<Vec<_>>();
        assert_eq!(rooms("#general or #Träume-räume."), ["general", "träume-räume", "träume-", "träume"]);
        assert_eq!(rooms(r"`#general` C# a#b # title &#60; https://x.org/#general \#general"), [""; 0]);
    }

    #[test]
    fn a_text_full_of_names_has_a_bounded_number_of_candidates() {
        let text: String = (0..1_500).map(|n| format!("@{n:x}")).collect::<Vec<_>>().join(" ");
        assert_eq!(candidates(&text).people.len(), MAX_CANDIDATES);
        assert!(candidates(&format!("@{}", "a-".repeat(3_900))).people.len() <= MAX_CANDIDATES);
    }

    #[test]
    fn names_after_the_first_hundred_are_text() {
        let named = |times: usize| people(&format!("{}@bob", "@ann ".repeat(times)));
        assert_eq!(named(MAX_NAMED - 1), ["ann", "bob"]);
        assert_eq!(named(MAX_NAMED), ["ann"]);
    }

    #[test]
    fn the_longest_existing_name_is_mentioned() {
        let name = |name: &str| Person::from(Username::parse(name).unwrap());
        let mentions = Mentions { people: vec![name("ann"), name("ann-b")], ..Mentions::default() };
        let person = |run| mentions.person(run).map(|(person, rest)| (person.username.as_str(), rest));
        assert_eq!(person("Ann"), Some(("ann", "")));
        assert_eq!(person("ann-b."), Some(("ann-b", ".")));
        assert_eq!(person("ann-c"), Some(("ann", "-c")));
        assert_eq!(person("annie"), None);
        let meant = |text| {
            let meant = mentions.clone().meant_by(&candidates(text)).people;
            meant.iter().map(|person| person.username.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(meant("@ann-b and @ann-c"), ["ann", "ann-b"]);
        assert_eq!((meant("@Ann-b."), meant("@bob")), (vec!["ann-b".to_owned()], vec![]));
        let mentions = Mentions { people: vec![name("ann."), name("ann"), name("bob.")], ..Mentions::default() };
        let person = |run| mentions.person(run).map(|(person, rest)| (person.username.as_str(), rest));
        assert_eq!(person("ann."), Some(("ann", ".")));
        assert_eq!(person("bob."), Some(("bob.", "")));
    }
}
