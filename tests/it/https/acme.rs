//! Certificates of an authority, against the ACME server Pebble: first issue, renewal, restart with the authority away, and
//! an authority that refuses.

use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::net::UdpSocket;
use tokio_rustls::rustls::RootCertStore;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};

use super::*;
use crate::app::{PATIENCE, until};
use crate::process::{free_port, snug};
use crate::skip::skip;

const NAME: &str = "chat.example.org";

/// Pebble, and a name server for which all names lead to this machine.
struct Pebble {
    processes: Vec<Child>,
    directory: String,
    management: String,
    /// The certificate of Pebble itself.
    root: std::path::PathBuf,
    own: String,
}

impl Drop for Pebble {
    fn drop(&mut self) {
        for process in &mut self.processes {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

impl Pebble {
    /// Starts one that validates at these ports; none where it is missing.
    async fn start(folder: &Path, (http, tls_port): (u16, u16), seconds: u32) -> Option<Self> {
        let own = tls::certificate();
        let (certificate, key) = (folder.join("pebble.pem"), folder.join("pebble-key.pem"));
        std::fs::write(&certificate, own.cert.pem()).unwrap();
        std::fs::write(&key, own.signing_key.serialize_pem()).unwrap();
        let [port, management, dns, control] = [(); 4].map(|()| free_port());
        let config = serde_json::json!({ "pebble": {
            "listenAddress": format!("127.0.0.1:{port}"),
            "managementListenAddress": format!("127.0.0.1:{management}"),
            "certificate": certificate,
            "privateKey": key,
            "httpPort": http,
            "tlsPort": tls_port,
            "ocspResponderURL": "",
            "externalAccountBindingRequired": false,
            "certificateValidityPeriod": seconds,
        }});
        std::fs::write(folder.join("pebble.json"), config.to_string()).unwrap();
        let quiet = |command: &mut Command| {
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
        };
        let names = quiet(Command::new("pebble-challtestsrv").args([
            "-http01",
            "",
            "-https01",
            "",
            "-tlsalpn01",
            "",
            "-defaultIPv6",
            "",
            "-defaultIPv4",
            "127.0.0.1",
            "-dns01",
            &format!("127.0.0.1:{dns}"),
            "-management",
            &format!("127.0.0.1:{control}"),
        ]));
        let (Ok(names), Ok(pebble)) = (
            names,
            quiet(
                Command::new("pebble")
                    .args(["-dnsserver", &format!("127.0.0.1:{dns}"), "-config"])
                    .arg(folder.join("pebble.json"))
                    .env("PEBBLE_VA_NOSLEEP", "1"),
            ),
        ) else {
            skip("there is no ACME server: pebble is missing");
            return None;
        };
        let started = Self {
            processes: vec![names, pebble],
            directory: format!("https://localhost:{port}/dir"),
            management: format!("https://localhost:{management}"),
            root: certificate,
            own: own.cert.pem(),
        };
        until("pebble answers", async || started.ask("/roots/0").await.is_some()).await;
        until("its name server answers", async || answers_names(dns).await).await;
        Some(started)
    }

    async fn ask(&self, path: &str) -> Option<String> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(self.own.as_bytes()).unwrap()).unwrap();
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder = builder.with_safe_default_protocol_versions().unwrap();
        let tls = builder.with_root_certificates(roots).with_no_client_auth();
        let client = reqwest::Client::builder().tls_backend_preconfigured(tls).build().unwrap();
        client.get(format!("{}{path}", self.management)).send().await.ok()?.text().await.ok()
    }

    /// The certificate that a server presents for a name, if it is one of this authority's.
    async fn presented(&self, port: u16, name: &str) -> Option<CertificateDer<'static>> {
        let mut roots = RootCertStore::empty();
        let root = self.ask("/roots/0").await?;
        roots.add(CertificateDer::from_pem_slice(root.as_bytes()).unwrap()).unwrap();
        presented(roots, port, name).await
    }

    /// A command that serves with a certificate of this authority.
    fn server(&self, folder: &Path, name: &str, listen: &str) -> Command {
        let mut command = snug(folder);
        command.args(["--listen", listen, "--acme", name, "--acme-directory", &self.directory]);
        command.env("SSL_CERT_FILE", &self.root);
        command
    }
}

async fn presented(roots: RootCertStore, port: u16, name: &str) -> Option<CertificateDer<'static>> {
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap();
    let config = builder.with_root_certificates(roots).with_no_client_auth();
    let socket = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let stream = TlsConnector::from(Arc::new(config)).connect(name, socket).await.ok()?;
    Some(stream.get_ref().1.peer_certificates()?[0].clone().into_owned())
}

/// Whether a name server at this port answers a question for an address (RFC 1035, 4.1).
async fn answers_names(port: u16) -> bool {
    let mut question = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x04chat\x07example\x03org\x00".to_vec();
    question.extend(b"\x00\x01\x00\x01");
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    socket.connect(("127.0.0.1", port)).await.unwrap();
    if socket.send(&question).await.is_err() {
        return false;
    }
    let mut answer = [0; 512];
    let answer = tokio::time::timeout(Duration::from_millis(200), socket.recv(&mut answer)).await;
    answer.is_ok_and(|answer| answer.is_ok_and(|bytes| bytes > question.len()))
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn an_authority_certifies_a_name_by_tls_and_its_certificate_outlasts_the_authority() {
    let folder = TempDir::new().unwrap();
    let port = free_port();
    let Some(pebble) = Pebble::start(folder.path(), (free_port(), port), 86_400).await else { return };
    let listen = format!("127.0.0.1:{port}");
    // Links in e-mails begin with the certified name.
    let mail = ["--smtp", "smtp://localhost:25?tls=none", "--mail-from", "snug@example.org"];
    let server = Process::behind(pebble.server(folder.path(), NAME, &listen).args(mail), port);
    assert!(server.announcement.contains("https://chat.example.org/"), "{}", server.announcement);
    until("there is a certificate", async || pebble.presented(port, NAME).await.is_some()).await;
    let first = pebble.presented(port, NAME).await;
    let kept = folder.path().join("chat.db-certificates");
    assert_eq!(mode(&kept), 0o700);
    assert_eq!(mode(&kept.join("account.json")), 0o600);
    assert_eq!(mode(&kept.join("chat.example.org.pem")), 0o600);
    // Plain HTTP at the same port leads there.
    let asked = server.browser().request(reqwest::Method::GET, "/login").header("host", NAME);
    assert_eq!(Answer::of(asked).await.location(), "https://chat.example.org/login");
    assert!(server.signal("TERM").await.success());

    let mut roots = RootCertStore::empty();
    let root = pebble.ask("/roots/0").await.unwrap();
    roots.add(CertificateDer::from_pem_slice(root.as_bytes()).unwrap()).unwrap();
    let mut command = pebble.server(folder.path(), NAME, &listen);
    drop(pebble);
    let server = Process::behind(&mut command, port);
    assert_eq!(presented(roots, port, NAME).await, first, "the stored one");
    drop(server);
}

#[tokio::test]
async fn an_authority_certifies_an_address_over_plain_http() {
    let folder = TempDir::new().unwrap();
    let (plain, secure) = (free_port(), free_port());
    // Validation by TLS goes to a port at which nobody listens.
    let Some(pebble) = Pebble::start(folder.path(), (plain, free_port()), 86_400).await else { return };
    let listen = format!("127.0.0.1:{plain},127.0.0.1:{secure}");
    let server = Process::behind(&mut pebble.server(folder.path(), "127.0.0.1", &listen), plain);
    assert!(server.announcement.contains("https://127.0.0.1/"), "{}", server.announcement);
    until("there is a certificate", async || pebble.presented(secure, "127.0.0.1").await.is_some()).await;
}

#[tokio::test]
async fn a_certificate_is_renewed_in_time() {
    let folder = TempDir::new().unwrap();
    let port = free_port();
    let Some(pebble) = Pebble::start(folder.path(), (free_port(), port), 12).await else { return };
    let _server = Process::behind(&mut pebble.server(folder.path(), NAME, &format!("127.0.0.1:{port}")), port);
    until("there is a certificate", async || pebble.presented(port, NAME).await.is_some()).await;
    let first = pebble.presented(port, NAME).await;
    until("there is another", async || pebble.presented(port, NAME).await.is_some_and(|now| Some(now) != first))
        .await;
}

#[tokio::test]
async fn while_an_authority_refuses_plain_http_says_so_and_the_log_says_why() {
    let folder = TempDir::new().unwrap();
    let port = free_port();
    // Nobody listens where it validates.
    let Some(pebble) = Pebble::start(folder.path(), (free_port(), free_port()), 86_400).await else { return };
    let mut command = pebble.server(folder.path(), NAME, &format!("127.0.0.1:{port}"));
    let log = std::fs::File::create(folder.path().join("log")).unwrap();
    let server = Process::behind(command.stderr(log), port);
    let said = || std::fs::read_to_string(folder.path().join("log")).unwrap();
    until("it is refused", async || said().contains("no certificate was issued")).await;
    assert!(said().contains("ports 80 and 443 are open"), "{}", said());
    let asked = server.browser().request(reqwest::Method::GET, "/login").header("host", NAME);
    let answer = tokio::time::timeout(PATIENCE, Answer::of(asked)).await.unwrap();
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "60"));
    assert!(answer.body.contains("no certificate yet"));
    assert!(tokio::time::timeout(Duration::from_secs(10), server.signal("TERM")).await.unwrap().success());
}

#[test]
fn names_that_nobody_can_certify_are_refused() {
    let folder = TempDir::new().unwrap();
    for name in ["*.example.org", "https://chat.example.org", "a b"] {
        let refused = crate::process::run(folder.path(), &["--acme", name]);
        let error = String::from_utf8(refused.stderr).unwrap();
        assert!(error.contains("chat.example.org, or an address"), "{error}");
    }
}
