//! Certificates: which are used, when they are read again, and which are refused.

use std::process::{Command, Output, Stdio};

use rcgen::{CertifiedKey, KeyPair};
use tokio_rustls::rustls::RootCertStore;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::version::{TLS12, TLS13};

use super::*;
use crate::app::until;

/// Whether the server presents this certificate.
async fn presents(url: &str, certified: &CertifiedKey<KeyPair>) -> bool {
    connect(url, tls::trusting(certified, &["h2"])).await.is_ok()
}

#[tokio::test]
async fn a_certificate_that_is_replaced_is_used_and_a_broken_one_is_not() {
    let folder = TempDir::new().unwrap();
    let (first, second) = (tls::certificate(), tls::certificate());
    let (certificate, key) = tls::write(folder.path(), &first);
    let mut command = serve(folder.path(), 0);
    command.arg("--tls-cert").arg(&certificate).arg("--tls-key").arg(&key);
    let log = folder.path().join("log");
    command.stderr(std::fs::File::create(&log).unwrap());
    let server = Process::of(&mut command).expect("an address is announced");
    let refusals =
        || std::fs::read_to_string(&log).unwrap().matches("the former certificate stays in use").count();
    assert!(presents(&server.url, &first).await);
    let reload = || Command::new("kill").args(["-HUP", &server.id().to_string()]).status().unwrap();
    // Half of a replacement: the key doesn't fit.
    std::fs::write(&certificate, second.cert.pem()).unwrap();
    assert!(reload().success());
    until("half of a replacement is refused", async || refusals() > 0).await;
    assert!(presents(&server.url, &first).await);
    tls::write(folder.path(), &second);
    assert!(reload().success());
    until("the second certificate is used", async || presents(&server.url, &second).await).await;
    assert!(!presents(&server.url, &first).await);
    // Without a signal, a change is seen within seconds.
    tls::write(folder.path(), &first);
    until("the first certificate is used again", async || presents(&server.url, &first).await).await;
    let before = refusals();
    std::fs::remove_file(&key).unwrap();
    assert!(reload().success());
    until("a missing key is refused", async || refusals() > before).await;
    assert!(presents(&server.url, &first).await);
}

#[tokio::test]
async fn tls_1_2_and_1_3_are_spoken_and_nothing_older() {
    let folder = TempDir::new().unwrap();
    let server = server(folder.path(), &[]);
    for version in [&TLS12, &TLS13] {
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder = builder.with_protocol_versions(&[version]).unwrap();
        // Nobody is trusted: the server has answered in this version if its certificate is refused.
        let config = builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth();
        let error = connect(&server.url, config).await.unwrap_err().to_string();
        assert!(error.contains("UnknownIssuer"), "{version:?}: {error}");
    }
    let address = server.url.trim_start_matches("https://");
    let old = Command::new("openssl")
        .args(["s_client", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0", "-connect", address])
        .stdin(Stdio::null())
        .output();
    let Ok(old) = old else { return crate::skip::skip("openssl is missing") };
    let said = String::from_utf8_lossy(&old.stderr).into_owned();
    assert!(said.contains("SSL alert number"), "{said}");
}

/// What the server says of these files, which it can't use.
fn refusal(folder: &Path, arguments: &[&str]) -> String {
    let Output { status, stderr, .. } =
        crate::process::run(folder, &[&["--listen", "127.0.0.1:0"], arguments].concat());
    let error = String::from_utf8(stderr).unwrap();
    assert_eq!((status.code(), error.lines().count()), (Some(1), 1), "{error}");
    error
}

#[test]
fn files_that_are_no_certificate_or_do_not_fit_are_refused_with_advice() {
    let folder = TempDir::new().unwrap();
    tls::write(folder.path(), &tls::certificate());
    let other = tls::certificate();
    std::fs::write(folder.path().join("other.pem"), other.signing_key.serialize_pem()).unwrap();
    std::fs::write(folder.path().join("empty.pem"), "nothing").unwrap();
    let asked = |certificate, key| refusal(folder.path(), &["--tls-cert", certificate, "--tls-key", key]);
    assert!(asked("nowhere.pem", "key.pem").contains("cannot read the certificate nowhere.pem"));
    assert!(asked("empty.pem", "key.pem").contains("needs a block BEGIN CERTIFICATE"));
    assert!(asked("certificate.pem", "nowhere.pem").contains("cannot read the key nowhere.pem"));
    assert!(asked("certificate.pem", "empty.pem").contains("needs a block BEGIN PRIVATE KEY"));
    assert!(asked("certificate.pem", "other.pem").contains("does not fit the certificate"));
    let alone = crate::process::run(folder.path(), &["--tls-cert", "certificate.pem"]);
    assert!(String::from_utf8(alone.stderr).unwrap().contains("--tls-key"));
}
