//! The arguments of HTTPS.

use std::path::PathBuf;

use clap::Args;

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
}

impl TlsArguments {
    /// The files of the certificate and of its key, where there is one.
    #[must_use]
    pub fn files(&self) -> Option<(PathBuf, PathBuf)> {
        self.tls_cert.clone().zip(self.tls_key.clone())
    }
}
