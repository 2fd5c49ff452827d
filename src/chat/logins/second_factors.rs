//! The second factor of logins.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jiff::Timestamp;
use totp_rs::{Builder, Secret, Totp};

use crate::chat::auth::random::random;
use crate::chat::auth::secret::{CODE_BYTES, Code, code, is_code};
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::logins::passwords::Confirmation;
use crate::model::administration::branding::DEFAULT_NAME;
use crate::model::logins::second_factors::{RECOVERY_CODES, SecondFactor, recovery_code};
use crate::model::{AccountId, Username, Viewer};
use crate::store;
use crate::store::Factor;

/// Time for typing the code after the password, in seconds.
const CODE_WITHIN: i64 = 5 * 60;

/// The secret of a new second factor: as text, and as the URL that devices scan.
#[derive(Debug)]
pub struct Enrolment {
    /// The secret in base 32.
    pub secret: String,
    /// The `otpauth` URL.
    pub url: String,
}

impl Chat {
    /// Begins to set up a second factor for the viewer.
    ///
    /// # Errors
    /// [`Error::WrongLogin`] or [`Error::TooManyAttempts`] of a wrong [`Confirmation`]; [`Error::NameTaken`] where there is
    /// one already; [`Error::SessionEnded`].
    pub async fn begin_second_factor(&self, viewer: &Viewer, confirmation: Confirmation) -> Result<(), Error> {
        let proof = self.confirm(viewer, confirmation).await?;
        // As long as the hash (RFC 4226, section 4, R6).
        let secret: [u8; 20] = random()?;
        let begun = self.store.begin_second_factor(viewer.account.id, viewer.session.id, proof, secret.to_vec());
        Ok(begun.await?)
    }

    /// The secret for the viewer's device, while the second factor is being set up.
    ///
    /// # Errors
    /// When the secret in the database isn't one.
    pub fn enrolment(&self, viewer: &Viewer, factor: &SecondFactor) -> Result<Enrolment, Error> {
        let totp = totp(&factor.secret, &viewer.account.person.username, viewer.branding.name())?;
        let url = totp.to_url().map_err(failed)?;
        Ok(Enrolment { secret: Secret::new(factor.secret.clone().into()).to_base32(), url })
    }

    /// Turns the second factor on with a first code, and returns the recovery codes.
    ///
    /// # Errors
    /// [`Error::WrongCode`]; [`Error::SessionEnded`]; [`store::Error::NotFound`] when none is being set up.
    pub async fn confirm_second_factor(&self, viewer: &Viewer, typed: &str) -> Result<Vec<String>, Error> {
        let (account, now) = (viewer.account.id, Timestamp::now());
        let factor = self.store.second_factor(account).await?.ok_or(store::Error::NotFound)?;
        let step = step(&factor, &viewer.account.person.username, typed, now)?.ok_or(Error::WrongCode)?;
        let (codes, hashes) = self.new_recovery_codes(account).await?;
        self.store.confirm_second_factor(account, viewer.session.id, step, hashes, now).await?;
        Ok(codes)
    }

    /// Replaces the recovery codes, and returns the new ones.
    ///
    /// # Errors
    /// As [`Self::begin_second_factor`]; [`store::Error::NotFound`] where there is no second factor.
    pub async fn replace_recovery_codes(
        &self,
        viewer: &Viewer,
        confirmation: Confirmation,
    ) -> Result<Vec<String>, Error> {
        let proof = self.confirm(viewer, confirmation).await?;
        let (codes, hashes) = self.new_recovery_codes(viewer.account.id).await?;
        self.store.replace_recovery_codes(viewer.account.id, viewer.session.id, proof, hashes).await?;
        Ok(codes)
    }

    /// Turns the second factor off.
    ///
    /// # Errors
    /// As [`Self::begin_second_factor`].
    pub async fn remove_second_factor(&self, viewer: &Viewer, confirmation: Confirmation) -> Result<(), Error> {
        let proof = self.confirm(viewer, confirmation).await?;
        Ok(self.store.remove_second_factor(viewer.account.id, viewer.session.id, proof).await?)
    }

    async fn new_recovery_codes(&self, account: AccountId) -> Result<(Vec<String>, Vec<Vec<u8>>), Error> {
        let (mut codes, mut hashes) = (Vec::new(), Vec::new());
        for _ in 0..RECOVERY_CODES {
            let bits = u64::from_be_bytes(random()?);
            let code = format!("{bits:016x}");
            hashes.push(self.recovery_hash(account, &code).await?);
            codes.push(code);
        }
        Ok((codes, hashes))
    }

    async fn recovery_hash(&self, account: AccountId, typed: &str) -> Result<Vec<u8>, Error> {
        let secret = self.recovery_codes.load(&self.store).await?;
        Ok(code(&secret, &[&account.0.to_be_bytes(), typed.as_bytes()])?.to_vec())
    }

    /// The second factor that a typed code stands for: the code of a time step, or a recovery code.
    ///
    /// # Errors
    /// [`Error::WrongCode`] where it is neither.
    pub(in crate::chat) async fn factor(
        &self,
        account: AccountId,
        name: &Username,
        typed: &str,
    ) -> Result<Factor, Error> {
        if let Some(code) = recovery_code(typed) {
            return Ok(Factor::Recovery(self.recovery_hash(account, &code).await?));
        }
        let factor = self.store.second_factor(account).await?.filter(|factor| factor.is_on);
        // Turned off since the password was compared: the store decides.
        let Some(factor) = factor else { return Ok(Factor::None) };
        let step = step(&factor, name, typed, Timestamp::now())?.ok_or(Error::WrongCode)?;
        Ok(Factor::Step(step))
    }

    /// The token that is sent with the code of a login. It proves that the password was right a moment ago.
    pub(in crate::chat) async fn half_login(&self, account: AccountId, hash: &str) -> Result<String, Error> {
        let secret = self.half_logins.load(&self.store).await?;
        let until = (Timestamp::now().as_second() + CODE_WITHIN).to_be_bytes();
        let code = code(&secret, &[&account.0.to_be_bytes(), &until, hash.as_bytes()])?;
        Ok(BASE64_URL_SAFE_NO_PAD.encode([&until[..], &code].concat()))
    }

    /// Whether the password of an account was right a moment ago.
    pub(in crate::chat) async fn is_half_login(
        &self,
        account: AccountId,
        hash: &str,
        told: &str,
    ) -> Result<bool, Error> {
        let Some((until, told)) = decode(told) else { return Ok(false) };
        let secret = self.half_logins.load(&self.store).await?;
        let parts: [&[u8]; 3] = [&account.0.to_be_bytes(), &until.to_be_bytes(), hash.as_bytes()];
        Ok(is_code(&secret, &parts, &told) && until > Timestamp::now().as_second())
    }
}

fn decode(told: &str) -> Option<(i64, Code)> {
    let bytes: [u8; 8 + CODE_BYTES] = BASE64_URL_SAFE_NO_PAD.decode(told).ok()?.try_into().ok()?;
    let (until, code) = bytes.split_at_checked(8)?;
    Some((i64::from_be_bytes(until.try_into().ok()?), code.try_into().ok()?))
}

/// The codes of a secret, and what programs show beside them. A colon would separate the two.
fn totp(secret: &[u8], name: &Username, issuer: &str) -> Result<Totp, Error> {
    let issuer = issuer.replace(':', " ");
    let builder = Builder::new().with_secret(Secret::new(secret.into())).with_issuer(Some(issuer));
    builder.with_account_name(name.as_str()).build().map_err(failed)
}

/// The time step of a code: this one, the one before or the one after (RFC 6238, section 5.2).
fn step(factor: &SecondFactor, name: &Username, typed: &str, now: Timestamp) -> Result<Option<u64>, Error> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let now = u64::try_from(now.as_second()).unwrap_or_default();
    Ok(totp(&factor.secret, name, DEFAULT_NAME)?.check(&digits, now))
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Store(store::Error::Failed(format!("a second factor: {error}")))
}
