//! Background work that needs several layers.

pub mod mail;
pub mod push;
