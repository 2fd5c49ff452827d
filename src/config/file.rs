//! The configuration file: TOML (<https://toml.io>) whose keys are the names of flags.

use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

/// How alike a wrong key and a right one are, at least, to be meant (Jaro-Winkler).
const ALIKE: f64 = 0.8;

/// A configuration file.
#[derive(Debug)]
pub(in crate::config) struct ConfigFile {
    path: PathBuf,
    entries: Vec<Entry>,
}

/// A key with its values.
#[derive(Debug)]
pub(in crate::config) struct Entry {
    /// The flag without its dashes. Tables are prefixes: `cert` in the table `tls` is `tls-cert`.
    pub(in crate::config) key: String,
    pub(in crate::config) value: Value,
    /// The line, from 1.
    pub(in crate::config) line: usize,
}

/// A value, as the command line takes it.
#[derive(Debug)]
pub(in crate::config) enum Value {
    Switch(bool),
    One(String),
    Many(Vec<String>),
}

impl ConfigFile {
    /// Reads a file whose keys are among these.
    ///
    /// # Errors
    /// A line with the file, the line in it, and the nearest right key.
    pub(in crate::config) fn read(path: &Path, keys: &[&str]) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            format!(
                "cannot read {}: {error}. --config or SNUG_CONFIG names the configuration file",
                path.display()
            )
        })?;
        Self::parse(path, &text, keys)
    }

    fn parse(path: &Path, text: &str, keys: &[&str]) -> Result<Self, String> {
        let line = |at: usize| text.as_bytes()[..at.min(text.len())].split(|byte| *byte == b'\n').count();
        let table = DeTable::parse(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line(span.start));
            let why = error.message().lines().collect::<Vec<_>>().join(", ");
            format!("{}:{line}: {why}. The file is TOML: key = \"value\"", path.display())
        })?;
        let mut file = Self { path: path.to_owned(), entries: Vec::new() };
        file.add(table.get_ref(), "", &line, keys)?;
        Ok(file)
    }

    fn add(
        &mut self,
        table: &DeTable<'_>,
        prefix: &str,
        line: &impl Fn(usize) -> usize,
        keys: &[&str],
    ) -> Result<(), String> {
        for (name, value) in table {
            let key = format!("{prefix}{}", name.get_ref());
            let line_of_key = line(name.span().start);
            let fault = |why: &str| format!("{}:{line_of_key}: {why}", self.path.display());
            if let DeValue::Table(inner) = value.get_ref() {
                self.add(inner, &format!("{key}-"), line, keys)?;
                continue;
            }
            if !keys.contains(&key.as_str()) {
                let known = if let Some(key) = nearest(&key, keys) {
                    format!("is {key} meant?")
                } else {
                    "keys are the names of the flags of `snug serve`".to_owned()
                };
                return Err(fault(&format!("there is no setting {key}; {known}")));
            }
            if self.entries.iter().any(|entry| entry.key == key) {
                return Err(fault(&format!("{key} is there twice")));
            }
            let value = match value.get_ref() {
                DeValue::Boolean(is_on) => Value::Switch(*is_on),
                DeValue::Array(values) => {
                    let values: Option<Vec<String>> = values.iter().map(|value| scalar(value.get_ref())).collect();
                    Value::Many(values.ok_or_else(|| fault(&format!("{key} is a list of texts or numbers")))?)
                }
                value => Value::One(scalar(value).ok_or_else(|| fault(&format!("{key} is a text or a number")))?),
            };
            self.entries.push(Entry { key, value, line: line_of_key });
        }
        Ok(())
    }

    pub(in crate::config) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Leaves out the keys that don't count.
    pub(in crate::config) fn leave_out(&mut self, keys: &[String]) {
        self.entries.retain(|entry| !keys.contains(&entry.key));
    }

    /// Where a key is, as `FILE:LINE`.
    pub(in crate::config) fn place(&self, key: &str) -> Option<String> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        Some(format!("{}:{}", self.path.display(), entry.line))
    }
}

fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.clone().into_owned()),
        DeValue::Integer(number) => Some(number.as_str().replace('_', "")),
        _ => None,
    }
}

/// The right key that is most like a wrong one.
fn nearest<'a>(wrong: &str, keys: &[&'a str]) -> Option<&'a str> {
    let wrong = wrong.to_lowercase().replace('_', "-");
    let alike = |key: &&&str| strsim::jaro_winkler(&wrong, key);
    let nearest = keys.iter().max_by(|a, b| alike(a).total_cmp(&alike(b)))?;
    (alike(&nearest) >= ALIKE).then_some(*nearest)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const KEYS: [&str; 6] = ["listen", "public-url", "tls-cert", "tls-key", "behind-proxy", "connections"];

    fn parse(text: &str) -> Result<ConfigFile, String> {
        ConfigFile::parse(Path::new("snug.toml"), text, &KEYS)
    }

    #[test]
    fn keys_are_flags_and_tables_are_their_beginnings() {
        let file = parse(
            "# Ours\nlisten = [\"127.0.0.1:5001\", '[::1]:5001']\nbehind-proxy = true\nconnections = 1_000\n\n[tls]\ncert = \"a.pem\"\n",
        )
        .unwrap();
        let shown: Vec<String> =
            file.entries().iter().map(|entry| format!("{} {:?} {}", entry.key, entry.value, entry.line)).collect();
        let expected = [
            "listen Many([\"127.0.0.1:5001\", \"[::1]:5001\"]) 2",
            "behind-proxy Switch(true) 3",
            "connections One(\"1000\") 4",
            "tls-cert One(\"a.pem\") 7",
        ];
        for line in expected {
            assert!(shown.iter().any(|found| found == line), "{line} is not in {shown:?}");
        }
        assert_eq!(file.place("tls-cert").unwrap(), "snug.toml:7");
    }

    #[test]
    fn errors_name_the_file_the_line_and_the_nearest_key() {
        for (text, error) in [
            (
                "listen = 1\npublik-url = \"x\"",
                "snug.toml:2: there is no setting publik-url; is public-url meant?",
            ),
            ("Public_URL = \"x\"", "snug.toml:1: there is no setting Public_URL; is public-url meant?"),
            ("[tls]\ncerts = 'x'", "snug.toml:2: there is no setting tls-certs; is tls-cert meant?"),
            ("colour = 'red'", "keys are the names of the flags"),
            ("listen = 1.5", "snug.toml:1: listen is a text or a number"),
            ("\nlisten = [[1]]", "snug.toml:2: listen is a list of texts or numbers"),
            ("tls-cert = 'a'\ntls.cert = 'b'", "tls-cert is there twice"),
            ("\n\nlisten = ", "snug.toml:3: "),
            ("listen = 'a'\nlisten = 'b'", "snug.toml:2: "),
        ] {
            let found = parse(text).unwrap_err();
            assert!(found.contains(error) && found.lines().count() == 1, "{text:?}: {found}");
        }
    }
}
