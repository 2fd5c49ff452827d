//! The handle to all use cases. Each file of this layer adds methods to it.

use std::sync::Arc;

use crate::chat::auth::devices::Devices;
use crate::chat::auth::passwords::Passwords;
use crate::chat::auth::secret::Secret;
use crate::chat::auth::throttle::Throttle;
use crate::chat::files::FileStorage;
use crate::chat::limits::budgets::Limits;
use crate::chat::limits::confirmations::Unconfirmed;
use crate::chat::logins::passkeys::challenges::Passkeys;
use crate::chat::logins::sign_on::provider::Provider;
use crate::chat::logins::sign_on::settings::SignOnSettings;
use crate::chat::mail::status::MailStatus;
use crate::chat::pictures::thumbnailer::Thumbnailer;
use crate::chat::rules::Rules;
use crate::store::Store;

/// The handle to all use cases; cheap to clone.
#[derive(Clone, Debug)]
pub struct Chat {
    pub(in crate::chat) store: Store,
    pub(in crate::chat) passwords: Passwords,
    pub(in crate::chat) thumbnailer: Thumbnailer,
    pub(in crate::chat) throttle: Throttle,
    pub(in crate::chat) devices: Devices,
    /// For the codes in links of invitations.
    pub(in crate::chat) invitations: Secret,
    /// For the hashes of recovery codes.
    pub(in crate::chat) recovery_codes: Secret,
    /// For what the second factor of a login is sent with.
    pub(in crate::chat) half_logins: Secret,
    /// The status of sending e-mail; none: no mail server is set up.
    pub(in crate::chat) mail: Option<MailStatus>,
    /// The provider of single sign-on; none: there is no single sign-on.
    pub(in crate::chat) sign_on: Option<Arc<Provider>>,
    /// Passkeys; none: browsers offer none for this server.
    pub(in crate::chat) passkeys: Option<Arc<Passkeys>>,
    /// The storage of files; none on the command line.
    pub(in crate::chat) files: Option<Arc<FileStorage>>,
    /// Texts with `@all` or `@here` that are to be confirmed.
    pub(in crate::chat) unconfirmed: Unconfirmed,
    /// The private key that identifies this server to push services.
    pub(in crate::chat) vapid: Secret,
    pub(in crate::chat) rules: Rules,
    pub(in crate::chat) limits: Limits,
}

impl Chat {
    /// The chat in `store`.
    #[must_use]
    pub fn new(store: Store, rules: Rules) -> Self {
        Self {
            store,
            passwords: Passwords::new(),
            thumbnailer: Thumbnailer::default(),
            throttle: Throttle::default(),
            devices: Devices::default(),
            invitations: Secret::named("invitations"),
            recovery_codes: Secret::named("recovery codes"),
            half_logins: Secret::named("half logins"),
            vapid: Secret::named("vapid"),
            mail: None,
            sign_on: None,
            passkeys: None,
            files: None,
            unconfirmed: Unconfirmed::default(),
            limits: Limits::new(rules),
            rules,
        }
    }

    /// The same, on a server that sends e-mail.
    #[must_use]
    pub fn with_mail(self, mail: Option<MailStatus>) -> Self {
        Self { mail, ..self }
    }

    /// The same chat, with a storage of files.
    #[must_use]
    pub fn with_files(self, files: FileStorage) -> Self {
        Self { files: Some(Arc::new(files)), ..self }
    }

    /// The same chat, where people also log in with passkeys, if browsers offer those for a server at this origin.
    #[must_use]
    pub fn with_passkeys(self, origin: &str) -> Self {
        Self { passkeys: Passkeys::at(origin).map(Arc::new), ..self }
    }

    /// The same chat, where people also log in at a provider.
    #[must_use]
    pub fn with_sign_on(self, settings: Option<SignOnSettings>) -> Self {
        Self { sign_on: settings.map(|settings| Arc::new(Provider::new(settings))), ..self }
    }
}
