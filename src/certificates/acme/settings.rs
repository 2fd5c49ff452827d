//! The order of a certificate: names, authority and folder.

use std::net::IpAddr;
use std::path::PathBuf;

/// A name or an address to be certified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AcmeName {
    /// A domain name, in ASCII and lower case.
    Dns(String),
    /// An address.
    Ip(IpAddr),
}

/// The order of a certificate.
#[derive(Clone, Debug)]
pub struct AcmeSettings {
    /// The names, one at least.
    pub names: Vec<AcmeName>,
    /// The URL of the authority's directory.
    pub directory: String,
    /// An e-mail address for it.
    pub contact: Option<String>,
    /// The folder of account and certificate.
    pub folder: PathBuf,
    /// Whether validation by TLS is tried first: where port 443 is listened on, but not 80.
    pub tls_first: bool,
}
