//! Changes as they are sent: each is rendered and framed once, and all subscribers share its bytes.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;

use crate::model::{Change, ChangeNumber, Language, Locale, Message, Profile, ProfileNumber, Room};
use crate::views;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::parts::timed::{Timed, Times};

/// A change, ready to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) number: ChangeNumber,
    /// An event of the room's stream.
    pub(crate) event: Bytes,
    /// The message's markup alone.
    pub(crate) html: Bytes,
    /// Where its time stands in that, for readers of other zones.
    times: Arc<Times>,
    pub(crate) message: Arc<Message>,
    /// Whether the message came, rather than changed.
    pub(crate) is_new: bool,
}

impl Frame {
    pub(crate) fn new(change: &Change, room: &Room, locale: &Locale) -> Self {
        let (html, times) = Timed::message(&change.message, &room.slug, locale).into_parts();
        Self {
            number: change.number,
            event: event_bytes(change.number, &views::stream::partials::change(change, &html)),
            html: html.into_string().into(),
            times: Arc::new(times),
            message: Arc::clone(&change.message),
            is_new: change.is_new(),
        }
    }

    /// The message's markup with its time in a zone other than the shared one.
    pub(crate) fn html_in(&self, locale: &Locale) -> Bytes {
        self.times.rewritten(&String::from_utf8_lossy(&self.html), Some(locale), None).into()
    }
}

/// An event for streams that write themselves.
#[derive(Clone, Debug)]
pub(crate) enum HubEvent {
    Change(Frame),
    /// Messages were removed because of their age.
    Expiry(ChangeNumber),
    /// A profile changed.
    Profile(ProfileNumber),
}

/// An event with its id (WHATWG HTML, 9.2.6).
pub(crate) fn event_bytes(id: ChangeNumber, markup: &Markup) -> Bytes {
    lines(format!("id: {id}\n"), markup)
}

/// An event for one account: no change of the room, and so without an id.
pub(crate) fn personal_bytes(markup: &Markup) -> Bytes {
    lines(String::new(), markup)
}

/// An event with a changed profile, named `person`: scripts replace that person on the page. No change of the room
/// either.
pub(crate) fn profile_bytes(profile: &Profile, language: Language) -> Bytes {
    lines("event: person\n".to_owned(), &views::pages::people::news(profile, strings(language)))
}

fn lines(mut event: String, markup: &Markup) -> Bytes {
    for line in markup.0.split('\n') {
        event.push_str("data: ");
        event.push_str(line);
        event.push('\n');
    }
    event.push('\n');
    event.into()
}

/// A position in the rounds over all subscribers. Positions compare in the order in which the task reaches them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cursor {
    pub(crate) round: u64,
    /// The first subscriber that this round has not reached.
    pub(crate) subscriber: u64,
}

impl Cursor {
    /// The position at which every subscriber has been reached once more.
    pub(crate) fn a_round_later(self) -> Self {
        Self { round: self.round + 1, ..self }
    }

    pub(crate) fn next_round(self) -> Self {
        Self { round: self.round + 1, subscriber: 0 }
    }
}

/// Consecutive events that some subscribers have not got yet.
#[derive(Debug, Default)]
pub(crate) struct SendQueue {
    /// Each with the position at which everyone has it.
    events: VecDeque<(ChangeNumber, Bytes, Cursor)>,
    /// The last result of `after`: mostly the next subscriber needs the same.
    last_join: Option<(ChangeNumber, Bytes, u64)>,
}

impl SendQueue {
    pub(crate) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    pub(crate) fn push(&mut self, number: ChangeNumber, event: Bytes, until: Cursor) {
        self.events.push_back((number, event, until));
        self.last_join = None;
    }

    pub(crate) fn last(&self) -> ChangeNumber {
        self.events.back().map_or(ChangeNumber(0), |(number, ..)| *number)
    }

    /// The events after `seen`, joined, and their number; none where there are none.
    pub(crate) fn after(&mut self, seen: ChangeNumber) -> Option<(Bytes, u64)> {
        if seen >= self.last() {
            return None;
        }
        if let Some((same, bytes, count)) = &self.last_join
            && *same == seen
        {
            return Some((bytes.clone(), *count));
        }
        let missed: Vec<&Bytes> =
            self.events.iter().filter(|(number, ..)| *number > seen).map(|(_, event, _)| event).collect();
        let count = missed.len() as u64;
        let bytes = match missed[..] {
            [only] => only.clone(),
            _ => join(missed),
        };
        self.last_join = Some((seen, bytes.clone(), count));
        Some((bytes, count))
    }

    /// Removes events that everyone has.
    pub(crate) fn forget_until(&mut self, place: Cursor) {
        while self.events.front().is_some_and(|(_, _, until)| *until <= place) {
            self.events.pop_front();
        }
        if self.events.is_empty() {
            self.last_join = None;
        }
    }
}

/// Joins events into one buffer.
pub(crate) fn join<'a>(events: impl IntoIterator<Item = &'a Bytes>) -> Bytes {
    events.into_iter().map(AsRef::as_ref).collect::<Vec<_>>().concat().into()
}

/// The newest frames of a room, for subscribers that join while messages are posted.
#[derive(Debug, Default)]
pub(crate) struct RecentFrames {
    frames: VecDeque<Frame>,
    bytes: usize,
}

impl RecentFrames {
    const MAX_BYTES: usize = 256 << 10;

    pub(crate) fn push(&mut self, frame: Frame) {
        self.bytes += frame.event.len();
        self.frames.push_back(frame);
        while self.bytes > Self::MAX_BYTES {
            let Some(oldest) = self.frames.pop_front() else { break };
            self.bytes -= oldest.event.len();
        }
    }

    /// The frames after `seen`, if none of them is gone already.
    pub(crate) fn after(&self, seen: ChangeNumber) -> Option<Vec<Frame>> {
        let missed: Vec<Frame> = self.frames.iter().filter(|frame| frame.number > seen).cloned().collect();
        missed.first().is_some_and(|first| first.number == seen.next()).then_some(missed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(numbers: impl IntoIterator<Item = (i64, &'static str, Cursor)>) -> SendQueue {
        let mut queue = SendQueue::default();
        for (number, event, until) in numbers {
            queue.push(ChangeNumber(number), Bytes::from_static(event.as_bytes()), until);
        }
        queue
    }

    fn after(queue: &mut SendQueue, seen: i64) -> Option<Bytes> {
        queue.after(ChangeNumber(seen)).map(|(bytes, _)| bytes)
    }

    #[test]
    fn everyone_gets_in_one_piece_what_they_lack() {
        let there = Cursor { round: 1, subscriber: 0 };
        let mut queue = queue([(4, "d", there), (5, "e", there), (6, "f", there)]);
        assert_eq!(after(&mut queue, 3).as_deref(), Some(&b"def"[..]));
        assert_eq!(after(&mut queue, 3).as_deref(), Some(&b"def"[..]));
        assert_eq!(after(&mut queue, 5).as_deref(), Some(&b"f"[..]));
        assert_eq!(queue.after(ChangeNumber(6)), None);
        assert!(
            [(3, 3), (3, 3), (5, 1)].iter().all(|(seen, count)| {
                queue.after(ChangeNumber(*seen)).is_some_and(|(_, found)| found == *count)
            })
        );
        queue.push(ChangeNumber(7), Bytes::from_static(b"g"), there);
        assert_eq!(after(&mut queue, 5).as_deref(), Some(&b"fg"[..]), "nothing of what was lacked before");
    }

    #[test]
    fn an_event_is_forgotten_once_the_round_is_where_it_began() {
        let began = Cursor { round: 1, subscriber: 64 };
        let mut queue = queue([(1, "a", began.a_round_later()), (2, "b", began.next_round().a_round_later())]);
        for place in [began, began.next_round(), Cursor { round: 2, subscriber: 63 }] {
            queue.forget_until(place);
            assert_eq!(after(&mut queue, 0).as_deref(), Some(&b"ab"[..]), "{place:?}");
        }
        queue.forget_until(Cursor { round: 2, subscriber: 70 });
        assert_eq!((queue.events.len(), after(&mut queue, 1).as_deref()), (1, Some(&b"b"[..])));
        queue.forget_until(Cursor { round: 3, subscriber: 0 });
        assert!(queue.is_empty());
    }
}
