//! Tests of the store, on every backend. What is about one backend alone is tested in its folder.
#![allow(clippy::unwrap_used)]

mod addresses;
mod alerts;
pub(in crate::store) mod cast;
mod marks;
mod storage;
