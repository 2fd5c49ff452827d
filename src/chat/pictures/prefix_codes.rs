//! Bounds the memory that the prefix codes of a lossless WebP picture take when it is decoded (RFC 9649, 3.4 to 3.7).
//!
//! The decoder makes tables for as many groups of codes as the stream asks for: 65,536 groups fit into 4 MB, and their
//! tables would take more than 1 GB. Streams are read up to the last code here, without making tables.

use crate::chat::pictures::malformed::Malformed;

/// Maximum size of all tables, in bytes. The usual encoder makes at most 2,600 groups of five, of 4 KiB each.
const MAX_TABLES: usize = 64 << 20;

/// Number of codes in a group.
const CODES: usize = 5;

/// Checks a stream with its header, the contents of a `VP8L` chunk.
pub(in crate::chat::pictures) fn check(stream: &[u8]) -> Result<(), Malformed> {
    let mut bits = Bits { bytes: stream, at: 8 };
    let (width, height) = (bits.read(14)? + 1, bits.read(14)? + 1);
    // Whether there is transparency, and the version.
    bits.read(4)?;
    check_picture(bits, width, height)
}

/// Checks the contents of an `ALPH` chunk, whose stream has no header.
pub(in crate::chat::pictures) fn check_alpha(chunk: &[u8], (width, height): (u32, u32)) -> Result<(), Malformed> {
    match chunk {
        [flags, stream @ ..] if flags & 3 == 1 => check_picture(Bits { bytes: stream, at: 0 }, width, height),
        _ => Ok(()),
    }
}

fn check_picture(mut bits: Bits<'_>, mut width: u32, height: u32) -> Result<(), Malformed> {
    let mut transforms = 0;
    while bits.read(1)? == 1 {
        transforms += 1;
        match bits.read(2)? {
            // Each transform is there at most once.
            _ if transforms > 4 => return Err(Malformed),
            0 | 1 => {
                let size = bits.read(3)? + 2;
                bits.sub_picture(blocks(width, size), blocks(height, size))?;
            }
            2 => {}
            _ => {
                let colours = bits.read(8)? + 1;
                bits.sub_picture(colours, 1)?;
                // Several pixels of few colours are packed into one.
                width =
                    blocks(width, [(2, 3), (4, 2), (16, 1)].iter().find(|s| colours <= s.0).map_or(0, |s| s.1));
            }
        }
    }
    let cache = bits.cache()?;
    let groups = if bits.read(1)? == 1 {
        let size = bits.read(3)? + 2;
        bits.sub_picture(blocks(width, size), blocks(height, size))? + 1
    } else {
        1
    };
    let mut tables = 0;
    for _ in 0..groups {
        for code in bits.codes(cache)? {
            tables += code.table_bytes();
        }
        if tables > MAX_TABLES {
            return Err(Malformed);
        }
    }
    Ok(())
}

/// The number of blocks of 2^`size` pixels in a length.
fn blocks(length: u32, size: u32) -> u32 {
    length.div_ceil(1 << size)
}

struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn read(&mut self, count: u32) -> Result<u32, Malformed> {
        let mut value = 0;
        for bit in 0..count {
            let byte = self.bytes.get(self.at / 8).ok_or(Malformed)?;
            value |= u32::from(byte >> (self.at % 8) & 1) << bit;
            self.at += 1;
        }
        Ok(value)
    }

    /// The number of colours in the cache.
    fn cache(&mut self) -> Result<usize, Malformed> {
        Ok(if self.read(1)? == 1 { 1 << self.read(4)? } else { 0 })
    }

    /// Reads the codes and pixels of a picture within the stream. Returns the largest number that red and green make in
    /// it: copies of pixels, and colours from the cache, have it from other pixels.
    fn sub_picture(&mut self, width: u32, height: u32) -> Result<u32, Malformed> {
        let cache = self.cache()?;
        let [green, red, blue, alpha, distance] = self.codes(cache)?;
        let (mut left, mut largest) = (u64::from(width) * u64::from(height), 0);
        while left > 0 {
            match u32::from(green.symbol(self)?) {
                green @ 0..256 => {
                    let red = u32::from(red.symbol(self)?);
                    blue.symbol(self)?;
                    alpha.symbol(self)?;
                    largest = largest.max(red << 8 | green);
                    left -= 1;
                }
                length @ 256..280 => {
                    let length = self.prefix_coded(length - 256)?;
                    let distance = distance.symbol(self)?;
                    self.prefix_coded(distance.into())?;
                    left = left.saturating_sub(length.into());
                }
                _ => left -= 1,
            }
        }
        Ok(largest)
    }

    /// A length or distance (3.6.2.2).
    fn prefix_coded(&mut self, symbol: u32) -> Result<u32, Malformed> {
        if symbol < 4 {
            return Ok(symbol + 1);
        }
        let extra = (symbol - 2) >> 1;
        Ok(((2 + (symbol & 1)) << extra) + self.read(extra)? + 1)
    }

    fn codes(&mut self, cache: usize) -> Result<[Code; CODES], Malformed> {
        Ok([self.code(280 + cache)?, self.code(256)?, self.code(256)?, self.code(256)?, self.code(40)?])
    }

    /// A code for an alphabet of a size (3.7.2.1).
    fn code(&mut self, alphabet: usize) -> Result<Code, Malformed> {
        if self.read(1)? == 1 {
            let has_two = self.read(1)? == 1;
            let bits = if self.read(1)? == 1 { 8 } else { 1 };
            let mut symbols = vec![self.symbol(bits)?];
            if has_two {
                symbols.push(self.symbol(8)?);
            }
            if symbols.iter().any(|symbol| usize::from(*symbol) >= alphabet) {
                return Err(Malformed);
            }
            let mut counts = [0; 16];
            counts[usize::from(has_two)] = symbols.len();
            return Ok(Code { counts, symbols });
        }
        let mut lengths = [0; 19];
        let count = 4 + self.read(4)? as usize;
        for place in [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].iter().take(count) {
            lengths[*place] = self.length(3)?;
        }
        let code = Code::new(&lengths)?;
        let mut left = alphabet;
        if self.read(1)? == 1 {
            let bits = 2 + 2 * self.read(3)?;
            left = 2 + self.read(bits)? as usize;
        }
        let (mut lengths, mut previous) = (Vec::with_capacity(alphabet), 8);
        while lengths.len() < alphabet && left > 0 {
            left -= 1;
            let symbol = code.symbol(self)?;
            let (length, repeated) = match symbol {
                16 => (previous, 3 + self.read(2)?),
                17 => (0, 3 + self.read(3)?),
                18 => (0, 11 + self.read(7)?),
                length => (usize::from(length), 1),
            };
            if length != 0 {
                previous = length;
            }
            lengths.extend(std::iter::repeat_n(length, repeated as usize));
        }
        if lengths.len() > alphabet {
            return Err(Malformed);
        }
        Code::new(&lengths)
    }

    fn symbol(&mut self, bits: u32) -> Result<u16, Malformed> {
        u16::try_from(self.read(bits)?).map_err(|_| Malformed)
    }

    fn length(&mut self, bits: u32) -> Result<usize, Malformed> {
        Ok(self.read(bits)? as usize)
    }
}

/// A canonical prefix code: the number of symbols of each length, and the symbols in the order of their codes. A
/// symbol alone has no bits.
struct Code {
    counts: [usize; 16],
    symbols: Vec<u16>,
}

impl Code {
    fn new(lengths: &[usize]) -> Result<Self, Malformed> {
        let mut counts = [0; 16];
        let mut symbols = Vec::new();
        for (length, count) in counts.iter_mut().enumerate().skip(1) {
            for (symbol, _) in lengths.iter().enumerate().filter(|(_, other)| **other == length) {
                *count += 1;
                symbols.push(u16::try_from(symbol).map_err(|_| Malformed)?);
            }
        }
        match symbols.len() {
            0 => return Err(Malformed),
            1 => counts = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            _ => {
                let used: usize = (1..16).map(|length| counts[length] << (15 - length)).sum();
                if used != 1 << 15 {
                    return Err(Malformed);
                }
            }
        }
        Ok(Self { counts, symbols })
    }

    fn symbol(&self, bits: &mut Bits<'_>) -> Result<u16, Malformed> {
        if self.counts[0] == 1 {
            return self.symbols.first().copied().ok_or(Malformed);
        }
        let (mut code, mut first, mut index) = (0, 0, 0);
        for count in &self.counts[1..] {
            code |= bits.read(1)? as usize;
            if code < first + count {
                return self.symbols.get(index + code - first).copied().ok_or(Malformed);
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Err(Malformed)
    }

    /// The memory of the decoder's tables: at most 2^10 entries of four bytes, and two nodes of 16 bytes for each longer
    /// code.
    fn table_bytes(&self) -> usize {
        let longest = self.counts.iter().rposition(|count| *count > 0).unwrap_or_default();
        let longer: usize = self.counts[11..].iter().sum();
        64 + (4 << longest.min(10)) + 32 * longer
    }
}
