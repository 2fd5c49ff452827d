//! The end of a stream's right to go on: its session, membership or room has ended.

use tokio::sync::broadcast;
use tokio::sync::broadcast::error::TryRecvError;

use crate::live::Ended;
use crate::model::{AccountId, RoomId, SessionId, Viewer};
use crate::web::server::slots::{Full, Place};
use crate::web::state::State;

/// A place for one more stream of a session, and of its account.
pub(crate) fn place(state: &State, viewer: &Viewer) -> Result<(Place<SessionId>, Place<AccountId>), Full> {
    let of_session = state.streams.take(viewer.session.id);
    let both = of_session.and_then(|session| Ok((session, state.account_streams.take(viewer.account.id)?)));
    // Those of pages that were just closed may not have been noticed: the next attempt finds their places free.
    both.inspect_err(|_| state.feeds.look_who_has_gone())
}

/// Tells when what a page is open by ends, and has a place among the session's streams.
pub(crate) struct End {
    pub(crate) ended: broadcast::Receiver<Ended>,
    pub(crate) session: Place<SessionId>,
    pub(crate) account: Place<AccountId>,
    pub(crate) room: RoomId,
}

impl End {
    pub(crate) async fn wait(&mut self) {
        // An error says that some were missed: better to end once too often.
        while let Ok(ended) = self.ended.recv().await {
            if self.is_own(ended) {
                return;
            }
        }
    }

    /// Whether it has ended by now.
    pub(crate) fn has_come(&mut self) -> bool {
        loop {
            match self.ended.try_recv() {
                Ok(ended) if self.is_own(ended) => return true,
                Ok(_) => {}
                Err(TryRecvError::Empty) => return false,
                Err(_) => return true,
            }
        }
    }

    fn is_own(&self, ended: Ended) -> bool {
        let Self { session, account, room, .. } = self;
        [Ended::Session(session.by()), Ended::Membership(*room, account.by()), Ended::Room(*room)].contains(&ended)
    }
}
