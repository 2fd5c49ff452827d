//! Asks what can be read again while the server runs to be read again (SIGHUP).

use tokio::sync::watch;

/// Hears when to read again; cheap to clone.
#[derive(Clone, Debug)]
pub struct Reload(watch::Receiver<()>);

/// Asks all who hear.
#[derive(Debug)]
pub struct AskReload(watch::Sender<()>);

/// Something that asks, and something that hears it.
#[must_use]
pub fn reload() -> (AskReload, Reload) {
    let (ask, hear) = watch::channel(());
    (AskReload(ask), Reload(hear))
}

impl AskReload {
    /// Asks all to read again.
    pub fn ask(&self) {
        self.0.send_replace(());
    }
}

impl Reload {
    /// Waits until somebody asks; for ever when nobody can any more.
    pub(crate) async fn asked(&mut self) {
        if self.0.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
