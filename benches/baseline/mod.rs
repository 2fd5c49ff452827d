//! Baselines for Snug's figures. Each runs in a separate process.

pub mod broadcaster;
pub mod disk;
pub mod pages;
