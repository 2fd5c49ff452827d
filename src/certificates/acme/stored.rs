//! Account and certificate on the disk, readable by their owner alone.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::PathBuf;

use instant_acme::AccountCredentials;
use serde::{Deserialize, Serialize};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::sign::CertifiedKey;

use crate::certificates::acme::settings::{AcmeName, AcmeSettings};

/// The folder of an authority's account and certificate; cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    folder: PathBuf,
    directory: String,
    /// The file of the certificate for these names.
    certificate: PathBuf,
}

/// The account, at the authority that it is one of.
#[derive(Serialize, Deserialize)]
struct StoredAccount {
    directory: String,
    credentials: AccountCredentials,
}

/// A certificate that was issued.
pub(super) struct Issued {
    pub(super) certified: CertifiedKey,
    /// The certificate itself, without those above it.
    pub(super) own: CertificateDer<'static>,
}

impl Stored {
    /// Makes the folder, unless it is there.
    ///
    /// # Errors
    /// A line that says what to do.
    pub(super) fn open(settings: &AcmeSettings) -> Result<Self, String> {
        let folder = settings.folder.clone();
        match DirBuilder::new().mode(0o700).create(&folder) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                return Err(format!(
                    "cannot make the folder {} for certificates: {error}. Check that you may write beside the database",
                    folder.display()
                ));
            }
            _ => {}
        }
        let names: Vec<String> = settings.names.iter().map(AcmeName::in_file).collect();
        let certificate = folder.join(format!("{}.pem", names.join("+")));
        Ok(Self { folder, directory: settings.directory.clone(), certificate })
    }

    /// The account at this authority, if there is one.
    pub(super) fn account(&self) -> Option<AccountCredentials> {
        let stored: StoredAccount =
            serde_json::from_slice(&fs::read(self.folder.join("account.json")).ok()?).ok()?;
        (stored.directory == self.directory).then_some(stored.credentials)
    }

    /// Stores the account.
    ///
    /// # Errors
    /// When the disk refuses it.
    pub(super) fn keep_account(&self, credentials: AccountCredentials) -> std::io::Result<()> {
        let account = StoredAccount { directory: self.directory.clone(), credentials };
        self.write(&self.folder.join("account.json"), &serde_json::to_vec(&account)?)
    }

    /// The certificate for these names, if there is one.
    pub(super) fn certificate(&self) -> Option<Issued> {
        issued(&fs::read(&self.certificate).ok()?)
            .inspect_err(|error| tracing::warn!(error, "a stored certificate cannot be used"))
            .ok()
    }

    /// Stores a key and its certificates (PEM) in one file, so that they always fit each other.
    ///
    /// # Errors
    /// When the disk refuses it, or they are no certificate.
    pub(super) fn keep_certificate(&self, key: &str, chain: &str) -> Result<Issued, String> {
        let pem = format!("{key}{chain}");
        let issued = issued(pem.as_bytes())?;
        self.write(&self.certificate, pem.as_bytes())
            .map_err(|error| format!("cannot store the certificate: {error}"))?;
        Ok(issued)
    }

    /// Writes a file whole: after a crash, it is the former or the new one.
    fn write(&self, path: &PathBuf, bytes: &[u8]) -> std::io::Result<()> {
        let unfinished = path.with_extension("unfinished");
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)?;
        File::open(&self.folder)?.sync_all()
    }
}

fn issued(pem: &[u8]) -> Result<Issued, String> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let chain = chain.map_err(|error| error.to_string())?;
    let own = chain.first().cloned().ok_or("there is no certificate")?;
    let key = PrivateKeyDer::from_pem_slice(pem).map_err(|error| error.to_string())?;
    let certified =
        CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(|error| error.to_string())?;
    Ok(Issued { certified, own })
}

impl AcmeName {
    /// As part of a file's name.
    fn in_file(&self) -> String {
        match self {
            Self::Dns(name) => name.clone(),
            Self::Ip(address) => address.to_string().replace(':', "_"),
        }
    }
}
