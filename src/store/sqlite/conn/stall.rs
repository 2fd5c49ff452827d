//! For tests: keeping the writer busy, so that a test decides what happens between a check and its write.
#![allow(clippy::expect_used)]

use std::sync::mpsc;

use tokio::sync::{oneshot, watch};

use crate::store::error::Error;
use crate::store::sqlite::handle::Sqlite;

/// The writer is busy until this is released or dropped.
pub(crate) struct Stall {
    release: mpsc::Sender<()>,
    queued: watch::Receiver<usize>,
    /// How many writes were queued when it began.
    before: usize,
}

impl Stall {
    /// Waits until so many writes wait behind it.
    pub(crate) async fn queued(&self, count: usize) {
        let queued = self.queued.clone().wait_for(|queued| *queued >= self.before + count).await.map(|_| ());
        queued.expect("the writer is there");
    }

    /// Lets the writer go on.
    pub(crate) fn release(&self) {
        self.release.send(()).expect("the writer is there");
    }
}

impl Sqlite {
    /// Keeps the writer busy.
    pub(crate) async fn stall(&self) -> Stall {
        let (release, released) = mpsc::channel();
        let (began, has_begun) = oneshot::channel();
        let writer = self.writer.clone();
        tokio::spawn(async move {
            let wait = move |_: &_| {
                let _ = began.send(());
                // An error says that the test is over.
                let _ = released.recv();
                Ok(())
            };
            writer.write(None, wait).await
        });
        has_begun.await.expect("the writer is there");
        let queued = self.writer.queued.subscribe();
        let before = *queued.borrow();
        Stall { release, queued, before }
    }

    /// Changes what nothing changes yet: a role, for example.
    pub(crate) async fn execute(&self, sql: &'static str) -> Result<(), Error> {
        self.writer.write(None, move |db| Ok(db.execute_batch(sql)?)).await?;
        self.note_missed();
        Ok(())
    }
}
