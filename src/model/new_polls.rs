//! Polls about to be posted.

use jiff::Timestamp;

use super::Draft;
use super::messages::DraftError;
use super::polls::PollKind;

/// A poll about to be posted.
#[derive(Clone, Debug)]
pub struct NewPoll {
    /// The text of its message: the question, then the options as a list.
    pub draft: Draft,
    /// The kind of voting.
    pub kind: PollKind,
    /// Whether the result is not shown before the poll is closed.
    pub is_secret: bool,
    /// The texts of the options.
    pub options: Vec<String>,
    /// When it closes; none: when its author closes it.
    pub closes_at: Option<Timestamp>,
}

/// Why a poll can't be posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PollError {
    /// The question is empty, or longer than [`MAX_QUESTION_CHARS`].
    Question,
    /// There are fewer than two options, or more than [`MAX_OPTIONS`], or two are alike, or one is too long.
    Options,
    /// The text of the message is no valid one.
    Text(DraftError),
}

/// The maximum number of options.
pub const MAX_OPTIONS: usize = 20;

/// The longest option, in characters.
pub const MAX_OPTION_CHARS: usize = 150;

/// The longest question, in characters.
pub const MAX_QUESTION_CHARS: usize = 1_000;

impl NewPoll {
    /// Parses what was typed: a question, and an option on each line that isn't empty.
    ///
    /// # Errors
    /// See [`PollError`].
    pub fn parse(
        question: &str,
        options: &str,
        kind: PollKind,
        is_secret: bool,
        closes_at: Option<Timestamp>,
    ) -> Result<Self, PollError> {
        let question = Draft::parse(question).map_err(|_| PollError::Question)?;
        if question.as_str().chars().count() > MAX_QUESTION_CHARS {
            return Err(PollError::Question);
        }
        let typed = Draft::parse(options).map_err(|_| PollError::Options)?;
        let options: Vec<String> =
            typed.as_str().lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let is_repeated = |number: usize| options[..number].contains(&options[number]);
        if !(2..=MAX_OPTIONS).contains(&options.len())
            || options.iter().any(|option| option.chars().count() > MAX_OPTION_CHARS)
            || (0..options.len()).any(is_repeated)
        {
            return Err(PollError::Options);
        }
        let list: String = options.iter().flat_map(|option| ["\n- ", option]).collect();
        let draft = Draft::parse(&format!("{}\n{list}", question.as_str())).map_err(PollError::Text)?;
        Ok(Self { draft, kind, is_secret, options, closes_at })
    }
}

/// The question of a poll in the text of its message.
#[must_use]
pub fn question_of(text: &str) -> &str {
    // Options are single lines: the last empty line is the one before them.
    text.rsplit_once("\n\n").map_or(text, |(question, _)| question)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn parse(question: &str, options: &str) -> Result<NewPoll, PollError> {
        NewPoll::parse(question, options, PollKind::Single, false, None)
    }

    #[test]
    fn a_polls_text_has_the_question_and_the_options() {
        let poll = parse("Where?\n\nAnd when?\n", "\n Here \r\n\r\nthere\n").unwrap();
        assert_eq!(poll.options, ["Here", "there"]);
        assert_eq!(poll.draft.as_str(), "Where?\n\nAnd when?\n\n- Here\n- there");
        assert_eq!(question_of(poll.draft.as_str()), "Where?\n\nAnd when?");
    }

    #[test]
    fn a_poll_has_a_question_and_different_options() {
        let many = (0..21).map(|number| number.to_string()).collect::<Vec<_>>().join("\n");
        for options in ["", "one", "one\none", " one\none ", &many, &format!("one\n{}", "x".repeat(151))] {
            assert_eq!(parse("Where?", options).unwrap_err(), PollError::Options, "{options}");
        }
        assert!(parse("Where?", &many[..many.len() - 3]).is_ok());
        for question in ["", " \n", &"x".repeat(1_001)] {
            assert_eq!(parse(question, "a\nb").unwrap_err(), PollError::Question);
        }
    }
}
