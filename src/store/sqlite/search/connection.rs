//! The connection that searches.

use std::path::{Path, PathBuf};

use tokio::sync::OnceCell;

use crate::store::sqlite::conn::connection::Connection;

/// The connection that searches: others never wait behind it, and it is opened when somebody first searches.
#[derive(Debug)]
pub(crate) struct Searches {
    pub(crate) path: PathBuf,
    pub(crate) connection: OnceCell<Connection>,
}

impl Searches {
    pub(crate) fn of(path: &Path) -> Self {
        Self { path: path.to_owned(), connection: OnceCell::new() }
    }

    /// The connection, where there is one yet.
    pub(crate) fn connection(&self) -> Option<&Connection> {
        self.connection.get()
    }

    pub(crate) async fn close(&self) {
        if let Some(connection) = self.connection.get() {
            connection.close().await;
        }
    }
}
