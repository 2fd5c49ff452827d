//! The provider's claims about a person, and whether that person may log in here.

use jiff::Timestamp;
use openidconnect::AdditionalClaims;
use serde::{Deserialize, Serialize};

use crate::chat::logins::sign_on::settings::{NotAllowed, SignOnSettings};
use crate::model::logins::sign_on::Identity;

/// The claim `groups`, which OpenID Connect doesn't define and most providers send. Other forms of it count as none.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Groups {
    #[serde(default)]
    pub(super) groups: Option<serde_json::Value>,
}

impl AdditionalClaims for Groups {}

impl Groups {
    /// The names: of a list, or of a single group.
    pub(super) fn names(&self) -> Option<Vec<String>> {
        match self.groups.as_ref()? {
            serde_json::Value::String(name) => Some(vec![name.clone()]),
            serde_json::Value::Array(names) => {
                Some(names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect())
            }
            _ => None,
        }
    }
}

/// A person, as the provider knows them. All of it is signed, or came from the provider over TLS.
#[derive(Clone, Debug)]
pub(super) struct Claims {
    pub(super) issuer: String,
    pub(super) subject: String,
    pub(super) email: Option<String>,
    pub(super) email_verified: bool,
    pub(super) preferred_username: Option<String>,
    pub(super) groups: Option<Vec<String>>,
    /// When the person logged in at the provider, as far as it says.
    pub(super) logged_in_at: Option<Timestamp>,
}

/// Maximum length of a subject (OpenID Connect Core 1.0, 2).
pub(super) const MAX_SUBJECT: usize = 255;

/// Maximum length of a label, in characters.
const MAX_LABEL: usize = 100;

impl Claims {
    /// The account at the provider.
    pub(super) fn identity(&self) -> Identity {
        let label = self.email.as_ref().or(self.preferred_username.as_ref()).unwrap_or(&self.subject);
        let label = label.chars().filter(|c| !c.is_control()).take(MAX_LABEL).collect();
        Identity { issuer: self.issuer.clone(), subject: self.subject.clone(), label }
    }

    /// A name to propose for a new account.
    pub(super) fn name(&self) -> &str {
        let address = self.preferred_username.as_ref().or(self.email.as_ref()).map_or("", String::as_str);
        address.split_once('@').map_or(address, |(local, _)| local)
    }

    /// Makes sure that the person may log in. Each list that is set has to have them.
    pub(super) fn check(&self, settings: &SignOnSettings) -> Result<(), NotAllowed> {
        if !settings.domains.is_empty() {
            let email = self.email.as_deref().filter(|_| self.email_verified).ok_or(NotAllowed::Unverified)?;
            let (_, domain) = email.rsplit_once('@').ok_or(NotAllowed::Unverified)?;
            if !settings.domains.iter().any(|allowed| allowed.eq_ignore_ascii_case(domain)) {
                return Err(NotAllowed::Domain);
            }
        }
        let is_in = |group: &String| self.groups.iter().flatten().any(|own| own == group);
        if settings.groups.is_empty() || settings.groups.iter().any(is_in) {
            Ok(())
        } else {
            Err(NotAllowed::Group)
        }
    }
}
