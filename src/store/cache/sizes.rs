//! The heap memory of cached keys and values.

use std::sync::Arc;

use crate::model::{AccountId, ProfileNumber, Room, RoomId, ServerSettings, SessionId, Slug, Viewer};
use crate::store::cache::entries::HeapSize;
use crate::store::cache::own_rooms::CachedRooms;
use crate::store::commands::newest::Newest;

impl HeapSize for () {}
impl HeapSize for AccountId {}
impl HeapSize for Newest {}
impl HeapSize for ProfileNumber {}
impl HeapSize for RoomId {}
impl HeapSize for SessionId {}

impl HeapSize for ServerSettings {
    fn heap_size(&self) -> usize {
        self.branding.name.as_ref().map_or(0, |name| name.as_str().len())
    }
}

impl HeapSize for Slug {
    fn heap_size(&self) -> usize {
        self.as_str().len()
    }
}

impl HeapSize for Room {
    fn heap_size(&self) -> usize {
        self.slug.heap_size() + self.name.as_str().len() + self.description.len()
    }
}

impl HeapSize for Viewer {
    fn heap_size(&self) -> usize {
        let person = &self.account.person;
        let name = person.name.as_ref().map_or(0, |name| name.as_str().len());
        let favourites = self.favourite_reactions.len();
        person.username.as_str().len() + name + favourites + self.last_room.as_ref().map_or(0, HeapSize::heap_size)
    }
}

impl HeapSize for Arc<CachedRooms> {
    fn heap_size(&self) -> usize {
        CachedRooms::heap_size(self)
    }
}
