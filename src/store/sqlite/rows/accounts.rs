//! Accounts.

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::Row;

use crate::model::appearance::{Appearance, SendKey, TextSize, Theme};
use crate::model::sidebar::{RoomOrder, SidebarWidth};
use crate::model::{Account, AccountId, Language, LocaleChoice, Role, Zone};
use crate::store::sqlite::rows::people;

/// Reads an account from a row with its `id` and `role`, and with what [`people::from_named`] reads.
pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account { id: AccountId(row.get("id")?), person: people::from_named(row)?, role: role_of(row)? })
}

/// Reads the `role` of a row; one that this version doesn't know has no special rights.
pub(crate) fn role_of(row: &Row<'_>) -> rusqlite::Result<Role> {
    Ok(Role::parse(row.get_ref("role")?.as_str()?).unwrap_or(Role::Member))
}

/// What somebody has chosen; what this version doesn't know any more is as if nothing was.
pub(crate) fn locale_from_row(row: &Row<'_>) -> rusqlite::Result<LocaleChoice> {
    let (language, zone): (Option<String>, Option<String>) = (row.get("language")?, row.get("time_zone")?);
    Ok(LocaleChoice {
        language: language.and_then(|tag| Language::parse(&tag)),
        zone: zone.and_then(|name| Zone::parse(&name)),
    })
}

/// The appearance chosen; a value that this version doesn't know counts as the default.
pub(crate) fn appearance_from_row(row: &Row<'_>) -> rusqlite::Result<Appearance> {
    let (theme, text_size): (String, String) = (row.get("theme")?, row.get("text_size")?);
    Ok(Appearance {
        theme: Theme::parse(&theme).unwrap_or_default(),
        text_size: TextSize::parse(&text_size).unwrap_or_default(),
        blocks: row.get("blocks_version")?,
        send_key: SendKey::parse(row.get_ref("send_key")?.as_str()?).unwrap_or_default(),
        hides_formatting: row.get("hides_formatting")?,
        room_order: RoomOrder::parse(row.get_ref("room_order")?.as_str()?).unwrap_or_default(),
        sidebar: SidebarWidth::default(),
    })
}
