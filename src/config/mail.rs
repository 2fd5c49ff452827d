//! The arguments for e-mail.

use std::convert::Infallible;
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};
use lettre::message::Mailbox;
use percent_encoding::percent_decode_str;
use url::{Host, Url};

use crate::config::administration::Reach;
use crate::config::database::Database;
use crate::config::secrets;
use crate::model::EmailAddress;
use crate::model::mail::servers::{Encryption, MailLogin, MailServer};

/// The variable with the password. It is no argument, because other people of the machine can see those.
const PASSWORD_VARIABLE: &str = "SNUG_SMTP_PASSWORD";

/// The mail server, and the sender.
#[derive(Clone, Debug, Args)]
pub struct Mail {
    /// Mail server that e-mail is sent with: `smtps://USER@HOST` (TLS, port 465), `smtp://USER@HOST` (STARTTLS, port 587),
    /// or `smtp://HOST:25?tls=none`. The password is read from --smtp-password-file or the variable SNUG_SMTP_PASSWORD.
    /// By default, no e-mail is sent
    #[arg(long, env = "SNUG_SMTP", value_name = "URL", value_parser = SmtpUrl::parse, requires = "mail_from")]
    pub smtp: Option<SmtpUrl>,
    /// File with the password for the mail server
    #[arg(long, env = "SNUG_SMTP_PASSWORD_FILE", value_name = "FILE")]
    pub smtp_password_file: Option<PathBuf>,
    /// Sender of all e-mail, such as `Snug <snug@example.org>`
    #[arg(long, env = "SNUG_MAIL_FROM", value_name = "ADDRESS", value_parser = Sender::parse)]
    pub mail_from: Option<Sender>,
    /// Seconds that sending an e-mail may take
    #[arg(long, env = "SNUG_SMTP_TIMEOUT", value_name = "SECONDS", default_value = "60")]
    pub smtp_timeout: NonZeroU16,
}

/// The commands of `snug mail`.
#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// Send an e-mail to an address, and print what the mail server says
    Test {
        /// The recipient
        #[arg(value_name = "ADDRESS")]
        address: String,
        /// The mail server, and the sender.
        #[command(flatten)]
        mail: Mail,
        /// How people reach the server.
        #[command(flatten)]
        reach: Reach,
        /// The database, and the log.
        #[command(flatten)]
        database: Database,
    },
}

/// A mail server, without the password, or why the URL is none. [`Mail::server`] reports that: clap would print the URL,
/// and there may be a password in it after all.
#[derive(Clone, Debug)]
pub struct SmtpUrl(Result<Smtp, String>);

#[derive(Clone, Debug)]
struct Smtp {
    host: String,
    is_here: bool,
    port: u16,
    encryption: Encryption,
    user: Option<String>,
}

impl SmtpUrl {
    #[allow(clippy::unnecessary_wraps, reason = "clap's parsers return results")]
    fn parse(text: &str) -> Result<Self, Infallible> {
        Ok(Self(Smtp::parse(text)))
    }
}

impl Smtp {
    fn parse(text: &str) -> Result<Self, String> {
        let advice = || {
            "give smtps://USER@HOST, smtp://USER@HOST or smtp://HOST:25?tls=none, where the user can be left out"
                .to_owned()
        };
        let url = Url::parse(text).map_err(|_| advice())?;
        if url.password().is_some() {
            return Err(format!("put the password into {PASSWORD_VARIABLE} or a file, where nobody else sees it"));
        }
        let (encryption, port) = match (url.scheme(), url.query()) {
            ("smtps", None) => (Encryption::Tls, 465),
            ("smtp", None | Some("tls=required")) => (Encryption::StartTls, 587),
            ("smtp", Some("tls=none")) => (Encryption::None, 25),
            _ => return Err(advice()),
        };
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(advice());
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(advice)?;
        // For other schemes than HTTP, the host is not parsed yet.
        let host = Host::parse(host).map_err(|_| advice())?;
        let is_here = match &host {
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
            Host::Domain(name) => name == "localhost",
        };
        let host = match host {
            Host::Ipv6(address) => address.to_string(),
            host => host.to_string(),
        };
        let user = Some(url.username()).filter(|user| !user.is_empty());
        let user = user.map(|user| percent_decode_str(user).decode_utf8().map(String::from)).transpose();
        let user = user.map_err(|_| advice())?;
        if encryption == Encryption::None && user.is_some() && !is_here {
            return Err(
                "without TLS, the password would be sent readably; use smtps:// or leave ?tls=none out".into()
            );
        }
        Ok(Self { host, is_here, port: url.port().unwrap_or(port), encryption, user })
    }
}

/// The sender of all e-mail.
#[derive(Clone, Debug)]
pub struct Sender {
    name: String,
    address: EmailAddress,
}

impl Sender {
    fn parse(text: &str) -> Result<Self, String> {
        let advice =
            || "give an address like snug@example.org, or a name, too: Snug <snug@example.org>".to_owned();
        let mailbox: Mailbox = text.trim().parse().map_err(|_| advice())?;
        let address = EmailAddress::parse(mailbox.email.as_ref()).map_err(|_| advice())?;
        let name = mailbox.name.unwrap_or_else(|| "Snug".to_owned());
        if name.chars().any(char::is_control) { Err(advice()) } else { Ok(Self { name, address }) }
    }
}

impl Mail {
    /// The mail server; none where no e-mail is sent.
    ///
    /// # Errors
    /// One line about a password that can't be read, is missing, or is given twice.
    pub fn server(&self) -> Result<Option<MailServer>, String> {
        let Some(SmtpUrl(smtp)) = &self.smtp else { return Ok(None) };
        let smtp = smtp.as_ref().map_err(|reason| format!("--smtp: {reason}"))?;
        let Some(sender) = &self.mail_from else { return Ok(None) };
        let password = self.password()?;
        let login = match (&smtp.user, password) {
            (None, None) => None,
            (Some(user), Some(password)) => Some(MailLogin { user: user.clone(), password }),
            (Some(_), None) => {
                return Err(format!(
                    "the mail server's password is missing: set {PASSWORD_VARIABLE} or --smtp-password-file"
                ));
            }
            (None, Some(_)) => {
                return Err("there is a password for the mail server, but no user: give smtps://USER@HOST".into());
            }
        };
        if smtp.encryption == Encryption::None && !smtp.is_here {
            tracing::warn!("e-mail goes to the mail server without encryption; others may read the links in it");
        }
        Ok(Some(MailServer {
            host: smtp.host.clone(),
            port: smtp.port,
            encryption: smtp.encryption,
            login,
            sender_name: sender.name.clone(),
            sender: sender.address.clone(),
            timeout: Duration::from_secs(self.smtp_timeout.get().into()),
        }))
    }

    fn password(&self) -> Result<Option<String>, String> {
        let file = ("--smtp-password-file", self.smtp_password_file.as_deref());
        secrets::secret(file, PASSWORD_VARIABLE, "smtp-password")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_server_is_given_as_a_url() {
        for (text, host, port, encryption, user) in [
            ("smtps://mail.example.org", "mail.example.org", 465, Encryption::Tls, None),
            (
                "smtps://ann%40example.org@mail.example.org",
                "mail.example.org",
                465,
                Encryption::Tls,
                Some("ann@example.org"),
            ),
            ("smtp://snug@mail.example.org:2525", "mail.example.org", 2525, Encryption::StartTls, Some("snug")),
            ("smtp://mail.example.org/?tls=required", "mail.example.org", 587, Encryption::StartTls, None),
            ("smtp://localhost?tls=none", "localhost", 25, Encryption::None, None),
            ("smtp://snug@[::1]:25?tls=none", "::1", 25, Encryption::None, Some("snug")),
            ("smtp://mailer:1025?tls=none", "mailer", 1025, Encryption::None, None),
        ] {
            let url = Smtp::parse(text).unwrap();
            assert_eq!(
                (url.host.as_str(), url.port, url.encryption, url.user.as_deref()),
                (host, port, encryption, user),
                "{text}"
            );
        }
        for text in [
            "",
            "mail.example.org",
            "mail.example.org:25",
            "https://mail.example.org",
            "smtp://",
            "smtps://:465",
            "smtps://a b",
            "smtp://mail.example.org?tls=perhaps",
            "smtps://mail.example.org?tls=none",
            "smtp://mail.example.org/path",
            "smtp://snug:secret@mail.example.org",
            "smtp://snug@mail.example.org?tls=none",
        ] {
            assert!(Smtp::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_sender_is_one_address() {
        for (text, name) in [
            ("snug@example.org", "Snug"),
            ("Our chat <snug@example.org>", "Our chat"),
            ("<snug@example.org>", "Snug"),
        ] {
            let sender = Sender::parse(text).unwrap();
            assert_eq!((sender.name.as_str(), sender.address.as_str()), (name, "snug@example.org"), "{text}");
        }
        for text in ["", "Snug", "a@example.org, b@example.org", "Snug <snug@example.org>\r\nBcc: eve@example.org"]
        {
            assert!(Sender::parse(text).is_err(), "{text:?}");
        }
    }
}
