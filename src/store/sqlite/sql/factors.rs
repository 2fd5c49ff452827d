//! Second factors, in the transaction of the login.

use tokio_rusqlite::rusqlite;

use crate::model::AccountId;
use crate::store::commands::sessions::Factor;
use crate::store::error::Error;

/// Uses up the second factor of a login, where the account has one.
///
/// # Errors
/// [`Error::SecondFactorNeeded`] where none was given; [`Error::WrongCode`] where the code was used before.
pub(crate) fn use_factor(db: &rusqlite::Connection, account: AccountId, factor: &Factor) -> Result<(), Error> {
    let has_factor = "select 1 from second_factors where account_id = ?1 and confirmed_at is not null";
    if !db.prepare_cached(has_factor)?.exists([account.0])? {
        return Ok(());
    }
    let used = match factor {
        Factor::None => return Err(Error::SecondFactorNeeded),
        Factor::Step(step) => {
            let step = i64::try_from(*step).map_err(|_| Error::WrongCode)?;
            let update = "update second_factors set last_step = ?2 where account_id = ?1 and last_step < ?2";
            db.prepare_cached(update)?.execute((account.0, step))?
        }
        Factor::Recovery(hash) => {
            let delete = "delete from recovery_codes where account_id = ?1 and hash = ?2";
            db.prepare_cached(delete)?.execute((account.0, hash))?
        }
    };
    if used > 0 { Ok(()) } else { Err(Error::WrongCode) }
}
