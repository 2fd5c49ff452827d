//! The names of backups: the time in UTC, such as `2026-11-28T124000123Z`, so that their order is that of their times.

use std::num::NonZeroU32;

use jiff::Timestamp;

use crate::files::Archives;
use crate::jobs::backups::Error;

/// The ending of the names of files and folders while their backup is not whole.
pub(super) const PARTIAL: &str = ".partial";

/// The ending of the names of archives.
pub(super) const ARCHIVE: &str = ".tar";

/// The length of the name of a backup.
pub(super) const NAME: usize = 21;

/// The name of a backup that is made at a time.
pub(super) fn name_of(made_at: Timestamp) -> String {
    made_at.strftime("%Y-%m-%dT%H%M%S%3fZ").to_string()
}

/// The time of a backup by its name; none of other names.
pub(super) fn time_of(name: &str) -> Option<Timestamp> {
    let is_named = name.len() == NAME && name.is_ascii() && name.ends_with('Z') && name.as_bytes()[10] == b'T';
    let time = is_named.then(|| {
        let (date, hour, minute, second) = (&name[..10], &name[11..13], &name[13..15], &name[15..17]);
        format!("{date}T{hour}:{minute}:{second}.{}", &name[17..])
    })?;
    time.parse().ok()
}

/// The name of an archive, as an example.
pub(super) fn example() -> String {
    name_of(Timestamp::UNIX_EPOCH) + ARCHIVE
}

/// The archives of backups in a bucket, the oldest first.
pub(super) async fn archives(archives: &Archives) -> Result<Vec<String>, Error> {
    let mut names: Vec<_> = archives.list().await?.into_iter().map(|(name, _)| name).collect();
    names.retain(|name| name.strip_suffix(ARCHIVE).and_then(time_of).is_some());
    names.sort();
    Ok(names)
}

/// The newest archive in a bucket.
pub(super) async fn newest_archive(bucket: &Archives) -> Result<Option<String>, Error> {
    Ok(archives(bucket).await?.pop())
}

/// Removes the oldest archives of a bucket beyond a number, and tells how many.
pub(super) async fn keep_archives(bucket: &Archives, number: NonZeroU32) -> Result<usize, Error> {
    let names = archives(bucket).await?;
    let surplus = names.len().saturating_sub(number.get() as usize);
    for name in &names[..surplus] {
        bucket.remove(name).await?;
    }
    Ok(surplus)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_named_after_its_time() {
        let time: Timestamp = "2026-11-28T12:40:00.123Z".parse().unwrap();
        assert_eq!(name_of(time), "2026-11-28T124000123Z");
        assert_eq!(time_of("2026-11-28T124000123Z"), Some(time));
        for other in [
            "",
            "files",
            "2026-11-28",
            "2026-11-28T124000123Z.partial",
            "2026-13-28T124000123Z",
            "2026-11-28T12400012\u{e9}Z",
        ] {
            assert_eq!(time_of(other), None, "{other}");
        }
    }
}
