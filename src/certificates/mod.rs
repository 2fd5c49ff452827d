//! The certificate of this server: from files, or from an authority (ACME, RFC 8555).

mod acme;
mod current;
mod files;

pub use acme::{AcmeName, AcmeSettings, keep_certified};
pub(crate) use current::ACME_TLS;
pub use current::Certificates;
pub use files::CertificateFiles;
