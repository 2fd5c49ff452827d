//! Changes as they are sent: each is rendered and framed once, and its bytes are shared by everyone who gets them.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;

use crate::model::{Change, ChangeNumber, Message, Room};
use crate::views::{self, Markup, Zone};

/// A change, ready to be sent.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) number: ChangeNumber,
    /// An event of the room's stream.
    pub(super) event: Bytes,
    /// The message's markup alone.
    pub(super) html: Bytes,
    pub(super) message: Arc<Message>,
    /// Whether the message came, rather than changed.
    pub(super) is_new: bool,
}

impl Frame {
    pub(super) fn new(change: &Change, room: &Room, zone: &Zone) -> Self {
        let html = views::messages::message(&change.message, &room.slug, zone);
        Self {
            number: change.number,
            event: event_bytes(change.number, &views::live::change(change, &html)),
            html: html.into_string().into(),
            message: Arc::clone(&change.message),
            is_new: change.is_new(),
        }
    }
}

/// An event with its id (WHATWG HTML, 9.2.6).
pub(super) fn event_bytes(id: ChangeNumber, markup: &Markup) -> Bytes {
    let mut event = format!("id: {id}\n");
    for line in markup.0.split('\n') {
        event.push_str("data: ");
        event.push_str(line);
        event.push('\n');
    }
    event.push('\n');
    event.into()
}

/// Consecutive changes that go out in one write.
#[derive(Debug)]
pub(super) struct Batch {
    events: Vec<(ChangeNumber, Bytes)>,
    whole: Bytes,
}

impl Batch {
    /// The frames' events, in order; none where there are no frames.
    pub(super) fn of(frames: &[Frame]) -> Option<Self> {
        let events: Vec<_> = frames.iter().map(|frame| (frame.number, frame.event.clone())).collect();
        let whole = match &events[..] {
            [] => return None,
            [(_, only)] => only.clone(),
            several => several.iter().map(|(_, event)| event.as_ref()).collect::<Vec<_>>().concat().into(),
        };
        Some(Self { events, whole })
    }

    pub(super) fn last(&self) -> ChangeNumber {
        self.events.last().map_or(ChangeNumber(0), |(number, _)| *number)
    }

    /// What whoever has seen `seen` lacks of it.
    pub(super) fn after(&self, seen: ChangeNumber) -> Bytes {
        match self.events.first() {
            Some((first, _)) if seen < *first => self.whole.clone(),
            _ => {
                let lacking = self.events.iter().filter(|(number, _)| *number > seen);
                lacking.map(|(_, event)| event.as_ref()).collect::<Vec<_>>().concat().into()
            }
        }
    }
}

/// The newest frames of a room, for readers who come while it is being written to.
#[derive(Debug, Default)]
pub(super) struct Recent {
    frames: VecDeque<Frame>,
    bytes: usize,
}

impl Recent {
    const MOST_BYTES: usize = 256 << 10;

    pub(super) fn push(&mut self, frame: Frame) {
        self.bytes += frame.event.len();
        self.frames.push_back(frame);
        while self.bytes > Self::MOST_BYTES {
            let Some(oldest) = self.frames.pop_front() else { break };
            self.bytes -= oldest.event.len();
        }
    }

    /// The frames after `seen`, if none of them is gone already.
    pub(super) fn after(&self, seen: ChangeNumber) -> Option<Vec<Frame>> {
        let lacking: Vec<Frame> = self.frames.iter().filter(|frame| frame.number > seen).cloned().collect();
        lacking.first().is_some_and(|first| first.number == seen.next()).then_some(lacking)
    }
}
