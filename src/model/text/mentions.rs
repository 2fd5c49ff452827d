//! The people and rooms that a text names.

use std::collections::HashSet;

use pulldown_cmark::{Tag, TagEnd};

use super::inline_lexer::readings;
use super::{InlineToken, Markdown, Token};
use crate::model::{RoomLink, Slug, Username};

/// The names in a text that may be of people and rooms; which of them are is for the store to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// What stands after an `@`. Where a name may end sooner (`ann-b`: `ann-b` or `ann`), each of its readings.
    pub people: Vec<Username>,
    /// What stands after a `#`, in the same way.
    pub rooms: Vec<Slug>,
    /// For each place where somebody may be named, the keys of its readings, the longest first.
    people_by_place: Vec<Vec<String>>,
    /// The same for rooms.
    rooms_by_place: Vec<Vec<Slug>>,
}

/// Who and which rooms are mentioned in a message. Everyone who sees the message sees these, names included: rooms
/// that are not open to all of them don't belong here.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// People who exist.
    pub people: Vec<Username>,
    /// Rooms that exist.
    pub rooms: Vec<RoomLink>,
}

/// No more names of either kind are looked for in one text.
const MOST: usize = 100;

/// No more words of one text are names, also of the same people: those after them are text, and tell nobody.
pub(crate) const MAX_NAMED: usize = 100;

/// The names in a text, in order, each once. Code, links and addresses mention nobody.
#[must_use]
pub fn candidates(text: &str) -> Candidates {
    let mut found = Candidates::default();
    if !text.contains(['@', '#']) {
        return found;
    }
    let (mut people, mut rooms, mut seen) = (HashSet::new(), HashSet::new(), HashSet::new());
    let mut count = 0;
    each_word(text, |word| {
        count += usize::from(matches!(word, InlineToken::Person(_) | InlineToken::Room(_)));
        match word {
            InlineToken::Person(run) | InlineToken::Room(run)
                if !seen.insert((matches!(word, InlineToken::Room(_)), run.to_owned())) => {}
            InlineToken::Person(run) => {
                let names: Vec<_> = readings(run).filter_map(|name| Username::parse(name).ok()).collect();
                found.people_by_place.push(names.iter().map(Username::key).collect());
                found.people.extend(names.into_iter().filter(|name| people.insert(name.key())));
            }
            InlineToken::Room(run) => {
                let slugs: Vec<_> = readings(run).map(Slug::parse).collect();
                found.rooms_by_place.push(slugs.clone());
                found.rooms.extend(slugs.into_iter().filter(|slug| rooms.insert(slug.as_str().to_owned())));
            }
            _ => {}
        }
        people.len() <= MOST && rooms.len() <= MOST && count < MAX_NAMED
    });
    found.people.truncate(MOST);
    found.rooms.truncate(MOST);
    found
}

/// Shows the words of a text that may mention somebody, in order, until one is the last that is wanted.
fn each_word(text: &str, mut wants_more: impl FnMut(InlineToken<'_>) -> bool) {
    let mut silent = 0;
    for (token, _) in Markdown::of(text).tokens() {
        match token {
            Token::Start(Tag::CodeBlock(_) | Tag::Link { .. } | Tag::Image { .. }) => silent += 1,
            Token::End(TagEnd::CodeBlock | TagEnd::Link | TagEnd::Image) => silent -= 1,
            Token::Text(text) if silent == 0 && !text.words().into_iter().all(&mut wants_more) => return,
            _ => {}
        }
    }
}

impl Mentions {
    /// Those of these that a text with these names means: where a name may end sooner, only the longest that exists is
    /// meant. The text itself is not read again.
    #[must_use]
    pub fn meant_by(mut self, names: &Candidates) -> Self {
        fn longest<T>(places: &[Vec<T>], exists: impl Fn(&T) -> bool) -> Vec<&T> {
            places.iter().filter_map(|readings| readings.iter().find(|name| exists(name))).collect()
        }
        let people: HashSet<String> = self.people.iter().map(Username::key).collect();
        let people = longest(&names.people_by_place, |key| people.contains(key));
        let rooms = longest(&names.rooms_by_place, |slug| self.rooms.iter().any(|room| room.slug == *slug));
        self.people.retain(|person| people.contains(&&person.key()));
        self.rooms.retain(|room| rooms.contains(&&room.slug));
        self
    }

    /// Whether nobody and nothing is mentioned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.rooms.is_empty()
    }

    /// The person whom a run of name characters begins with, and what remains of it.
    pub(crate) fn person<'r>(&self, run: &'r str) -> Option<(&Username, &'r str)> {
        if self.people.is_empty() {
            return None;
        }
        readings(run).find_map(|reading| {
            let key = Username::parse(reading).ok()?.key();
            let person = self.people.iter().find(|person| person.key() == key)?;
            Some((person, &run[reading.len()..]))
        })
    }

    /// The room that a run of name characters begins with, and what remains of it.
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
        assert_eq!(candidates(&text).people.len(), MOST);
        assert!(candidates(&format!("@{}", "a-".repeat(3_900))).people.len() <= MOST);
    }

    #[test]
    fn names_after_the_first_hundred_are_text() {
        let named = |times: usize| people(&format!("{}@bob", "@ann ".repeat(times)));
        assert_eq!(named(MAX_NAMED - 1), ["ann", "bob"]);
        assert_eq!(named(MAX_NAMED), ["ann"]);
    }

    #[test]
    fn the_longest_name_that_exists_is_meant() {
        let name = |name: &str| Username::parse(name).unwrap();
        let mentions = Mentions { people: vec![name("ann"), name("ann-b")], ..Mentions::default() };
        let person = |run| mentions.person(run).map(|(person, rest)| (person.as_str(), rest));
        assert_eq!(person("Ann"), Some(("ann", "")));
        assert_eq!(person("ann-b."), Some(("ann-b", ".")));
        assert_eq!(person("ann-c"), Some(("ann", "-c")));
        assert_eq!(person("annie"), None);
        let meant = |text| {
            let meant = mentions.clone().meant_by(&candidates(text)).people;
            meant.iter().map(|name| name.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(meant("@ann-b and @ann-c"), ["ann", "ann-b"]);
        assert_eq!((meant("@Ann-b."), meant("@bob")), (vec!["ann-b".to_owned()], vec![]));
        let mentions = Mentions { people: vec![name("ann."), name("ann"), name("bob.")], ..Mentions::default() };
        let person = |run| mentions.person(run).map(|(person, rest)| (person.as_str(), rest));
        assert_eq!(person("ann."), Some(("ann", ".")));
        assert_eq!(person("bob."), Some(("bob.", "")));
    }
}
