//! The type of a file by its content, and the first lines of a text.

use crate::chat::files::tracks::{mp4_is_sound, ogg_is_film, webm_is_sound};

/// The lines of a text that a message shows.
const LINES: usize = 20;

/// The characters of them that it shows at most.
const CHARACTERS: usize = 2_000;

/// The type of a file, by the bytes at its beginning (8 KB, or all). Its name's ending only keeps texts that browsers
/// would run from being shown.
pub(in crate::chat) fn media_type(head: &[u8], ending: &str) -> &'static str {
    if let Some(kind) = infer::get(head) {
        return match kind.mime_type() {
            "audio/x-wav" => "audio/wav",
            "audio/m4a" => "audio/mp4",
            "audio/x-flac" => "audio/flac",
            "video/webm" if webm_is_sound(head) => "audio/webm",
            "video/mp4" | "video/x-m4v" if mp4_is_sound(head) => "audio/mp4",
            "audio/ogg" | "audio/opus" if ogg_is_film(head) => "video/ogg",
            // Opus in Ogg; the other name is that of streams without a container.
            "audio/opus" => "audio/ogg",
            "video/x-m4v" => "video/mp4",
            known => known,
        };
    }
    let Some(text) = text(head) else { return "application/octet-stream" };
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let start: String = start.chars().take(64).flat_map(char::to_lowercase).collect();
    let has_markup = ["<!doctype", "<html", "<svg", "<?xml", "<script", "<head", "<body", "<!--"]
        .iter()
        .any(|tag| start.starts_with(tag));
    match ending {
        "svg" | "svgz" => "image/svg+xml",
        "html" | "htm" | "xhtml" | "xht" | "mht" | "mhtml" | "shtml" => "text/html",
        _ if start.starts_with("<svg") => "image/svg+xml",
        _ if has_markup => "text/xml",
        _ => "text/plain",
    }
}

/// The text that a file begins with, in UTF-8; none for other files.
fn text(head: &[u8]) -> Option<&str> {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The last character may be cut.
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&head[..error.valid_up_to()]).ok()?,
        Err(_) => return None,
    };
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{1b}');
    (!text.is_empty() && !text.contains(is_control)).then_some(text)
}

/// The first lines of a text file.
pub(in crate::chat) fn excerpt(head: &[u8]) -> String {
    let text = text(head).unwrap_or_default().trim_start_matches('\u{feff}');
    let shown: String =
        text.chars().filter(|c| !matches!(c, '\r' | '\u{c}' | '\u{1b}')).take(CHARACTERS).collect();
    let lines: Vec<&str> = shown.lines().take(LINES).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_tells_the_type_and_not_the_name() {
        for (head, ending, expected) in [
            (&b"\x89PNG\r\n\x1a\n"[..], "html", "image/png"),
            (b"GIF89a", "exe", "image/gif"),
            (b"%PDF-1.7", "txt", "application/pdf"),
            (b"PK\x03\x04", "png", "application/zip"),
            (b"hello\nworld", "txt", "text/plain"),
            (b"fn main() {}", "rs", "text/plain"),
            (b"alert(1)", "html", "text/html"),
            (b"<svg onload=alert(1)>", "png", "image/svg+xml"),
            (b"plain", "svg", "image/svg+xml"),
            (b"\xef\xbb\xbf  <?xml version='1.0'?><svg/>", "txt", "text/xml"),
            (b"<script>alert(1)</script>", "txt", "text/xml"),
            (b"\x00\x01\x02", "txt", "application/octet-stream"),
            (b"", "txt", "application/octet-stream"),
            (b"caf\xc3", "txt", "text/plain"),
            (b"caf\xe9 au lait", "txt", "application/octet-stream"),
        ] {
            let found = media_type(head, ending);
            // infer may know HTML and XML itself.
            let is_markup = |kind: &str| kind.starts_with("text/") && kind != "text/plain";
            assert!(found == expected || is_markup(found) && is_markup(expected), "{head:?} {found}");
        }
    }

    #[test]
    fn recordings_of_sound_are_told_from_films_in_the_same_containers() {
        let heads: [(&[u8], &str); 6] = [
            (include_bytes!("recordings/chromium.webm"), "audio/webm"),
            (include_bytes!("recordings/chromium.mp4"), "audio/mp4"),
            (include_bytes!("recordings/firefox.webm"), "audio/webm"),
            (include_bytes!("recordings/firefox.ogg"), "audio/ogg"),
            (include_bytes!("recordings/chromium-film.webm"), "video/webm"),
            (include_bytes!("recordings/chromium-film.mp4"), "video/mp4"),
        ];
        for (head, expected) in heads {
            assert_eq!(media_type(head, ""), expected);
        }
    }

    #[test]
    fn the_first_lines_are_shown() {
        let long = "line\r\n".repeat(100);
        assert_eq!(excerpt(long.as_bytes()), vec!["line"; LINES].join("\n"));
        assert_eq!(excerpt("é".repeat(3_000).as_bytes()).chars().count(), CHARACTERS);
    }
}
