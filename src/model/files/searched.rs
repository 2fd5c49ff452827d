//! The text by which the files of a message are found: a line for each, which begins with the kind of the file.

use super::attachments::Attachment;
use super::kinds::FileKind;
use crate::model::search::Has;

/// The line of each file: its kind, its name, and its alternative text. The database makes the same lines.
#[must_use]
pub(crate) fn lines(files: &[Attachment]) -> String {
    let line = |file: &Attachment| {
        let mut line = format!("{} 📎 {}", file.kind.name(), file.name);
        if !file.alt.is_empty() {
            line.push(' ');
            line.push_str(&file.alt);
        }
        line
    };
    files.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The kinds of the files.
pub(crate) fn kinds(lines: &str) -> impl Iterator<Item = FileKind> {
    lines.lines().filter_map(|line| FileKind::parse(line.split(' ').next()?))
}

/// Whether there are files of all these kinds.
#[must_use]
pub(crate) fn have(lines: &str, sought: &[Has]) -> bool {
    let has = |has: &Has| match *has {
        Has::File => !lines.is_empty(),
        Has::Kind(sought) => kinds(lines).any(|kind| kind == sought),
    };
    sought.iter().all(has)
}

/// The names and alternative texts.
#[must_use]
pub(crate) fn names(lines: &str) -> String {
    let names = lines.lines().map(|line| line.split_once(' ').map_or(line, |(_, name)| name));
    names.collect::<Vec<_>>().join("\n")
}

/// The text of a message with files, as it is searched and shown among results: the body, then the files.
#[must_use]
pub(crate) fn with_files(body: String, lines: &str) -> String {
    match (body.is_empty(), lines.is_empty()) {
        (_, true) => body,
        (true, false) => names(lines),
        (false, false) => body + "\n" + &names(lines),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_searched_and_kinds_are_filters() {
        let lines = "image 📎 cat.png a cat\nother 📎 notes.zip";
        assert_eq!(names(lines), "📎 cat.png a cat\n📎 notes.zip");
        assert!(have(lines, &[Has::File, Has::Kind(FileKind::Picture)]));
        assert!(!have(lines, &[Has::File, Has::Kind(FileKind::Audio)]));
        assert!(!have("", &[Has::File]) && have("", &[]));
        assert_eq!(with_files("text".into(), ""), "text");
        assert_eq!(with_files("text".into(), "text 📎 a.txt"), "text\n📎 a.txt");
    }
}
