//! The Nu HTML checker over all collected documents, in one run because it starts slowly.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::collection::{Document, Kind};

/// htmx's attributes, which aren't valid HTML; any other unknown attribute is an error.
const HTMX: [&str; 7] =
    ["hx-post", "hx-target", "hx-swap", "hx-trigger", "hx-sync", "hx-config", "hx-sse:connect"];

/// Complaints of the checker to be ignored, as regular expressions.
const FILTERED: [&str; 6] = [
    // A message has no title, and hundreds of headings would hide those of the days.
    "Article lacks heading\\. Consider using “h2”-“h6” elements to add identifying headings to all articles\\.",
    // Unknown to the checker: CSS Basic User Interface 4 (text areas that grow with their text).
    "CSS: “field-sizing”: Property “field-sizing” doesn't exist\\.",
    // CSS Transitions 2 (transitions of showing and hiding).
    "CSS: “transition”: “allow-discrete” is not a “transition” value\\.",
    "CSS: Unrecognized at-rule “@starting-style”",
    // CSS Conditional Rules 5 (container queries).
    "CSS: Unrecognized at-rule “@container”",
    "CSS: “container”: Property “container” doesn't exist\\.",
];

/// The complaints, each with an example and its documents.
pub fn complaints(vnu: &Path, documents: &[Document]) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    for (number, document) in documents.iter().enumerate() {
        let extension = match document.kind {
            Kind::Page | Kind::Fragment => "html",
            Kind::Style => "css",
            Kind::Picture => "svg",
        };
        fs::write(folder.path().join(format!("{number}.{extension}")), whole(document)).unwrap();
    }
    let filter = FILTERED.iter().map(ToString::to_string);
    let attributes = format!("Attribute “({})” not allowed on element “[a-z]+” at this point\\.", HTMX.join("|"));
    let run = Command::new("java")
        .args(["-Xss4m", "-jar"])
        .arg(vnu)
        // Messages can be in any language on an English page.
        .args(["--stdout", "--format", "json", "--also-check-css", "--also-check-svg", "--no-langdetect"])
        .args(["--filterpattern", &filter.chain([attributes]).collect::<Vec<_>>().join("|")])
        .arg(folder.path())
        .output()
        .unwrap();
    let said: Value = serde_json::from_slice(&run.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&run.stderr)));
    let mut complaints: BTreeMap<&str, (String, Vec<&str>)> = BTreeMap::new();
    for message in said["messages"].as_array().unwrap() {
        let text = |name: &str| message[name].as_str().unwrap_or_default();
        let number: Option<usize> =
            Path::new(text("url")).file_stem().and_then(|stem| stem.to_str()?.parse().ok());
        let label = number.map_or("", |number| &documents[number].label);
        let example: String = text("extract").trim().chars().take(160).collect();
        let (_, labels) = complaints.entry(text("message")).or_insert_with(|| (example, Vec::new()));
        labels.push(label);
    }
    complaints.into_iter().map(|(message, (example, labels))| report(message, &example, &labels)).collect()
}

fn report(message: &str, example: &str, labels: &[&str]) -> String {
    let mut report = format!("{message}\n    {example}\n");
    for label in labels.iter().take(4) {
        writeln!(report, "    on: {label}").unwrap();
    }
    if labels.len() > 4 {
        writeln!(report, "    and {} more", labels.len() - 4).unwrap();
    }
    report
}

/// Wraps a fragment in a minimal document.
fn whole(document: &Document) -> String {
    if document.kind != Kind::Fragment {
        return document.text.clone();
    }
    let options = document.text.starts_with("<li ");
    let (before, after) = if options { ("<ul role=\"listbox\" aria-label=\"x\">", "</ul>") } else { ("", "") };
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>x</title></head><body><main><h1>x</h1>\
         {before}{}{after}</main></body></html>",
        document.text
    )
}
