//! How large the markup of a text may become.

/// How large a text's markup may be. One whose would be larger is shown as plain text, of which escaping makes six bytes
/// of each at most.
pub(crate) fn most_bytes(text: &str) -> usize {
    (MAX_BYTES_PER_BYTE * text.len() + MAX_BYTES_BESIDES).min(MAX_BYTES)
}

pub(crate) const MAX_BYTES_PER_BYTE: usize = 10;

pub(crate) const MAX_BYTES_BESIDES: usize = 4_000;

pub(crate) const MAX_BYTES: usize = 50_000;
