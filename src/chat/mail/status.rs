//! The status of sending e-mail.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::Notify;

use crate::model::mail::outgoing::MailReport;

/// The status of sending e-mail; cheap to clone. The task that sends writes it, and administrators read it.
#[derive(Clone, Debug, Default)]
pub struct MailStatus {
    report: Arc<Mutex<MailReport>>,
    queued: Arc<Notify>,
}

impl MailStatus {
    /// Notes that an e-mail was sent.
    pub fn note_sent(&self, at: Timestamp) {
        self.report.lock().unwrap_or_else(PoisonError::into_inner).sent_at = Some(at);
    }

    /// Notes that an attempt failed.
    pub fn note_failed(&self, at: Timestamp) {
        self.report.lock().unwrap_or_else(PoisonError::into_inner).failed_at = Some(at);
    }

    /// Waits until an e-mail is queued by a use case that somebody waits for.
    pub async fn queued(&self) {
        self.queued.notified().await;
    }

    /// Wakes the task that sends.
    pub(in crate::chat) fn wake(&self) {
        self.queued.notify_one();
    }

    /// The report, without the number of e-mails that wait.
    pub(in crate::chat) fn report(&self) -> MailReport {
        *self.report.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
