//! The maximum size of a text's markup.

/// The maximum size of a text's markup, in bytes. If the markup is larger, the text is shown as plain text, which
/// escaping enlarges at most sixfold.
pub(crate) fn max_bytes(text: &str) -> usize {
    (MAX_BYTES_PER_BYTE * text.len() + MAX_BYTES_BESIDES).min(MAX_BYTES)
}

pub(crate) const MAX_BYTES_PER_BYTE: usize = 10;

pub(crate) const MAX_BYTES_BESIDES: usize = 4_000;

pub(crate) const MAX_BYTES: usize = 50_000;
