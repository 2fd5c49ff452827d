//! The provider: its description, the URL to log in at, and what it says about who has.

use std::time::Duration;

use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreGenderClaim, CoreJsonWebKey, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthorizationCode, ClaimsVerificationError, CsrfToken, IdTokenVerifier, Nonce,
    OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RequestTokenError, SignatureVerificationError,
    SubjectIdentifier, TokenResponse as _, UserInfoClaims,
};
use tokio::sync::Semaphore;

use crate::chat::auth::secret::Secret;
use crate::chat::logins::sign_on::claims::{Claims, Groups, MAX_SUBJECT};
use crate::chat::logins::sign_on::description::{Description, Descriptions, ProviderClient, Tokens, told};
use crate::chat::logins::sign_on::settings::{SignOnError, SignOnSettings};

/// Maximum number of logins that the provider is asked about at the same time.
const AT_ONCE: usize = 32;

/// Algorithms of signatures: those with public keys.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// The provider, and how this server is known there.
#[derive(Debug)]
pub(crate) struct Provider {
    pub(crate) settings: SignOnSettings,
    /// For the cookies that bind a login to a browser, and for tickets.
    pub(super) secret: Secret,
    descriptions: Descriptions,
    asking: Semaphore,
}

/// The secrets of one login, which the provider has to return or know.
pub(super) struct Secrets {
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
}

impl Provider {
    pub(crate) fn new(settings: SignOnSettings) -> Self {
        Self {
            settings,
            secret: Secret::named("sign-on"),
            descriptions: Descriptions::default(),
            asking: Semaphore::new(AT_ONCE),
        }
    }

    /// The URL to send somebody to. `anew`: the person has to prove who it is, logged in or not.
    pub(super) async fn url(&self, secrets: Secrets, anew: bool) -> Result<String, SignOnError> {
        let described = self.descriptions.known(&self.settings).await?;
        let Secrets { state, nonce, verifier } = secrets;
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier));
        let (state, nonce) = (move || CsrfToken::new(state), move || Nonce::new(nonce));
        let request = described.client.authorize_url(CoreAuthenticationFlow::AuthorizationCode, state, nonce);
        let mut request = request.add_scopes(described.scopes.clone()).set_pkce_challenge(challenge);
        if anew {
            request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
        }
        Ok(request.url().0.to_string())
    }

    /// The person who has logged in at the provider, which has returned this code.
    pub(super) async fn person(&self, code: String, secrets: Secrets) -> Result<Claims, SignOnError> {
        let _slot = self.asking.acquire().await.map_err(unavailable)?;
        let described = self.descriptions.known(&self.settings).await?;
        let request = described.client.exchange_code(AuthorizationCode::new(code)).map_err(unavailable)?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier));
        let http = self.descriptions.requests();
        let tokens: Tokens = request.request_async(&http).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(answer) => not_valid(answer.to_string()),
            other => unavailable(other),
        })?;
        let nonce = Nonce::new(secrets.nonce);
        let mut claims = match verified(&described.client, &tokens, &nonce) {
            // The provider may have new keys.
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                let described = self.descriptions.with_new_keys(&self.settings).await?;
                verified(&described.client, &tokens, &nonce)
            }
            checked => checked,
        }
        .map_err(invalid)?;
        self.complete(&described, &mut claims, tokens.access_token()).await?;
        Ok(claims)
    }

    /// Adds what the ID token doesn't say. Many providers say it only where they are asked for it (OpenID Connect Core
    /// 1.0, 5.4).
    async fn complete(
        &self,
        described: &Description,
        claims: &mut Claims,
        access: &AccessToken,
    ) -> Result<(), SignOnError> {
        let groups = claims.groups.is_some() || self.settings.groups.is_empty();
        if claims.email.is_some() && claims.preferred_username.is_some() && groups {
            return Ok(());
        }
        let subject = SubjectIdentifier::new(claims.subject.clone());
        // Not every provider has it.
        let Ok(request) = described.client.user_info(access.clone(), Some(subject)) else { return Ok(()) };
        let http = self.descriptions.requests();
        let asked: Result<UserInfoClaims<Groups, CoreGenderClaim>, _> = request.request_async(&http).await;
        let more = asked.map_err(unavailable)?;
        if claims.email.is_none() {
            claims.email = more.email().map(|email| email.to_string());
            claims.email_verified = more.email_verified().unwrap_or(false);
        }
        let name = || more.preferred_username().map(|name| name.to_string());
        claims.preferred_username = claims.preferred_username.take().or_else(name);
        claims.groups = claims.groups.take().or_else(|| more.additional_claims().names());
        Ok(())
    }
}

/// The claims of an ID token: signed by the provider, for this server and this login, and not expired.
fn verified(client: &ProviderClient, tokens: &Tokens, nonce: &Nonce) -> Result<Claims, ClaimsVerificationError> {
    let other = |what: &str| ClaimsVerificationError::Other(what.to_owned());
    let verifier: IdTokenVerifier<'_, CoreJsonWebKey> = client.id_token_verifier().set_allowed_algs(ALGORITHMS);
    let token = tokens.id_token().ok_or_else(|| other("there is no ID token"))?;
    let claims = token.claims(&verifier, nonce)?;
    if let Some(hash) = claims.access_token_hash() {
        let key = token.signing_key(&verifier).map_err(|error| other(&error.to_string()))?;
        let algorithm = token.signing_alg().map_err(|error| other(&error.to_string()))?;
        let own = AccessTokenHash::from_token(tokens.access_token(), algorithm, key);
        if own.map_err(|error| other(&error.to_string()))? != *hash {
            return Err(other("it is another access token"));
        }
    }
    let subject = claims.subject().to_string();
    if subject.is_empty() || subject.len() > MAX_SUBJECT {
        return Err(other("the subject has no valid length"));
    }
    Ok(Claims {
        issuer: claims.issuer().to_string(),
        subject,
        email: claims.email().map(|email| email.to_string()),
        email_verified: claims.email_verified().unwrap_or(false),
        preferred_username: claims.preferred_username().map(|name| name.to_string()),
        groups: claims.additional_claims().names(),
        logged_in_at: claims.auth_time().and_then(|at| Timestamp::from_second(at.timestamp()).ok()),
    })
}

fn unavailable(error: impl std::error::Error) -> SignOnError {
    let why = told(error);
    tracing::warn!(%why, "the provider of single sign-on does not work");
    SignOnError::Unavailable(why)
}

fn invalid(error: impl std::error::Error) -> SignOnError {
    not_valid(told(error))
}

fn not_valid(why: String) -> SignOnError {
    tracing::warn!(%why, "the provider of single sign-on has sent something that is not valid");
    SignOnError::Invalid(why)
}
