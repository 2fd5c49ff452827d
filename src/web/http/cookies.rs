//! Cookies of other applications on the same host, which browsers send as well.

use axum::http::{HeaderMap, HeaderValue, header};

/// Removes cookies that are not ASCII, and joins the others in one header: one such cookie would make the whole header
/// unreadable. Ours are ASCII (RFC 6265, 4.1.1).
pub(crate) fn keep_readable(headers: &mut HeaderMap) {
    let mut lists = headers.get_all(header::COOKIE).iter();
    let one_is_readable = lists.next().is_none_or(|list| list.to_str().is_ok());
    if one_is_readable && lists.next().is_none() {
        return;
    }
    let lists = headers.get_all(header::COOKIE).iter();
    let pairs = lists.flat_map(|list| list.as_bytes().split(|byte| *byte == b';')).map(<[u8]>::trim_ascii);
    let readable: Vec<&[u8]> = pairs.filter(|pair| pair.iter().all(|byte| (b' '..=b'~').contains(byte))).collect();
    match HeaderValue::from_bytes(&readable.join(&b"; "[..])) {
        Ok(list) => headers.insert(header::COOKIE, list),
        Err(_) => headers.remove(header::COOKIE),
    };
}
