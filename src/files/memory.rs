//! Memory of objects for buckets, which take an object only as a whole: it is in memory until then.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::files::error::Error;

/// Memory is taken in blocks of this size.
pub(in crate::files) const BLOCK: usize = 128 << 10;

/// The most bytes that an object gets. A file of more consists of several.
const MAX_OBJECT: usize = 8 << 20;

/// All memory: enough for a block of each upload at a time. While it is used up, objects become smaller.
const MAX_BLOCKS: usize = (32 << 20) / BLOCK;

/// The memory of all objects; cheap to clone.
#[derive(Clone, Debug)]
pub(in crate::files) struct Memory(Arc<Semaphore>);

/// The memory of an object, which is given back on drop.
#[derive(Debug)]
pub(in crate::files) struct ObjectMemory {
    all: Arc<Semaphore>,
    own: Option<OwnedSemaphorePermit>,
}

impl Default for Memory {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MAX_BLOCKS)))
    }
}

impl Memory {
    /// The memory of another object, none at first.
    pub(in crate::files) fn object(&self) -> ObjectMemory {
        ObjectMemory { all: Arc::clone(&self.0), own: None }
    }
}

impl ObjectMemory {
    /// Takes memory if all is used, and tells for how many bytes there is. The first block is waited for. More are not:
    /// uploads that hold memory would wait for each other.
    pub(in crate::files) async fn room(&mut self, used: usize) -> Result<usize, Error> {
        let taken = BLOCK * self.own.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        if used < taken {
            return Ok(taken - used);
        }
        if used >= MAX_OBJECT {
            return Ok(0);
        }
        let all = Arc::clone(&self.all);
        match &mut self.own {
            Some(own) => match all.try_acquire_owned() {
                Ok(more) => own.merge(more),
                Err(_) => return Ok(0),
            },
            none => *none = Some(all.acquire_owned().await.map_err(|e| Error::Failed(e.to_string()))?),
        }
        Ok(BLOCK)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn objects_become_smaller_when_memory_is_short_and_each_upload_gets_some() {
        let memory = Memory(Arc::new(Semaphore::new(3)));
        let (mut first, mut second, mut third) = (memory.object(), memory.object(), memory.object());
        assert_eq!(first.room(0).await.unwrap(), BLOCK);
        assert_eq!(first.room(1).await.unwrap(), BLOCK - 1);
        assert_eq!(first.room(BLOCK).await.unwrap(), BLOCK);
        assert_eq!(second.room(0).await.unwrap(), BLOCK);
        assert_eq!(first.room(2 * BLOCK).await.unwrap(), 0, "it is to be finished");
        let (room, ()) = tokio::join!(third.room(0), async { drop(first) });
        assert_eq!(room.unwrap(), BLOCK);
        drop(second);
        assert_eq!(third.room(BLOCK).await.unwrap(), BLOCK);
    }

    #[tokio::test]
    async fn an_object_has_a_maximum_size() {
        let mut memory = Memory::default().object();
        let mut used = 0;
        loop {
            match memory.room(used).await.unwrap() {
                0 => break,
                room => used += room,
            }
        }
        assert_eq!(used, MAX_OBJECT);
    }
}
