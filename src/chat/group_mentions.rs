//! `@all` and `@here`: mentions of many people, which are confirmed.

use std::time::Instant;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::model::text::{Candidates, GroupName};
use crate::model::{AccountId, Draft, RoomKind, Viewer};
use crate::store::{Entered, GroupMentions};

/// The most people who are mentioned without a confirmation.
pub const MAX_UNCONFIRMED: usize = 20;

/// The most people that `@all` and `@here` mention; in larger rooms, they are text.
pub const MAX_MENTIONED: usize = 5_000;

impl Chat {
    /// The people that `@all` and `@here` name in a text.
    ///
    /// # Errors
    /// [`Error::ManyMentioned`] for more than [`MAX_UNCONFIRMED`] people, unless the same text was refused for that
    /// before.
    pub(crate) async fn groups(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        draft: &Draft,
        names: &Candidates,
        mut present: Vec<AccountId>,
    ) -> Result<GroupMentions, Error> {
        let room = &entered.room;
        let groups: Vec<GroupName> = names.people.iter().filter_map(GroupName::of).collect();
        if groups.is_empty() || room.kind == RoomKind::Direct || room.rules.no_group_mentions {
            return Ok(GroupMentions::default());
        }
        let mut members = self.store.members(room.id).await?;
        // A member of that name is meant.
        let is_group = |group: &GroupName| !members.iter().any(|one| one.person.username.key() == group.name());
        let groups: Vec<GroupName> = groups.into_iter().filter(is_group).collect();
        members.retain(|member| member.id != viewer.account.id);
        present.retain(|id| members.iter().any(|member| member.id == *id));
        let count = |group: &GroupName| if *group == GroupName::All { members.len() } else { present.len() };
        let most = groups.iter().map(count).max().unwrap_or_default();
        let text = draft.as_str();
        if (MAX_UNCONFIRMED + 1..=MAX_MENTIONED).contains(&most)
            && !self.unconfirmed.confirms(viewer.account.id, room.id, text, Instant::now())
        {
            return Err(Error::ManyMentioned(most));
        }
        Ok(GroupMentions { present, max: MAX_MENTIONED })
    }
}
