//! The room's page, warm and cold, with histories of several lengths.

use std::time::Duration;

use anyhow::Result;

use crate::closed_loop;
use crate::figures::{Table, Unit};
use crate::http::{ask, get};
use crate::server::Server;
use crate::stage::Stage;

const LENGTH: Duration = Duration::from_secs(2);

/// How many ask at the same time.
const CLIENTS: usize = 16;

/// The measurements of pages, of which the first is what longer histories are compared with.
#[derive(Default)]
pub struct Pages {
    first_cold: Option<Turn>,
}

#[derive(Clone, Copy)]
struct Turn {
    per_second: f64,
    cpu: f64,
}

impl Pages {
    pub fn measure(&mut self, table: &mut Table, stage: &Stage, messages: usize) -> Result<()> {
        let newest = format!("/rooms/{}", stage.rooms[0]);
        let (first, last) = stage.message_ids()?;
        let snug = Server::snug(stage.folder())?;
        let page = ask(snug.address, &get(&newest, &stage.cookies[0]))?;
        let file = stage.folder().join("page");
        std::fs::write(&file, &page)?;
        let axum = || turn(&Server::baseline("pages", &file)?, |client| get(&newest, &stage.cookies[client]));

        let before = axum()?;
        let warm = turn(&snug, |client| get(&newest, &stage.cookies[client]))?;
        let mut places = Places { first, last, state: 1 };
        let anywhere = |client: usize| get(&format!("{newest}?before={}", places.next()), &stage.cookies[client]);
        let cold = turn(&snug, anywhere)?;
        let after = axum()?;

        let mut row = |what: &str, own: Turn, goal: &str| {
            let baseline = f64::midpoint(before.cpu, after.cpu);
            table.compare(format!("{what}: CPU per request"), Unit::Micros, own.cpu, baseline, goal);
            let baseline = f64::midpoint(before.per_second, after.per_second);
            table.compare(format!("{what}: requests"), Unit::PerSecond, own.per_second, baseline, "");
        };
        row("newest messages, against bare axum", warm, "≤ 1.5");
        row("anywhere in the history, against bare axum", cold, "");
        let first = *self.first_cold.get_or_insert(cold);
        let goal = if messages < 5_000_000 { "" } else { "≤ 1.05" };
        let what = "anywhere, against the shortest history: CPU per request";
        table.compare(what, Unit::Micros, cold.cpu, first.cpu, goal);
        table.print(&format!("Room page of {} bytes, {messages} messages", page.len()));
        Ok(())
    }
}

fn turn(server: &Server, mut request: impl FnMut(usize) -> Vec<u8>) -> Result<Turn> {
    closed_loop::run(server.address, CLIENTS, LENGTH / 8, &mut request)?;
    let before = server.cpu()?;
    let outcome = closed_loop::run(server.address, CLIENTS, LENGTH, &mut request)?;
    let used = server.cpu()? - before;
    Ok(Turn { per_second: outcome.per_second, cpu: used / f64::from(outcome.answers) })
}

/// Places all over a history, each run the same (Knuth's MMIX generator).
struct Places {
    first: i64,
    last: i64,
    state: u64,
}

impl Places {
    /// A message with a page before it.
    fn next(&mut self) -> i64 {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let span = (self.last - self.first).unsigned_abs().saturating_sub(100).max(1);
        self.last - ((self.state >> 33) % span).cast_signed()
    }
}
