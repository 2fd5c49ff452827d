//! The addresses at which other people reach the server, as far as they are known.

use crate::model::Registration;

/// The URLs of this server, and the people who may register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The public URL, or one for each address of the machine.
    pub urls: Vec<String>,
    /// Whether other machines can reach it.
    pub is_reachable: bool,
    /// The people who may register.
    pub registration: Registration,
}
