//! The second factor of logins: codes that change with time (RFC 6238), and recovery codes.

use std::fmt;

/// The second factor of an account.
#[derive(Clone)]
pub struct SecondFactor {
    /// The secret that the owner's device shares with this server.
    pub secret: Vec<u8>,
    /// Whether logins need it; else it is being set up.
    pub is_on: bool,
    /// The number of recovery codes that are left.
    pub recovery_codes: u32,
}

impl fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondFactor").field("is_on", &self.is_on).finish_non_exhaustive()
    }
}

/// Number of recovery codes.
pub const RECOVERY_CODES: usize = 10;

/// A recovery code without what people add or mistake: in lower case, without spaces and hyphens; none where it can't be
/// one.
#[must_use]
pub fn recovery_code(typed: &str) -> Option<String> {
    let code: String =
        typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_lowercase();
    (code.len() == 16 && code.chars().all(|c| c.is_ascii_hexdigit())).then_some(code)
}

/// A recovery code as it is shown: in groups of four.
#[must_use]
pub fn grouped(code: &str) -> String {
    let groups: Vec<&str> =
        (0..code.len()).step_by(4).filter_map(|at| code.get(at..(at + 4).min(code.len()))).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_code_is_read_as_people_type_it() {
        let code = "0123456789abcdef";
        assert_eq!(grouped(code), "0123-4567-89ab-cdef");
        for typed in [code, &grouped(code), " 0123 4567 89AB CDEF "] {
            assert_eq!(recovery_code(typed).as_deref(), Some(code));
        }
        for other in ["", "123456", "0123456789abcdeg", "0123456789abcdef0"] {
            assert_eq!(recovery_code(other), None);
        }
    }
}
