//! Certificates from files, which are read again when they change.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_util::sync::CancellationToken;

use crate::certificates::current::Certificates;
use crate::reload::Reload;
use crate::tasks;

/// The interval of looking at the files.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(10);

/// A certificate and its key, as files with PEM (RFC 7468).
#[derive(Clone, Debug)]
pub struct CertificateFiles {
    certificate: PathBuf,
    key: PathBuf,
}

impl CertificateFiles {
    /// A certificate in one file, its key in another.
    #[must_use]
    pub fn new(certificate: PathBuf, key: PathBuf) -> Self {
        Self { certificate, key }
    }

    /// The certificate in the files. They are read again when they have changed, and at once when `reload` says so, until
    /// `stop` is cancelled. While they don't fit each other, or can't be read, the former certificate stays.
    ///
    /// # Errors
    /// A line that names the file, and says what to do.
    pub fn follow(self, reload: Reload, stop: &CancellationToken) -> Result<Certificates, String> {
        let certificates = Certificates::default();
        certificates.replace(self.read()?);
        self.read_again(certificates.clone(), reload, stop.clone());
        Ok(certificates)
    }

    fn read(&self) -> Result<CertifiedKey, String> {
        let (certificate, key) = (self.certificate.display(), self.key.display());
        let chain = CertificateDer::pem_file_iter(&self.certificate)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| format!("cannot read the certificate {certificate}: {error}"))?;
        if chain.is_empty() {
            return Err(format!("{certificate} has no certificate: it needs a block BEGIN CERTIFICATE"));
        }
        let private = PrivateKeyDer::from_pem_file(&self.key).map_err(|error| {
            format!("cannot read the key {key}: {error}. It needs a block BEGIN PRIVATE KEY without a password")
        })?;
        CertifiedKey::from_der(chain, private, &ring::default_provider())
            .map_err(|error| format!("the key {key} does not fit the certificate {certificate}: {error}"))
    }

    /// The times and sizes of the files, which change when one is written to or replaced.
    fn versions(&self) -> [Option<(SystemTime, u64)>; 2] {
        [&self.certificate, &self.key].map(|file| {
            let about = fs::metadata(file).ok()?;
            Some((about.modified().ok()?, about.len()))
        })
    }

    fn read_again(self, certificates: Certificates, mut reload: Reload, stop: CancellationToken) {
        let mut known = self.versions();
        let follow = async move {
            loop {
                let asked = tokio::select! {
                    () = tokio::time::sleep(LOOKED_AT_EVERY) => false,
                    () = reload.asked() => true,
                    () = stop.cancelled() => return,
                };
                let files = self.clone();
                let read = move || {
                    let versions = files.versions();
                    (asked || versions != known).then(|| (versions, files.read()))
                };
                let Ok(Some((versions, read))) = tokio::task::spawn_blocking(read).await else { continue };
                known = versions;
                match read {
                    Ok(certified) => {
                        certificates.replace(certified);
                        tracing::info!(file = %self.certificate.display(), "another certificate is in use");
                    }
                    Err(error) => tracing::warn!(error, "the former certificate stays in use"),
                }
            }
        };
        tasks::spawn("following certificates", follow);
    }
}
