//! `snug mail`.

use anyhow::Error;

use crate::cli::output::print_line;
use crate::cli::session::{Session, link};
use crate::config::{Database, MailCommand};
use crate::jobs::mail::{Letterhead, Smtp, send_test};
use crate::model::{Branding, EmailAddress};

/// Runs one of the commands.
///
/// # Errors
/// When no mail server is given, or it doesn't take the e-mail: then with what it said.
pub async fn run(command: MailCommand) -> anyhow::Result<()> {
    let MailCommand::Test { address, mail, reach, database } = command;
    let Some(server) = mail.server().map_err(Error::msg)? else {
        anyhow::bail!("no mail server is set up; give --smtp and --mail-from, or SNUG_SMTP and SNUG_MAIL_FROM");
    };
    let to = EmailAddress::parse(&address).map_err(|error| anyhow::anyhow!("{address}: {error}"))?;
    let head = Letterhead::new(link(&reach, "")?);
    let (host, port) = (server.host.clone(), server.port);
    let smtp = Smtp::new(server, &head.host).map_err(Error::msg)?;
    match send_test(&smtp, &head, &branding(&database).await?, &to).await {
        Ok(said) => {
            print_line(&format!("{host}:{port} has taken the e-mail to {}: {said}", to.as_str()));
            Ok(())
        }
        Err(failure) => anyhow::bail!("{host}:{port} has not taken the e-mail: {failure}"),
    }
}

/// The server's name as its database has it. E-mail can be tried before there is a database, which is not made for that.
async fn branding(database: &Database) -> anyhow::Result<Branding> {
    if !database.database.exists() {
        return Ok(Branding::default());
    }
    let session = Session::open(database).await?;
    let branding = session.chat.branding().await;
    session.store.close().await;
    Ok(branding?)
}
