//! The lines of the files in a download of one's data.

use serde::Serialize;
use serde_json::json;

use crate::model::custom_emoji::AddedEmoji;
use crate::model::due_work::{Reminder, ScheduledMessage, SendFailure};
use crate::model::files::attachments::Attachment;
use crate::model::logins::sessions::OwnSession;
use crate::model::mail::addresses::OwnAddresses;
use crate::model::notifications::devices::PushDevice;
use crate::model::notifications::digests::DigestPeriod;
use crate::model::notifications::quiet_hours::shown;
use crate::model::notifications::settings::NotificationSettings;
use crate::model::own_data::{OwnAccount, OwnMessage};
use crate::model::polls::OwnVote;
use crate::model::{DisplayName, Language, Zone};
use crate::views::pages::settings::download::path_of;

/// The account as a line.
pub(crate) fn profile_line(
    own: &OwnAccount,
    addresses: &OwnAddresses,
    picture_name: Option<&str>,
) -> Result<Vec<u8>, serde_json::Error> {
    let person = &own.account.person;
    line(&json!({
        "username": person.username.as_str(),
        "display_name": person.name.as_ref().map(DisplayName::as_str),
        "role": own.account.role.as_str(),
        "created_at": own.created_at.to_string(),
        "language": own.locale.language.map(Language::tag),
        "time_zone": own.locale.zone.as_ref().and_then(Zone::name),
        "theme": own.appearance.theme.name(),
        "text_size": own.appearance.text_size.name(),
        "send_key": own.appearance.send_key.name(),
        "formatting_buttons": !own.appearance.hides_formatting,
        "picture": picture_name,
        "email": addresses.verified.as_ref().map(|(address, _)| address.as_str()),
        "email_verified_at": addresses.verified.as_ref().map(|(_, at)| at.to_string()),
        "email_to_be_verified": addresses.pending.as_ref().map(|(address, _)| address.as_str()),
    }))
}

/// The notification settings.
pub(crate) fn notifications_line(
    settings: &NotificationSettings,
    digest: Option<DigestPeriod>,
) -> Result<Vec<u8>, serde_json::Error> {
    let hours = settings.quiet_hours.0.map(|span| span.map(|span| [shown(span.from), shown(span.until)]));
    line(&json!({
        "paused_until": settings.paused_until.map(|until| until.to_string()),
        "quiet_hours_from_monday": hours,
        "quiet_hours_zone": settings.zone.as_ref().and_then(Zone::name),
        "level_of_new_rooms": settings.default_level.as_str(),
        "sound": settings.sound,
        "email_digest": digest.map(DigestPeriod::name),
    }))
}

/// A browser with notifications. The address at its push service is none of the data: who has it can send to the browser.
pub(crate) fn device_line(device: &PushDevice) -> Result<Vec<u8>, serde_json::Error> {
    line(&json!({
        "browser": device.agent,
        "preview": device.preview.name(),
        "session_used_at": device.used_at.to_string(),
        "notified_at": device.sent_at.map(|at| at.to_string()),
    }))
}

/// A custom emoji that the account added.
pub(crate) fn emoji_line(added: &AddedEmoji) -> Result<Vec<u8>, serde_json::Error> {
    line(&json!({ "name": added.emoji.name.as_str(), "added_at": added.at.to_string() }))
}

/// A vote.
pub(crate) fn vote_line(vote: &OwnVote) -> Result<Vec<u8>, serde_json::Error> {
    line(&json!({
        "room": vote.room.as_str(),
        "message": vote.message.0,
        "choices": vote.choices,
        "voted_at": vote.voted_at.to_string(),
    }))
}

/// A reminder.
pub(crate) fn reminder_line(reminder: &Reminder) -> Result<Vec<u8>, serde_json::Error> {
    let about = reminder.about.as_ref();
    line(&json!({
        "at": reminder.due_at.to_string(),
        "is_due": reminder.is_due,
        "room": about.map(|about| about.slug.as_str()),
        "message": about.map(|about| about.message.id.0),
    }))
}

/// A scheduled message.
pub(crate) fn scheduled_line(scheduled: &ScheduledMessage) -> Result<Vec<u8>, serde_json::Error> {
    line(&json!({
        "at": scheduled.due_at.to_string(),
        "room": scheduled.shown_room.as_ref().map(|(slug, _)| slug.as_str()),
        "text": scheduled.body,
        "files": scheduled.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
        "reply_to": scheduled.reply_to.map(|id| id.0),
        "not_sent": scheduled.failure.map(SendFailure::name),
    }))
}

pub(crate) fn session_line(own: &OwnSession) -> Result<Vec<u8>, serde_json::Error> {
    line(&json!({
        "browser": own.device,
        "network": own.network,
        "started_at": own.session.created_at.to_string(),
        "used_at": own.session.used_at.to_string(),
    }))
}

pub(crate) fn message_line(message: &OwnMessage) -> Result<Vec<u8>, serde_json::Error> {
    let file =
        |file: &Attachment| json!({ "path": path_of(file), "type": file.media_type, "description": file.alt });
    let files: Vec<_> = message.files.iter().map(file).collect();
    line(&json!({
        "id": message.id.0,
        "room": message.room.as_str(),
        "posted_at": message.posted_at.to_string(),
        "edited_at": message.edited_at.map(|at| at.to_string()),
        "reply_to": message.reply_to.map(|id| id.0),
        "text": message.text,
        "files": files,
    }))
}

/// A line of JSON Lines.
pub(crate) fn line(value: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}
