//! Background work that needs several layers.

pub mod backups;
pub mod checks;
pub mod due_work;
pub mod files;
pub mod mail;
pub mod push;
