//! Tables as text: lines of a key, a tab and a value, in the order of the keys. Unlike tables with pointers, they cost no
//! memory before something is looked up.

/// What follows the key in its line; the lines are halved until the key's is left.
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
