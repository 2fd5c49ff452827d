//! Compression (gzip, RFC 1952) of pages with shared fragments.
//!
//! Each fragment is compressed by itself and ends on a byte boundary, so that concatenated fragments are one DEFLATE
//! stream (RFC 1951). A fragment of many pages is compressed once.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io::Write as _;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use axum::http::{HeaderMap, HeaderValue, Response, header};
use bytes::Bytes;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use hyper::body::{Body, Frame, SizeHint};
use tower_http::compression::predicate::Predicate;

/// The value of `Content-Encoding`.
pub(crate) const GZIP: HeaderValue = HeaderValue::from_static("gzip");

/// The header: no name, no time, unknown system (RFC 1952, 2.3).
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// An empty last block.
const END: [u8; 2] = [3, 0];

/// Part of a page, and the same compressed, once that was needed.
#[derive(Debug)]
pub(crate) struct Fragment {
    plain: Arc<str>,
    /// The same bytes, as responses take them.
    sent: Bytes,
    deflated: OnceLock<Deflated>,
}

struct Owned(Arc<str>);

impl AsRef<[u8]> for Owned {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

#[derive(Debug)]
struct Deflated {
    bytes: Vec<u8>,
    crc: Crc,
}

impl Fragment {
    pub(crate) fn new(markup: String) -> Self {
        let plain: Arc<str> = markup.into();
        Self { sent: Bytes::from_owner(Owned(Arc::clone(&plain))), plain, deflated: OnceLock::new() }
    }

    /// Its size in memory in bytes, with an estimate of the compressed copy.
    pub(crate) fn size(&self) -> usize {
        self.plain.len() + self.plain.len() / 4
    }

    /// The markup.
    pub(crate) fn text(&self) -> &str {
        &self.plain
    }

    fn deflated(&self) -> &Deflated {
        self.deflated.get_or_init(|| Deflated::of(self.plain.as_bytes()))
    }
}

impl Deflated {
    fn of(plain: &[u8]) -> Self {
        let mut crc = Crc::new();
        crc.update(plain);
        let mut encoder = DeflateEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::default());
        // Flushing ends the block on a byte boundary. Writing to memory doesn't fail.
        let written = encoder.write_all(plain).and_then(|()| encoder.flush());
        let bytes = if written.is_ok() { std::mem::take(encoder.get_mut()) } else { stored(plain) };
        Self { bytes, crc }
    }
}

/// Bytes as stored blocks (RFC 1951, 3.2.4).
fn stored(plain: &[u8]) -> Vec<u8> {
    let mut blocks = Vec::with_capacity(plain.len() + 5);
    for block in plain.chunks(usize::from(u16::MAX)) {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        blocks.push(0);
        blocks.extend(length.to_le_bytes());
        blocks.extend((!length).to_le_bytes());
        blocks.extend(block);
    }
    blocks
}

/// A part of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part<'a> {
    /// A fragment that other pages share.
    Shared(&'a Fragment),
    /// A short text of this page alone.
    Own(&'a str),
}

/// A page of these parts. What is shared is not copied: the socket gets one part after the other.
pub(crate) fn plain(parts: &[Part<'_>]) -> Parts {
    let parts: VecDeque<Bytes> = parts
        .iter()
        .map(|part| match part {
            Part::Shared(piece) => piece.sent.clone(),
            Part::Own(text) => Bytes::copy_from_slice(text.as_bytes()),
        })
        .filter(|part| !part.is_empty())
        .collect();
    Parts { left: parts.iter().map(Bytes::len).sum::<usize>() as u64, parts }
}

/// A body of several parts, whose length is known.
#[derive(Debug)]
pub(crate) struct Parts {
    parts: VecDeque<Bytes>,
    left: u64,
}

impl Body for Parts {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let body = self.get_mut();
        Poll::Ready(body.parts.pop_front().map(|part| {
            body.left = body.left.saturating_sub(part.len() as u64);
            Ok(Frame::data(part))
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.parts.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

/// Joins the parts to a compressed page. The page's own parts are stored.
pub(crate) fn gzip(parts: &[Part<'_>]) -> Bytes {
    let mut whole = HEAD.to_vec();
    let mut crc = Crc::new();
    for part in parts {
        match part {
            Part::Shared(piece) => {
                let deflated = piece.deflated();
                whole.extend_from_slice(&deflated.bytes);
                crc.combine(&deflated.crc);
            }
            Part::Own(text) => {
                whole.extend_from_slice(&stored(text.as_bytes()));
                crc.update(text.as_bytes());
            }
        }
    }
    whole.extend_from_slice(&END);
    whole.extend_from_slice(&crc.sum().to_le_bytes());
    whole.extend_from_slice(&crc.amount().to_le_bytes());
    whole.into()
}

/// Whether the client accepts gzip (RFC 9110, 12.5.3).
pub(crate) fn takes_gzip(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.trim_matches(['0', '.']).is_empty());
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

/// Selects the responses to compress: HTML and JavaScript of known size. A stream has to be sent as it comes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WholePages;

impl Predicate for WholePages {
    fn should_compress<B: Body>(&self, response: &Response<B>) -> bool {
        let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        // Embedded scripts are compressed at build time.
        let text = kind.starts_with(b"text/html") || kind.starts_with(b"text/javascript");
        text && response.body().size_hint().exact().is_some_and(|size| size > 1_024)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn pieces_compressed_by_themselves_are_one_page() {
        let (first, second, last) = (
            Fragment::new("first ".repeat(9_000)),
            Fragment::new(String::new()),
            Fragment::new("last".to_owned()),
        );
        for own in ["", "a nonce", &"long".repeat(40_000)] {
            let parts = [Part::Shared(&first), Part::Shared(&second), Part::Own(own), Part::Shared(&last)];
            let (compressed, whole) = (gzip(&parts), plain(&parts));
            let size = whole.size_hint().exact().unwrap();
            let expected: Vec<u8> = whole.parts.iter().flatten().copied().collect();
            assert_eq!(size, expected.len() as u64);
            let mut read = Vec::new();
            GzDecoder::new(&*compressed).read_to_end(&mut read).unwrap();
            assert!(read == expected, "{} and {} bytes", read.len(), expected.len());
        }
    }

    #[test]
    fn gzip_is_sent_to_those_who_take_it() {
        let takes = |list: &'static str| {
            takes_gzip(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(list))]))
        };
        assert!(takes("br, gzip;q=0.5") && takes("GZIP"));
        assert!(!takes("gzip;q=0") && !takes("gzip; q=0.0") && !takes("br") && !takes("xgzip"));
    }
}
