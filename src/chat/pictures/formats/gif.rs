//! GIF files (GIF89a): a screen, and blocks.

use crate::chat::mapped_memory::append;
use crate::chat::pictures::malformed::Malformed;

const TRAILER: u8 = 0x3b;

/// A GIF file with only its frames, and how often they repeat.
pub(in crate::chat::pictures) fn without_metadata(file: &[u8]) -> Result<Vec<u8>, Malformed> {
    let mut blocks = Blocks::of(file)?;
    let mut kept = Vec::new();
    append(&mut kept, blocks.screen);
    let mut has_frame = false;
    while let Some(block) = blocks.next()? {
        match block {
            Block::Frame(whole) => {
                has_frame = true;
                append(&mut kept, whole);
            }
            Block::Control(whole) => append(&mut kept, whole),
            Block::Repetitions(count) => {
                append(&mut kept, b"\x21\xff\x0bNETSCAPE2.0\x03\x01");
                append(&mut kept, &count);
                append(&mut kept, &[0]);
            }
            Block::Other => {}
        }
    }
    if !has_frame {
        return Err(Malformed);
    }
    append(&mut kept, &[TRAILER]);
    Ok(kept)
}

/// Width and height of the screen.
pub(in crate::chat::pictures) fn dimensions(file: &[u8]) -> Option<(u32, u32)> {
    let [_, _, _, _, _, _, w0, w1, h0, h1, ..] = Blocks::of(file).ok()?.screen else { return None };
    Some((u16::from_le_bytes([*w0, *w1]).into(), u16::from_le_bytes([*h0, *h1]).into()))
}

/// Whether a file has more than one frame. The rest of an animation isn't read.
pub(in crate::chat::pictures) fn is_animated(file: &[u8]) -> bool {
    let Ok(mut blocks) = Blocks::of(file) else { return false };
    let mut frames = 0;
    while frames < 2
        && let Ok(Some(block)) = blocks.next()
    {
        frames += u32::from(matches!(block, Block::Frame(_)));
    }
    frames > 1
}

enum Block<'a> {
    /// A frame's descriptor, colours and pixels.
    Frame(&'a [u8]),
    /// Delay, disposal and transparency of the next frame.
    Control(&'a [u8]),
    /// The number of repetitions.
    Repetitions([u8; 2]),
    /// A comment, a text, or data of an application.
    Other,
}

struct Blocks<'a> {
    screen: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Blocks<'a> {
    fn of(file: &'a [u8]) -> Result<Self, Malformed> {
        let [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', _, _, _, _, flags, ..] = file else {
            return Err(Malformed);
        };
        let (screen, rest) = file.split_at_checked(13 + colours(*flags)).ok_or(Malformed)?;
        Ok(Self { screen, rest })
    }

    fn next(&mut self) -> Result<Option<Block<'a>>, Malformed> {
        match self.rest {
            [0x21, label, data @ ..] => {
                let length = 2 + sub_blocks(data)?;
                let (whole, rest) = self.rest.split_at_checked(length).ok_or(Malformed)?;
                self.rest = rest;
                Ok(Some(match (label, data) {
                    (0xf9, [4, _, _, _, _, 0, ..]) => Block::Control(whole),
                    (0xff, [11, data @ ..]) => repetitions(data).map_or(Block::Other, Block::Repetitions),
                    _ => Block::Other,
                }))
            }
            [0x2c, _, _, _, _, _, _, _, _, flags, ..] => {
                // The size of a code stands between the colours and the pixels.
                let header = 10 + colours(*flags) + 1;
                let length = header + sub_blocks(self.rest.get(header..).ok_or(Malformed)?)?;
                let (whole, rest) = self.rest.split_at_checked(length).ok_or(Malformed)?;
                self.rest = rest;
                Ok(Some(Block::Frame(whole)))
            }
            [0x2c, ..] => Err(Malformed),
            // The trailer. Browsers end the animation at anything unknown as well, and at the end of the file.
            _ => Ok(None),
        }
    }
}

/// The repetitions in the data of an application, with its name (W3C's list of GIF extensions: "Netscape 2.0").
fn repetitions(data: &[u8]) -> Option<[u8; 2]> {
    let loops = data.strip_prefix(b"NETSCAPE2.0").or_else(|| data.strip_prefix(b"ANIMEXTS1.0"))?;
    match loops {
        [3, 1, low, high, ..] => Some([*low, *high]),
        _ => None,
    }
}

/// The length of a table of colours, in bytes, by the flags before it.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// The length of a sequence of data blocks with its terminator.
fn sub_blocks(data: &[u8]) -> Result<usize, Malformed> {
    let mut length = 0;
    loop {
        match data.get(length).ok_or(Malformed)? {
            0 => return Ok(length + 1),
            size => length += 1 + usize::from(*size),
        }
    }
}
