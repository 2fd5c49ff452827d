//! Secrets: from a file, a variable, or a credential of systemd. They are no arguments, because other people of the machine
//! can see those.

use std::path::Path;

/// The folder with the credentials that systemd passes (`systemd.exec(5)`, `LoadCredential=`).
const CREDENTIALS: &str = "CREDENTIALS_DIRECTORY";

/// The secret in a file, else in a variable, else the credential of this name.
///
/// # Errors
/// A line about a file that can't be read or is empty, or a secret that is given twice.
pub(in crate::config) fn secret(
    (flag, file): (&str, Option<&Path>),
    variable: &str,
    credential: &str,
) -> Result<Option<String>, String> {
    let given = std::env::var(variable).ok().filter(|value| !value.is_empty());
    match file {
        Some(_) if given.is_some() => {
            Err(format!("{variable} and {flag} say the same: use one of them, not both"))
        }
        Some(file) => read(file).map(Some),
        None if given.is_some() => Ok(given),
        None => {
            let folder = std::env::var_os(CREDENTIALS).filter(|folder| !folder.is_empty());
            let file = folder.map(|folder| Path::new(&folder).join(credential)).filter(|file| file.exists());
            file.map(|file| read(&file)).transpose()
        }
    }
}

fn read(file: &Path) -> Result<String, String> {
    let read = std::fs::read_to_string(file);
    let read = read.map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    match read.trim_end_matches(['\r', '\n']) {
        "" => Err(format!("{} is empty", file.display())),
        secret => Ok(secret.to_owned()),
    }
}
