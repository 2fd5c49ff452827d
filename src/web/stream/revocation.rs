//! The end of a stream's right to go on: its session, membership or room has ended.

use tokio::sync::broadcast;
use tokio::sync::broadcast::error::TryRecvError;

use crate::live::Revoked;
use crate::model::{AccountId, RoomId, SessionId, Viewer};
use crate::web::server::slots::{LimitReached, Slot};
use crate::web::state::State;

/// A place for one more stream of a session, and of its account.
pub(crate) fn stream_slots(
    state: &State,
    viewer: &Viewer,
) -> Result<(Slot<SessionId>, Slot<AccountId>), LimitReached> {
    let of_session = state.streams.take(viewer.session.id);
    let both = of_session.and_then(|session| Ok((session, state.account_streams.take(viewer.account.id)?)));
    // Those of pages that were just closed may not have been noticed: the next attempt finds their places free.
    both.inspect_err(|_| state.hubs.sweep_closed())
}

/// Tells when what a page is open by ends, and has a place among the session's streams.
pub(crate) struct RevocationWatch {
    pub(crate) ended: broadcast::Receiver<Revoked>,
    pub(crate) session: Slot<SessionId>,
    pub(crate) account: Slot<AccountId>,
    pub(crate) room: RoomId,
}

impl RevocationWatch {
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

    fn is_own(&self, ended: Revoked) -> bool {
        let Self { session, account, room, .. } = self;
        [Revoked::Session(session.by()), Revoked::Membership(*room, account.by()), Revoked::Room(*room)]
            .contains(&ended)
    }
}
