//! Memory that returns to the system as soon as it is freed.
//!
//! glibc keeps freed memory of smaller allocations: up to twice the largest one that it has seen (below 32 MiB) in
//! each of its arenas, which a few threads share.

use std::io::{self, BufRead, Cursor, Read, Seek, SeekFrom};

/// A larger allocation than glibc ever serves from an arena (`M_MMAP_THRESHOLD_MAX`, 32 MiB; mallopt(3)), in bytes: it
/// is a separate mapping, whatever was freed before. Pages of it that are never touched take no memory.
pub const ALWAYS_MAPPED: usize = 33 << 20;

/// A buffer of `length` zeros.
pub(crate) fn mapped_buffer(bytes: usize) -> Vec<u8> {
    let mut buffer = Vec::with_capacity(bytes.max(ALWAYS_MAPPED));
    buffer.resize(bytes, 0);
    buffer
}

/// Appends to a buffer that may become large. When the data no longer fits, its memory becomes a separate mapping.
pub fn append(buffer: &mut Vec<u8>, bytes: &[u8]) {
    if buffer.len() + bytes.len() > buffer.capacity().max(SMALL) && buffer.capacity() < ALWAYS_MAPPED {
        buffer.reserve_exact(ALWAYS_MAPPED - buffer.len());
    }
    buffer.extend_from_slice(bytes);
}

/// Maximum size of a buffer in an arena: below the smallest size that glibc maps by itself (128 KiB).
const SMALL: usize = 64 << 10;

/// A file in memory. Its copies are separate mappings, too.
#[derive(Debug)]
pub(crate) struct MappedReader<'a>(pub(crate) Cursor<&'a [u8]>);

impl Read for MappedReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }

    fn read_to_end(&mut self, buffer: &mut Vec<u8>) -> io::Result<usize> {
        let rest = self.0.fill_buf()?;
        append(buffer, rest);
        let count = rest.len();
        self.0.consume(count);
        Ok(count)
    }
}

impl BufRead for MappedReader<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.0.consume(count);
    }
}

impl Seek for MappedReader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_appended_is_there_and_small_buffers_stay_small() {
        let mut buffer = Vec::new();
        append(&mut buffer, b"ann");
        assert!(buffer.capacity() < SMALL);
        let large = vec![7; 2 * SMALL];
        append(&mut buffer, &large);
        append(&mut buffer, &large);
        assert!(buffer.capacity() >= ALWAYS_MAPPED);
        assert!(buffer.starts_with(b"ann") && buffer.len() == 3 + 4 * SMALL);
    }
}
