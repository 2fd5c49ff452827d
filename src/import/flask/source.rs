//! The identifier of an imported chat.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use sha2::{Digest as _, Sha256};

use crate::import::flask::reader::FlaskAccount;
use crate::store;
use crate::store::Store;

/// The chat's identifier in origins: that of an earlier run if a salted hash matches, which no other chat has;
/// otherwise a new one.
pub(crate) async fn source(store: &Store, accounts: &[FlaskAccount]) -> Result<String, store::Error> {
    let known = store.imported_hashes().await?;
    let earlier = accounts.iter().find_map(|FlaskAccount { username, password_hash }| {
        let origin = known.get(password_hash)?;
        let Some(username) = username else { return Some(origin.clone()) };
        origin.strip_suffix(username)?.strip_suffix(':').map(str::to_owned)
    });
    Ok(earlier.unwrap_or_else(|| format!("flask-chat:{}", fingerprint(accounts))))
}

/// Identifies a Flask chat by the first account's salted hash, which is unique.
fn fingerprint(accounts: &[FlaskAccount]) -> String {
    let name = |account: &FlaskAccount| account.username.clone().unwrap_or_default();
    let first = accounts.first().map(|first| (name(first), first.password_hash.as_str()));
    let (name, hash) = first.unwrap_or_default();
    BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(format!("{name}\0{hash}"))[..12])
}
