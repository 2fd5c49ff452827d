//! The results of commands, on standard output.

use std::io::Write as _;

/// Writes a line. A closed standard output is no error.
pub(super) fn print_line(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
