//! Faults around a busy server: no acknowledged message is lost or duplicated.

mod clock;
mod cuts;
mod disk;
mod kills;
mod load;
mod queue;
mod slow;
