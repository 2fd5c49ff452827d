//! Checks a database and its files, also while a server runs, and repairs what can be derived from the rest.

mod objects;

use std::path::Path;

use crate::files;
use crate::files::Files;
use crate::store;
use crate::store::{FileFaults, Finding, Inspection, OpenError, Store};

/// The name of the finding that the search index differs.
const SEARCH_INDEX: &str = "search-index";

/// Why nothing could be checked or repaired.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database can't be opened.
    #[error("{0}")]
    Open(#[from] OpenError),
    /// The database can't be read or written.
    #[error("the database cannot be checked: {0}")]
    Database(#[from] store::Error),
    /// The storage of files.
    #[error("the files cannot be checked: {0}")]
    Files(#[from] files::Error),
}

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
    let has_objects = |finding: &&&Finding| finding.kind == objects::ORPHANS;
    let has_index = |finding: &&&Finding| finding.kind == SEARCH_INDEX;
    let counters: Vec<_> =
        repairable.iter().filter(|finding| !has_objects(finding) && !has_index(finding)).collect();
    if !counters.is_empty() || repairable.iter().any(|finding| has_index(&finding)) {
        let store = Store::open(database).await?;
        let repaired = async {
            if !counters.is_empty() {
                store.repair_counters().await?;
                done.extend(counters.iter().map(|finding| format!("Counted anew: {}.", finding.kind)));
            }
            if repairable.iter().any(|finding| has_index(&finding)) {
                store.rebuild_search_index().await?;
                done.push("Made the search index anew.".to_owned());
            }
            Ok::<_, Error>(())
        };
        let repaired = repaired.await;
        store.close().await;
        repaired?;
    }
    if repairable.iter().any(|finding| has_objects(&finding)) {
        let inspection = Inspection::open(database).await?;
        let removed = objects::remove_orphans(&inspection, files).await;
        inspection.close().await;
        done.push(removed?);
    }
    Ok(done)
}
