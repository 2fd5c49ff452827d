//! How sending e-mail goes.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use crate::model::mail::outgoing::MailReport;

/// How sending e-mail goes; cheap to clone. The task that sends writes it, and administrators read it.
#[derive(Clone, Debug, Default)]
pub struct MailStatus(Arc<Mutex<MailReport>>);

impl MailStatus {
    /// Notes that an e-mail was sent.
    pub fn note_sent(&self, at: Timestamp) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).sent_at = Some(at);
    }

    /// Notes that an attempt failed.
    pub fn note_failed(&self, at: Timestamp) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).failed_at = Some(at);
    }

    /// The report, without the number of e-mails that wait.
    pub(in crate::chat) fn report(&self) -> MailReport {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
