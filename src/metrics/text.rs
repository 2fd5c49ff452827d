//! Prometheus' text format, version 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats).

use std::fmt::{Display, Write as _};

use crate::metrics::figures::Distribution;

/// The media type.
pub(crate) const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The unit of a histogram's values.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unit {
    /// Microseconds, written as seconds.
    Time,
    /// A number of things.
    Count,
}

/// A text that grows family by family.
#[derive(Debug, Default)]
pub(crate) struct Text(pub(crate) String);

/// A family of series, whose samples follow its head.
pub(crate) struct Family<'a> {
    text: &'a mut String,
    name: &'static str,
}

impl Text {
    pub(crate) fn counter(&mut self, name: &'static str, help: &str) -> Family<'_> {
        self.family(name, help, "counter")
    }

    pub(crate) fn gauge(&mut self, name: &'static str, help: &str) -> Family<'_> {
        self.family(name, help, "gauge")
    }

    pub(crate) fn histogram(&mut self, name: &'static str, help: &str) -> Family<'_> {
        self.family(name, help, "histogram")
    }

    fn family(&mut self, name: &'static str, help: &str, kind: &str) -> Family<'_> {
        // Writing to a string can't fail, here and below.
        let _ = write!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
        Family { text: &mut self.0, name }
    }
}

impl Family<'_> {
    /// A sample without labels.
    pub(crate) fn value(&mut self, value: impl Display) {
        self.sample(&[], value);
    }

    /// A sample with labels.
    pub(crate) fn sample(&mut self, labels: &[(&str, &str)], value: impl Display) {
        self.line("", labels, value);
    }

    /// The samples of a histogram.
    pub(crate) fn distribution(&mut self, labels: &[(&str, &str)], values: &Distribution, unit: Unit) {
        let mut upto = 0;
        for (bound, count) in &values.buckets {
            upto += count;
            self.bucket(labels, &in_unit(*bound, unit), upto);
        }
        upto += values.more;
        self.bucket(labels, "+Inf", upto);
        self.line("_sum", labels, in_unit(values.sum, unit));
        self.line("_count", labels, upto);
    }

    fn bucket(&mut self, labels: &[(&str, &str)], bound: &str, count: u64) {
        let mut labels = labels.to_vec();
        labels.push(("le", bound));
        self.line("_bucket", &labels, count);
    }

    fn line(&mut self, suffix: &str, labels: &[(&str, &str)], value: impl Display) {
        let Self { text, name } = self;
        let _ = write!(text, "{name}{suffix}");
        for (place, (label, value)) in labels.iter().enumerate() {
            let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            let _ = write!(text, "{}{label}=\"{value}\"", if place == 0 { '{' } else { ',' });
        }
        let _ = writeln!(text, "{} {value}", if labels.is_empty() { "" } else { "}" });
    }
}

/// A value of a histogram, in its unit.
fn in_unit(value: u64, unit: Unit) -> String {
    match unit {
        Unit::Time => seconds(value),
        Unit::Count => value.to_string(),
    }
}

/// Microseconds as seconds, without the rounding of floating point: 2500 is 0.0025.
pub(crate) fn seconds(micros: u64) -> String {
    let (whole, part) = (micros / 1_000_000, micros % 1_000_000);
    if part == 0 {
        return whole.to_string();
    }
    format!("{whole}.{part:06}").trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_have_a_head_and_labels_are_escaped() {
        let mut text = Text::default();
        text.counter("snug_tests_total", "Tests.").sample(&[("name", "a\"b\\c\n"), ("kind", "d")], 3);
        text.gauge("snug_test", "A test.").value(-1);
        assert_eq!(
            text.0,
            "# HELP snug_tests_total Tests.\n# TYPE snug_tests_total counter\n\
            snug_tests_total{name=\"a\\\"b\\\\c\\n\",kind=\"d\"} 3\n\
            # HELP snug_test A test.\n# TYPE snug_test gauge\nsnug_test -1\n"
        );
    }

    #[test]
    fn buckets_of_a_histogram_are_cumulative_and_times_are_seconds() {
        let mut text = Text::default();
        let values = Distribution { buckets: vec![(250, 2), (2_500, 1)], more: 4, sum: 3_000_001 };
        text.histogram("snug_time_seconds", "Time.").distribution(&[("of", "x")], &values, Unit::Time);
        let samples: Vec<&str> = text.0.lines().skip(2).collect();
        assert_eq!(
            samples,
            [
                "snug_time_seconds_bucket{of=\"x\",le=\"0.00025\"} 2",
                "snug_time_seconds_bucket{of=\"x\",le=\"0.0025\"} 3",
                "snug_time_seconds_bucket{of=\"x\",le=\"+Inf\"} 7",
                "snug_time_seconds_sum{of=\"x\"} 3.000001",
                "snug_time_seconds_count{of=\"x\"} 7",
            ]
        );
    }
}
