//! `snug check`.

use crate::app::open_files;
use crate::cli::log;
use crate::cli::output::print_line;
use crate::config::Check;
use crate::jobs::checks::{Report, check, repair};
use crate::store::Finding;

/// Checks the database and the files, and repairs what can be where that is asked for.
///
/// # Errors
/// When something is damaged, and was not repaired; when something can't be read or written.
pub async fn run(config: Check) -> anyhow::Result<()> {
    log::start(&config.database.log);
    let database = &config.database.database;
    let files = open_files(&config.storage, database).await.map_err(anyhow::Error::msg)?;
    let mut report = check(database, &files).await?;
    let json = config.output.json;
    print(&report, json);
    if config.repair && report.findings.iter().any(|finding| finding.can_be_repaired) {
        for done in repair(database, &files, &report).await? {
            print_line(&if json { serde_json::json!({ "repaired": done }).to_string() } else { done });
        }
        report = check(database, &files).await?;
        print(&report, json);
    }
    match &report.findings[..] {
        [] => Ok(()),
        _ if report.is_malformed => anyhow::bail!(
            "the database file is damaged. Stop the server, move the file away, and restore the newest backup: snug restore BACKUP"
        ),
        findings => {
            let repairable = findings.iter().any(|finding| finding.can_be_repaired);
            let advice = if repairable {
                "`snug check --repair` repairs what can be"
            } else {
                "It can't be repaired: a backup may still have what is missing"
            };
            anyhow::bail!("damage was found ({}). {advice}", findings.len())
        }
    }
}

fn print(report: &Report, json: bool) {
    if json {
        for Finding { kind, says, count, examples, can_be_repaired } in &report.findings {
            let object = serde_json::json!({
                "kind": kind, "says": says, "count": count, "examples": examples, "can_be_repaired": can_be_repaired,
            });
            print_line(&object.to_string());
        }
        return;
    }
    if report.findings.is_empty() {
        print_line("Nothing is damaged.");
    }
    for finding in &report.findings {
        let more = if finding.count > finding.examples.len() as u64 { ", …" } else { "" };
        let repair = if finding.can_be_repaired { "can be repaired" } else { "can't be repaired" };
        let Finding { kind, says, count, examples, .. } = finding;
        print_line(&format!("{kind}: {count} {says} ({repair}): {}{more}", examples.join("; ")));
    }
}
