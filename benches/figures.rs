//! The table of results.

use std::fmt::Write as _;
use std::time::Duration;

/// Results, each beside its baseline and goal.
#[derive(Default)]
pub struct Table {
    rows: Vec<[String; 5]>,
}

#[derive(Clone, Copy)]
pub enum Unit {
    Micros,
    Millis,
    PerSecond,
    Bytes,
}

impl Table {
    /// Adds a figure, the baseline's, their ratio, and the goal for the ratio.
    pub fn compare(&mut self, what: impl Into<String>, unit: Unit, snug: f64, baseline: f64, goal: &str) {
        let ratio = digits(snug / baseline);
        self.rows.push([what.into(), unit.show(snug), unit.show(baseline), ratio, goal.to_owned()]);
    }

    /// Adds a figure without baseline, and its goal.
    pub fn state(&mut self, what: impl Into<String>, unit: Unit, snug: f64, goal: &str) {
        self.rows.push([what.into(), unit.show(snug), String::new(), String::new(), goal.to_owned()]);
    }

    /// Prints the rows since the last call, as a Markdown table.
    pub fn print(&mut self, title: &str) {
        let mut text = format!("## {title}\n\n");
        let head = ["", "Snug", "baseline", "ratio", "goal"].map(str::to_owned);
        let rows: Vec<[String; 5]> = std::iter::once(head).chain(self.rows.drain(..)).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths = [0, 1, 2, 3, 4].map(width);
        for (number, row) in rows.iter().enumerate() {
            for (cell, width) in row.iter().zip(widths) {
                let _ = write!(text, "| {cell:<width$} ");
            }
            text.push_str("|\n");
            if number == 0 {
                for width in widths {
                    let _ = write!(text, "|-{:-<width$}-", "");
                }
                text.push_str("|\n");
            }
        }
        println!("{text}");
    }
}

impl Unit {
    fn show(self, figure: f64) -> String {
        match self {
            Self::Micros => format!("{} µs", digits(figure)),
            Self::Millis => format!("{} ms", digits(figure)),
            Self::PerSecond => format!("{}/s", digits(figure)),
            Self::Bytes if figure >= 1e6 => format!("{} MB", digits(figure / 1e6)),
            Self::Bytes if figure >= 1e4 => format!("{} KB", digits(figure / 1e3)),
            Self::Bytes => format!("{} B", digits(figure)),
        }
    }
}

/// A number with three significant digits, and a separator for thousands.
fn digits(figure: f64) -> String {
    match figure.abs() {
        0.0..10.0 => return format!("{figure:.2}"),
        10.0..100.0 => return format!("{figure:.1}"),
        _ => {}
    }
    let digits = format!("{figure:.0}");
    let mut grouped = String::new();
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The quantile of durations, as a fraction.
pub fn percentile(durations: &mut [Duration], part: f64) -> Duration {
    durations.sort_unstable();
    let place = (durations.len() as f64 * part).ceil() as usize;
    durations.get(place.saturating_sub(1)).copied().unwrap_or_default()
}

pub fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
