//! Who may use whom: ARCHITECTURE's table, held by reading the sources.

use std::path::{Path, PathBuf};

/// The layers that each layer may use. `app` and `main` may use all; who isn't listed may be used by nobody.
const MAY_USE: [(&str, &[&str]); 7] = [
    ("model", &[]),
    ("store", &["model", "tasks"]),
    ("live", &["model"]),
    ("views", &["model"]),
    ("chat", &["model", "store", "live", "tasks"]),
    ("import", &["model", "store", "live", "chat"]),
    ("web", &["chat", "views", "model", "store", "live", "tasks"]),
];

/// Crates that belong to some places alone.
const BELONGS: [(&str, &[&str]); 13] = [
    ("rusqlite", &["store/sqlite", "import/flask/reader.rs"]),
    ("axum", &["web"]),
    ("maud", &["views"]),
    ("fluent_bundle", &["views/i18n"]),
    ("pulldown_cmark", &["model/text", "views/text"]),
    ("linkify", &["model/text"]),
    ("ammonia", &["views/text"]),
    ("oxidoc_highlight", &["views/text"]),
    ("clap", &["config.rs", "main.rs"]),
    ("tokio::", &["store/sqlite", "live", "chat", "import", "web", "tasks.rs", "app.rs", "main.rs"]),
    ("argon2", &["chat"]),
    ("image::", &["chat/pictures/thumbnailer.rs"]),
    ("moxcms", &["chat/pictures/colours.rs"]),
];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                let text = std::fs::read_to_string(&path).unwrap();
                // Tests may use what they need, and prose may name anything.
                let code = text.rsplit_once("#[cfg(test)]").map_or(text.as_str(), |(code, _)| code);
                let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
                sources.push((name, code.join("\n")));
            }
        }
    }
    assert!(sources.len() > 30, "the sources were found");
    sources
}

#[test]
fn layers_use_only_the_layers_below_them() {
    for (file, code) in sources() {
        let Some((layer, allowed)) = MAY_USE.iter().find(|(layer, _)| file.starts_with(&format!("{layer}/")))
        else {
            continue;
        };
        for used in used_layers(&code) {
            let known =
                ["model", "store", "live", "views", "chat", "import", "web", "app", "config", "files", "tasks"];
            assert!(known.contains(&used.as_str()), "{file} uses crate::{used}, which is no layer");
            assert!(used == *layer || allowed.contains(&used.as_str()), "{file} must not use crate::{used}");
        }
    }
}

/// What follows `crate::`, also in `use crate::{a, b::c}`.
fn used_layers(code: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut used = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            used.push(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut start = true;
        for (position, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                c if start && c.is_alphabetic() => {
                    used.push(word(&group[position..]));
                    start = false;
                }
                _ => {}
            }
        }
    }
    used
}

#[test]
fn crates_stay_where_they_belong() {
    for (file, code) in sources() {
        for (name, places) in BELONGS {
            let at_home = places.iter().any(|place| file.starts_with(place));
            assert!(at_home || !code.contains(name), "{file} must not use {name}");
        }
    }
}

#[test]
fn web_writes_through_chat_alone() {
    let writing =
        ["create_", "post_message", "note_", "delete_", "replace_", "import_", "edit_", "toggle_", "set_"];
    for (file, code) in sources().iter().filter(|(file, _)| file.starts_with("web/")) {
        for call in writing {
            assert!(!code.contains(&format!("store.{call}")), "{file} writes to the store itself: {call}");
        }
    }
}

#[test]
fn only_the_configuration_reads_the_environment() {
    for (file, code) in sources() {
        assert!(file == "config.rs" || !code.contains("env::var"), "{file} reads the environment");
    }
}

#[test]
fn the_parser_of_uses_sees_groups() {
    let code = "use crate::model::Room; use crate::{chat, store::{A, B}, views};";
    assert_eq!(used_layers(code), ["model", "chat", "store", "views"]);
}
