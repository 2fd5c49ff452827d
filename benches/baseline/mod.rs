//! What Snug is compared with; each runs in a process of its own.

pub mod broadcaster;
pub mod disk;
pub mod pages;
