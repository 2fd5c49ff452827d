//! `snug config`.

use serde_json::{Value, json};

use crate::cli::output::print_line;
use crate::config::{InForce, ShowConfig};

/// Prints the settings in force, as a configuration file with the origin of each, or as JSON lines.
pub fn run(shown: &ShowConfig) {
    for setting in &shown.in_force {
        if shown.output.json {
            let line = json!({ "name": setting.key, "value": value(setting), "from": setting.from });
            print_line(&line.to_string());
        } else {
            // The strings of JSON are ones of TOML, too, as are its lists.
            print_line(&format!("{} = {} # {}", setting.key, value(setting), setting.from));
        }
    }
}

fn value(setting: &InForce) -> Value {
    let values = setting.values.iter();
    if setting.is_switch {
        Value::Bool(!setting.values.is_empty())
    } else if setting.is_list {
        values.map(|value| shown(value)).collect::<Vec<_>>().into()
    } else {
        values.map(|value| shown(value)).next().unwrap_or_default().into()
    }
}

/// A value without the password that a URL may have by mistake.
fn shown(value: &str) -> String {
    match url::Url::parse(value) {
        Ok(mut url) if url.password().is_some() => {
            // A URL with a password has a host, which is what this needs.
            let _ = url.set_password(Some("hidden"));
            url.to_string()
        }
        _ => value.to_owned(),
    }
}
