//! The provider's description of itself, and the client that it yields.

use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AuthType, Client, ClientId, ClientSecret, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, HttpRequest, HttpResponse, IdTokenFields, IssuerUrl, RedirectUrl, Scope, StandardErrorResponse,
    StandardTokenResponse,
};
use tokio::sync::Mutex;

use crate::chat::logins::sign_on::claims::Groups;
use crate::chat::logins::sign_on::http::HttpClient;
use crate::chat::logins::sign_on::settings::{SignOnError, SignOnSettings};
use crate::http_client::HttpError;

/// Age at which the provider's description is read anew.
const DESCRIBED_FOR: Duration = Duration::from_hours(1);

/// Minimum time between two attempts to read it.
const RETRY: Duration = Duration::from_secs(5);

/// Minimum time between two times that it is read anew for a key that it doesn't have.
const NEW_KEYS_AFTER: Duration = Duration::from_mins(1);

pub(super) type Tokens = StandardTokenResponse<
    IdTokenFields<
        Groups,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

pub(super) type ProviderClient = Client<
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

/// The client that the settings and the provider's description yield.
#[derive(Debug)]
pub(super) struct Description {
    pub(super) client: ProviderClient,
    pub(super) scopes: Vec<Scope>,
}

/// The newest description, read when it is needed.
#[derive(Debug, Default)]
pub(super) struct Descriptions {
    http: HttpClient,
    described: Mutex<Described>,
}

#[derive(Debug, Default)]
struct Described {
    known: Option<(Arc<Description>, Instant)>,
    failed: Option<(String, Instant)>,
    /// When it was last read for a key that it didn't have.
    for_keys: Option<Instant>,
}

impl Descriptions {
    /// The description, read anew where it is old. An older one serves while that fails.
    pub(super) async fn known(&self, settings: &SignOnSettings) -> Result<Arc<Description>, SignOnError> {
        let mut described = self.described.lock().await;
        self.described(settings, &mut described, DESCRIBED_FOR).await
    }

    /// The description, read anew because it lacks the key of a signature: the provider has changed its keys. That may not
    /// be so, and the provider is asked for it once in a while only.
    pub(super) async fn with_new_keys(&self, settings: &SignOnSettings) -> Result<Arc<Description>, SignOnError> {
        let mut described = self.described.lock().await;
        let is_soon = described.for_keys.is_some_and(|at| at.elapsed() < NEW_KEYS_AFTER);
        if !is_soon {
            described.for_keys = Some(Instant::now());
        }
        let age = if is_soon { DESCRIBED_FOR } else { Duration::ZERO };
        self.described(settings, &mut described, age).await
    }

    async fn described(
        &self,
        settings: &SignOnSettings,
        described: &mut Described,
        age: Duration,
    ) -> Result<Arc<Description>, SignOnError> {
        if let Some((known, at)) = &described.known
            && at.elapsed() < age
        {
            return Ok(Arc::clone(known));
        }
        let failed = described.failed.as_ref().filter(|(_, at)| at.elapsed() < RETRY).map(|(why, _)| why.clone());
        let read = match failed {
            Some(why) => Err(why),
            None => self.describe(settings).await,
        };
        match read {
            Ok(description) => {
                let known = Arc::new(description);
                described.known = Some((Arc::clone(&known), Instant::now()));
                described.failed = None;
                Ok(known)
            }
            Err(why) => {
                if described.failed.as_ref().is_none_or(|(_, at)| at.elapsed() >= RETRY) {
                    tracing::warn!(issuer = settings.issuer, %why, "the provider of single sign-on does not work");
                    described.failed = Some((why.clone(), Instant::now()));
                }
                let known = described.known.as_ref().map(|(known, _)| Arc::clone(known));
                known.ok_or(SignOnError::Unavailable(why))
            }
        }
    }

    async fn describe(&self, settings: &SignOnSettings) -> Result<Description, String> {
        let SignOnSettings { issuer, client_id, client_secret, redirect_url, .. } = settings;
        let issuer = IssuerUrl::new(issuer.clone()).map_err(told)?;
        let http = self.requests();
        let metadata = CoreProviderMetadata::discover_async(issuer, &http).await.map_err(told)?;
        let redirect = RedirectUrl::new(redirect_url.clone()).map_err(told)?;
        let knows =
            |scope: &str| metadata.scopes_supported().is_some_and(|known| known.iter().any(|s| **s == scope));
        let mut scopes = vec![Scope::new("profile".to_owned()), Scope::new("email".to_owned())];
        if !settings.groups.is_empty() && knows("groups") {
            scopes.push(Scope::new("groups".to_owned()));
        }
        let methods = metadata.token_endpoint_auth_methods_supported().cloned();
        let in_header = methods.is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let auth_type = if in_header { AuthType::BasicAuth } else { AuthType::RequestBody };
        let secret = client_secret.clone().map(ClientSecret::new);
        let client = ProviderClient::from_provider_metadata(metadata, ClientId::new(client_id.clone()), secret);
        Ok(Description { client: client.set_redirect_uri(redirect).set_auth_type(auth_type), scopes })
    }

    /// Sends requests to the provider.
    pub(super) fn requests(&self) -> impl Fn(HttpRequest) -> HttpFuture + use<> {
        let http = self.http.clone();
        move |request| Box::pin(http.clone().send(request))
    }
}

type HttpFuture = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'static>>;

/// An error with its causes, on one line.
pub(super) fn told(error: impl std::error::Error) -> String {
    let mut told = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        told = format!("{told}: {cause}");
        source = cause.source();
    }
    told
}
