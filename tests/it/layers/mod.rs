//! Who may use whom: ARCHITECTURE's table, held by reading the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use graph::Graph;
use resolve::{Crate, End, Named, Sources};

mod graph;
mod parse;
mod permission;
mod resolve;
mod snippets;

/// Layers: folders and files right below `src`, and what each may use. Who isn't listed may not exist.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("metrics", &["model"]),
    ("tasks", &["metrics"]),
    ("reload", &[]),
    ("systemd", &["tasks"]),
    ("manual", &[]),
    ("running", &[]),
    ("http_client", &[]),
    ("certificates", &["http_client", "reload", "tasks"]),
    ("store", &["model", "metrics", "tasks"]),
    ("config", &["model", "store", "certificates"]),
    ("live", &["model"]),
    ("files", &["model", "http_client", "tasks"]),
    ("views", &["model"]),
    ("chat", &["model", "store", "live", "files", "http_client", "metrics", "tasks"]),
    ("import", &["model", "store", "live", "files", "chat", "tasks"]),
    ("jobs", &["model", "store", "chat", "files", "views", "http_client", "metrics", "tasks"]),
    ("web", &["chat", "views", "model", "files", "store", "live", "certificates", "metrics", "tasks"]),
    ("cli", ALL),
    ("app", ALL),
    ("main", ALL),
];

const ALL: &[&str] = &[
    "model",
    "metrics",
    "tasks",
    "reload",
    "systemd",
    "manual",
    "running",
    "http_client",
    "certificates",
    "config",
    "store",
    "live",
    "files",
    "views",
    "chat",
    "import",
    "jobs",
    "web",
    "cli",
    "app",
];

/// Crates that belong to some places alone.
const BELONGS: &[(&str, &[&str])] = &[
    ("tokio_rusqlite", &["store/sqlite", "import/flask/reader.rs"]),
    ("rusqlite_migration", &["store/sqlite"]),
    ("axum", &["web"]),
    ("maud", &["views"]),
    ("fluent_bundle", &["views/i18n"]),
    ("pulldown_cmark", &["model/text", "views/text"]),
    ("linkify", &["model/text"]),
    ("ammonia", &["views/text"]),
    ("oxidoc_highlight", &["views/text"]),
    ("clap", &["config/"]),
    ("sd_notify", &["systemd.rs"]),
    ("lettre", &["jobs/mail", "model/mail/addresses.rs", "config/mail.rs"]),
    ("anyhow", &["cli", "main.rs"]),
    ("tracing_subscriber", &["cli/log/", "config/"]),
    (
        "tokio",
        &[
            "store",
            "live",
            "files",
            "chat",
            "import",
            "jobs",
            "web",
            "http_client",
            "certificates",
            "tasks.rs",
            "reload.rs",
            "systemd.rs",
            "cli",
            "app",
            "main.rs",
        ],
    ),
    ("argon2", &["chat"]),
    ("image", &["chat/pictures/"]),
    ("object_store", &["files"]),
    ("infer", &["chat/files/content.rs", "chat/pictures/"]),
    ("img_parts", &["chat/pictures/"]),
    ("moxcms", &["chat/pictures/colours.rs"]),
];

/// Circles of files that there are still. None may be added; the test says when one is smaller or gone.
const CIRCLES: &[&[&str]] = &[];

fn sources() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Sources::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                sources.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    sources
}

fn read() -> Crate {
    let read = Crate::read(&sources());
    assert!(read.files().len() > 30, "the sources were found");
    read
}

/// The folder or file right below `src`; none for `lib.rs`, which has the layers in it.
fn layer(file: &str) -> Option<&str> {
    let top = file.split_once('/').map_or_else(|| file.trim_end_matches(".rs"), |(top, _)| top);
    Some(top).filter(|top| *top != "lib")
}

fn none(faults: &BTreeSet<String>, what_to_do: &str) {
    let faults: Vec<&str> = faults.iter().map(String::as_str).collect();
    assert!(faults.is_empty(), "\n{}\n{what_to_do}\n", faults.join("\n"));
}

#[test]
fn layers_use_only_the_layers_below_them() {
    let mut faults = BTreeSet::new();
    for Named { file, path, through, end, .. } in read().named() {
        let Some(user) = layer(&file) else { continue };
        let Some((_, allowed)) = MAY_USE.iter().find(|(layer, _)| *layer == user) else {
            faults.insert(format!("{file}: src/{user} is no layer"));
            continue;
        };
        let end = match &end {
            End::Item(file) | End::Module(file) => Some(file),
            End::Outside(_) => None,
        };
        for used in through.iter().chain(end).filter_map(|file| layer(file)) {
            if used != user && !allowed.contains(&used) {
                faults.insert(format!("{file} names {path}, which is {used}'s; {user} may not use {used}"));
            }
        }
    }
    none(
        &faults,
        "Move what both need to a layer below, or hand it over as an argument (MAY_USE, ARCHITECTURE.md).",
    );
}

#[test]
fn crates_stay_where_they_belong() {
    let mut faults = BTreeSet::new();
    for Named { file, path, through, end, .. } in read().named() {
        // What another file passes on of a crate is a word of its layer.
        if let End::Outside(outside) = &end
            && through.iter().all(|passed| *passed == file)
            && let Some((name, places)) = BELONGS.iter().find(|(name, _)| *name == outside[0])
            && !places.iter().any(|place| file.starts_with(place))
        {
            faults.insert(format!("{file} names {path}, but {name} belongs to {}", places.join(", ")));
        }
    }
    none(&faults, "Put what needs the crate into the place it belongs to, and name that (BELONGS).");
}

/// The compiler holds the rest: [`snug::store::ReadStore`] has no method that writes, and no way to a `Store`.
#[test]
fn web_has_only_the_read_only_store() {
    let mut faults = BTreeSet::new();
    for Named { file, path, end, .. } in read().named() {
        let is_store = path.split("::").any(|name| name == "Store");
        if file.starts_with("web/") && is_store && end == End::Item("store/handle.rs".to_owned()) {
            faults.insert(format!("{file} names {path}"));
        }
    }
    none(
        &faults,
        "Read through ReadStore, and write through a use case of chat, which also publishes the change.",
    );
}

#[test]
fn only_the_configuration_reads_the_environment() {
    let mut faults = BTreeSet::new();
    for Named { file, end, .. } in read().named() {
        if let End::Outside(path) = &end
            && path.len() > 2
            && path[1] == "env"
            && path[2].starts_with("var")
            && !file.starts_with("config/")
        {
            faults.insert(format!("{file} reads the environment: {}", path.join("::")));
        }
    }
    none(&faults, "Read it in config/ and hand it over.");
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let graph = graph::graph(&read().named());
    let found = graph::circles(&graph);
    let known: Vec<BTreeSet<String>> =
        CIRCLES.iter().map(|circle| circle.iter().map(ToString::to_string).collect()).collect();
    let mut faults = BTreeSet::new();
    for circle in found.iter().filter(|circle| !known.contains(circle)) {
        let files = circle.iter().map(String::as_str).collect::<Vec<_>>().join("\", \"");
        let way = graph::shortest(&graph, circle).join(" → ");
        let smaller = known.iter().any(|known| circle.is_subset(known));
        let kind = if smaller { "smaller than it was" } else { "NEW" };
        faults.insert(format!("{kind}, {} files: &[\"{files}\"],\n  shortest: {way}", circle.len()));
    }
    for gone in known.iter().filter(|known| !found.contains(known)) {
        let files: Vec<&str> = gone.iter().map(String::as_str).collect();
        faults.insert(format!("no longer there as listed: {}", files.join(", ")));
    }
    none(
        &faults,
        "New: move what both need into a file of its own. Smaller or gone: keep what is left of it in CIRCLES.",
    );
}

/// `cargo test --test it -- layers::figures --ignored --nocapture`
#[test]
#[ignore = "it holds nothing; it prints"]
fn figures() {
    let sources = sources();
    let mut folders: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for (file, text) in &sources {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.entry(folder).or_default().push((text.lines().count(), file));
    }
    for (folder, files) in &mut folders {
        files.sort_unstable();
        let ((median, _), (longest, name)) = (files[files.len() / 2], files[files.len() - 1]);
        println!("src/{folder}: {} files, median {median} lines, longest {longest} ({name})", files.len());
    }
    let graph: Graph = graph::graph(&Crate::read(&sources).named());
    println!("{} files name {} others", graph.len(), graph.values().map(BTreeSet::len).sum::<usize>());
    for circle in graph::circles(&graph) {
        let files: Vec<&str> = circle.iter().map(String::as_str).collect();
        println!("circle of {}: {}", circle.len(), files.join(", "));
        println!("  shortest: {}", graph::shortest(&graph, &circle).join(" → "));
    }
}
