//! `snug import`.

use crate::cli::log;
use crate::cli::output::print_line;
use crate::config::FlaskChat;
use crate::import::flask::import;
use crate::import::flask::reader;
use crate::store::Store;

/// Imports a Flask chat's database, and prints a report.
///
/// # Errors
/// When either database can't be used.
pub async fn flask_chat(config: FlaskChat) -> anyhow::Result<()> {
    log::start(&config.database.log);
    let old = reader::FlaskChat::open(&config.old).await.map_err(anyhow::Error::msg)?;
    let store = Store::open(&config.database.database).await?;
    let imported = import::flask_chat(&store, &old, config.merge).await;
    store.close().await;
    let import::Report { notes, accounts, messages, known } = imported?;
    for note in &notes {
        print_line(note);
    }
    print_line(&format!(
        "{accounts} accounts and {messages} messages imported; {known} messages were here already"
    ));
    Ok(())
}
