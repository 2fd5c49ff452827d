//! Small charts of the last hour. They show what a table says, too.

use maud::{Markup, html};

/// The number of columns that have a place.
const PLACES: usize = 60;

/// The height of the highest column.
const HEIGHT: u64 = 100;

/// A chart of values, the oldest first. `words`: the text in place of the picture.
pub(crate) fn chart(title: &str, words: &str, values: &[u64]) -> Markup {
    let most = values.iter().copied().max().unwrap_or_default().max(1);
    // The newest are at the end, also of an hour that has just begun.
    let first = PLACES.saturating_sub(values.len());
    html! {
        figure.chart {
            figcaption { strong { (title) } p { (words) } }
            svg viewBox=(format!("0 0 {} {HEIGHT}", 4 * PLACES)) preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                @for (place, value) in values.iter().take(PLACES).enumerate().filter(|(_, value)| **value > 0) {
                    @let height = height(*value, most);
                    rect x=(4 * (first + place)) y=(HEIGHT - height) width="3" height=(height) {}
                }
            }
        }
    }
}

/// The height of a column: at least 2, so that one of many is seen.
fn height(value: u64, most: u64) -> u64 {
    u64::try_from(u128::from(value) * u128::from(HEIGHT) / u128::from(most)).unwrap_or(HEIGHT).clamp(2, HEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_column_is_as_high_as_the_chart_and_the_newest_is_last() {
        let markup = chart("a <title>", "", &[0, 1, 1_000, u64::MAX]).into_string();
        assert_eq!(markup.matches("<rect").count(), 3, "nothing for nothing");
        assert!(markup.contains("<rect x=\"236\" y=\"0\" width=\"3\" height=\"100\">"), "{markup}");
        assert!(markup.contains("<rect x=\"228\" y=\"98\" width=\"3\" height=\"2\">"), "{markup}");
        assert!(markup.contains("a &lt;title&gt;"), "{markup}");
    }
}
