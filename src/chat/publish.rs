//! Publishes the store's notices to live subscribers.

use crate::live::{Live, Revoked};
use crate::metrics::streams::{POSTED, PUBLISHED};
use crate::store::Notice;

/// Publishes a notice: changes and profiles to the streams of their rooms, revocations to the streams that they end,
/// and the rest by marking sidebars as out of date.
pub fn publish(live: &Live, notice: &Notice) {
    match notice {
        Notice::Changed(change) => {
            PUBLISHED.add(1);
            POSTED.add(change.is_new().into());
            live.publish(change);
        }
        Notice::Expired(expiry) => live.publish_expiry(expiry),
        Notice::ProfileChanged(profile) => live.publish_profile(profile),
        Notice::SessionEnded(session) => live.revoke(Revoked::Session(*session)),
        Notice::MembershipLost { room, account, open } => {
            if !open {
                live.revoke(Revoked::Membership(*room, *account));
            }
            live.publish_details(*room);
            live.mark_sidebars_dirty(Some(*account));
        }
        Notice::MembershipGained(room, account) => {
            live.publish_details(*room);
            live.mark_sidebars_dirty(Some(*account));
        }
        Notice::SidebarChanged(account)
        | Notice::DueWorkChanged(account)
        | Notice::MarksChanged(account)
        | Notice::ReadMoved { account, .. }
        | Notice::ConversationRenamed(account)
        | Notice::AlertsChanged(account) => live.mark_sidebars_dirty(Some(*account)),
        Notice::RoomCreated { by, .. } => live.mark_sidebars_dirty(*by),
        Notice::RoomChanged { room, .. } => {
            live.publish_details(*room);
            live.mark_sidebars_dirty(None);
        }
        Notice::RoomDeleted { room, only } => {
            live.revoke(Revoked::Room(*room));
            live.mark_sidebars_dirty(*only);
        }
        Notice::Missed => {
            live.suspect_missed();
            live.mark_sidebars_dirty(None);
        }
        Notice::AccessChanged => live.recheck_sessions(),
        Notice::Mentioned(..)
        | Notice::SessionProlonged(_)
        | Notice::SettingsChanged
        | Notice::Banned
        | Notice::ObjectsRemoved
        | Notice::RetentionChanged
        | Notice::AccountChanged(_) => {}
    }
}
