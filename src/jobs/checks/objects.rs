//! The storage of files, compared with the database.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::time::{Duration, SystemTime};

use tokio_stream::StreamExt as _;

use crate::chat::THUMBNAIL;
use crate::files::{Files, Listed};
use crate::jobs::checks::error::Error;
use crate::model::files::attachments::FileKey;
use crate::store::{Finding, Inspection, StoredObjects};

/// The kind of objects that no file has.
pub(super) const ORPHANS: &str = "orphaned-objects";

/// The age from which an object that no file has is orphaned: a younger one may be part of an upload in progress.
const MIN_AGE: Duration = Duration::from_hours(1);

/// The outcome of going through the storage.
#[derive(Default)]
struct Walk {
    orphans: Vec<String>,
    orphan_count: u64,
    orphan_bytes: u64,
    damaged: Vec<String>,
    /// Objects of files, whatever their size.
    known: u64,
    /// Hashes of the names of whole objects: less memory than the names.
    whole: HashSet<u64>,
    hasher: RandomState,
}

impl Walk {
    fn hash(&self, key: &str, name: &str) -> u64 {
        self.hasher.hash_one((key, name))
    }
}

/// Objects that no file has, and files without their objects.
pub(super) async fn look(inspection: &Inspection, files: &Files) -> Result<Vec<Finding>, Error> {
    let walk = walk(inspection, files, false).await?;
    let mut orphans = Finding::new(ORPHANS, "stored parts of files that no file has", walk.known > 0);
    orphans.examples.clone_from(&walk.orphans);
    orphans.count = walk.orphan_count;
    let mut damaged =
        Finding::new("damaged-objects", "stored parts of files of another size than they should have", false);
    let mut missing = Finding::new("missing-objects", "parts of files that are not in the storage", false);
    for path in &walk.damaged {
        damaged.note(|| path.clone());
    }
    let mut last = 0;
    loop {
        let portion = inspection.objects_after(last).await?;
        let Some(end) = portion.last() else { break };
        last = end.number;
        for file in portion {
            for (name, size) in names(&file) {
                if walk.whole.contains(&walk.hash(&file.key, name))
                    || !is_missing(inspection, files, &file, name).await?
                {
                    continue;
                }
                let size = size.map_or_else(String::new, |size| format!(", {size} bytes"));
                missing.note(|| format!("{}/{name} of file {}{size}", file.key, file.number));
            }
        }
    }
    Ok([orphans, damaged, missing].into_iter().filter_map(Finding::if_any).collect())
}

/// Removes objects that no file has.
pub(super) async fn remove_orphans(inspection: &Inspection, files: &Files) -> Result<String, Error> {
    let Walk { orphan_count, orphan_bytes, .. } = walk(inspection, files, true).await?;
    let megabytes = orphan_bytes.div_ceil(1_000_000);
    Ok(format!("Removed parts of files that no file has: {orphan_count} ({megabytes} MB)."))
}

/// The objects of a file, with their sizes where those are known.
fn names(file: &StoredObjects) -> impl Iterator<Item = (&str, Option<u64>)> {
    let thumbnail = file.has_thumbnail.then_some((THUMBNAIL, None));
    file.segments.iter().map(|(name, size)| (name.as_str(), Some(*size))).chain(thumbnail)
}

/// Whether an object is missing that was not listed: it may have been added, or its file removed, meanwhile.
async fn is_missing(
    inspection: &Inspection,
    files: &Files,
    file: &StoredObjects,
    name: &str,
) -> Result<bool, Error> {
    if files.size_of(&FileKey::from_store(file.key.clone()), name).await?.is_some() {
        return Ok(false);
    }
    let (now, _) = inspection.objects_of(vec![file.key.clone()]).await?;
    Ok(now.iter().any(|file| names(file).any(|(other, _)| other == name)))
}

/// Goes through the storage. Rows are read after the objects were listed, so that an object without a row stays without
/// one: no key or name is given twice.
async fn walk(inspection: &Inspection, files: &Files, removes: bool) -> Result<Walk, Error> {
    let mut walk = Walk::default();
    let now = SystemTime::now();
    let mut portions = std::pin::pin!(files.list());
    while let Some(portion) = portions.next().await {
        let portion = portion?;
        let keys: HashSet<_> = portion.iter().map(|listed| listed.key.as_str().to_owned()).collect();
        let (rows, to_be_removed) = inspection.objects_of(keys.into_iter().collect()).await?;
        let rows: HashMap<_, _> = rows.iter().map(|file| (file.key.as_str(), file)).collect();
        for listed in portion {
            let Listed { key, name, size, written_at } = &listed;
            let path = format!("{}/{name}", key.as_str());
            let file = rows.get(key.as_str());
            match file.and_then(|file| names(file).find(|(own, _)| own == name)) {
                Some((_, expected)) => {
                    walk.known += 1;
                    // Also one that is damaged is there.
                    walk.whole.insert(walk.hash(key.as_str(), name));
                    if expected.is_some_and(|expected| expected != *size) {
                        walk.damaged.push(format!("{path}, {size} bytes"));
                    }
                }
                None if to_be_removed.iter().any(|key| key == listed.key.as_str()) => {}
                None if now.duration_since(*written_at).unwrap_or_default() < MIN_AGE => {}
                None => {
                    if removes {
                        files.remove_listed(&listed).await?;
                    }
                    walk.orphan_count += 1;
                    walk.orphan_bytes += size;
                    if walk.orphans.len() < Finding::MAX_EXAMPLES {
                        walk.orphans.push(path);
                    }
                }
            }
        }
    }
    Ok(walk)
}
