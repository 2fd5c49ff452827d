//! `snug setup-link`.

use crate::cli::output::print_line;
use crate::cli::session::{Session, link};
use crate::config::SetupLink;
use crate::views::parts::urls;

/// Makes a link for the first account, and prints it.
///
/// # Errors
/// When somebody administers the server already, or the database can't be used.
pub async fn run(config: SetupLink) -> anyhow::Result<()> {
    Session::run(&config.database, async |session| {
        if session.store.has_administrator().await? {
            anyhow::bail!(
                "there is an administrator already; snug user reset NAME makes a link for a new password"
            );
        }
        let secret = session.chat.create_setup_link(&session.administrator).await?;
        print_line(&link(&config.reach, &urls::setup(&secret.encode()))?);
        Ok(())
    })
    .await
}
