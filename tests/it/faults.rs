//! What breaks around a server that many people use: nothing that was acknowledged is lost, nothing is there twice.

mod clock;
mod cuts;
mod disk;
mod kills;
mod load;
mod queue;
mod slow;
