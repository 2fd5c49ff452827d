//! The settings of single sign-on, and its errors.

use std::fmt;

/// The settings of single sign-on.
#[derive(Clone)]
pub struct SignOnSettings {
    /// The provider's URL, whose `/.well-known/openid-configuration` describes it.
    pub issuer: String,
    /// The name under which the provider knows this server.
    pub client_id: String,
    /// The secret that proves it; none for a public client.
    pub client_secret: Option<String>,
    /// The URL here to which the provider sends people back.
    pub redirect_url: String,
    /// The provider's name on buttons.
    pub label: Option<String>,
    /// Domains of verified e-mail addresses of people who may log in; empty: all.
    pub domains: Vec<String>,
    /// Groups of people who may log in; empty: all.
    pub groups: Vec<String>,
    /// Whether those people may make accounts, whoever else may register.
    pub lists_admit: bool,
    /// Whether people log in and register by password, too.
    pub passwords: bool,
}

impl fmt::Debug for SignOnSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { issuer, client_id, .. } = self;
        f.debug_struct("SignOnSettings")
            .field("issuer", issuer)
            .field("client_id", client_id)
            .finish_non_exhaustive()
    }
}

/// Why a login at the provider doesn't count.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SignOnError {
    /// This server has no single sign-on.
    #[error("there is no single sign-on")]
    Off,
    /// The provider can't be reached, or doesn't work.
    #[error("the provider does not work: {0}")]
    Unavailable(String),
    /// The provider says that the person isn't logged in: the person has refused, or may not.
    #[error("the provider refused: {0}")]
    Refused(String),
    /// The login was begun too long ago, in another browser, or is finished.
    #[error("the login was not begun in this browser, or too long ago")]
    Stale,
    /// The provider's answer isn't valid.
    #[error("the provider's answer is not valid: {0}")]
    Invalid(String),
    /// The provider's account may not log in here.
    #[error("the account may not log in: {0:?}")]
    NotAllowed(NotAllowed),
    /// The account at the provider is another than the one that is linked.
    #[error("it is another account at the provider")]
    OtherIdentity,
}

/// Why an account at the provider may not log in here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAllowed {
    /// The provider gives no e-mail address, or hasn't verified it.
    Unverified,
    /// The address is of another domain.
    Domain,
    /// The person is in none of the groups.
    Group,
}
