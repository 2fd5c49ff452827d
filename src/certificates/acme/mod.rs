//! A certificate from an authority, kept beside the database and renewed in time.

mod asking;
mod challenges;
mod client;
mod renewal;
mod settings;
mod stored;

use std::time::{Duration, SystemTime};

use tokio_util::sync::CancellationToken;

pub use settings::{AcmeName, AcmeSettings};

use crate::certificates::acme::asking::Authority;
use crate::certificates::acme::stored::Stored;
use crate::certificates::current::Certificates;
use crate::tasks;

/// The interval of asking for the time of renewal, which the authority may bring forward.
const ASKED_EVERY: Duration = Duration::from_hours(6);

/// The first pause after an attempt that failed, where the authority did not come to validate: the network may be slower to
/// start than this server.
const FIRST_PAUSE: Duration = Duration::from_secs(10);
/// The first pause after a failed validation: authorities allow five of them an hour.
const VALIDATED_PAUSE: Duration = Duration::from_mins(2);
const LONGEST_PAUSE: Duration = Duration::from_hours(6);

/// Time limit of an attempt.
const ATTEMPT: Duration = Duration::from_mins(5);

/// Uses the stored certificate, asks for one where there is none, and renews it in time, until `stop` is cancelled.
///
/// # Errors
/// A line that says what to do, when the folder can't be used.
pub fn keep_certified(settings: AcmeSettings, stop: &CancellationToken) -> Result<Certificates, String> {
    let stored = Stored::open(&settings)?;
    let certificates = Certificates::default();
    let (kept, stop) = (certificates.clone(), stop.clone());
    if let Some(certificate) = stored.certificate() {
        certificates.replace(certificate.certified);
    }
    tasks::supervise("certificates of an authority", move || {
        let (authority, stop) = (Authority::new(settings.clone(), stored.clone()), stop.clone());
        let kept = kept.clone();
        async move {
            tokio::select! {
                () = renew_in_time(authority, &kept) => {}
                () = stop.cancelled() => {}
            }
        }
    });
    Ok(certificates)
}

async fn renew_in_time(mut authority: Authority, certificates: &Certificates) {
    let (mut failures, mut validated) = (0_u32, 0_u32);
    loop {
        let due = match authority.stored().certificate() {
            Some(certificate) => authority.renewal_of(&certificate).await,
            None => SystemTime::now(),
        };
        // In the past: at once.
        let wait = due.duration_since(SystemTime::now()).unwrap_or_default();
        if !wait.is_zero() {
            tokio::time::sleep(wait.min(ASKED_EVERY)).await;
            continue;
        }
        let attempt = tokio::time::timeout(ATTEMPT, authority.attempt(certificates, validated)).await;
        certificates.end_challenges();
        match attempt.unwrap_or_else(|_| Err("the authority took too long".to_owned().into())) {
            Ok(certificate) => {
                (failures, validated) = (0, 0);
                let due = authority.renewal_of(&certificate).await;
                certificates.replace(certificate.certified);
                tracing::info!("the authority has issued a certificate");
                if due <= SystemTime::now() {
                    tracing::warn!(
                        "the new certificate is due for renewal already: check the clock of this machine"
                    );
                    tokio::time::sleep(LONGEST_PAUSE).await;
                }
            }
            Err(failure) => {
                let (first, count) = if failure.was_validated {
                    (VALIDATED_PAUSE, &mut validated)
                } else {
                    (FIRST_PAUSE, &mut failures)
                };
                let pause = renewal::spread(first * 2_u32.saturating_pow((*count).min(12))).min(LONGEST_PAUSE);
                *count = count.saturating_add(1);
                let error = failure.reason;
                tracing::warn!(error, again_in_seconds = pause.as_secs(), "no certificate was issued");
                tokio::time::sleep(pause).await;
            }
        }
    }
}
