//! Whether there are pictures in a container of sound and film: browsers record sound in containers of films, and Ogg
//! contains both. Only the bytes at a file's beginning are read; where they don't tell, a film is a film.

use crate::chat::files::iso::boxes::Boxes;

/// Whether a WebM file has sound and no pictures (RFC 9559).
pub(in crate::chat) fn webm_is_sound(head: &[u8]) -> bool {
    const SEGMENT: u32 = 0x1853_8067;
    const TRACKS: u32 = 0x1654_ae6b;
    const TRACK: u32 = 0xae;
    const TRACK_TYPE: u32 = 0x83;
    let of = |parent, id| Elements(parent).filter(move |element| element.id == id);
    let Some(segment) = of(head, SEGMENT).next() else { return false };
    // Tracks that are not there whole may have pictures further on.
    let Some(tracks) = of(segment.body, TRACKS).next().filter(|tracks| tracks.is_whole) else { return false };
    let kinds = of(tracks.body, TRACK).map(|track| of(track.body, TRACK_TYPE).next().map(|kind| kind.body));
    only_sound(kinds.map(|kind| match kind {
        Some([2]) => Track::Sound,
        // Subtitles, buttons, controls, metadata.
        Some([0x11 | 0x12 | 0x20 | 0x21]) => Track::Other,
        _ => Track::Pictures,
    }))
}

/// Whether an MP4 file has sound and no pictures (ISO/IEC 14496-12).
pub(in crate::chat) fn mp4_is_sound(head: &[u8]) -> bool {
    let of = |parent, name: &'static [u8; 4]| Boxes::new(parent, 0).filter(move |found| &found.name == name);
    let Some(movie) = of(head, b"moov").next().filter(|movie| movie.is_whole) else { return false };
    let handlers = of(movie.body, b"trak").map(|track| {
        let media = of(track.body, b"mdia").next()?;
        of(media.body, b"hdlr").next()?.body.get(8..12)
    });
    only_sound(handlers.map(|handler| match handler {
        Some(b"soun") => Track::Sound,
        Some(b"text" | b"sbtl" | b"subt" | b"meta" | b"hint") => Track::Other,
        _ => Track::Pictures,
    }))
}

/// Whether an Ogg file has pictures. The first pages are the beginnings of all of its streams (RFC 3533).
pub(in crate::chat) fn ogg_is_film(head: &[u8]) -> bool {
    const FIRST: u8 = 2;
    let mut rest = head;
    while let [b'O', b'g', b'g', b'S', _, flags, ..] = *rest {
        let Some(count) = rest.get(26).filter(|_| flags & FIRST != 0) else { return false };
        let start = 27 + usize::from(*count);
        let Some(lengths) = rest.get(27..start) else { return false };
        let end = start + lengths.iter().map(|length| usize::from(*length)).sum::<usize>();
        let packet = rest.get(start..).unwrap_or_default();
        let films: [&[u8]; 4] = [b"\x80theora", b"BBCD\0", b"OVP80", b"\x01video"];
        if films.iter().any(|film| packet.starts_with(film)) {
            return true;
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    false
}

enum Track {
    Sound,
    Pictures,
    Other,
}

fn only_sound(tracks: impl Iterator<Item = Track>) -> bool {
    let mut has_sound = false;
    for track in tracks {
        match track {
            Track::Sound => has_sound = true,
            Track::Pictures => return false,
            Track::Other => {}
        }
    }
    has_sound
}

/// An element of EBML.
struct Element<'a> {
    id: u32,
    body: &'a [u8],
    is_whole: bool,
}

/// The elements in some bytes. The last one may be cut.
struct Elements<'a>(&'a [u8]);

impl<'a> Iterator for Elements<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let (id, rest) = number(self.0, 4)?;
        let (coded, rest) = number(rest, 8)?;
        let bits = 7 * coded.length;
        let size = coded.value & ((1 << bits) - 1);
        // All ones: the size is not known, and the element goes on to the end.
        let is_known = size != (1 << bits) - 1;
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let (body, rest) = rest.split_at_checked(size).unwrap_or((rest, &[]));
        self.0 = rest;
        Some(Element { id: u32::try_from(id.value).ok()?, body, is_whole: is_known && body.len() == size })
    }
}

/// A number of EBML with the bits that tell its length in bytes.
struct Coded {
    value: u64,
    length: u32,
}

fn number(bytes: &[u8], longest: u32) -> Option<(Coded, &[u8])> {
    let length = bytes.first()?.leading_zeros() + 1;
    if length > longest {
        return None;
    }
    let (coded, rest) = bytes.split_at_checked(length as usize)?;
    let value = coded.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
    Some((Coded { value, length }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
        let size = u8::try_from(body.len()).map_or(0xff, |size| size | 0x80);
        [id, &[size], body].concat()
    }

    fn webm(kinds: &[u8]) -> Vec<u8> {
        let track = |kind: &u8| element(&[0xae], &[element(&[0xd7], &[1]), element(&[0x83], &[*kind])].concat());
        let tracks = element(&[0x16, 0x54, 0xae, 0x6b], &kinds.iter().flat_map(track).collect::<Vec<_>>());
        let info = element(&[0x15, 0x49, 0xa9, 0x66], &[0xec, 0x80]);
        let start = element(&[0x1a, 0x45, 0xdf, 0xa3], &[0x42, 0x82, 0x84, b'w', b'e', b'b', b'm']);
        // Recordings don't know the size of their segment.
        let segment =
            [&[0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff][..], &info, &tracks];
        [&start[..], &segment.concat()].concat()
    }

    fn mp4_box(name: &[u8], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).unwrap_or_default();
        [&size.to_be_bytes()[..], name, body].concat()
    }

    fn mp4(handlers: &[&[u8]]) -> Vec<u8> {
        let track = |handler: &&[u8]| {
            let handler = mp4_box(b"hdlr", &[&[0; 8][..], *handler, &[0; 13]].concat());
            mp4_box(b"trak", &[mp4_box(b"tkhd", &[0; 84]), mp4_box(b"mdia", &handler)].concat())
        };
        let movie = [mp4_box(b"mvhd", &[0; 100]), handlers.iter().flat_map(track).collect()].concat();
        [mp4_box(b"ftyp", b"isom\0\0\x02\0isom"), mp4_box(b"moov", &movie)].concat()
    }

    fn ogg(packets: &[&[u8]]) -> Vec<u8> {
        let page = |packet: &&[u8]| {
            let length = u8::try_from(packet.len()).unwrap_or_default();
            [&b"OggS\0\x02"[..], &[0; 20], &[1, length], *packet].concat()
        };
        let rest = [&b"OggS\0\0"[..], &[0; 20], &[1, 7], b"\x80theora"].concat();
        packets.iter().flat_map(page).chain(rest).collect()
    }

    #[test]
    fn sound_is_told_from_film_by_the_tracks() {
        let tracks: [(&[u8], bool); 7] = [
            (&[2], true),
            (&[2, 0x11], true),
            (&[1], false),
            (&[1, 2], false),
            (&[2, 1], false),
            (&[], false),
            (&[3], false),
        ];
        for (kinds, is_sound) in tracks {
            assert_eq!(webm_is_sound(&webm(kinds)), is_sound, "{kinds:?}");
        }
        let tracks: [(&[&[u8]], bool); 6] = [
            (&[b"soun"], true),
            (&[b"soun", b"text"], true),
            (&[b"vide"], false),
            (&[b"soun", b"vide"], false),
            (&[b"soun", b"pict"], false),
            (&[], false),
        ];
        for (handlers, is_sound) in tracks {
            assert_eq!(mp4_is_sound(&mp4(handlers)), is_sound, "{handlers:?}");
        }
        assert!(!ogg_is_film(&ogg(&[b"OpusHead"])) && ogg_is_film(&ogg(&[b"OpusHead", b"\x80theora"])));
    }

    #[test]
    fn what_is_cut_or_broken_is_never_taken_for_sound() {
        for whole in [webm(&[2, 2]), mp4(&[b"soun", b"soun"])] {
            for end in 0..whole.len() {
                assert!(!webm_is_sound(&whole[..end]) && !mp4_is_sound(&whole[..end]), "{end}");
            }
        }
        let all = [webm(&[2, 1]), mp4(&[b"soun", b"vide"]), ogg(&[b"OpusHead", b"\x80theora"])];
        // No byte makes the parsers panic or loop.
        for whole in all {
            for at in 0..whole.len() {
                for byte in [0, 1, 0x7f, 0x80, 0xff] {
                    let mut broken = whole.clone();
                    broken[at] = byte;
                    let _ = (webm_is_sound(&broken), mp4_is_sound(&broken), ogg_is_film(&broken));
                }
            }
        }
    }
}
