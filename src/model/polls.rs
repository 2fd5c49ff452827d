//! Polls: messages with options that members vote for.

use jiff::Timestamp;

use super::{MessageId, Slug};

/// The kind of voting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PollKind {
    /// For one option.
    #[default]
    Single,
    /// For any number of options.
    Several,
    /// For any number of options, in an order of preference.
    Ranked,
}

impl PollKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Single, Self::Several, Self::Ranked];

    /// The name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Several => "several",
            Self::Ranked => "ranked",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A poll as everybody in its room sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// The kind of voting.
    pub kind: PollKind,
    /// Whether the result is not shown before the poll is closed.
    pub is_secret: bool,
    /// The texts of the options.
    pub options: Vec<String>,
    /// When it closes.
    pub closes_at: Option<Timestamp>,
    /// Whether nobody can vote any more.
    pub is_closed: bool,
    /// The number of people who have voted.
    pub voters: u32,
    /// The result; none while it is secret.
    pub result: Option<Tally>,
}

/// The result of a poll.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The number of votes for each option; in a ranked poll, of first choices.
    pub counts: Vec<u32>,
    /// In a ranked poll, the options that have won by instant runoff: several of them at a tie.
    pub winners: Vec<usize>,
}

/// Whether somebody can vote like this: for options that there are, each once, and in a single poll for one at most.
#[must_use]
pub fn is_valid_vote(kind: PollKind, options: usize, choices: &[usize]) -> bool {
    let is_repeated = |number: usize| choices[..number].contains(&choices[number]);
    let max = if kind == PollKind::Single { 1 } else { options };
    choices.len() <= max && choices.iter().all(|choice| *choice < options) && !(0..choices.len()).any(is_repeated)
}

/// Counts votes.
#[must_use]
pub fn tally(kind: PollKind, options: usize, votes: &[Vec<usize>]) -> Tally {
    let mut counts = vec![0_u32; options];
    let counted = if kind == PollKind::Ranked { 1 } else { options };
    for choice in votes.iter().flat_map(|choices| choices.iter().take(counted)) {
        if let Some(count) = counts.get_mut(*choice) {
            *count += 1;
        }
    }
    let winners = if kind == PollKind::Ranked { instant_runoff(options, votes) } else { Vec::new() };
    Tally { counts, winners }
}

/// The options that win by instant runoff: while none has more than half of the votes, those with the fewest are
/// eliminated, and their votes go to the next preference. At a tie of all that are left, all of them have won.
fn instant_runoff(options: usize, votes: &[Vec<usize>]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..options).collect();
    loop {
        let mut counts = vec![0_usize; options];
        for choice in votes.iter().filter_map(|choices| choices.iter().find(|choice| left.contains(choice))) {
            counts[*choice] += 1;
        }
        let total: usize = counts.iter().sum();
        if total == 0 {
            return Vec::new();
        }
        if let Some(winner) = left.iter().find(|option| 2 * counts[**option] > total) {
            return vec![*winner];
        }
        let fewest = left.iter().map(|option| counts[*option]).min().unwrap_or_default();
        if left.iter().all(|option| counts[*option] == fewest) {
            return left;
        }
        left.retain(|option| counts[*option] > fewest);
    }
}

/// A vote, for its owner to download.
#[derive(Clone, Debug)]
pub struct OwnVote {
    /// The slug of the room.
    pub room: Slug,
    /// The message.
    pub message: MessageId,
    /// The options that were chosen, in order.
    pub choices: Vec<String>,
    /// When.
    pub voted_at: Timestamp,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn votes_are_for_options_that_there_are() {
        use PollKind::{Ranked, Several, Single};
        for (kind, choices, is_valid) in [
            (Single, &[][..], true),
            (Single, &[2], true),
            (Single, &[0, 1], false),
            (Single, &[3], false),
            (Several, &[0, 2], true),
            (Several, &[0, 0], false),
            (Ranked, &[2, 0, 1], true),
            (Ranked, &[2, 0, 1, 2], false),
            (Ranked, &[usize::MAX], false),
        ] {
            assert_eq!(is_valid_vote(kind, 3, choices), is_valid, "{kind:?} {choices:?}");
        }
    }

    #[test]
    fn single_and_several_votes_are_counted_and_ranked_ones_by_their_first_choice() {
        let votes = [vec![0, 1], vec![1], vec![]];
        assert_eq!(tally(PollKind::Several, 3, &votes), Tally { counts: vec![1, 2, 0], winners: vec![] });
        assert_eq!(tally(PollKind::Ranked, 3, &votes).counts, [1, 1, 0]);
    }

    #[test]
    fn instant_runoff_passes_votes_on_to_the_next_preference() {
        let of =
            |votes: &[&[usize]]| instant_runoff(3, &votes.iter().map(|vote| vote.to_vec()).collect::<Vec<_>>());
        assert_eq!(of(&[&[0], &[0], &[1]]), [0], "more than half");
        assert_eq!(
            of(&[&[0], &[0], &[0], &[1], &[1], &[2, 1], &[2, 1]]),
            [0],
            "a tie of the last two eliminates both"
        );
        assert_eq!(
            of(&[&[0], &[0], &[0], &[1], &[1], &[1], &[2, 1]]),
            [1],
            "the preference of the last one decides"
        );
        assert_eq!(of(&[&[0], &[1]]), [0, 1]);
        assert_eq!(of(&[]), [0; 0]);
    }
}
