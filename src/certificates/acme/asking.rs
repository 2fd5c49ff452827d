//! Asking an authority for a certificate.

use std::time::{Duration, SystemTime};

use instant_acme::{
    Account, AuthorizationStatus, CertificateIdentifier, ChallengeType, Identifier, NewAccount, NewOrder, Order,
    OrderStatus, RetryPolicy,
};

use crate::certificates::acme::client::Requests;
use crate::certificates::acme::settings::{AcmeName, AcmeSettings};
use crate::certificates::acme::stored::{Issued, Stored};
use crate::certificates::acme::{challenges, renewal};
use crate::certificates::current::Certificates;

/// The profile of certificates for addresses, which are valid for six days.
const SHORT_LIVED: &str = "shortlived";

/// The time limit of an authority for validating, and for issuing.
const PATIENCE: Duration = Duration::from_mins(1);

/// Why there is no certificate.
#[derive(Debug)]
pub(super) struct Failure {
    /// With advice.
    pub(super) reason: String,
    /// Whether the authority has tried to validate this server: it allows few failures of that.
    pub(super) was_validated: bool,
}

impl From<String> for Failure {
    fn from(reason: String) -> Self {
        Self { reason, was_validated: false }
    }
}

/// An authority.
pub(super) struct Authority {
    settings: AcmeSettings,
    stored: Stored,
    requests: Requests,
    account: Option<Account>,
}

impl Authority {
    pub(super) fn new(settings: AcmeSettings, stored: Stored) -> Self {
        Self { settings, stored, requests: Requests::default(), account: None }
    }

    pub(super) fn stored(&self) -> &Stored {
        &self.stored
    }

    /// The account: the one that is known, the stored one, or a new one.
    async fn account(&mut self) -> Result<Account, String> {
        if let Some(account) = &self.account {
            return Ok(account.clone());
        }
        let builder = Account::builder_with_http(Box::new(self.requests.clone()));
        let account = if let Some(credentials) = self.stored.account() {
            builder.from_credentials(credentials).await.map_err(unreachable)?
        } else {
            let contact: Vec<String> =
                self.settings.contact.iter().map(|address| format!("mailto:{address}")).collect();
            let contact: Vec<&str> = contact.iter().map(String::as_str).collect();
            let new = NewAccount { contact: &contact, terms_of_service_agreed: true, only_return_existing: false };
            let (account, credentials) =
                builder.create(&new, self.settings.directory.clone(), None).await.map_err(unreachable)?;
            let kept = self.stored.keep_account(credentials);
            kept.map_err(|error| format!("cannot store the account: {error}"))?;
            account
        };
        self.account = Some(account.clone());
        Ok(account)
    }

    /// When a certificate is renewed.
    pub(super) async fn renewal_of(&mut self, certificate: &Issued) -> SystemTime {
        let by_validity = renewal::of_validity(&certificate.own);
        let Ok(id) = CertificateIdentifier::try_from(&certificate.own) else { return by_validity };
        let Ok(account) = self.account().await else { return by_validity };
        // Not every authority has suggestions.
        let Ok((suggested, _)) = account.renewal_info(&id).await else { return by_validity };
        let window = suggested.suggested_window;
        renewal::within(&certificate.own, window.start.into(), window.end.into())
    }

    /// Asks for a certificate. The first attempt tries both kinds of challenges, since a port may be closed; later ones
    /// alternate between them.
    ///
    /// # Errors
    /// Where the authority can't be reached, refuses, or can't validate this server.
    pub(super) async fn attempt(&mut self, certificates: &Certificates, failures: u32) -> Result<Issued, Failure> {
        let tls_first = self.settings.tls_first == failures.is_multiple_of(2);
        match self.attempt_by(certificates, tls_first).await {
            Err(Failure { reason, was_validated: true }) if failures == 0 => {
                tracing::debug!(reason, "the other kind of challenge is tried");
                certificates.end_challenges();
                let outcome = self.attempt_by(certificates, !tls_first).await;
                outcome.map_err(|other| Failure {
                    reason: format!("{reason}; and: {}", other.reason),
                    was_validated: true,
                })
            }
            outcome => outcome,
        }
    }

    async fn attempt_by(&mut self, certificates: &Certificates, tls_first: bool) -> Result<Issued, Failure> {
        let account = self.account().await?;
        let names = self.settings.names.iter().map(|name| match name {
            AcmeName::Dns(name) => Identifier::Dns(name.clone()),
            AcmeName::Ip(address) => Identifier::Ip(*address),
        });
        let names: Vec<Identifier> = names.collect();
        let has_address = names.iter().any(|name| matches!(name, Identifier::Ip(_)));
        let mut order = NewOrder::new(&names);
        if has_address && account.profiles().any(|profile| profile.name == SHORT_LIVED) {
            order = order.profile(SHORT_LIVED);
        }
        let mut order = account.new_order(&order).await.map_err(refused)?;
        answer_challenges(&mut order, certificates, tls_first).await?;
        let patience = RetryPolicy::new().timeout(PATIENCE);
        let why = match order.poll_ready(&patience).await {
            Ok(OrderStatus::Ready) => None,
            Ok(_) => Some(reason(&mut order).await.unwrap_or_else(|| "it gives no reason".to_owned())),
            Err(error) => Some(error.to_string()),
        };
        if let Some(why) = why {
            let reason = format!(
                "the authority could not validate this server: {why}. Check that its name leads to this machine, and that \
                ports 80 and 443 are open"
            );
            return Err(Failure { reason, was_validated: true });
        }
        let key = order.finalize().await.map_err(refused)?;
        let chain = order.poll_certificate(&patience).await.map_err(refused)?;
        Ok(self.stored.keep_certificate(&key, &chain)?)
    }
}

/// Prepares the answers to the challenges of all names, and tells the authority so.
async fn answer_challenges(order: &mut Order, certificates: &Certificates, tls_first: bool) -> Result<(), String> {
    let kinds = [ChallengeType::TlsAlpn01, ChallengeType::Http01];
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization.map_err(refused)?;
        if authorization.status == AuthorizationStatus::Valid {
            continue;
        }
        let mut offered: Vec<&ChallengeType> =
            kinds.iter().filter(|kind| authorization.challenges.iter().any(|one| one.r#type == **kind)).collect();
        if !tls_first {
            offered.reverse();
        }
        let kind = offered.first().ok_or("the authority offers no challenge that can be answered")?;
        let mut challenge = authorization.challenge((*kind).clone()).ok_or("the challenge is gone")?;
        let answer =
            challenges::answer(kind, &challenge.token, challenge.identifier(), &challenge.key_authorization())?;
        certificates.challenge(answer);
        challenge.set_ready().await.map_err(refused)?;
    }
    Ok(())
}

/// The authority's reason why a challenge failed.
async fn reason(order: &mut Order) -> Option<String> {
    let mut authorizations = order.authorizations();
    while let Some(Ok(mut authorization)) = authorizations.next().await {
        let Ok(state) = authorization.refresh().await else { continue };
        if let Some(problem) = state.challenges.iter().find_map(|challenge| challenge.error.as_ref()) {
            return problem.detail.clone();
        }
    }
    None
}

#[allow(clippy::needless_pass_by_value)]
fn refused(error: instant_acme::Error) -> String {
    format!("the authority refused: {error}")
}

#[allow(clippy::needless_pass_by_value)]
fn unreachable(error: instant_acme::Error) -> String {
    format!("the authority gives no account: {error}. Check --acme-directory, and that it is reached from here")
}
