//! `snug audit`.

use crate::cli::output::{print_rows, time};
use crate::cli::session::Session;
use crate::config::Audit;
use crate::model::administration::audit::{Act, AuditFilter};

/// Shows what administrators did, the newest first.
///
/// # Errors
/// When the database can't be used.
pub async fn run(config: Audit) -> anyhow::Result<()> {
    Session::run(&config.database, async |session| {
        let filter = AuditFilter { person: config.person.clone(), ..AuditFilter::default() };
        let entries = session.store.audit_log(&session.administrator, filter, config.most).await?;
        let rows: Vec<_> = entries
            .into_iter()
            .map(|entry| {
                let act = entry.act.map_or("unknown", Act::name).to_owned();
                vec![time(entry.at), entry.actor, act, entry.subject, entry.detail, entry.network]
            })
            .collect();
        print_rows(&["time", "actor", "act", "subject", "detail", "network"], &rows, config.output.json);
        Ok(())
    })
    .await
}
