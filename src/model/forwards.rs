//! Forwarded messages: new messages that quote one of another room.

use super::messages::DraftError;
use super::{Draft, Message, MessageId, RoomId};

/// The message that another one quotes, and its room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The room.
    pub room: RoomId,
    /// The message.
    pub message: MessageId,
}

/// A name as text without markup.
fn plain(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        if c.is_ascii_punctuation() && !matches!(c, '.' | '-' | ',' | '(' | ')') {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

/// The text of a message that forwards another one: the comment, the quoted text, and the username of its author. A quoted
/// text that is too long beside the comment is cut.
///
/// # Errors
/// When the comment is too long.
pub fn forwarded(comment: &str, original: &Message) -> Result<Draft, DraftError> {
    let comment = match Draft::parse(comment) {
        Ok(comment) => comment.into_string() + "\n\n",
        Err(DraftError::Empty) => String::new(),
        Err(error) => return Err(error),
    };
    // Without the `@`: it would be a mention.
    let author = format!("> — {}", original.author.username.as_str());
    let mut left = Draft::MAX_CHARS.saturating_sub(comment.chars().count() + author.chars().count() + 8);
    let mut quoted = String::new();
    let files = original.attachments.iter().map(|file| format!("📎 {}", plain(file.name.as_str())));
    for line in original.body.lines().map(str::to_owned).chain(files) {
        let length = line.chars().count() + 3;
        if length > left {
            let beginning: String = line.chars().take(left.saturating_sub(5)).collect();
            quoted.extend(["> ", &beginning, "…\n"]);
            break;
        }
        left -= length;
        quoted.push_str(if line.is_empty() { ">" } else { "> " });
        quoted.push_str(&line);
        quoted.push('\n');
    }
    Draft::parse(&format!("{comment}{quoted}>\n{author}"))
}
