//! Ranges of a response's bytes (RFC 9110, 14).

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// Maximum number of ranges in a request; of more, the whole is sent (RFC 9110, 17.15).
const MAX_RANGES: usize = 16;

/// The part of a file that a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// All of it.
    Whole,
    /// One range.
    One(Range<u64>),
    /// Several.
    Several(Vec<Range<u64>>),
    /// None that it has.
    Unsatisfiable,
}

/// The part that the headers ask for, of a file with this size and tag. Ranges of another version (`If-Range`), and those that
/// can't be parsed, are ignored.
pub(crate) fn asked(headers: &HeaderMap, size: u64, tag: &str) -> Asked {
    let Some(range) = headers.get(header::RANGE).and_then(|range| range.to_str().ok()) else {
        return Asked::Whole;
    };
    if headers.get(header::IF_RANGE).is_some_and(|known| known.as_bytes() != tag.as_bytes()) {
        return Asked::Whole;
    }
    let Ok(parsed) = http_range_header::parse_range_header(range) else { return Asked::Whole };
    match parsed.validate(size) {
        Ok(ranges) if ranges.len() > MAX_RANGES => Asked::Whole,
        Ok(ranges) => {
            let mut ranges: Vec<_> = ranges.into_iter().map(|range| *range.start()..range.end() + 1).collect();
            match ranges.len() {
                0 => Asked::Whole,
                1 => Asked::One(ranges.swap_remove(0)),
                _ => Asked::Several(ranges),
            }
        }
        Err(_) => Asked::Unsatisfiable,
    }
}

/// Whether the client has this version already (RFC 9110, 13.1.2).
pub(crate) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|tags| tags.to_str().ok());
    known
        .flat_map(|tags| tags.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::single_range_in_vec_init)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn ask(range: &str) -> Asked {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_str(range).unwrap());
        asked(&headers, 100, "\"a\"")
    }

    #[test]
    fn ranges_are_parsed() {
        assert_eq!(ask("bytes=0-9"), Asked::One(0..10));
        assert_eq!(ask("bytes=90-"), Asked::One(90..100));
        assert_eq!(ask("bytes=-5"), Asked::One(95..100));
        assert_eq!(ask("bytes=0-1000"), Asked::One(0..100));
        assert_eq!(ask("bytes=0-0, 5-6"), Asked::Several(vec![0..1, 5..7]));
        assert_eq!(ask("bytes=100-"), Asked::Unsatisfiable);
        assert_eq!(ask("lines=1-2"), Asked::Whole);
        assert_eq!(ask("bytes=x"), Asked::Whole);
        let many: Vec<String> = (0..40).map(|at| format!("{}-{}", 2 * at, 2 * at)).collect();
        assert_eq!(ask(&format!("bytes={}", many.join(","))), Asked::Whole);
    }

    #[test]
    fn ranges_of_another_version_are_ignored() {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_static("bytes=0-9"));
        headers.insert(header::IF_RANGE, HeaderValue::from_static("\"a\""));
        assert_eq!(asked(&headers, 100, "\"a\""), Asked::One(0..10));
        assert_eq!(asked(&headers, 100, "\"b\""), Asked::Whole);
    }

    #[test]
    fn a_known_version_is_recognised() {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"x\", W/\"a\""));
        assert!(is_known(&headers, "\"a\"") && !is_known(&headers, "\"b\""));
    }
}
