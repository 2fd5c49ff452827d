//! The provider: its description, the URL to log in at, and what it says about who has.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClientAuthMethod, CoreErrorResponseType,
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse,
    CoreTokenType,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthType, AuthorizationCode, ClaimsVerificationError, Client, ClientId,
    ClientSecret, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    IdTokenFields, IdTokenVerifier, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError, StandardErrorResponse,
    StandardTokenResponse, SubjectIdentifier, TokenResponse as _, UserInfoClaims,
};
use tokio::sync::{Mutex, Semaphore};

use crate::chat::auth::secret::Secret;
use crate::chat::http_client::HttpError;
use crate::chat::logins::sign_on::claims::{Claims, Groups, MAX_SUBJECT};
use crate::chat::logins::sign_on::http::HttpClient;
use crate::chat::logins::sign_on::settings::{SignOnError, SignOnSettings};

/// Age at which the provider's description is read anew.
const DESCRIBED_FOR: Duration = Duration::from_hours(1);

/// Minimum time between two attempts to read it.
const RETRY: Duration = Duration::from_secs(5);

/// Minimum age at which it is read anew for a key that it doesn't have.
const NEW_KEYS_AFTER: Duration = Duration::from_mins(1);

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

type Tokens = StandardTokenResponse<
    IdTokenFields<
        Groups,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

type ProviderClient = Client<
    Groups,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The provider, and how this server is known there.
#[derive(Debug)]
pub(crate) struct Provider {
    pub(crate) settings: SignOnSettings,
    /// For the cookies that bind a login to a browser, and for tickets.
    pub(super) secret: Secret,
    http: HttpClient,
    described: Mutex<Described>,
    asking: Semaphore,
}

#[derive(Debug, Default)]
struct Described {
    known: Option<(Arc<Description>, Instant)>,
    failed: Option<(String, Instant)>,
}

/// The client that the settings and the provider's description yield.
#[derive(Debug)]
struct Description {
    client: ProviderClient,
    scopes: Vec<Scope>,
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
            http: HttpClient::default(),
            described: Mutex::default(),
            asking: Semaphore::new(AT_ONCE),
        }
    }

    /// The URL to send somebody to. `anew`: the person has to prove who it is, logged in or not.
    pub(super) async fn url(&self, secrets: Secrets, anew: bool) -> Result<String, SignOnError> {
        let described = self.described(DESCRIBED_FOR).await?;
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
        let described = self.described(DESCRIBED_FOR).await?;
        let request = described.client.exchange_code(AuthorizationCode::new(code)).map_err(unavailable)?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier));
        let http = self.http();
        let tokens: Tokens = request.request_async(&http).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(answer) => not_valid(answer.to_string()),
            other => unavailable(other),
        })?;
        let nonce = Nonce::new(secrets.nonce);
        let mut claims = match verified(&described.client, &tokens, &nonce) {
            // The provider may have new keys.
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                let described = self.described(NEW_KEYS_AFTER).await?;
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
        let http = self.http();
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

    fn http(&self) -> impl Fn(HttpRequest) -> HttpFuture + use<> {
        let http = self.http.clone();
        move |request| Box::pin(http.clone().send(request))
    }

    /// The provider's description, read anew where it is older than this. An older one serves while that fails.
    async fn described(&self, age: Duration) -> Result<Arc<Description>, SignOnError> {
        let mut described = self.described.lock().await;
        if let Some((known, at)) = &described.known
            && at.elapsed() < age
        {
            return Ok(Arc::clone(known));
        }
        let failed = described.failed.as_ref().filter(|(_, at)| at.elapsed() < RETRY).map(|(why, _)| why.clone());
        let read = match failed {
            Some(why) => Err(why),
            None => self.describe().await,
        };
        match read {
            Ok(description) => {
                let known = Arc::new(description);
                *described = Described { known: Some((Arc::clone(&known), Instant::now())), failed: None };
                Ok(known)
            }
            Err(why) => {
                if described.failed.as_ref().is_none_or(|(_, at)| at.elapsed() >= RETRY) {
                    tracing::warn!(issuer = self.settings.issuer, %why, "the provider of single sign-on does not work");
                    described.failed = Some((why.clone(), Instant::now()));
                }
                let known = described.known.as_ref().map(|(known, _)| Arc::clone(known));
                known.ok_or(SignOnError::Unavailable(why))
            }
        }
    }

    async fn describe(&self) -> Result<Description, String> {
        let SignOnSettings { issuer, client_id, client_secret, redirect_url, .. } = &self.settings;
        let issuer = IssuerUrl::new(issuer.clone()).map_err(told)?;
        let http = self.http();
        let metadata = CoreProviderMetadata::discover_async(issuer, &http).await.map_err(told)?;
        let redirect = RedirectUrl::new(redirect_url.clone()).map_err(told)?;
        let knows =
            |scope: &str| metadata.scopes_supported().is_some_and(|known| known.iter().any(|s| **s == scope));
        let mut scopes = vec![Scope::new("profile".to_owned()), Scope::new("email".to_owned())];
        if !self.settings.groups.is_empty() && knows("groups") {
            scopes.push(Scope::new("groups".to_owned()));
        }
        let methods = metadata.token_endpoint_auth_methods_supported().cloned();
        let in_header = methods.is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let auth_type = if in_header { AuthType::BasicAuth } else { AuthType::RequestBody };
        let secret = client_secret.clone().map(ClientSecret::new);
        let client = ProviderClient::from_provider_metadata(metadata, ClientId::new(client_id.clone()), secret);
        Ok(Description { client: client.set_redirect_uri(redirect).set_auth_type(auth_type), scopes })
    }
}

type HttpFuture =
    std::pin::Pin<Box<dyn Future<Output = Result<openidconnect::HttpResponse, HttpError>> + Send + 'static>>;

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

/// An error with its causes, on one line.
fn told(error: impl std::error::Error) -> String {
    let mut told = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        told = format!("{told}: {cause}");
        source = cause.source();
    }
    told
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
