//! Finds web and e-mail addresses in a text. An address ends where a sentence in any script does.

use std::ops::Range;

/// An address, as its range in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// A web address, with its scheme (`https://example.org/a`) or without (`www.example.org`).
    Web(Range<usize>),
    /// An e-mail address: `ann@example.org`.
    Mail(Range<usize>),
}

impl Address {
    pub(super) fn place(&self) -> &Range<usize> {
        let (Self::Web(place) | Self::Mail(place)) = self;
        place
    }
}

/// The addresses in a text, in order.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = Address> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let mut at = done;
        // Searched by bytes, because these are ASCII and every message is searched for them.
        while let Some(found) = text.as_bytes()[at..].iter().position(|b| matches!(b, b'@' | b':' | b'w' | b'W')) {
            let sign = at + found;
            let address = match text.as_bytes()[sign] {
                b'@' => mail(text, done, sign).map(Address::Mail),
                b':' => with_scheme(text, done, sign).map(Address::Web),
                _ => without_scheme(text, done, sign).map(Address::Web),
            };
            if let Some(address) = address {
                done = address.place().end;
                return Some(address);
            }
            at = sign + 1;
        }
        None
    })
}

/// Whether an address may become a link. Other schemes would run whatever is installed on the reader's machine.
pub(crate) fn is_web(address: &str) -> bool {
    SCHEMES.iter().any(|scheme| begins_with(address, scheme))
}

const SCHEMES: [&str; 2] = ["http://", "https://"];
const WWW: &str = "www.";

fn begins_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// The address whose scheme ends with the colon at `colon`.
fn with_scheme(text: &str, done: usize, colon: usize) -> Option<Range<usize>> {
    let start = ["http".len(), "https".len()].into_iter().find_map(|length| {
        let start = colon.checked_sub(length).filter(|start| *start >= done)?;
        text.get(start..).filter(|rest| is_web(rest)).map(|_| start)
    })?;
    // `git+https://` is another scheme, not `https://` after a text.
    if text[done..start].trim_end_matches(['+', '-', '.']).ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let host = colon + "://".len();
    text[host..].starts_with(|c: char| c.is_alphanumeric() || c == '[').then(|| start..end_of_web(text, host))
}

/// The address that begins with `www.` at `start`.
fn without_scheme(text: &str, done: usize, start: usize) -> Option<Range<usize>> {
    let before = text[done..start].chars().next_back();
    if !begins_with(&text[start..], WWW)
        || before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '@' | ':'))
    {
        return None;
    }
    let end = end_of_web(text, start);
    let host = text.get(start + WWW.len()..end)?.split(['/', '?', '#', ':']).next()?;
    let (name, top) = host.rsplit_once('.')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
    (is_name && top.starts_with(char::is_alphabetic)).then_some(start..end)
}

/// The end of the address whose host begins at `host`.
fn end_of_web(text: &str, host: usize) -> usize {
    let length = text[host..].find(ends_address).unwrap_or(text.len() - host);
    let mut open = Vec::new();
    let mut end = host;
    for (at, c) in text[host..host + length].char_indices() {
        match c {
            '(' | '[' | '{' => {
                open.push(c);
                continue;
            }
            ')' | ']' | '}' => {
                let opening = match c {
                    ')' => '(',
                    ']' => '[',
                    _ => '{',
                };
                if open.pop() != Some(opening) {
                    break;
                }
            }
            // These end a sentence unless more of the address follows.
            '.' | ',' | ':' | ';' | '?' | '!' | '\'' | '*' | '–' | '—' => continue,
            _ => {}
        }
        end = host + at + c.len_utf8();
    }
    end_of_host(text, host, end)
}

/// The end of an address. A host in ASCII without port or path ends before letters of another script
/// (`https://example.orgまで`).
fn end_of_host(text: &str, host: usize, end: usize) -> usize {
    let last = text[host..end].rfind('.').map_or(end, |dot| host + dot + 1);
    if text[host..end].contains(['/', '?', '#', ':', '[']) || !text[last..end].starts_with(|c: char| c.is_ascii())
    {
        return end;
    }
    last + text[last..end].find(|c: char| !c.is_ascii()).unwrap_or(end - last)
}

/// The e-mail address around the `@` at `at`. Its local part must be ASCII: in scripts without spaces, it would
/// otherwise include the text before it.
fn mail(text: &str, done: usize, at: usize) -> Option<Range<usize>> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let name = text[done..at].trim_end_matches(is_of_name).len() + done;
    // Leading punctuation belongs to the text, and `@me@example.org` is a mention.
    let name = at - text[name..at].trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).len();
    if name == at || text[done..name].ends_with('@') || text[name..at].ends_with('.') {
        return None;
    }
    let host = at + 1;
    let is_of_host = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    let length = text[host..].find(|c| !is_of_host(c)).unwrap_or(text.len() - host);
    let end = host + text[host..host + length].trim_end_matches(['-', '.']).len();
    let end = end_of_host(text, host, end);
    let (domain, top) = text[host..end].rsplit_once('.')?;
    let whole =
        !domain.is_empty() && !domain.starts_with(['-', '.']) && !domain.ends_with('.') && !domain.contains("..");
    (whole && top.chars().all(char::is_alphabetic) && !text[end..].starts_with('@')).then_some(name..end)
}

/// Whether an address ends before this character: space, characters invalid in URLs (RFC 3986, appendix C), and the
/// punctuation of scripts that write no space after it. Addresses can contain these percent-encoded.
fn ends_address(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_whitespace() || c.is_ascii_control() || matches!(c, '<' | '>' | '"' | '|' | '`');
    }
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
        // Quotes and dots of Latin, Greek and Cyrillic text.
        '«' | '»' | '‘'..='‟' | '‹' | '›' | '‥' | '…'
        // Zero-width spaces and direction marks.
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        // Armenian, Hebrew, Arabic, Syriac.
        | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5f3}' | '\u{5f4}'
        | '\u{60c}' | '\u{61b}'..='\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{700}'..='\u{70d}'
        // Devanagari and related scripts, Thai, Tibetan, Myanmar, Ethiopic, Khmer, Mongolian.
        | '\u{964}' | '\u{965}' | '\u{970}' | '\u{df4}' | '\u{e2f}' | '\u{e5a}' | '\u{e5b}' | '\u{f04}'..='\u{f14}'
        | '\u{104a}'..='\u{104f}' | '\u{1361}'..='\u{1368}' | '\u{17d4}'..='\u{17da}' | '\u{1800}'..='\u{180a}'
        // Chinese, Japanese, Korean; vertical, small, fullwidth and halfwidth forms.
        | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{3030}' | '\u{303d}'
        | '\u{30fb}' | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        addresses(text).map(|address| &text[address.place().clone()]).collect()
    }

    #[test]
    fn an_address_ends_where_a_sentence_in_any_script_does() {
        for (text, address) in [
            ("https://münchen.de/straße。次の文", "https://münchen.de/straße"),
            ("（https://example.com/x）です", "https://example.com/x"),
            ("「https://example.com/x」と", "https://example.com/x"),
            ("見てhttps://example.com/x、次", "https://example.com/x"),
            ("https://example.comまで", "https://example.com"),
            ("https://例え.jp/道！", "https://例え.jp/道"),
            ("“https://example.org/c”", "https://example.org/c"),
            ("«https://example.org/c»", "https://example.org/c"),
            ("‘https://example.org/c’", "https://example.org/c"),
            ("„https://example.org/c“", "https://example.org/c"),
            ("https://example.org/c… more", "https://example.org/c"),
            ("https://example.org/c، ثم", "https://example.org/c"),
            ("هل رأيت https://example.org/c؟", "https://example.org/c"),
            ("https://example.org/पथ।", "https://example.org/पथ"),
            ("https://example.org/c։", "https://example.org/c"),
            ("(see https://example.org/a_(b)).", "https://example.org/a_(b)"),
            ("https://example.org/a?b=1&c=(d). ok", "https://example.org/a?b=1&c=(d)"),
            ("'https://example.org/a', it's", "https://example.org/a"),
            ("<https://example.org/a>", "https://example.org/a"),
            ("a|https://example.org/a|b", "https://example.org/a"),
            ("HTTPS://Example.org:8080/~a/#b!", "HTTPS://Example.org:8080/~a/#b"),
            ("http://[::1]:80/a", "http://[::1]:80/a"),
            ("x https://example.org/", "https://example.org/"),
        ] {
            assert_eq!(found(text), [address], "{text}");
        }
    }

    #[test]
    fn an_address_may_begin_without_a_scheme() {
        assert_eq!(
            found("www.example.org, WWW.example.org/a. (www.a.b.c)"),
            ["www.example.org", "WWW.example.org/a", "www.a.b.c"]
        );
        assert_eq!(found("次はwww.example.orgです"), ["www.example.org"]);
        for text in ["www.", "www.example", "awww.example.org", "www..org", "www.example.7", "a.www.b.c", "wwww"] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn other_schemes_and_invalid_hosts_are_not_addresses() {
        for text in [
            "git+https://x.org",
            "xhttps://x.org",
            "javascript://x.org",
            "https://",
            "https://.x",
            "://x",
            ":",
            "http:",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn email_addresses_are_found_in_any_text() {
        assert_eq!(
            found("メールはann@example.orgへ。(a.b+c@x.co.uk), d@münchen.de."),
            ["ann@example.org", "a.b+c@x.co.uk", "d@münchen.de"]
        );
        for text in ["@a@x.org", "a@", "a@x", "a@.org", "a@x..org", "a.@x.org", "@ann", "a@x.org@y"] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
