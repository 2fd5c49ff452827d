//! The boxes that ISO base media files consist of.

/// The bytes before a box's content at most: its size, name, and size again where that is long.
pub(in crate::chat) const LONGEST_HEADER: u64 = 16;

/// The header of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chat) struct Header {
    pub name: [u8; 4],
    /// Its own bytes.
    pub length: u64,
    /// The bytes of the content; none if it goes on to the end.
    pub content: Option<u64>,
}

impl Header {
    /// The header at the beginning of some bytes; none if they are too few, or no header.
    pub(in crate::chat) fn of(bytes: &[u8]) -> Option<Self> {
        let (size, rest) = bytes.split_first_chunk()?;
        let (name, rest) = rest.split_first_chunk()?;
        let (length, content) = match u32::from_be_bytes(*size) {
            0 => (8, None),
            1 => (16, Some(u64::from_be_bytes(*rest.first_chunk()?).checked_sub(16)?)),
            size => (8, Some(u64::from(size).checked_sub(8)?)),
        };
        Some(Self { name: *name, length, content })
    }
}

/// A box.
#[derive(Clone, Copy, Debug)]
pub(in crate::chat) struct IsoBox<'a> {
    pub name: [u8; 4],
    /// Where its header begins.
    pub at: u64,
    /// Where its content begins.
    pub body_at: u64,
    pub body: &'a [u8],
    pub is_whole: bool,
}

/// The boxes in some bytes, which are at a place in their file. The last one may be cut.
#[derive(Clone, Debug)]
pub(in crate::chat) struct Boxes<'a> {
    rest: &'a [u8],
    at: u64,
}

impl<'a> Boxes<'a> {
    pub(in crate::chat) fn new(bytes: &'a [u8], at: u64) -> Self {
        Self { rest: bytes, at }
    }

    /// The bytes after the last box.
    pub(in crate::chat) fn rest(&self) -> &'a [u8] {
        self.rest
    }
}

impl<'a> Iterator for Boxes<'a> {
    type Item = IsoBox<'a>;

    fn next(&mut self) -> Option<IsoBox<'a>> {
        let Header { name, length, content } = Header::of(self.rest)?;
        let rest = self.rest.get(usize::try_from(length).ok()?..)?;
        let size = content.map_or(Some(rest.len()), |size| usize::try_from(size).ok()).unwrap_or(usize::MAX);
        let (body, rest) = rest.split_at_checked(size).unwrap_or((rest, &[]));
        let (at, body_at) = (self.at, self.at + length);
        self.rest = rest;
        self.at = body_at + body.len() as u64;
        Some(IsoBox { name, at, body_at, body, is_whole: body.len() == size })
    }
}
