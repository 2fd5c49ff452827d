//! A zip file that is sent while it is written (APPNOTE.TXT 4.4.4, bit 3): it is never whole in memory or on disk.

use std::io::Write;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// A zip file under way.
pub(crate) struct ZipStream {
    zip: ZipWriter<StreamWriter<Written>>,
    written: Written,
}

/// The bytes written and not yet taken.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn take(&self) -> Bytes {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into()
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl ZipStream {
    pub(crate) fn new() -> Self {
        let written = Written::default();
        Self { zip: ZipWriter::new_stream(written.clone()), written }
    }

    /// Begins a file; the one before it ends.
    ///
    /// # Errors
    /// When the name is too long for the format.
    pub(crate) fn begin(&mut self, name: &str) -> ZipResult<()> {
        let options =
            SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
        self.zip.start_file(name, options)
    }

    /// Begins a file that isn't compressed, as pictures and films already are.
    ///
    /// # Errors
    /// When the name is too long for the format.
    pub(crate) fn begin_uncompressed(&mut self, name: &str) -> ZipResult<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
        self.zip.start_file(name, options)
    }

    /// Adds to the file, and returns the bytes that can be sent.
    ///
    /// # Errors
    /// When the file is larger than the format allows.
    pub(crate) fn add(&mut self, content: &[u8]) -> ZipResult<Bytes> {
        self.zip.write_all(content)?;
        Ok(self.written.take())
    }

    /// Ends the zip file, and returns its last bytes.
    ///
    /// # Errors
    /// When the file is larger than the format allows.
    pub(crate) fn finish(self) -> ZipResult<Bytes> {
        self.zip.finish()?;
        Ok(self.written.take())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;

    #[test]
    fn what_is_sent_is_a_zip_file() {
        let mut zip = ZipStream::new();
        let mut sent = Vec::new();
        for (name, content) in [("a.txt", "hello ".repeat(10_000)), ("b/c.txt", String::new())] {
            zip.begin(name).unwrap();
            for part in content.as_bytes().chunks(1_000) {
                sent.extend(zip.add(part).unwrap());
            }
        }
        sent.extend(zip.finish().unwrap());
        assert!(sent.len() < 2_000, "{} bytes", sent.len());
        let mut read = zip::ZipArchive::new(Cursor::new(sent)).unwrap();
        let mut text = String::new();
        read.by_name("a.txt").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "hello ".repeat(10_000));
        assert_eq!(read.by_name("b/c.txt").unwrap().size(), 0);
    }
}
