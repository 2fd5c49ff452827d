//! Hands an e-mail over to the mail server (SMTP, RFC 5321).
//!
//! lettre's own transport has a timeout for connecting alone, and doesn't tell a refused login from a refused recipient,
//! so this speaks with lettre's connection.

use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, response::Response};

use crate::model::mail::servers::{Encryption, MailServer};

/// Time for the farewell. The e-mail is accepted by then.
const FAREWELL: Duration = Duration::from_secs(1);

/// A mail server; cheap to clone.
#[derive(Clone)]
pub struct Smtp {
    server: MailServer,
    tls: TlsParameters,
    /// The name by which this server introduces itself.
    hello: ClientId,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("server", &self.server).finish_non_exhaustive()
    }
}

/// Why an e-mail was not sent, with what the server said.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Another attempt may succeed.
    #[error("{0}")]
    Temporary(String),
    /// The server refuses this e-mail for good.
    #[error("{0}")]
    Permanent(String),
}

impl Smtp {
    /// The mail server. `own_host` is the public host of this server.
    ///
    /// # Errors
    /// When its name can't be one of a TLS server.
    pub fn new(server: MailServer, own_host: &str) -> Result<Self, String> {
        let tls = TlsParameters::new(server.host.clone()).map_err(|error| error.to_string())?;
        // A name with a dot: servers refuse others.
        let hello = match own_host.parse() {
            Ok(std::net::IpAddr::V4(address)) => ClientId::Ipv4(address),
            Ok(std::net::IpAddr::V6(address)) => ClientId::Ipv6(address),
            Err(_) if own_host.contains('.') => ClientId::Domain(own_host.to_owned()),
            Err(_) => ClientId::default(),
        };
        Ok(Self { server, tls, hello })
    }

    /// The server.
    pub(in crate::jobs::mail) fn server(&self) -> &MailServer {
        &self.server
    }

    /// Sends an e-mail, and returns what the server said.
    ///
    /// # Errors
    /// [`Failure`].
    pub(in crate::jobs::mail) async fn send(&self, message: &Message) -> Result<String, Failure> {
        let sent = tokio::time::timeout(self.server.timeout, self.try_send(message)).await;
        sent.unwrap_or_else(|_| {
            let seconds = self.server.timeout.as_secs();
            Err(Failure::Temporary(format!("the mail server took longer than {seconds} seconds")))
        })
    }

    async fn try_send(&self, message: &Message) -> Result<String, Failure> {
        let mut connection = self.connect().await.map_err(|error| Failure::Temporary(in_words(&error)))?;
        let sent = connection.send(message.envelope(), &message.formatted()).await;
        // The answer that counts has come.
        let _ = tokio::time::timeout(FAREWELL, connection.abort()).await;
        match sent {
            Ok(response) => Ok(said(&response)),
            Err(error) if error.is_permanent() => Err(Failure::Permanent(in_words(&error))),
            Err(error) => Err(Failure::Temporary(in_words(&error))),
        }
    }

    /// An encrypted connection, logged in. Whatever is refused here has to do with the configuration, or with the server's
    /// state, and not with the e-mail.
    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let MailServer { host, port, encryption, login, timeout, .. } = &self.server;
        let tls = (*encryption == Encryption::Tls).then(|| self.tls.clone());
        let address = (host.as_str(), *port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, Some(*timeout), &self.hello, tls, None).await?;
        if *encryption == Encryption::StartTls {
            connection.starttls(self.tls.clone(), &self.hello).await?;
        }
        if let Some(login) = login {
            let credentials = Credentials::new(login.user.clone(), login.password.clone());
            connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await?;
        }
        Ok(connection)
    }
}

fn said(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    format!("{} {}", response.code(), lines.join(" "))
}

/// The error with its causes, as one line.
fn in_words(error: &Error) -> String {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error).and_then(std::error::Error::source);
    while let Some(error) = cause {
        let said = error.to_string();
        if !words.contains(&said) {
            words = format!("{words}: {said}");
        }
        cause = error.source();
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
