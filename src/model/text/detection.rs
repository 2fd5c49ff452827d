//! Recognises texts that contain no Markdown.

/// Whether a text may contain Markdown. Most messages contain none, and skip the parser.
pub(crate) fn may_be_markdown(text: &str) -> bool {
    let mut line_start = true;
    let mut after_digit = false;
    let mut previous = 0;
    text.bytes().any(|byte| {
        let is_line_end = byte == b'\n';
        let found = match byte {
            b'*' | b'_' | b'`' | b'~' | b'[' | b'<' | b'&' | b'\\' | b'|' => true,
            b'\n' => previous == b'\n',
            b'#' | b'>' | b'-' | b'+' | b'=' => line_start,
            b'.' | b')' => after_digit,
            _ => false,
        };
        // Digits at the beginning of a line, after spaces, may number a list item.
        after_digit = byte.is_ascii_digit() && (line_start || after_digit);
        line_start = is_line_end || line_start && matches!(byte, b' ' | b'\t');
        previous = byte;
        found
    })
}
