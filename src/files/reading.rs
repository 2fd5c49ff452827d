//! Reading bytes in order, with constant memory.

use std::io::{Read as _, Seek as _, SeekFrom};
use std::ops::Range;

use async_stream::try_stream;
use bytes::Bytes;
use object_store::{GetOptions, GetRange, GetResultPayload};
use tokio_stream::{Stream, StreamExt as _};

use crate::files::error::Error;
use crate::files::storage::{Files, path_of};
use crate::model::files::attachments::FileKey;
use crate::model::files::uploads::Segment;

/// The bytes that are read from a disk at a time.
const DISK_READ: u64 = 128 << 10;

/// A part of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The name of the object.
    pub name: String,
    /// Its bytes.
    pub range: Range<u64>,
}

impl Files {
    /// The bytes of a range of a file.
    pub fn read(
        &self,
        key: &FileKey,
        segments: &[Segment],
        range: Range<u64>,
    ) -> impl Stream<Item = Result<Bytes, Error>> + Send + use<> {
        let (files, key, parts) = (self.clone(), key.clone(), parts(segments, &range));
        try_stream! {
            for Part { name, range } in parts {
                let Range { start: mut at, end } = range;
                // A connection may end before the object does, for example while a paused film isn't read.
                while at < end {
                    let begun_at = at;
                    let options = GetOptions { range: Some(GetRange::Bounded(at..end)), ..GetOptions::default() };
                    let got = files.objects()?.get_opts(&path_of(&key, &name), options).await?;
                    match got.payload {
                        GetResultPayload::File(file, _) => {
                            let (mut file, mut from) = (Some(file), Some(at));
                            while at < end {
                                let Some(open) = file.take() else { break };
                                let (back, bytes) = read_some(open, from.take(), DISK_READ.min(end - at)).await?;
                                file = Some(back);
                                at += bytes.len() as u64;
                                yield bytes;
                            }
                        }
                        GetResultPayload::Stream(mut stream) => {
                            while let Some(bytes) = stream.next().await {
                                match bytes {
                                    Ok(bytes) => {
                                        at += bytes.len() as u64;
                                        yield bytes;
                                    }
                                    Err(error) if at > begun_at => {
                                        tracing::info!(%error, "reading a file goes on where it was");
                                        break;
                                    }
                                    Err(error) => Err(error)?,
                                }
                            }
                        }
                    }
                    if at == begun_at || at > end {
                        Err(Error::Failed(format!("an object was read up to {at} instead of {end}")))?;
                    }
                }
            }
        }
    }

    /// An object that is small enough for memory.
    ///
    /// # Errors
    /// [`Error::NotFound`]; when the storage fails.
    pub async fn get(&self, key: &FileKey, name: &str) -> Result<Bytes, Error> {
        Ok(self.objects()?.get_opts(&path_of(key, name), GetOptions::default()).await?.bytes().await?)
    }
}

/// Reads a portion of a file, off the async threads.
async fn read_some(mut file: std::fs::File, at: Option<u64>, size: u64) -> Result<(std::fs::File, Bytes), Error> {
    let read = move || -> std::io::Result<_> {
        if let Some(at) = at {
            file.seek(SeekFrom::Start(at))?;
        }
        let mut bytes = vec![0; usize::try_from(size).map_err(std::io::Error::other)?];
        file.read_exact(&mut bytes)?;
        Ok((file, bytes.into()))
    };
    let read = tokio::task::spawn_blocking(read).await.map_err(|e| Error::Failed(e.to_string()))?;
    Ok(read?)
}

/// The parts of the objects that a range of a file is in.
fn parts(segments: &[Segment], range: &Range<u64>) -> Vec<Part> {
    let mut start = 0;
    let mut parts = Vec::new();
    for segment in segments {
        let end = start + segment.size;
        let (from, to) = (range.start.max(start), range.end.min(end));
        if from < to {
            parts.push(Part { name: segment.name.clone(), range: from - start..to - start });
        }
        start = end;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_from_the_objects_that_it_is_in() {
        let segments =
            [("a", 10), ("b", 5), ("c", 10)].map(|(name, size)| Segment { name: name.to_owned(), size });
        let of = |range: Range<u64>| {
            parts(&segments, &range).into_iter().map(|part| (part.name, part.range)).collect::<Vec<_>>()
        };
        assert_eq!(of(0..25), [("a".into(), 0..10), ("b".into(), 0..5), ("c".into(), 0..10)]);
        assert_eq!(of(9..11), [("a".into(), 9..10), ("b".into(), 0..1)]);
        assert_eq!(of(12..13), [("b".into(), 2..3)]);
        assert_eq!(of(15..25), [("c".into(), 0..10)]);
        assert_eq!(of(5..5), []);
    }
}
