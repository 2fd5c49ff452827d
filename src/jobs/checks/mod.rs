//! Checks a database and its files, also while a server runs, and repairs what can be derived from the rest.

mod error;
mod objects;

use std::path::Path;

use crate::files::Files;
use crate::store;
use crate::store::{FileFaults, Finding, Inspection, Store};

pub use error::Error;

/// The name of the finding that the search index differs.
const SEARCH_INDEX: &str = "search-index";

/// The outcome of a check.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The damage that was found.
    pub findings: Vec<Finding>,
    /// Whether the database file itself is malformed: nothing else was checked then, and nothing can be repaired.
    pub is_malformed: bool,
}

/// Checks a database and its files.
///
/// # Errors
/// When they can't be read.
pub async fn check(database: &Path, files: &Files) -> Result<Report, Error> {
    let inspection = Inspection::open(database).await?;
    let report = look(&inspection, files).await;
    inspection.close().await;
    report
}

async fn look(inspection: &Inspection, files: &Files) -> Result<Report, Error> {
    let FileFaults { malformed, references, has_malformed_search_index } = inspection.faults().await?;
    if !malformed.is_empty() {
        let finding = listed("database-file", "faults of the database file", malformed);
        return Ok(Report { findings: vec![finding], is_malformed: true });
    }
    let mut findings = Vec::new();
    if !references.is_empty() {
        findings.push(listed("references", "rows that refer to others which are not there", references));
    }
    findings.extend(inspection.counters().await?);
    findings.extend(if has_malformed_search_index {
        let mut finding = Finding::new(SEARCH_INDEX, "faults of the search index", true);
        finding.note(|| "the index is malformed".to_owned());
        Some(finding)
    } else {
        inspection.search_index().await?
    });
    findings.extend(objects::look(inspection, files).await?);
    Ok(Report { findings, is_malformed: false })
}

fn listed(kind: &'static str, says: &'static str, faults: Vec<String>) -> Finding {
    let mut finding = Finding::new(kind, says, false);
    for fault in faults {
        finding.note(|| fault);
    }
    finding
}

/// Repairs what was found and can be repaired, and tells what it did, in sentences. Nothing that a row refers to is
/// removed.
///
/// # Errors
/// When something can't be read or written. What was repaired until then stays so.
pub async fn repair(database: &Path, files: &Files, report: &Report) -> Result<Vec<String>, Error> {
    let repairable: Vec<_> = report.findings.iter().filter(|finding| finding.can_be_repaired).collect();
    let mut done = Vec::new();
    if report.is_malformed || repairable.is_empty() {
        return Ok(done);
    }
    let has = |kind: &str| repairable.iter().any(|finding| finding.kind == kind);
    let counters: Vec<_> =
        repairable.iter().filter(|finding| ![SEARCH_INDEX, objects::ORPHANS].contains(&finding.kind)).collect();
    if !counters.is_empty() || has(SEARCH_INDEX) {
        let store = Store::open(database).await?;
        let repaired = repair_database(&store, !counters.is_empty(), has(SEARCH_INDEX)).await;
        store.close().await;
        repaired?;
        done.extend(counters.iter().map(|finding| format!("Counted anew: {}.", finding.kind)));
        if has(SEARCH_INDEX) {
            done.push("Made the search index anew.".to_owned());
        }
    }
    if has(objects::ORPHANS) {
        let inspection = Inspection::open(database).await?;
        let removed = objects::remove_orphans(&inspection, files).await;
        inspection.close().await;
        done.push(removed?);
    }
    Ok(done)
}

async fn repair_database(store: &Store, counters: bool, search_index: bool) -> Result<(), store::Error> {
    if counters {
        store.repair_counters().await?;
    }
    if search_index {
        store.rebuild_search_index().await?;
    }
    Ok(())
}
