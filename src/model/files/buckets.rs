//! Buckets of S3, or of compatible servers.

use std::fmt;

/// A bucket, and the beginning of the names of all objects in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    name: String,
    prefix: String,
}

impl Bucket {
    /// Parses `s3://BUCKET/PREFIX`, or `s3://BUCKET`.
    #[must_use]
    pub fn parse(url: &str) -> Option<Self> {
        let rest = url.strip_prefix("s3://")?;
        let (name, typed) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = typed.strip_suffix('/').unwrap_or(typed);
        // The rules of S3, with underscores and upper case, which other servers take (and S3 once did).
        let is_name = (3..=63).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
            && name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.ends_with(|c: char| c.is_ascii_alphanumeric());
        // The characters that need no encoding anywhere.
        let is_part = |part: &str| {
            !matches!(part, "" | "." | "..")
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
        };
        let is_prefix = typed.is_empty() || prefix.len() <= 512 && prefix.split('/').all(is_part);
        (is_name && is_prefix).then(|| Self { name: name.to_owned(), prefix: prefix.to_owned() })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The prefix, without a slash at its end; empty where the bucket has nothing else in it.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }
}

impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}", self.name)?;
        if self.prefix.is_empty() { Ok(()) } else { write!(f, "/{}", self.prefix) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_may_have_a_prefix() {
        for (url, expected) in [
            ("s3://chat", ("chat", "")),
            ("s3://chat/", ("chat", "")),
            ("s3://chat-files.example.org/snug", ("chat-files.example.org", "snug")),
            ("s3://Chat_1/files/of.snug/", ("Chat_1", "files/of.snug")),
        ] {
            let bucket = Bucket::parse(url);
            let found = bucket.as_ref().map(|bucket| (bucket.name(), bucket.prefix()));
            assert_eq!(found, Some(expected), "{url}");
            assert_eq!(bucket.map(|bucket| bucket.to_string()).as_deref(), Some(url.trim_end_matches('/')));
        }
    }

    #[test]
    fn what_is_no_bucket_or_no_safe_prefix_is_refused() {
        for url in [
            "",
            "chat",
            "s3:",
            "s3://",
            "s3:///prefix",
            "s3://ab",
            "s3://-chat",
            "s3://chat-",
            "s3://user:password@chat",
            "s3://chat:9000",
            "s3://chat/a//b",
            "s3://chat//",
            "s3://chat/../b",
            "s3://chat/./b",
            "s3://chat/a b",
            "s3://chat/a?region=b",
            "s3://chat/a#b",
            "s3://chat/%2e%2e",
            "s3://chat/\u{e4}",
            "S3://chat",
            "https://chat.s3.amazonaws.com",
        ] {
            assert_eq!(Bucket::parse(url), None, "{url}");
        }
        assert_eq!(Bucket::parse(&format!("s3://{}", "b".repeat(64))), None);
        assert_eq!(Bucket::parse(&format!("s3://chat/{}", "p".repeat(513))), None);
    }
}
