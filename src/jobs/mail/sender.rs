//! Sends the e-mails in the queue, one after the other.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio_util::sync::CancellationToken;

use crate::chat;
use crate::chat::{Chat, MailStatus};
use crate::jobs::mail::message::{Letterhead, message};
use crate::jobs::mail::smtp::{Failure, Smtp};
use crate::metrics::jobs::Job;
use crate::model::administration::one_time_links::LinkSecret;
use crate::model::mail::outgoing::OutgoingMail;
use crate::model::{Branding, EmailAddress, Language};
use crate::tasks;
use crate::views::mails;

/// Interval of looking for e-mails that are due: postponed ones, and notices.
const CHECK: Duration = Duration::from_secs(1);

/// Interval of looking for digests that are due.
const DIGEST_CHECK: Duration = Duration::from_secs(5);

/// Pause after the store has failed.
const RETRY: Duration = Duration::from_secs(10);

/// Sends what is in the queue until `stop` is cancelled. The task is supervised.
pub fn run(chat: &Chat, status: &MailStatus, smtp: &Smtp, head: &Letterhead, stop: &CancellationToken) {
    let (queueing, stopped) = (chat.clone(), stop.clone());
    tasks::supervise("queueing digests", move || {
        let (chat, stop) = (queueing.clone(), stopped.clone());
        async move {
            let _: Option<()> = stop.run_until_cancelled(queue_digests(chat)).await;
        }
    });
    let sender = Sender { chat: chat.clone(), status: status.clone(), smtp: smtp.clone(), head: head.clone() };
    let stop = stop.clone();
    tasks::supervise("sending e-mail", move || {
        let (sender, stop) = (sender.clone(), stop.clone());
        async move {
            let _: Option<()> = stop.run_until_cancelled(Box::pin(sender.run())).await;
        }
    });
}

/// Queues digests when they are due.
async fn queue_digests(chat: Chat) {
    loop {
        if let Err(error) = Job::Digests.watch(chat.queue_digests()).await {
            tracing::error!(%error, "digests are not queued yet");
        }
        tokio::time::sleep(DIGEST_CHECK).await;
    }
}

/// Sends an e-mail that says that sending works, and returns what the mail server said.
///
/// # Errors
/// The mail server's answer, or why it was not reached.
pub async fn send_test(
    smtp: &Smtp,
    head: &Letterhead,
    branding: &Branding,
    to: &EmailAddress,
) -> Result<String, Failure> {
    let mail = mails::test(&head.url, branding, Language::English);
    let message =
        message(&mail, to, smtp.server(), head).map_err(|error| Failure::Permanent(error.to_string()))?;
    smtp.send(&message).await
}

#[derive(Clone)]
struct Sender {
    chat: Chat,
    status: MailStatus,
    smtp: Smtp,
    head: Letterhead,
}

impl Sender {
    async fn run(self) {
        let failed = |error: chat::Error| tracing::error!(%error, "e-mail is not sent yet");
        // No other process sends: what is leased was leased by one that has ended.
        while let Err(error) = self.chat.release_mails().await {
            failed(error);
            tokio::time::sleep(RETRY).await;
        }
        loop {
            let pause = match Job::Mail.watch(self.send_next()).await {
                Ok(true) => continue,
                Ok(false) => CHECK,
                Err(error) => {
                    failed(error);
                    RETRY
                }
            };
            tokio::select! { () = tokio::time::sleep(pause) => {}, () = self.status.queued() => {} }
        }
    }

    /// Tries the next e-mail that is due, and tells whether there was one.
    async fn send_next(&self) -> Result<bool, chat::Error> {
        let Some((mail, secret)) = self.chat.next_mail(self.lease()).await? else { return Ok(false) };
        let kind = mail.kind.name();
        match self.send(&mail, secret.as_ref()).await {
            Ok(()) => {
                self.chat.mail_sent(&mail).await?;
                self.status.note_sent(Timestamp::now());
                tracing::info!(kind, "an e-mail was sent");
            }
            Err(failure) => {
                // The server's answer often names the recipient.
                let reason = failure.to_string().replace(mail.to.as_str(), "…");
                self.status.note_failed(Timestamp::now());
                match failure {
                    Failure::Temporary(_) => {
                        self.chat.postpone_mail(&mail).await?;
                        tracing::warn!(kind, reason, attempts = mail.attempts, "an e-mail is not sent yet");
                    }
                    Failure::Permanent(_) => {
                        self.chat.give_up_mail(&mail).await?;
                        tracing::error!(kind, reason, "an e-mail was refused, and is given up");
                    }
                }
            }
        }
        Ok(true)
    }

    async fn send(&self, mail: &OutgoingMail, secret: Option<&LinkSecret>) -> Result<(), Failure> {
        let branding = self.chat.branding().await.map_err(|error| Failure::Temporary(error.to_string()))?;
        let written = mails::mail(mail, secret, &self.head.url, &branding);
        let message = message(&written, &mail.to, self.smtp.server(), &self.head);
        let message = message.map_err(|error| Failure::Permanent(error.to_string()))?;
        self.smtp.send(&message).await.map(drop)
    }

    /// Longer than an attempt, so that nobody else takes the e-mail meanwhile.
    fn lease(&self) -> SignedDuration {
        let timeout = self.smtp.server().timeout.as_secs();
        SignedDuration::from_secs(60 + 2 * i64::try_from(timeout).unwrap_or(3_600))
    }
}
