//! The emoji that accounts use.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::emoji_uses::{FAVOURITES, MAX_EMOJI_USED, heat_after};
use crate::model::{AccountId, Emoji};
use crate::store::notices::Notice;

/// Counts a use of an emoji, and forgets those used least. Returns the notice if the favourite reactions are others now.
pub(crate) fn count_use(
    db: &rusqlite::Connection,
    account: AccountId,
    emoji: &Emoji,
    as_reaction: bool,
    now: Timestamp,
) -> rusqlite::Result<Option<Notice>> {
    let query = "select heat, reaction_heat from emoji_uses where account_id = ?1 and emoji = ?2";
    let known = db
        .prepare_cached(query)?
        .query_row((account.0, emoji.as_str()), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (heat, reaction_heat): (Option<f64>, Option<f64>) = known.unwrap_or_default();
    let reaction_heat = if as_reaction { Some(heat_after(reaction_heat, now)) } else { reaction_heat };
    let insert = "insert into emoji_uses (account_id, emoji, heat, reaction_heat) values (?1, ?2, ?3, ?4)
        on conflict (account_id, emoji) do update set heat = ?3, reaction_heat = ?4";
    db.prepare_cached(insert)?.execute((account.0, emoji.as_str(), heat_after(heat, now), reaction_heat))?;
    if heat.is_none() {
        let delete = "delete from emoji_uses where account_id = ?1 and emoji in (
            select emoji from emoji_uses where account_id = ?1
            order by emoji = ?3 desc, heat desc, emoji limit -1 offset ?2)";
        db.prepare_cached(delete)?.execute((account.0, MAX_EMOJI_USED, emoji.as_str()))?;
    }
    Ok(if as_reaction && change_favourites(db, account)? { Some(Notice::AccountChanged(account)) } else { None })
}

/// Whether the favourite reactions, which are standard emoji, are others now. While they are the same two, their order stays.
fn change_favourites(db: &rusqlite::Connection, account: AccountId) -> rusqlite::Result<bool> {
    let query =
        "select emoji from emoji_uses where account_id = ?1 and reaction_heat is not null and emoji not like ':%'
        order by reaction_heat desc, emoji limit ?2";
    let mut query = db.prepare_cached(query)?;
    let favourites: Vec<String> =
        query.query_map((account.0, FAVOURITES), |row| row.get(0))?.collect::<Result<_, _>>()?;
    let query = "select favourite_reactions from accounts where id = ?1";
    let before: String = db.prepare_cached(query)?.query_row([account.0], |row| row.get(0))?;
    let kept = before.split(' ').filter(|emoji| favourites.iter().any(|one| one == emoji)).count();
    if kept == favourites.len() {
        return Ok(false);
    }
    let update = "update accounts set favourite_reactions = ?2 where id = ?1";
    db.prepare_cached(update)?.execute((account.0, favourites.join(" ")))?;
    Ok(true)
}
