//! A certificate for servers of tests, and clients that trust it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// A certificate of its own authority for this machine.
pub fn certificate() -> CertifiedKey<KeyPair> {
    generate_simple_self_signed(["localhost", "127.0.0.1"].map(str::to_owned)).unwrap()
}

/// The certificate of all servers of this process that a test doesn't give another.
static SHARED: LazyLock<CertifiedKey<KeyPair>> = LazyLock::new(certificate);

/// The protocols that clients of these servers offer.
static PROTOCOLS: LazyLock<Mutex<HashMap<String, &'static str>>> = LazyLock::new(Mutex::default);

/// Writes a certificate and its key into a folder.
pub fn write(folder: &Path, certified: &CertifiedKey<KeyPair>) -> (PathBuf, PathBuf) {
    let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
    std::fs::write(&certificate, certified.cert.pem()).unwrap();
    std::fs::write(&key, certified.signing_key.serialize_pem()).unwrap();
    (certificate, key)
}

/// Arguments for a server with the shared certificate.
pub fn arguments(folder: &Path) -> Vec<String> {
    let (certificate, key) = write(folder, &SHARED);
    ["--tls-cert", certificate.to_str().unwrap(), "--tls-key", key.to_str().unwrap()].map(str::to_owned).to_vec()
}

/// Clients of this server offer this protocol, `h2` or `http/1.1`.
pub fn note_protocol(url: &str, protocol: &'static str) {
    PROTOCOLS.lock().unwrap().insert(url.to_owned(), protocol);
}

/// The protocol for a server: HTTP/1.1 where nothing else was noted.
pub fn protocol(url: &str) -> &'static str {
    PROTOCOLS.lock().unwrap().get(url).copied().unwrap_or("http/1.1")
}

/// TLS that trusts this certificate.
pub fn trusting(certified: &CertifiedKey<KeyPair>, protocols: &[&str]) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.add(certified.cert.der().clone()).unwrap();
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap();
    let mut config = builder.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    config
}

/// A client without anything of a test's person.
pub fn client() -> reqwest::ClientBuilder {
    reqwest::Client::builder().tls_backend_preconfigured(config(&["http/1.1"]))
}

/// TLS that trusts the shared certificate.
pub fn config(protocols: &[&str]) -> ClientConfig {
    trusting(&SHARED, protocols)
}
