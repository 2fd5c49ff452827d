//! A parser of Prometheus' text format 0.0.4, which accepts nothing but well-formed texts.

use std::collections::{BTreeMap, BTreeSet};

/// The series of a text, and the names of its families.
pub struct Exposition {
    series: BTreeMap<String, String>,
    pub families: BTreeMap<String, String>,
}

impl Exposition {
    pub fn parse(text: &str) -> Self {
        assert!(text.ends_with('\n'));
        let mut parsed = Self { series: BTreeMap::new(), families: BTreeMap::new() };
        let mut helped = None;
        let mut family = (String::new(), String::new());
        for line in text.lines() {
            if let Some(help) = line.strip_prefix("# HELP ") {
                let (name, words) = help.split_once(' ').unwrap();
                assert!(words.ends_with('.'), "{line}");
                helped = Some(name.to_owned());
            } else if let Some(typed) = line.strip_prefix("# TYPE ") {
                let (name, kind) = typed.split_once(' ').unwrap();
                assert_eq!(helped.take().as_deref(), Some(name), "its help comes right before");
                assert!(matches!(kind, "counter" | "gauge" | "histogram"), "{line}");
                assert_eq!(kind == "counter", name.ends_with("_total"), "{line}");
                assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{line}");
                family = (name.to_owned(), kind.to_owned());
                assert_eq!(parsed.families.insert(name.to_owned(), kind.to_owned()), None, "{name} twice");
            } else {
                let (series, value) = line.rsplit_once(' ').unwrap();
                let name = series.split('{').next().unwrap();
                let suffix = name.strip_prefix(&family.0).unwrap_or_else(|| panic!("{line} is not of {family:?}"));
                let histogram = matches!(suffix, "_bucket" | "_sum" | "_count");
                assert!(if family.1 == "histogram" { histogram } else { suffix.is_empty() }, "{line}");
                labels(series);
                assert!(value.parse::<f64>().is_ok(), "{line}");
                assert_eq!(parsed.series.insert(series.to_owned(), value.to_owned()), None, "{series} twice");
            }
        }
        parsed.histograms_add_up();
        parsed
    }

    /// The value of a series; without labels, the only one of that name. 0 where there is none.
    pub fn value(&self, series: &str) -> f64 {
        self.text(series).map_or(0.0, |value| value.parse().unwrap())
    }

    /// The same of one that counts.
    pub fn count(&self, series: &str) -> u64 {
        self.text(series).map_or(0, |value| value.parse().unwrap())
    }

    fn text(&self, series: &str) -> Option<&str> {
        let labelled = format!("{series}{{");
        let found = self.series.iter().find(|(name, _)| *name == series || name.starts_with(&labelled));
        found.map(|(_, value)| value.as_str())
    }

    fn histograms_add_up(&self) {
        let mut last: Option<(String, u64)> = None;
        let mut ends = BTreeSet::new();
        for (series, value) in self.series.iter().filter(|(series, _)| series.contains("le=\"+Inf\"")) {
            let count =
                series.replace("_bucket{", "_count{").replace(",le=\"+Inf\"", "").replace("{le=\"+Inf\"}", "");
            assert_eq!(self.series.get(&count), Some(value), "{count}");
            assert!(self.series.contains_key(&count.replace("_count", "_sum")), "{count}");
            ends.insert(count);
        }
        assert!(ends.len() > 3);
        let mut buckets: Vec<(String, f64, u64)> = Vec::new();
        for (series, value) in self.series.iter().filter(|(series, _)| series.contains("le=\"")) {
            let (start, bound) = series.split_once("le=\"").unwrap();
            let bound = bound.trim_end_matches("\"}");
            let bound = if bound == "+Inf" { f64::INFINITY } else { bound.parse().unwrap() };
            buckets.push((start.to_owned(), bound, value.parse().unwrap()));
        }
        buckets.sort_by(|a, b| (&a.0, a.1).partial_cmp(&(&b.0, b.1)).unwrap());
        for (start, bound, value) in buckets {
            if let Some((_, before)) = last.filter(|(same, _)| *same == start) {
                assert!(value >= before, "{start}{bound}: buckets are cumulative");
            }
            last = Some((start, value));
        }
    }
}

/// Checks the labels of a series.
fn labels(series: &str) {
    let Some((_, labels)) = series.split_once('{') else { return };
    let labels = labels.strip_suffix('}').unwrap();
    let mut names = BTreeSet::new();
    for label in labels.split("\",") {
        let (name, value) = label.split_once("=\"").unwrap();
        assert!(name.bytes().all(|b| b.is_ascii_lowercase()), "{series}");
        assert!(!value.trim_end_matches('"').contains(['"', '\n']), "{series}");
        // Prometheus has labels of its own with these names.
        assert!(name != "job" && name != "instance", "{series}");
        assert!(names.insert(name), "{series}: {name} twice");
    }
}
