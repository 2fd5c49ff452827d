//! `snug invite`.

use crate::cli::output::{print_line, print_rows, time};
use crate::cli::session::{Session, link};
use crate::config::{Invite, Valid};
use crate::model::administration::invitations::{InvitationNote, InvitationState, Validity};
use crate::model::{InvitationId, Slug, Timestamp};
use crate::store;
use crate::store::NewInvitation;
use crate::views::parts::urls;

/// Number of invitations that are read at once.
const PAGE: u32 = 100;

/// Makes an invitation and prints its link, lists all of them, or revokes one.
///
/// # Errors
/// When a room doesn't exist, or the database can't be used.
pub async fn run(config: Invite) -> anyhow::Result<()> {
    Session::run(&config.database, async |session| match config.revoke {
        _ if config.list => list(session, &config).await,
        Some(number) => revoke(session, InvitationId(number)).await,
        None => create(session, &config).await,
    })
    .await
}

async fn create(session: &Session, config: &Invite) -> anyhow::Result<()> {
    let note = InvitationNote::parse(&config.note).map_err(|_| {
        anyhow::anyhow!("the note is one line of at most {} characters", InvitationNote::MAX_CHARS)
    })?;
    let (now, validity) = (Timestamp::now(), validity(config.valid));
    let new = NewInvitation {
        note,
        expires_at: validity.ends_at(now),
        max_uses: Some(config.uses).filter(|uses| *uses > 0),
        rooms: config.rooms.iter().map(|slug| Slug::parse(slug)).collect(),
        now,
    };
    let inviter = session.administrator.as_inviter();
    let id = match session.chat.create_invitation(inviter, None, new).await {
        Err(crate::chat::Error::Store(store::Error::NotFound)) => {
            anyhow::bail!("one of the rooms does not exist. Give the end of its address, like general")
        }
        made => made?,
    };
    let token = session.chat.invitation_token(id).await?;
    print_line(&link(&config.reach, &urls::invite(&token.encode()))?);
    Ok(())
}

async fn revoke(session: &Session, id: InvitationId) -> anyhow::Result<()> {
    match session.chat.revoke_invitation(session.administrator.as_inviter(), id).await {
        Err(crate::chat::Error::Store(store::Error::NotFound)) => {
            anyhow::bail!("there is no invitation {}; snug invite --list shows them", id.0)
        }
        revoked => Ok(revoked?),
    }
}

async fn list(session: &Session, config: &Invite) -> anyhow::Result<()> {
    let (mut rows, mut before, now) = (Vec::new(), None, Timestamp::now());
    loop {
        let page = session.store.all_invitations(&session.administrator, before, PAGE).await?;
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        for invitation in &page {
            let state = match invitation.state(now) {
                InvitationState::Valid => "valid",
                InvitationState::Expired => "expired",
                InvitationState::UsedUp => "used up",
                InvitationState::Revoked => "revoked",
            };
            let token = session.chat.invitation_token(invitation.id).await?;
            let max = invitation.max_uses.map_or_else(|| "unlimited".to_owned(), |max| max.to_string());
            rows.push(vec![
                invitation.id.0.to_string(),
                state.to_owned(),
                format!("{} of {max}", invitation.uses),
                invitation.expires_at.map(time).unwrap_or_default(),
                invitation.created_by.as_ref().map(|by| by.username.as_str().to_owned()).unwrap_or_default(),
                invitation.note.as_str().to_owned(),
                link(&config.reach, &urls::invite(&token.encode()))?,
            ]);
        }
    }
    let columns = ["number", "state", "uses", "until", "by", "note", "link"];
    print_rows(&columns, &rows, config.output.json);
    Ok(())
}

fn validity(valid: Valid) -> Validity {
    match valid {
        Valid::Day => Validity::Day,
        Valid::Week => Validity::Week,
        Valid::Month => Validity::Month,
        Valid::Unlimited => Validity::Unlimited,
    }
}
