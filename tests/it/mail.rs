//! E-mail: addresses, lost passwords, notices, and a mail server that doesn't always answer.

use tokio_rusqlite::rusqlite::{Connection, OptionalExtension as _};

pub use self::mailbox::Certificate;
use self::mailbox::{Mail, Mailbox};
use crate::app::{Answer, PASSWORD, Person, TestApp};

mod addresses;
mod digests;
mod mailbox;
mod notices;
mod queue;
mod recovery;
mod servers;

const PAGE: &str = "/settings/email";

/// A server that sends e-mail, and the mail server; none where that is missing.
async fn start(arguments: &[&str]) -> Option<(TestApp, Mailbox)> {
    let mailbox = Mailbox::open().await?;
    let own = mailbox.arguments();
    let all: Vec<&str> = own.iter().map(String::as_str).chain(arguments.iter().copied()).collect();
    Some((TestApp::spawn_with(&all).await, mailbox))
}

async fn act(person: &Person, act: &str, address: &str) -> Answer {
    person.post(PAGE, &[("act", act), ("address", address), ("password", PASSWORD)]).await
}

/// Asks for an address, which must succeed; returns the e-mail that was sent there.
async fn ask(person: &Person, mailbox: &mut Mailbox, address: &str) -> Mail {
    let asked = act(person, "verify", address).await;
    assert_eq!((asked.status.as_u16(), asked.location()), (303, "/settings/email?done=sent"), "{}", asked.body);
    let mail = mailbox.mail().await;
    assert_eq!(mail.to, address);
    mail
}

/// Uses the link that verifies an address, and returns the status.
async fn confirm(browser: &Person, link: &str) -> u16 {
    browser.post(link, &[("verify", "yes")]).await.status.as_u16()
}

/// Gives a person a verified address.
async fn verify(person: &Person, mailbox: &mut Mailbox, address: &str) {
    let mail = ask(person, mailbox, address).await;
    assert_eq!(confirm(person, &mail.path()).await, 200);
}

/// Asks for a link for a lost password.
async fn lose(browser: &Person, typed: &str) -> Answer {
    browser.post("/recover", &[("username", typed)]).await
}

async fn log_in(app: &TestApp, name: &str, password: &str) -> u16 {
    app.browser().post("/login", &[("username", name), ("password", password)]).await.status.as_u16()
}

fn database(app: &TestApp) -> Connection {
    Connection::open(app.database()).unwrap()
}

/// The number of rows in a table.
fn rows(app: &TestApp, table: &str) -> u32 {
    let query = format!("select count(*) from {table}");
    database(app).query_row(&query, (), |row| row.get(0)).optional().unwrap().unwrap_or_default()
}
