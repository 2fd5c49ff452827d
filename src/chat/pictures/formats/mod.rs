//! The containers of picture files, read without decoding pixels: their parts, what of them is no metadata, and the
//! facts in their headers.

pub(in crate::chat::pictures) mod exif;
pub(in crate::chat::pictures) mod gif;
pub(in crate::chat::pictures) mod jpeg;
pub(in crate::chat::pictures) mod png;
pub(in crate::chat::pictures) mod webp;
