//! Rules that every backend follows inside its transactions: numbers, durations, and decisions about the rows that it
//! has read. The conditions themselves stand in the statements that write.

pub(crate) mod access;
pub(crate) mod accounts;
pub(crate) mod addresses;
pub(crate) mod invitations;
pub(crate) mod messages;
pub(crate) mod reports;
