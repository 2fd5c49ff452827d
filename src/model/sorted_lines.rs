//! Lookup tables as text: lines of a key, a tab and a value, sorted by key. They need no memory at run time, unlike
//! maps.

/// The value of a key, by binary search.
pub(super) fn find(lines: &'static str, key: &str) -> Option<&'static str> {
    let mut rest = lines;
    while !rest.is_empty() {
        let middle = rest.floor_char_boundary(rest.len() / 2);
        let start = rest[..middle].rfind('\n').map_or(0, |end| end + 1);
        let end = rest[start..].find('\n').map_or(rest.len(), |length| start + length);
        let (found, value) = rest[start..end].split_once('\t').unwrap_or((&rest[start..end], ""));
        match key.cmp(found) {
            std::cmp::Ordering::Equal => return Some(value),
            std::cmp::Ordering::Less => rest = rest[..start].trim_end_matches('\n'),
            std::cmp::Ordering::Greater => rest = rest[end..].trim_start_matches('\n'),
        }
    }
    None
}
