//! The dashboard for Grafana, and the documentation's alerts, ask for figures that exist.

use std::collections::BTreeSet;
use std::path::Path;

use crate::monitoring::Monitored;

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The names of figures in a text.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let figures = words.filter(|word| word.starts_with("snug_") || word.starts_with("process_"));
    figures.filter(|word| word.len() > 5 && !word.ends_with('_')).map(str::to_owned).collect()
}

/// The queries of a dashboard.
fn queries(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(query) if name == "expr" || name == "query" => found.push(query.to_owned()),
                    _ => queries(value, found),
                }
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| queries(value, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_dashboard_and_the_manual_name_all_figures_and_only_those() {
    let server = Monitored::start(&[]);
    let families = server.figures().await.families;
    let exist: BTreeSet<&str> = families.keys().map(String::as_str).collect();
    let family = |name: &str| {
        let suffix = ["_bucket", "_sum", "_count"].into_iter().find_map(|suffix| name.strip_suffix(suffix));
        let of_histogram = suffix.filter(|family| families.get(*family).is_some_and(|kind| kind == "histogram"));
        of_histogram.unwrap_or(name).to_owned()
    };

    let dashboard: serde_json::Value = serde_json::from_str(&file("packaging/grafana/snug.json")).unwrap();
    let mut asked = Vec::new();
    queries(&dashboard, &mut asked);
    assert!(asked.len() > 30, "{}", asked.len());
    for query in &asked {
        for name in names(query) {
            assert!(exist.contains(family(&name).as_str()), "{name} in {query}");
        }
        let count = |c: char| query.matches(c).count();
        assert!(count('(') == count(')') && count('{') == count('}') && count('"').is_multiple_of(2), "{query}");
    }
    let ids: Vec<_> = dashboard["panels"].as_array().unwrap().iter().map(|panel| panel["id"].as_u64()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "each panel has an id of its own");

    let manual: BTreeSet<String> = names(&file("docs/monitoring.md")).iter().map(|name| family(name)).collect();
    let manual: BTreeSet<&str> = manual.iter().map(String::as_str).collect();
    assert_eq!(manual.difference(&exist).collect::<Vec<_>>(), [&""; 0], "the manual names what is not there");
    assert_eq!(exist.difference(&manual).collect::<Vec<_>>(), [&""; 0], "the manual lacks what is there");
}
