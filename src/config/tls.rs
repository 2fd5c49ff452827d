//! The arguments of HTTPS.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;
use url::{Host, Url};

use crate::certificates::AcmeName;

/// HTTPS, which Snug speaks itself where it has a certificate.
#[derive(Debug, Args)]
pub struct TlsArguments {
    /// File with the certificate of this server, and with those between it and an authority (PEM). With it, Snug speaks
    /// HTTPS wherever it listens, leads plain HTTP there, and reads the file again when it changes
    #[arg(long, env = "SNUG_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// File with the certificate's key (PEM, without a password)
    #[arg(long, env = "SNUG_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Name or address of this server that an authority (ACME) certifies, by default Let's Encrypt, to whose terms you
    /// agree with this. Snug then listens on ports 443 and 80, unless --listen says otherwise. Several with commas
    /// between them
    #[arg(long, env = "SNUG_ACME", value_name = "NAME", value_delimiter = ',', value_parser = acme_name, conflicts_with = "tls_cert")]
    pub acme: Vec<AcmeName>,
    /// URL of the authority's directory
    #[arg(
        long,
        env = "SNUG_ACME_DIRECTORY",
        value_name = "URL",
        default_value = "https://acme-v02.api.letsencrypt.org/directory",
        value_parser = directory
    )]
    pub acme_directory: String,
    /// E-mail address that the authority may write to
    #[arg(long, env = "SNUG_ACME_CONTACT", value_name = "ADDRESS")]
    pub acme_contact: Option<String>,
}

impl TlsArguments {
    /// The files of the certificate and of its key, where there is one.
    #[must_use]
    pub fn files(&self) -> Option<(PathBuf, PathBuf)> {
        self.tls_cert.clone().zip(self.tls_key.clone())
    }

    /// Whether Snug speaks HTTPS.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.tls_cert.is_some() || !self.acme.is_empty()
    }

    /// The URL of the first name that an authority certifies.
    #[must_use]
    pub fn certified_url(&self) -> Option<String> {
        self.acme.first().map(|name| match name {
            AcmeName::Dns(name) => format!("https://{name}"),
            AcmeName::Ip(IpAddr::V4(address)) => format!("https://{address}"),
            AcmeName::Ip(IpAddr::V6(address)) => format!("https://[{address}]"),
        })
    }
}

fn acme_name(text: &str) -> Result<AcmeName, String> {
    if let Ok(address) = text.parse() {
        return Ok(AcmeName::Ip(address));
    }
    match Host::parse(text) {
        Ok(Host::Domain(name)) if !name.ends_with('.') && !name.contains('*') => Ok(AcmeName::Dns(name)),
        _ => Err("give a name like chat.example.org, or an address like 203.0.113.7".to_owned()),
    }
}

fn directory(text: &str) -> Result<String, String> {
    let url = Url::parse(text).ok().filter(|url| url.scheme() == "https" && url.has_host());
    url.map(|_| text.to_owned()).ok_or_else(|| "give a URL like https://ca.example.org/directory".to_owned())
}
