//! Random bytes from the operating system.

use crate::chat::error::Error;

/// Bits from the system's random source.
pub(crate) fn random<const BYTES: usize>() -> Result<[u8; BYTES], Error> {
    let mut random = [0; BYTES];
    getrandom::fill(&mut random)
        .map_err(|e| Error::Store(crate::store::Error::Failed(format!("no random numbers: {e}"))))?;
    Ok(random)
}
