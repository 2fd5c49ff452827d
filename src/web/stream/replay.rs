//! What a client lacks, in bounded pieces: however much that is and however slowly it reads, each event brings it
//! further, and no piece is more than may wait for a reader.

use std::collections::VecDeque;

use bytes::Bytes;

use crate::model::{ChangeNumber, Locale, Message, Position, Room};
use crate::store::{CatchUp, Portion};
use crate::views::stream::partials as views;
use crate::web::http::error::Error;
use crate::web::state::State;
use crate::web::stream::events::{Frame, event_bytes};
use crate::web::stream::registry::MAX_REPLAYED;

/// How many messages a list has when it is begun anew.
pub(crate) const LIST_SIZE: u32 = 50;

/// How many changes are read at a time, and how many are in a piece at most.
const PORTION: u32 = 50;

/// A piece ends once it has so many bytes.
const PIECE_BYTES: usize = 64 << 10;

/// An event that begins a list anew, or goes on with it, takes no message more once it has so many bytes.
const EVENT_BYTES: usize = 32 << 10;

/// The changes after one, as events.
pub(crate) struct Replay {
    state: State,
    room: Room,
    locale: Locale,
    /// The newest change that was given.
    pub(crate) seen: ChangeNumber,
    ready: VecDeque<(ChangeNumber, Bytes)>,
    /// Whether the store had more.
    more: bool,
}

impl Replay {
    pub(crate) fn new(state: &State, room: &Room, locale: &Locale, after: ChangeNumber) -> Self {
        let (state, room, locale) = (state.clone(), room.clone(), locale.clone());
        Self { state, room, locale, seen: after, ready: VecDeque::new(), more: true }
    }

    /// Whether everything was given that there was when the store was asked last.
    pub(crate) fn is_done(&self) -> bool {
        self.ready.is_empty() && !self.more
    }

    /// The next piece of it; empty at the end.
    pub(crate) async fn next(&mut self) -> Result<Bytes, Error> {
        if self.ready.is_empty() && self.more {
            self.read().await?;
        }
        let mut piece = Vec::new();
        while piece.len() < PIECE_BYTES
            && let Some((number, event)) = self.ready.pop_front()
        {
            piece.extend_from_slice(&event);
            self.seen = number;
        }
        Ok(piece.into())
    }

    async fn read(&mut self) -> Result<(), Error> {
        let (store, room, locale) = (&self.state.store, &self.room, &self.locale);
        let portion = Portion { size: PORTION, limit: MAX_REPLAYED, list: LIST_SIZE };
        match store.changes_after(room.id, self.seen, portion).await? {
            CatchUp::Changes { changes, more } => {
                let frames = changes.iter().map(|change| Frame::new(change, room, locale));
                self.ready.extend(frames.map(|frame| (frame.number, frame.event)));
                self.more = more;
            }
            CatchUp::TooMany => {
                let page = store.page(room.id, Position::Newest, LIST_SIZE).await?;
                let groups = groups(&page.messages, |message| {
                    crate::views::parts::messages::message(message, &room.slug, locale).0.len()
                });
                let begin = views::begin_list(&page, groups[0], room, locale);
                let rest = groups[1..].iter().map(|group| views::go_on_with_list(group, &room.slug, locale));
                let last = groups.len() - 1;
                for (at, markup) in std::iter::once(begin).chain(rest).enumerate() {
                    // A client that disconnects here resumes after the last event that it got.
                    let number =
                        if at == last { page.as_of } else { groups[at].last().map_or(page.as_of, |m| m.created) };
                    self.ready.push_back((number, event_bytes(number, &markup)));
                }
                self.more = false;
            }
        }
        Ok(())
    }
}

/// Parts of a list of which each has few bytes, or a single message; one at least.
fn groups(messages: &[Message], bytes: impl Fn(&Message) -> usize) -> Vec<&[Message]> {
    let (mut groups, mut from, mut size) = (Vec::new(), 0, 0);
    for (at, message) in messages.iter().enumerate() {
        let more = bytes(message);
        if at > from && size + more > EVENT_BYTES {
            groups.push(&messages[from..at]);
            (from, size) = (at, 0);
        }
        size += more;
    }
    groups.push(&messages[from..]);
    groups
}
