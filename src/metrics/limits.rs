//! Rejections, by the limit that was reached.

use crate::metrics::figures::Counter;
use crate::metrics::text::Text;

/// A limit that refuses requests, connections or writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    Connections,
    ConnectionsPerAddress,
    Converse,
    Approach,
    Change,
    DownloadsPerPerson,
    FailedLogins,
    FileQuota,
    FileSize,
    FilesDownloaded,
    FilesUploaded,
    FormSize,
    Invite,
    MakeRoom,
    Passkey,
    PasswordQueue,
    PictureQueue,
    Preview,
    ProfileUploads,
    Recover,
    Register,
    SaveDraft,
    Say,
    SearchQueue,
    SearchesPerPerson,
    SignOn,
    Storage,
    StreamsPerAccount,
    StreamsPerSession,
    Upload,
    UploadMemory,
    Verify,
    VerifyAddress,
    WriteQueue,
    WritesPerAccount,
}

impl Limit {
    const ALL: [(Self, &'static str); 35] = [
        (Self::Connections, "connections"),
        (Self::ConnectionsPerAddress, "connections_per_address"),
        (Self::Converse, "converse"),
        (Self::Approach, "approach"),
        (Self::Change, "change"),
        (Self::DownloadsPerPerson, "downloads_per_person"),
        (Self::FailedLogins, "failed_logins"),
        (Self::FileQuota, "file_quota"),
        (Self::FileSize, "file_size"),
        (Self::FilesDownloaded, "files_downloaded"),
        (Self::FilesUploaded, "files_uploaded"),
        (Self::FormSize, "form_size"),
        (Self::Invite, "invite"),
        (Self::MakeRoom, "make_room"),
        (Self::Passkey, "passkey"),
        (Self::PasswordQueue, "password_queue"),
        (Self::PictureQueue, "picture_queue"),
        (Self::Preview, "preview"),
        (Self::ProfileUploads, "profile_uploads"),
        (Self::Recover, "recover"),
        (Self::Register, "register"),
        (Self::SaveDraft, "save_draft"),
        (Self::Say, "say"),
        (Self::SearchQueue, "search_queue"),
        (Self::SearchesPerPerson, "searches_per_person"),
        (Self::SignOn, "sign_on"),
        (Self::Storage, "storage"),
        (Self::StreamsPerAccount, "streams_per_account"),
        (Self::StreamsPerSession, "streams_per_session"),
        (Self::Upload, "upload"),
        (Self::UploadMemory, "upload_memory"),
        (Self::Verify, "verify"),
        (Self::VerifyAddress, "verify_address"),
        (Self::WriteQueue, "write_queue"),
        (Self::WritesPerAccount, "writes_per_account"),
    ];

    /// Counts a rejection.
    pub(crate) fn refused(self) {
        REFUSED[self as usize].add(1);
    }
}

static REFUSED: [Counter; Limit::ALL.len()] = [const { Counter::new() }; Limit::ALL.len()];

/// All rejections so far.
pub(crate) fn total() -> u64 {
    REFUSED.iter().map(Counter::get).sum()
}

/// The rejections so far of each limit that has refused something.
pub(crate) fn refused() -> Vec<(&'static str, u64)> {
    let all = Limit::ALL.iter().zip(&REFUSED).map(|((_, name), count)| (*name, count.get()));
    all.filter(|(_, count)| *count > 0).collect()
}

pub(crate) fn write(text: &mut Text) {
    let mut family = text.counter("snug_rejections_total", "Rejections by the limit that was reached.");
    for ((_, name), count) in Limit::ALL.iter().zip(&REFUSED) {
        family.sample(&[("limit", name)], count.get());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_order_of_the_limits() {
        for (place, (limit, _)) in Limit::ALL.iter().enumerate() {
            assert_eq!(*limit as usize, place);
        }
    }
}
