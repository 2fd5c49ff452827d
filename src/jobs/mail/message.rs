//! An e-mail as it is handed over (RFC 5322).

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::message::{Mailbox, Message};
use lettre::{Address, error::Error as EmailError};

use url::Url;

use crate::model::EmailAddress;
use crate::model::mail::servers::MailServer;
use crate::views::mails::Mail;

/// The parts that all e-mails share: the sender, and this server's URL.
#[derive(Clone, Debug)]
pub struct Letterhead {
    /// The public URL, such as `https://chat.example.org`.
    pub url: String,
    /// The host in it.
    pub host: String,
}

impl Letterhead {
    /// The letterhead of the server at this URL.
    #[must_use]
    pub fn new(url: String) -> Self {
        let host = Url::parse(&url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let host = host.trim_matches(['[', ']']).to_owned();
        Self { url, host }
    }
}

/// Says that a program wrote the e-mail, so that none answers it (RFC 3834, section 5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The URL at which mail programs end e-mails of this kind, with one click and without a login (RFC 8058).
#[derive(Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), format!("<{}>", self.0))
    }
}

/// Says that a POST to that URL is enough.
#[derive(Clone)]
struct ListUnsubscribePost;

impl Header for ListUnsubscribePost {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

/// Why an e-mail can't be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unwritable {
    #[error(transparent)]
    Address(#[from] lettre::address::AddressError),
    #[error(transparent)]
    Email(#[from] EmailError),
    #[error("no random id: {0}")]
    Random(getrandom::Error),
}

/// The e-mail, with a new id on this server's host.
pub(crate) fn message(
    mail: &Mail,
    to: &EmailAddress,
    server: &MailServer,
    head: &Letterhead,
) -> Result<Message, Unwritable> {
    let mut id = [0; 16];
    getrandom::fill(&mut id).map_err(Unwritable::Random)?;
    let id = format!("<{:032x}@{}>", u128::from_be_bytes(id), id_host(&head.host));
    let from = Mailbox::new(Some(server.sender_name.clone()), server.sender.as_str().parse::<Address>()?);
    let mut builder = Message::builder();
    if let Some(url) = &mail.unsubscribe {
        builder = builder.header(ListUnsubscribe(url.clone())).header(ListUnsubscribePost);
    }
    let message = builder
        .from(from)
        .to(Mailbox::new(None, to.as_str().parse::<Address>()?))
        .subject(mail.subject.as_str())
        .date_now()
        .message_id(Some(id))
        .header(AutoSubmitted)
        .header(MIME_VERSION_1_0)
        .header(ContentType::TEXT_PLAIN)
        .body(mail.body.clone())?;
    Ok(message)
}

/// The right side of a message id: an address is a literal (RFC 5322, 3.6.4).
fn id_host(host: &str) -> String {
    if host.parse::<std::net::IpAddr>().is_ok() { format!("[{host}]") } else { host.to_owned() }
}
