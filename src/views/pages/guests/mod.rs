//! Guests: the page of those who let them in, and their own pages.

pub mod managed;
pub mod message;
pub mod own;
