//! `snug status`.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::cli::log;
use crate::cli::output::{print_line, print_rows};
use crate::config::Status;
use crate::jobs::backups::Manifest;
use crate::jobs::backups::taking::newest;
use crate::model::administration::status::{MessageFigures, StoreFigures};
use crate::running;
use crate::running::Note;
use crate::store::ReadStore;

/// Shows how a server is doing, by its database, which is only read: a server that runs waits for nothing.
///
/// # Errors
/// When the database or the folder of backups can't be read.
pub async fn run(config: Status) -> anyhow::Result<()> {
    log::start(&config.database.log);
    let database = &config.database.database;
    let store = ReadStore::open(database).await?;
    let figures = store.figures().await?;
    let outdated = figures.schema < figures.own_schema;
    let messages = store.message_figures(Timestamp::now()).await;
    store.close().await;
    let backup = match &config.backups {
        Some(folder) => newest(folder)?.map(|backup| Manifest::read(&backup)).transpose()?,
        None => None,
    };
    let shown = Shown { note: running::find(database), figures, messages: messages?, backup };
    if config.output.json {
        print_line(&shown.json(config.backups.is_some()).to_string());
    } else {
        let rows: Vec<_> = shown.rows(config.backups.is_some());
        let rows: Vec<_> = rows.into_iter().map(|(what, value)| vec![what.to_owned(), value]).collect();
        print_rows(&["what", "value"], &rows, false);
        if outdated {
            print_line("The database is of an older version: the next start of the server brings it up to date.");
        }
    }
    Ok(())
}

struct Shown {
    note: Option<Note>,
    figures: StoreFigures,
    messages: MessageFigures,
    backup: Option<Manifest>,
}

impl Shown {
    fn rows(&self, with_backups: bool) -> Vec<(&'static str, String)> {
        let Self { note, figures, messages, backup } = self;
        let server = note.as_ref().map_or("not running".to_owned(), |note| {
            format!("running at {}, version {}, process {}", note.url, note.version, note.process)
        });
        let mut rows = vec![
            ("server", server),
            ("this program", env!("CARGO_PKG_VERSION").to_owned()),
            ("schema", format!("{} of {}", figures.schema, figures.own_schema)),
            ("database", megabytes(figures.database_bytes)),
            ("write-ahead log", megabytes(figures.log_bytes)),
            ("files", megabytes(figures.file_bytes)),
            ("free on the disk", figures.free_bytes.map_or("unknown".to_owned(), megabytes)),
            ("people", figures.accounts.to_string()),
            ("rooms", figures.rooms.to_string()),
            ("messages", messages.messages.to_string()),
            ("messages in the last hour", messages.last_hour.to_string()),
            ("e-mails to be sent", figures.waiting_mails.to_string()),
            ("notifications to be sent", figures.waiting_pushes.to_string()),
            ("files to be removed", figures.waiting_file_removals.to_string()),
            ("messages to be indexed", figures.unindexed.to_string()),
        ];
        if with_backups {
            let newest = backup.as_ref().map_or("none".to_owned(), |backup| backup.made_at.clone());
            rows.push(("newest backup", newest));
        }
        rows
    }

    fn json(&self, with_backups: bool) -> Value {
        let Self { note, figures, messages, backup } = self;
        let mut json = json!({
            "running": note.is_some(),
            "server": note,
            "version": env!("CARGO_PKG_VERSION"),
            "schema": figures.schema,
            "own_schema": figures.own_schema,
            "database_bytes": figures.database_bytes,
            "log_bytes": figures.log_bytes,
            "file_bytes": figures.file_bytes,
            "free_bytes": figures.free_bytes,
            "people": figures.accounts,
            "rooms": figures.rooms,
            "messages": messages.messages,
            "messages_last_hour": messages.last_hour,
            "waiting": {
                "mails": figures.waiting_mails,
                "notifications": figures.waiting_pushes,
                "file_removals": figures.waiting_file_removals,
                "search_index": figures.unindexed,
            },
        });
        if with_backups {
            json["newest_backup"] = backup.as_ref().map_or(Value::Null, |backup| backup.made_at.as_str().into());
        }
        json
    }
}

/// Bytes as megabytes with one digit after the point.
fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}
