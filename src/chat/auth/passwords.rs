//! Hashing passwords: Argon2id with OWASP's parameters (Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane),
//! off the async threads, and with a maximum concurrency, so that a flood of logins doesn't starve the chat.
//!
//! A hash's memory is passed to the next waiting hash, and returned to the system after the last one: there are at
//! most as many buffers as slots.

use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use subtle::ConstantTimeEq as _;

use crate::chat::auth::werkzeug;
use crate::chat::limits::fair_queue::{FairQueue, Lane, LaneLimits};
use crate::chat::mapped_memory::ALWAYS_MAPPED;
use crate::metrics::limits::Limit;
use crate::model::{Network, Password};
use crate::store;

/// A hash of no known password, with our own parameters: a login with an unknown name takes as long as one with a
/// known name.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c251Zy1ub2JvZHkhIQ$4pZ+8bW0dqXwR3l2uYV1mQ8gk5Ff0JcA7nHs6T9eLxE";

/// Passwords hashed at the same time: four need 76 MiB.
const MAX_SLOTS: usize = 4;

/// Longest queues for hashing.
const LOGINS: LaneLimits = LaneLimits { in_all: 1_024, per_network: 64 };
const REGISTRATIONS: LaneLimits = LaneLimits { in_all: 256, per_network: 64 };

/// Maximum memory parameter of our stored hashes, in blocks of 1 KiB.
const MAX_BLOCKS: u32 = 64 << 10;

/// The memory that Argon2 works in.
type Blocks = Vec<Block>;

#[derive(Clone, Debug)]
pub(crate) struct Passwords {
    queue: FairQueue<Blocks>,
    /// Held while an imported hash is checked, since its implementation allocates its own memory: one at a time.
    foreign: Arc<Mutex<()>>,
}

/// The result of comparing a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Wrong,
    Right,
    /// Right, but with an imported hash, which is to be replaced.
    RightButForeign,
}

impl Passwords {
    pub(crate) fn new() -> Self {
        // One core is left to the chat where there is more than one.
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let slots = cores.saturating_sub(1).clamp(1, MAX_SLOTS);
        Self { queue: FairQueue::new(slots, LOGINS, REGISTRATIONS), foreign: Arc::default() }
    }

    /// Hashes a password anew.
    pub(crate) async fn hash(
        &self,
        password: Password,
        lane: Lane,
        from: Network,
    ) -> Result<String, store::Error> {
        let failed = |reason: String| store::Error::Failed(format!("hashing failed: {reason}"));
        let mut salt = [0; Salt::RECOMMENDED_LENGTH];
        getrandom::fill(&mut salt).map_err(|e| failed(e.to_string()))?;
        self.in_turn(lane, from, move |blocks| hash(&password, &salt, blocks))
            .await?
            .map_err(|e| failed(e.to_string()))
    }

    /// Compares a password with a stored hash, or with a dummy hash if there is none, in the same time.
    pub(crate) async fn verify(
        &self,
        password: Password,
        stored: Option<String>,
        from: Network,
    ) -> Result<Verdict, store::Error> {
        let foreign = Arc::clone(&self.foreign);
        self.in_turn(Lane::Login, from, move |blocks| verify(&password, stored.as_deref(), &foreign, blocks)).await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        lane: Lane,
        from: Network,
        work: impl FnOnce(&mut Blocks) -> T + Send + 'static,
    ) -> Result<T, store::Error> {
        // The work owns the slot, and frees it when done, even if the caller has disconnected.
        let mut slot = self.queue.slot(lane, from.wide()).await.map_err(|_| {
            Limit::PasswordQueue.refused();
            store::Error::Busy
        })?;
        let work = move || {
            let mut blocks = slot.take().unwrap_or_default();
            let done = work(&mut blocks);
            slot.hand_on(blocks);
            done
        };
        tokio::task::spawn_blocking(work).await.map_err(|e| store::Error::Failed(format!("hashing failed: {e}")))
    }
}

fn hash(password: &Password, salt: &[u8], blocks: &mut Blocks) -> argon2::password_hash::Result<String> {
    let argon2 = Argon2::default();
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    fill(&argon2, password, salt, &mut output, blocks)?;
    let hash = PasswordHash {
        algorithm: Algorithm::default().ident(),
        version: Some(Version::default().into()),
        params: ParamsString::try_from(argon2.params())?,
        salt: Some(Salt::new(salt)?),
        hash: Some(Output::new(&output)?),
    };
    Ok(hash.to_string())
}

fn verify(password: &Password, stored: Option<&str>, foreign: &Mutex<()>, blocks: &mut Blocks) -> Verdict {
    if let Some(hash) = stored.and_then(werkzeug::Hash::parse) {
        let _alone = foreign.lock().unwrap_or_else(PoisonError::into_inner);
        return if hash.verify(password) { Verdict::RightButForeign } else { Verdict::Wrong };
    }
    let fits = PasswordHash::new(stored.unwrap_or(NOBODY)).ok().is_some_and(|hash| fits(password, &hash, blocks));
    if fits && stored.is_some() { Verdict::Right } else { Verdict::Wrong }
}

/// Whether a hash belongs to the password.
fn fits(password: &Password, hash: &PasswordHash, blocks: &mut Blocks) -> bool {
    let (Some(salt), Some(expected)) = (&hash.salt, &hash.hash) else { return false };
    let Ok(params) = Params::try_from(hash) else { return false };
    let (Ok(algorithm), Ok(version)) = (
        Algorithm::try_from(hash.algorithm.as_str()),
        hash.version.map_or(Ok(Version::default()), Version::try_from),
    ) else {
        return false;
    };
    if params.m_cost() > MAX_BLOCKS {
        return false;
    }
    let mut output = vec![0; expected.as_bytes().len()];
    let filled = fill(&Argon2::new(algorithm, version, params), password, salt, &mut output, blocks);
    filled.is_ok() && output.ct_eq(expected.as_bytes()).into()
}

fn fill(
    argon2: &Argon2<'_>,
    password: &Password,
    salt: &[u8],
    output: &mut [u8],
    blocks: &mut Blocks,
) -> argon2::Result<()> {
    let count = argon2.params().block_count();
    if blocks.len() < count {
        // Replace the buffer instead of growing it, which would copy the old contents.
        *blocks = Blocks::with_capacity(count.max(ALWAYS_MAPPED / Block::SIZE));
        blocks.resize(count, Block::new());
    }
    argon2.hash_password_into_with_memory(password.composed().as_bytes(), salt, output, blocks)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use argon2::PasswordHasher as _;

    use super::*;

    fn password(typed: &str) -> Password {
        Password::attempt(typed.into()).unwrap()
    }

    const HERE: Network = Network::V4(std::net::Ipv4Addr::LOCALHOST);

    #[tokio::test]
    async fn hashes_are_argon2id_with_owasps_parameters_and_verify() {
        let passwords = Passwords::new();
        let hash = passwords.hash(password("correct horse"), Lane::Registration, HERE).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let verify = |typed| passwords.verify(password(typed), Some(hash.clone()), HERE);
        assert_eq!(verify("correct horse").await.unwrap(), Verdict::Right);
        assert_eq!(verify("battery staple").await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn a_password_is_the_same_however_its_letters_are_composed() {
        let passwords = Passwords::new();
        let hash = passwords.hash(password("cafe\u{301} au lait"), Lane::Registration, HERE).await.unwrap();
        let verdict = passwords.verify(password("caf\u{e9} au lait"), Some(hash), HERE).await.unwrap();
        assert_eq!(verdict, Verdict::Right);
    }

    #[test]
    fn a_hash_is_the_same_whatever_was_in_the_memory_before() {
        let (mut blocks, salt) = (Blocks::new(), [7; 16]);
        let first = hash(&password("correct horse"), &salt, &mut blocks).unwrap();
        hash(&password("battery staple"), &[8; 16], &mut blocks).unwrap();
        assert_eq!(hash(&password("correct horse"), &salt, &mut blocks).unwrap(), first);
        let by_the_crate = Argon2::default().hash_password_with_salt("correct horse".as_bytes(), &salt).unwrap();
        assert_eq!(first, by_the_crate.to_string());
    }

    #[test]
    fn nobodys_hash_costs_what_anybodys_does() {
        let hash = PasswordHash::new(NOBODY).unwrap();
        let (nobodys, ours) = (Params::try_from(&hash).unwrap(), Params::default());
        assert_eq!(nobodys.m_cost(), ours.m_cost());
        assert_eq!((nobodys.t_cost(), nobodys.p_cost()), (ours.t_cost(), ours.p_cost()));
    }
}
