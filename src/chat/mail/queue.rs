//! The queue of e-mails, for the task that sends them.

use jiff::{SignedDuration, Timestamp};

use crate::chat::auth::random::random;
use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::model::administration::one_time_links::LinkSecret;
use crate::model::mail::outgoing::{MailKind, OutgoingMail};
use crate::store;
use crate::store::NextMail;

/// Pause before the second attempt. It doubles with each further one.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(5);

/// The longest pause between two attempts.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(30);

impl Chat {
    /// Takes the next e-mail that is due, with the secret of its link if it has one; none where nothing is due. It is
    /// due again after the lease, so that a crash sends it twice rather than never.
    ///
    /// The secret is made anew for each attempt, and only its hash is stored: whoever reads the database can't use it.
    ///
    /// # Errors
    /// When the store or the system's random source fails.
    pub async fn next_mail(
        &self,
        lease: SignedDuration,
    ) -> Result<Option<(OutgoingMail, Option<LinkSecret>)>, Error> {
        while self.store.mail_is_due(Timestamp::now()).await? {
            let (secret, now) = (LinkSecret::new(random()?), Timestamp::now());
            match self.store.next_mail(secret.id(), after(now, lease)?, now).await? {
                NextMail::None => break,
                NextMail::Dropped => {}
                NextMail::Mail(mail) => {
                    let has_link =
                        matches!(mail.kind, MailKind::Recovery | MailKind::Verification | MailKind::Digest);
                    return Ok(Some((*mail, has_link.then_some(secret))));
                }
            }
        }
        Ok(None)
    }

    /// Notes that an e-mail was sent.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn mail_sent(&self, mail: &OutgoingMail) -> Result<(), Error> {
        Ok(self.store.mail_sent(mail.id).await?)
    }

    /// Gives up an e-mail that the mail server refuses for good.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn give_up_mail(&self, mail: &OutgoingMail) -> Result<(), Error> {
        Ok(self.store.give_up_mail(mail.id).await?)
    }

    /// Postpones an e-mail that could not be sent: for longer each time.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn postpone_mail(&self, mail: &OutgoingMail) -> Result<(), Error> {
        Ok(self.store.postpone_mail(mail.id, after(Timestamp::now(), pause(mail.attempts))?).await?)
    }

    /// Makes all e-mails due that an earlier run of this server had taken or postponed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn release_mails(&self) -> Result<(), Error> {
        Ok(self.store.release_mails(Timestamp::now()).await?)
    }
}

/// The pause after a number of attempts.
pub(in crate::chat) fn pause(attempts: u32) -> SignedDuration {
    let doubled = 1_i32.checked_shl(attempts.saturating_sub(1).min(16)).unwrap_or(i32::MAX);
    (FIRST_PAUSE * doubled).min(LONGEST_PAUSE)
}

pub(in crate::chat) fn after(now: Timestamp, pause: SignedDuration) -> Result<Timestamp, Error> {
    now.saturating_add(pause).map_err(|error| store::Error::Failed(error.to_string()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_half_an_hour() {
        let pauses: Vec<i64> = (1..=12).map(|attempts| pause(attempts).as_secs()).collect();
        assert_eq!(pauses[..4], [5, 10, 20, 40]);
        assert_eq!(pauses[9..], [1_800; 3]);
        assert_eq!(pause(u32::MAX), LONGEST_PAUSE);
    }
}
