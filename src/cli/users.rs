//! `snug user`.

use crate::chat::Confirmed;
use crate::chat::Error;
use crate::cli::output::{print_line, print_rows, time};
use crate::cli::session::{Session, link, username};
use crate::config;
use crate::config::{Database, OneUser, Reach, User};
use crate::model::administration::accounts::AccountFilter;
use crate::model::administration::reports::{MuteTime, Removal};
use crate::model::{AccountId, Role};
use crate::store;
use crate::store::AccountChange;
use crate::views::parts::urls;

/// Number of accounts that are read at once.
const PAGE: u32 = 1_000;

/// Runs one of the commands.
///
/// # Errors
/// When the account doesn't exist, the change isn't possible, or the database can't be used.
pub async fn run(command: User) -> anyhow::Result<()> {
    match command {
        User::List { part, output, database } => list(&database, &part, output.json).await,
        User::Add { name, role, reach, database } => add(&database, &name, parsed(role), &reach).await,
        User::Role { name, role, database } => change(&database, &name, AccountChange::Role(parsed(role))).await,
        User::Reset { name, reach, database } => reset(&database, &name, &reach).await,
        User::Deactivate(OneUser { name, database }) => change(&database, &name, AccountChange::Deactivate).await,
        User::Ban { name, remove, block, database } => {
            let remove = match remove {
                config::Removal::Nothing => Removal::Nothing,
                config::Removal::Hour => Removal::Hour,
                config::Removal::Day => Removal::Day,
                config::Removal::Everything => Removal::Everything,
            };
            change(&database, &name, AccountChange::Ban { remove, block }).await
        }
        User::Mute { name, time, database } => {
            let time = match time {
                config::MuteTime::Hour => MuteTime::Hour,
                config::MuteTime::Day => MuteTime::Day,
                config::MuteTime::Week => MuteTime::Week,
                config::MuteTime::End => MuteTime::End,
            };
            change(&database, &name, AccountChange::Mute(time)).await
        }
        User::Reactivate(OneUser { name, database }) => change(&database, &name, AccountChange::Reactivate).await,
        User::Logout(OneUser { name, database }) => change(&database, &name, AccountChange::EndSessions).await,
    }
}

fn parsed(role: config::Role) -> Role {
    match role {
        config::Role::Member => Role::Member,
        config::Role::Moderator => Role::Moderator,
        config::Role::Administrator => Role::Administrator,
    }
}

async fn list(database: &Database, part: &str, json: bool) -> anyhow::Result<()> {
    Session::run(database, async |session| {
        let mut filter = AccountFilter { part: part.to_lowercase(), ..AccountFilter::default() };
        let mut rows = Vec::new();
        loop {
            let page = session.store.account_entries(&session.administrator, filter.clone(), PAGE).await?;
            let Some(last) = page.last() else { break };
            filter.after = last.account.person.username.key();
            rows.extend(page.iter().map(|entry| {
                let person = &entry.account.person;
                let state = match (entry.deactivated_at, entry.has_login) {
                    (Some(_), _) => "deactivated",
                    (None, true) => "active",
                    (None, false) => "no password",
                };
                vec![
                    person.username.as_str().to_owned(),
                    person.name.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default(),
                    entry.account.role.as_str().to_owned(),
                    state.to_owned(),
                    time(entry.created_at),
                    entry.seen_at.map(time).unwrap_or_default(),
                ]
            }));
        }
        print_rows(&["username", "name", "role", "state", "created", "seen"], &rows, json);
        Ok(())
    })
    .await
}

async fn add(database: &Database, name: &str, role: Role, reach: &Reach) -> anyhow::Result<()> {
    let parsed = crate::model::Username::parse_new(name).map_err(|error| anyhow::anyhow!("{name:?}: {error}"))?;
    Session::run(database, async |session| {
        let added = session.chat.add_account(&session.administrator, parsed, role).await;
        let account = added.map_err(|error| match error {
            Error::NameTaken => anyhow::anyhow!("{name} is the name of another account"),
            Error::NameLooksAlike => anyhow::anyhow!("{name} looks like the name of another account"),
            other => other.into(),
        })?;
        print_password_link(session, account.id, reach).await
    })
    .await
}

async fn reset(database: &Database, name: &str, reach: &Reach) -> anyhow::Result<()> {
    Session::run(database, async |session| {
        let account = find(session, name).await?;
        print_password_link(session, account, reach).await
    })
    .await
}

async fn print_password_link(session: &Session, account: AccountId, reach: &Reach) -> anyhow::Result<()> {
    let confirmed = Confirmed::at_the_command_line();
    let secret = session.chat.create_password_link(&session.administrator, confirmed, account).await?;
    print_line(&link(reach, &urls::recover(&secret.encode()))?);
    Ok(())
}

async fn change(database: &Database, name: &str, change: AccountChange) -> anyhow::Result<()> {
    Session::run(database, async |session| {
        let account = find(session, name).await?;
        let changed = session.chat.administer(
            &session.administrator,
            Confirmed::at_the_command_line(),
            account,
            change,
        );
        changed.await.map_err(|error| match error {
            Error::LastAdministrator => {
                anyhow::anyhow!("{name} is the last administrator. Make somebody else one first: snug user role NAME administrator")
            }
            other => other.into(),
        })
    })
    .await
}

async fn find(session: &Session, name: &str) -> anyhow::Result<AccountId> {
    match session.store.credentials(&username(name)?).await {
        Ok(found) => Ok(found.account.id),
        Err(store::Error::NotFound) => anyhow::bail!("nobody has the name {name}"),
        Err(error) => Err(error.into()),
    }
}
