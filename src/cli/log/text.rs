//! Lines of text, with the id of the request at their end.

use std::fmt;
use std::fmt::Debug;

use tracing::field::Field;
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::{Format, Writer};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use crate::tasks;

/// Fields with this prefix say apart, for programs, what the message says.
pub(super) const FOR_PROGRAMS: &str = "request.";

/// The format of lines.
pub(super) struct TextLines(Format);

impl TextLines {
    pub(super) fn new(colours: bool) -> Self {
        Self(tracing_subscriber::fmt::format().with_ansi(colours))
    }
}

/// Writes a field of an event.
pub(super) fn write_field(line: &mut Writer<'_>, field: &Field, value: &dyn Debug) -> fmt::Result {
    match field.name() {
        "message" => write!(line, "{value:?}"),
        name if name.starts_with(FOR_PROGRAMS) => Ok(()),
        name => write!(line, " {name}={value:?}"),
    }
}

impl<S, F> FormatEvent<S, F> for TextLines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    F: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, F>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let Some(id) = tasks::request() else { return self.0.format_event(context, writer, event) };
        let mut line = String::new();
        self.0.format_event(context, Writer::new(&mut line), event)?;
        writeln!(writer, "{} request={id}", line.trim_end_matches('\n'))
    }
}
