//! Baselines for Snug's figures. Each runs in a separate process.

pub mod broadcaster;
pub mod disk;
pub mod nginx;
pub mod pages;
pub mod streams;
