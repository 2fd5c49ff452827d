//! When a certificate is renewed: when the authority suggests it (RFC 9773), else after two thirds of its time.

use std::time::{Duration, SystemTime};

use sha2::{Digest as _, Sha256};
use tokio_rustls::rustls::pki_types::CertificateDer;
use x509_parser::parse_x509_certificate;

/// The time from and until which a certificate is valid.
pub(super) fn validity(certificate: &CertificateDer<'_>) -> Option<(SystemTime, SystemTime)> {
    let (_, parsed) = parse_x509_certificate(certificate).ok()?;
    let at = |time: i64| u64::try_from(time).ok().map(|time| SystemTime::UNIX_EPOCH + Duration::from_secs(time));
    let validity = parsed.validity();
    Some((at(validity.not_before.timestamp())?, at(validity.not_after.timestamp())?))
}

/// A time within a span, always the same for a certificate: servers that begin together don't come back together.
pub(super) fn within(certificate: &CertificateDer<'_>, from: SystemTime, until: SystemTime) -> SystemTime {
    let span = until.duration_since(from).unwrap_or_default();
    let [first, second, ..] = <[u8; 32]>::from(Sha256::digest(certificate));
    from + span.mul_f64(f64::from(u16::from_be_bytes([first, second])) / f64::from(u16::MAX))
}

/// The time in the validity of a certificate at which it is renewed: between 60 and 70 hundredths; one that can't be read,
/// at once.
pub(super) fn of_validity(certificate: &CertificateDer<'_>) -> SystemTime {
    let Some((from, until)) = validity(certificate) else { return SystemTime::UNIX_EPOCH };
    let span = until.duration_since(from).unwrap_or_default();
    within(certificate, from + span.mul_f64(0.60), from + span.mul_f64(0.70))
}

/// A pause, longer by up to a fifth.
pub(super) fn spread(pause: Duration) -> Duration {
    let mut random = [0_u8; 1];
    // Without randomness, the pause is as it is.
    let _ = getrandom::fill(&mut random);
    pause + pause.mul_f64(f64::from(random[0]) / 1_275.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    use super::*;

    #[test]
    fn a_certificate_is_renewed_after_two_thirds_of_its_time() {
        let mut params = CertificateParams::new(["chat.example.org".to_owned()]).unwrap();
        params.not_before = date_time_ymd(2026, 1, 1);
        params.not_after = date_time_ymd(2026, 4, 11);
        let certificate = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        let days = |time: SystemTime| {
            (time.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs() - 1_767_225_600) / 86_400
        };
        let at = of_validity(certificate.der());
        assert!((60..=70).contains(&days(at)), "{}", days(at));
        assert_eq!(at, of_validity(certificate.der()), "it stays");
        assert_eq!(of_validity(&CertificateDer::from(b"nothing".to_vec())), SystemTime::UNIX_EPOCH);
    }
}
