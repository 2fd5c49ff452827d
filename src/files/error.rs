//! Errors of the storage.

use std::io::ErrorKind;

/// Why the storage refused or failed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// There is no such object.
    #[error("the object is not in the storage of files")]
    NotFound,
    /// The disk of the storage is full.
    #[error("the storage of files is full")]
    Full,
    /// The storage can't be reached, or failed.
    #[error("the storage of files failed: {0}")]
    Failed(String),
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        if let object_store::Error::NotFound { source, .. } = &error {
            // A bucket that isn't there says nothing about its objects.
            return if source.to_string().contains("NoSuchBucket") {
                Self::Failed(reason(&error))
            } else {
                Self::NotFound
            };
        }
        let mut source: Option<&(dyn std::error::Error + 'static)> = Some(&error);
        while let Some(cause) = source {
            if let Some(io) = cause.downcast_ref::<std::io::Error>()
                && matches!(io.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
            {
                return Self::Full;
            }
            source = cause.source();
        }
        Self::Failed(reason(&error))
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Failed(error.to_string()),
        }
    }
}

/// The reason in one line: the message and the code of an answer of S3, or else all causes.
pub(in crate::files) fn reason(error: &object_store::Error) -> String {
    let whole = error.to_string();
    if let Some(code) = element(&whole, "Code") {
        return element(&whole, "Message")
            .map_or_else(|| code.to_owned(), |message| format!("{message} ({code})"));
    }
    let mut innermost: &dyn std::error::Error = error;
    while let Some(cause) = innermost.source() {
        innermost = cause;
    }
    let in_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (whole, innermost) = (in_one_line(&whole), in_one_line(&innermost.to_string()));
    if whole.contains(&innermost) { whole } else { format!("{whole}: {innermost}") }
}

/// The text of an element of an answer (Amazon S3 API Reference, "REST error responses").
fn element<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = answer.split_once(&format!("<{name}>"))?;
    let (text, _) = rest.split_once(&format!("</{name}>"))?;
    (!text.is_empty() && !text.contains(['<', '\n'])).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn not_found(answer: &str) -> object_store::Error {
        object_store::Error::NotFound { path: "a".to_owned(), source: answer.to_owned().into() }
    }

    #[test]
    fn a_missing_bucket_is_no_missing_object() {
        let answer = "<Error>\n<Code>NoSuchKey</Code><Message>It is gone.</Message></Error>";
        assert!(matches!(Error::from(not_found(answer)), Error::NotFound));
        let answer = answer.replace("NoSuchKey", "NoSuchBucket");
        let error = Error::from(not_found(&answer));
        assert!(matches!(&error, Error::Failed(reason) if reason == "It is gone. (NoSuchBucket)"), "{error}");
    }

    #[test]
    fn a_reason_is_one_line() {
        let io = std::io::Error::other("refused\nhere");
        let error = object_store::Error::Generic { store: "S3", source: Box::new(io) };
        assert_eq!(reason(&error), "Generic S3 error: refused here");
    }
}
