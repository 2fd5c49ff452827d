//! The mail server that this server sends with.

use std::fmt;
use std::time::Duration;

use super::addresses::EmailAddress;

/// A mail server and the sender of all e-mails.
#[derive(Clone, Debug)]
pub struct MailServer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The encryption of the connection.
    pub encryption: Encryption,
    /// The login, if it needs one.
    pub login: Option<MailLogin>,
    /// The name of the sender.
    pub sender_name: String,
    /// The address of the sender.
    pub sender: EmailAddress,
    /// The time limit of sending one e-mail.
    pub timeout: Duration,
}

/// The login at a mail server.
#[derive(Clone)]
pub struct MailLogin {
    /// The name.
    pub user: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for MailLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailLogin(…)")
    }
}

/// The encryption of a connection to a mail server. None of them falls back to plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// From the beginning (`smtps`; RFC 8314).
    Tls,
    /// After a first exchange, which the server must offer (STARTTLS, RFC 3207).
    StartTls,
    /// Not at all.
    None,
}
