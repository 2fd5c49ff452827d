//! `snug settings`.

use crate::cli::output::print_rows;
use crate::cli::session::Session;
use crate::config::Settings;

/// Shows the settings of the server, or changes one.
///
/// # Errors
/// When there is no such setting or value, or the database can't be used.
pub async fn run(config: Settings) -> anyhow::Result<()> {
    Session::run(&config.database, async |session| {
        let settings = session.store.server_settings().await?;
        let settings = match config.name.as_deref().zip(config.value.as_deref()) {
            None => settings,
            Some((name, value)) => {
                let changed = settings.with(name, value);
                let changed =
                    changed.ok_or_else(|| anyhow::anyhow!("{name} can't be {value}. Settings are: {ADVICE}"))?;
                session.chat.set_server_settings(&session.administrator, changed.clone()).await?;
                changed
            }
        };
        let rows: Vec<_> =
            settings.named().iter().map(|(name, value)| vec![(*name).to_owned(), value.clone()]).collect();
        print_rows(&["name", "value"], &rows, config.output.json);
        Ok(())
    })
    .await
}

const ADVICE: &str = "registration open|invite|closed, inviters administrators|everyone, emoji-adders everyone|moderators, \
    second-factor nobody|administrators|moderators|everyone, retention-days 0 (never) to 36500, server-name with up to 40 characters (\"\": Snug)";
