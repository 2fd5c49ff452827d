//! For tests: what they do to the backend of a store.

use crate::store::error::Error;
use crate::store::handle::{Backend, Store, write_backend};
use crate::store::sqlite::conn::stall::Stall;
use crate::store::sqlite::handle::Sqlite;

impl Store {
    /// Keeps the writer busy, so that a test decides what happens between a check and its write.
    pub(crate) async fn stall(&self) -> Stall {
        write_backend!(self.stall())
    }

    /// Runs SQL that changes what no use case changes yet: a role, for example.
    pub(crate) async fn execute(&self, sql: &'static str) -> Result<(), Error> {
        write_backend!(self.execute(sql))
    }

    /// The backend of a test that is about SQLite.
    pub(in crate::store) fn sqlite(&self) -> &Sqlite {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite,
        }
    }
}
