//! Hashing passwords: Argon2id with OWASP's parameters (Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane),
//! off the async threads, and never so many at once that a flood of logins starves the chat.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;

use super::werkzeug;
use crate::model::Password;
use crate::store;

/// A hash of no password anybody knows, with the parameters of those we make: an unknown name costs what a known one
/// does.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c251Zy1ub2JvZHkhIQ$4pZ+8bW0dqXwR3l2uYV1mQ8gk5Ff0JcA7nHs6T9eLxE";

/// How many hashings may wait for their turn.
const QUEUE: usize = 1_024;

#[derive(Clone, Debug)]
pub(super) struct Passwords {
    turns: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

/// What a password turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Wrong,
    Right,
    /// Right, but hashed by another program: to be hashed anew.
    RightButForeign,
}

impl Passwords {
    pub(super) fn new() -> Self {
        // One core is left to the chat where there is more than one.
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let turns = cores.saturating_sub(1).max(1);
        Self { turns: Arc::new(Semaphore::new(turns)), places: Arc::new(Semaphore::new(QUEUE)) }
    }

    pub(super) async fn hash(&self, password: Password) -> Result<String, store::Error> {
        self.in_turn(move || {
            let hash = Argon2::default().hash_password(password.composed().as_bytes());
            hash.map(|hash| hash.to_string()).map_err(|e| store::Error::Failed(format!("hashing failed: {e}")))
        })
        .await?
    }

    /// Compares a password with a stored hash, or with nobody's, which takes the same time.
    pub(super) async fn verify(
        &self,
        password: Password,
        stored: Option<String>,
    ) -> Result<Verdict, store::Error> {
        self.in_turn(move || verify(&password, stored.as_deref())).await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, store::Error> {
        let _place = self.places.try_acquire().map_err(|_| store::Error::Busy)?;
        // The permit goes along: the turn lasts as long as the work, even when nobody waits for it any more.
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| store::Error::Busy)?;
        let work = move || {
            let _turn = turn;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|e| store::Error::Failed(format!("hashing failed: {e}")))
    }
}

fn verify(password: &Password, stored: Option<&str>) -> Verdict {
    if let Some(hash) = stored.and_then(werkzeug::Hash::parse) {
        return if hash.verify(password) { Verdict::RightButForeign } else { Verdict::Wrong };
    }
    let Ok(hash) = PasswordHash::new(stored.unwrap_or(NOBODY)) else { return Verdict::Wrong };
    let fits = Argon2::default().verify_password(password.composed().as_bytes(), &hash).is_ok();
    if fits && stored.is_some() { Verdict::Right } else { Verdict::Wrong }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn password(typed: &str) -> Password {
        Password::attempt(typed.into()).unwrap()
    }

    #[tokio::test]
    async fn hashes_are_argon2id_with_owasps_parameters_and_verify() {
        let passwords = Passwords::new();
        let hash = passwords.hash(password("correct horse")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let verify = |typed| passwords.verify(password(typed), Some(hash.clone()));
        assert_eq!(verify("correct horse").await.unwrap(), Verdict::Right);
        assert_eq!(verify("battery staple").await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn a_password_is_the_same_however_its_letters_are_composed() {
        let passwords = Passwords::new();
        let hash = passwords.hash(password("cafe\u{301} au lait")).await.unwrap();
        let verdict = passwords.verify(password("caf\u{e9} au lait"), Some(hash)).await.unwrap();
        assert_eq!(verdict, Verdict::Right);
    }

    #[test]
    fn nobodys_hash_costs_what_anybodys_does() {
        let hash = PasswordHash::new(NOBODY).unwrap();
        let (nobodys, ours) = (argon2::Params::try_from(&hash).unwrap(), argon2::Params::default());
        assert_eq!(nobodys.m_cost(), ours.m_cost());
        assert_eq!((nobodys.t_cost(), nobodys.p_cost()), (ours.t_cost(), ours.p_cost()));
    }
}
