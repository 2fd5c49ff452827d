//! A room's page, warm and cold, with histories of several lengths.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::closed_loop;
use crate::figures::{Table, Unit};
use crate::http::{answer, ask, get, get_compressed, get_with};
use crate::server::Server;
use crate::stage::Stage;

const LENGTH: Duration = Duration::from_secs(2);

/// Concurrent clients.
const CLIENTS: usize = 16;

/// Measures pages. Longer histories are compared with the first one.
#[derive(Default)]
pub struct Pages {
    first_cold: Option<Turn>,
}

#[derive(Clone, Copy)]
pub struct Turn {
    per_second: f64,
    pub cpu: f64,
}

impl Pages {
    pub fn measure(&mut self, table: &mut Table, stage: &Stage, messages: usize) -> Result<()> {
        let newest = format!("/rooms/{}", stage.rooms[0]);
        let (first, last) = stage.message_ids()?;
        let snug = Server::snug(stage.folder())?;
        let plain = |client: usize| get(&newest, &stage.cookies[client]);
        let compressed = |client: usize| get_compressed(&newest, &stage.cookies[client]);
        let mut tags = Vec::new();
        for client in 0..CLIENTS {
            // The first request marks the room read, so that the second page differs from it and equals all that
            // follow.
            ask(snug.address, &plain(client))?;
            tags.push(answer(snug.address, &plain(client))?.field("etag").context("a page without a tag")?);
        }
        let known = |client: usize| {
            get_with(&newest, &stage.cookies[client], &format!("if-none-match: {}\r\n", tags[client]))
        };
        let mut places = Places { first, last, state: 1 };
        let anywhere = |client: usize| get(&format!("{newest}?before={}", places.next()), &stage.cookies[client]);

        let page = Limit::of(&snug, stage, "page", plain)?;
        let before = page.turn(plain)?;
        let warm = turn(&snug, plain)?;
        let unchanged = turn(&snug, known)?;
        let cold = turn(&snug, anywhere)?;
        let after = page.turn(plain)?;
        let small = Limit::of(&snug, stage, "page.gz", compressed)?;
        let small_before = small.turn(plain)?;
        let warm_small = turn(&snug, compressed)?;
        let small_after = small.turn(plain)?;

        let mut row = |what: &str, own: Turn, (before, after): (Turn, Turn), goal: &str| {
            let baseline = f64::midpoint(before.cpu, after.cpu);
            table.compare(format!("{what}: CPU per request"), Unit::Micros, own.cpu, baseline, goal);
            let baseline = f64::midpoint(before.per_second, after.per_second);
            table.compare(format!("{what}: requests"), Unit::PerSecond, own.per_second, baseline, "");
        };
        row("newest messages, against bare axum", warm, (before, after), "≤ 1.5");
        row(&format!("compressed to {} bytes", small.size), warm_small, (small_before, small_after), "≤ 1.5");
        row("unchanged (304), against the whole page", unchanged, (before, after), "");
        row("anywhere in the history, against bare axum", cold, (before, after), "");
        let first = *self.first_cold.get_or_insert(cold);
        let goal = if messages < 5_000_000 { "" } else { "≤ 1.05" };
        let what = "anywhere, against the shortest history: CPU per request";
        table.compare(what, Unit::Micros, cold.cpu, first.cpu, goal);
        table.print(&format!("Room page of {} bytes, {messages} messages", page.size));
        Ok(())
    }
}

/// A response of Snug, for bare axum to serve.
struct Limit {
    file: PathBuf,
    size: usize,
}

impl Limit {
    fn of(snug: &Server, stage: &Stage, name: &str, request: impl Fn(usize) -> Vec<u8>) -> Result<Self> {
        let page = ask(snug.address, &request(0))?;
        let file = stage.folder().join(name);
        std::fs::write(&file, &page)?;
        Ok(Self { file, size: page.len() })
    }

    fn turn(&self, request: impl FnMut(usize) -> Vec<u8>) -> Result<Turn> {
        turn(&Server::baseline("pages", &self.file)?, request)
    }
}

/// Sends requests to a server for the measuring time.
pub fn turn(server: &Server, mut request: impl FnMut(usize) -> Vec<u8>) -> Result<Turn> {
    closed_loop::run(server.address, CLIENTS, LENGTH / 8, &mut request)?;
    let before = server.cpu()?;
    let outcome = closed_loop::run(server.address, CLIENTS, LENGTH, &mut request)?;
    let used = server.cpu()? - before;
    Ok(Turn { per_second: outcome.per_second, cpu: used / f64::from(outcome.answers) })
}

/// Pseudo-random positions in a history, the same in each run (Knuth's MMIX generator).
struct Places {
    first: i64,
    last: i64,
    state: u64,
}

impl Places {
    /// A message that has a page of messages before it.
    fn next(&mut self) -> i64 {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let span = (self.last - self.first).unsigned_abs().saturating_sub(100).max(1);
        self.last - ((self.state >> 33) % span).cast_signed()
    }
}
