//! Encrypts messages for a browser (RFC 8291), in the content coding `aes128gcm` (RFC 8188).

use aes_gcm::aead::{Aead as _, KeyInit as _};
use aes_gcm::{Aes128Gcm, Nonce};
use hkdf::Hkdf;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use sha2::Sha256;

use crate::model::notifications::devices::PushKeys;

/// Maximum length of a message in bytes: all push services take it (RFC 8030, 7.2), with the header and the tag.
pub(crate) const MAX_BYTES: usize = 4_096 - 86 - 17;

/// The size of the one record, which is the last (RFC 8188, 2).
const RECORD: u32 = 4_096;

/// Messages are padded to a multiple of this length, so that their length tells little.
const PADDED_TO: usize = 512;

/// Why a message can't be encrypted.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EncryptionError {
    #[error("no random key")]
    Random,
    #[error("the browser's key is not valid")]
    Key,
    #[error("the message is too long")]
    Length,
}

/// Encrypts a message with a new key.
pub(crate) fn encrypt(message: &[u8], keys: &PushKeys) -> Result<Vec<u8>, EncryptionError> {
    let (mut salt, mut own) = ([0; 16], [0; 32]);
    for bytes in [&mut salt[..], &mut own[..]] {
        getrandom::fill(bytes).map_err(|_| EncryptionError::Random)?;
    }
    // All but 2^-32 of all numbers are keys.
    let own = p256::SecretKey::from_slice(&own).map_err(|_| EncryptionError::Random)?;
    encrypt_with(message, keys, &own, salt, PADDED_TO)
}

fn encrypt_with(
    message: &[u8],
    keys: &PushKeys,
    own: &p256::SecretKey,
    salt: [u8; 16],
    padded_to: usize,
) -> Result<Vec<u8>, EncryptionError> {
    if message.len() > MAX_BYTES {
        return Err(EncryptionError::Length);
    }
    let browser = p256::PublicKey::from_sec1_bytes(&keys.p256dh).map_err(|_| EncryptionError::Key)?;
    let shared = p256::ecdh::diffie_hellman(own.to_nonzero_scalar(), browser.as_affine());
    let own = own.public_key().to_sec1_point(false);
    let own = own.as_bytes();

    // RFC 8291, 3.4.
    let info = [b"WebPush: info\0", &keys.p256dh[..], own].concat();
    let key: [u8; 32] = derive(&keys.auth, shared.raw_secret_bytes(), &info)?;
    let content_key: [u8; 16] = derive(&salt, &key, b"Content-Encoding: aes128gcm\0")?;
    let nonce: [u8; 12] = derive(&salt, &key, b"Content-Encoding: nonce\0")?;

    let mut record = message.to_vec();
    // The delimiter of the last record, then the padding (RFC 8188, 2).
    record.push(2);
    record.resize(record.len().next_multiple_of(padded_to).min(MAX_BYTES + 1), 0);
    let cipher = Aes128Gcm::new_from_slice(&content_key).map_err(|_| EncryptionError::Key)?;
    let sealed = cipher.encrypt(&Nonce::from(nonce), &record[..]).map_err(|_| EncryptionError::Length)?;

    // The header (RFC 8188, 2.1): salt, size of records, length of the key, and this server's key.
    let mut coded = salt.to_vec();
    coded.extend(RECORD.to_be_bytes());
    coded.push(65);
    coded.extend_from_slice(own);
    coded.extend(sealed);
    Ok(coded)
}

fn derive<const BYTES: usize>(salt: &[u8], secret: &[u8], info: &[u8]) -> Result<[u8; BYTES], EncryptionError> {
    let mut derived = [0; BYTES];
    let expanded = Hkdf::<Sha256>::new(Some(salt), secret).expand(info, &mut derived);
    expanded.map(|()| derived).map_err(|_| EncryptionError::Key)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};

    use super::*;

    /// The keys of RFC 8291, appendix A.
    const P256DH: &str = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

    fn decode(text: &str) -> Vec<u8> {
        BASE64_URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    #[test]
    fn the_example_of_the_standard_is_encrypted_as_there() {
        let keys = PushKeys::parse(P256DH, AUTH).unwrap();
        let own = p256::SecretKey::from_slice(&decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")).unwrap();
        let salt = decode("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let coded = encrypt_with(b"When I grow up, I want to be a watermelon", &keys, &own, salt, 1).unwrap();
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(BASE64_URL_SAFE_NO_PAD.encode(coded), expected);
    }

    #[test]
    fn lengths_tell_little_and_have_a_bound() {
        let keys = PushKeys::parse(P256DH, AUTH).unwrap();
        let length = |bytes: usize| encrypt(&vec![b'x'; bytes], &keys).map(|coded| coded.len());
        assert_eq!(length(1).unwrap(), length(511).unwrap());
        assert_ne!(length(511).unwrap(), length(512).unwrap());
        assert_eq!(length(MAX_BYTES).unwrap(), 4_096);
        assert!(length(MAX_BYTES - 100).unwrap() <= 4_096);
        assert!(length(MAX_BYTES + 1).is_err());
        let twice = [encrypt(b"x", &keys).unwrap(), encrypt(b"x", &keys).unwrap()];
        assert_ne!(twice[0][..16], twice[1][..16], "the salt is new");
        assert_ne!(twice[0][21..86], twice[1][21..86], "and the key");
    }
}
