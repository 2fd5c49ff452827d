//! Mentions in a line of plain text, as quotes show it.

use super::inline_lexer::{is_of_name, run};
use super::mentions::named_at;
use crate::model::Person;

/// A part of a line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum LinePart<'a> {
    /// Text as it is.
    Text(&'a str),
    /// A mention of this person.
    Person(&'a Person),
}

/// Splits a line at the mentions of these people. The line has no Markdown any more, so that names in code count, too.
pub(crate) fn split_at_mentions<'a>(line: &'a str, people: &'a [Person]) -> Vec<LinePart<'a>> {
    let mut parts = Vec::new();
    let mut done = 0;
    for (sign, _) in line.match_indices('@').filter(|_| !people.is_empty()) {
        let before = line[..sign].chars().next_back();
        let name = run(&line[sign + 1..], is_of_name);
        if before.is_some_and(|before| is_of_name(before) || before == '&') {
            continue;
        }
        if let Some((person, rest)) = named_at(people, name) {
            parts.extend((done < sign).then(|| LinePart::Text(&line[done..sign])));
            parts.push(LinePart::Person(person));
            done = sign + 1 + name.len() - rest.len();
        }
    }
    parts.extend((done < line.len()).then(|| LinePart::Text(&line[done..])));
    parts
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::LinePart::{Person as Named, Text};
    use super::*;
    use crate::model::Username;

    #[test]
    fn a_line_is_split_at_the_people_that_it_mentions() {
        let people = ["bob", "ann"].map(|name| Person::from(Username::parse(name).unwrap()));
        let [bob, ann] = &people;
        assert_eq!(
            split_at_mentions("@bob, see @Bob. and @annさん @cy", &people),
            [Named(bob), Text(", see "), Named(bob), Text(". and "), Named(ann), Text("さん @cy")]
        );
        for text in ["ann@bob", "&@bob", "@ bob @", "@bobby"] {
            assert_eq!(split_at_mentions(text, &people), [Text(text)]);
        }
        assert_eq!(split_at_mentions("@bob", &[]), [Text("@bob")]);
        assert_eq!(split_at_mentions("", &people), []);
    }
}
