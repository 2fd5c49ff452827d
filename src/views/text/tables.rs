//! Tables in a box that scrolls sideways.

use maud::{PreEscaped, html};
use pulldown_cmark::{Alignment, Tag, TagEnd};

use crate::views::i18n::names::Strings;

/// The classes of cells for alignment: middle, end.
pub(crate) const ALIGNED: [&str; 2] = ["m", "e"];

/// An open table.
pub(crate) struct Table {
    columns: Vec<Alignment>,
    /// The column of the next cell.
    column: usize,
    in_head: bool,
    has_body: bool,
    /// Where the open cell's start tag begins and ends.
    cell: (usize, usize),
}

/// A placeholder for the table in its box.
const BOXED: &str = "\0";

impl Table {
    /// The box is focusable, so that the keyboard can scroll it, and therefore a region with a name.
    pub(crate) fn start(columns: Vec<Alignment>, i18n: &Strings, out: &mut String) -> Self {
        let whole = html! { div.table tabindex="0" role="region" aria-label=(i18n.table) { (PreEscaped(BOXED)) } };
        out.push_str(whole.0.split(BOXED).next().unwrap_or_default());
        out.push_str("<table>");
        Self { columns, column: 0, in_head: false, has_body: false, cell: (0, 0) }
    }

    pub(crate) fn open(&mut self, tag: &Tag<'_>, out: &mut String) {
        match tag {
            Tag::TableHead => {
                self.in_head = true;
                out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                out.push_str(if self.has_body { "<tr>" } else { "<tbody><tr>" });
                self.has_body = true;
                self.column = 0;
            }
            _ => {
                let start = out.len();
                out.push_str(if self.in_head { "<th" } else { "<td" });
                out.push_str(match self.columns.get(self.column) {
                    Some(Alignment::Center) => " class=\"m\">",
                    Some(Alignment::Right) => " class=\"e\">",
                    _ => ">",
                });
                self.column += 1;
                self.cell = (start, out.len());
            }
        }
    }

    pub(crate) fn close(&mut self, tag: TagEnd, out: &mut String) {
        match tag {
            TagEnd::TableHead => {
                self.in_head = false;
                out.push_str("</tr></thead>\n");
            }
            TagEnd::TableRow => out.push_str("</tr>\n"),
            _ => {
                let (start, content) = self.cell;
                // An empty header cell becomes a plain cell.
                let heading = self.in_head && out.len() > content;
                if self.in_head && !heading {
                    out.replace_range(start..start + "<th".len(), "<td");
                }
                out.push_str(if heading { "</th>\n" } else { "</td>\n" });
            }
        }
    }

    pub(crate) fn end(self, out: &mut String) {
        out.push_str(if self.has_body { "</tbody></table></div>\n" } else { "</table></div>\n" });
    }
}
