//! A real mail server as a separate process, and the e-mails that it takes.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use serde_json::Value;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::app::PATIENCE;
use crate::skip::skip;

const SERVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/mail/smtp_server.py");

/// The encryption of the connection, and its certificate.
pub enum Tls {
    None,
    Start(Certificate),
    Implicit(Certificate),
}

pub struct Mailbox {
    child: Child,
    /// The server ends when this does, also when the tests are killed.
    commands: Option<ChildStdin>,
    events: UnboundedReceiver<Value>,
    pub port: u16,
}

/// An e-mail as it arrived.
#[derive(Debug)]
pub struct Mail {
    pub whole: Value,
    pub subject: String,
    pub body: String,
    pub to: String,
}

impl Mail {
    /// The values of a header.
    pub fn headers(&self, name: &str) -> Vec<&str> {
        let all = self.whole["headers"].as_array().unwrap().iter();
        all.filter(|pair| pair[0] == name).map(|pair| pair[1].as_str().unwrap()).collect()
    }

    /// The line with the link.
    pub fn link(&self) -> &str {
        let is_link =
            |line: &&str| ["/recover/", "/email/", "/unsubscribe/"].iter().any(|path| line.contains(path));
        let mut links = self.body.lines().filter(is_link);
        let link = links.next().unwrap_or_else(|| panic!("no link: {}", self.body));
        assert!(links.next().is_none(), "{}", self.body);
        link
    }

    /// The path of the link.
    pub fn path(&self) -> String {
        let (_, rest) = self.link().split_once("://").unwrap();
        format!("/{}", rest.split_once('/').unwrap().1)
    }
}

/// The Python that has aiosmtpd: another one may come first on the path.
fn python() -> Option<&'static str> {
    let has_it = |python: &&str| {
        let tried = Command::new(python).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
        tried.is_ok_and(|status| status.success())
    };
    let python = ["python3", "/usr/bin/python3"].into_iter().find(has_it);
    if python.is_none() {
        skip("there is no mail server: python3-aiosmtpd is missing");
    }
    python
}

impl Mailbox {
    /// A mail server without encryption and login on any free port; none where it is missing.
    pub async fn open() -> Option<Self> {
        Self::open_at(0, &Tls::None, &[]).await
    }

    pub async fn open_at(port: u16, tls: &Tls, login: &[&str]) -> Option<Self> {
        let mut command = Command::new(python()?);
        command.arg(SERVER).arg(port.to_string());
        match tls {
            Tls::None => command.arg("none"),
            Tls::Start(own) => command.arg("starttls").args([&own.certificate, &own.key]),
            Tls::Implicit(own) => command.arg("tls").args([&own.certificate, &own.key]),
        };
        let mut child = command.args(login).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (output, commands) = (child.stdout.take().unwrap(), child.stdin.take());
        let (tell, events) = unbounded_channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = tell.send(serde_json::from_str(&line).unwrap());
            }
        });
        let mut mailbox = Self { child, commands, events, port };
        let listening = mailbox.event("listening").await;
        mailbox.port = listening["port"].as_u64().unwrap().try_into().unwrap();
        Some(mailbox)
    }

    /// The arguments with which a server sends by this one, without encryption.
    pub fn arguments(&self) -> [String; 4] {
        arguments(self.port)
    }

    /// Sets how it treats e-mails from now on.
    pub async fn treat(&mut self, treatment: &str) {
        let commands = self.commands.as_mut().unwrap();
        commands.write_all(format!("{treatment}\n").as_bytes()).unwrap();
        commands.flush().unwrap();
        self.event("treatment").await;
    }

    /// Waits for an event of this kind, past others.
    pub async fn event(&mut self, kind: &str) -> Value {
        let next = async {
            loop {
                let event = self.events.recv().await.expect("the mail server runs");
                if event["event"] == kind {
                    return event;
                }
            }
        };
        tokio::time::timeout(PATIENCE, next).await.unwrap_or_else(|_| panic!("no {kind}"))
    }

    /// The next e-mail.
    pub async fn mail(&mut self) -> Mail {
        let whole = self.event("mail").await;
        let recipients = whole["recipients"].as_array().unwrap();
        assert_eq!(recipients.len(), 1, "{whole}");
        let mut mail = Mail {
            subject: String::new(),
            body: whole["body"].as_str().unwrap().to_owned(),
            to: recipients[0].as_str().unwrap().to_owned(),
            whole,
        };
        mail.subject = mail.headers("subject").concat();
        mail
    }
}

pub fn arguments(port: u16) -> [String; 4] {
    let url = format!("smtp://127.0.0.1:{port}?tls=none");
    ["--smtp".into(), url, "--mail-from".into(), "Our chat <snug@example.org>".into()]
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A certificate for `localhost` that signs itself.
pub struct Certificate {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

const REQUEST: &str = "[req]\nprompt = no\ndistinguished_name = name\nx509_extensions = own\n[name]\nCN = localhost\n\
    [own]\nbasicConstraints = critical, CA:FALSE\nsubjectAltName = DNS:localhost, IP:127.0.0.1\n";

impl Certificate {
    /// Makes one in a folder; none where openssl is missing.
    pub fn make(folder: &Path, name: &str) -> Option<Self> {
        let file = |kind: &str| folder.join(format!("{name}.{kind}"));
        std::fs::write(file("conf"), REQUEST).unwrap();
        let made = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"])
            .args(["-days", "2", "-keyout"])
            .arg(file("key"))
            .arg("-out")
            .arg(file("pem"))
            .arg("-config")
            .arg(file("conf"))
            .stderr(Stdio::null())
            .status();
        if !made.is_ok_and(|status| status.success()) {
            skip("there is no certificate: openssl is missing");
            return None;
        }
        Some(Self { certificate: file("pem"), key: file("key") })
    }
}
