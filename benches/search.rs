//! Search: the latency of results, and the time and space of the index.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use snug::store::Store;

use crate::figures::{Table, Unit, millis, percentile};
use crate::http::{ask, get};
use crate::server::Server;
use crate::stage::Stage;

const ROUNDS: usize = 100;

/// The queries. No message has both `yes` and `train`, though nearly all have one of them.
const SEARCHES: [(&str, &str); 9] = [
    ("a rare word", "4711"),
    ("a word that nobody said", "nowhere"),
    ("a common word", "train"),
    ("a phrase", "%22too+early+for+everyone%22"),
    ("a rare word by its beginning", "4711*"),
    ("words that begin with one letter", "m*"),
    ("a common word in a room, by somebody", "train+in%3Ageneral+from%3Aperson-7"),
    ("a common word on a day that nobody wrote", "train+before%3A2001"),
    ("two common words that never meet", "yes+train"),
];

pub fn measure(table: &mut Table, messages: usize) -> Result<()> {
    let stage = Stage::set(16, 1, messages)?;
    let file = stage.folder().join("chat.db");
    let size = || -> Result<f64> { Ok(std::fs::metadata(&file)?.len() as f64) };
    let before = size()?;
    let took = index(&stage)?;
    table.state("indexing, for each message", Unit::Micros, took.as_secs_f64() * 1e6 / messages as f64, "");
    table.state("the index, for each message", Unit::Bytes, (size()? - before) / messages as f64, "");
    let snug = Server::snug(stage.folder())?;
    for (what, typed) in SEARCHES {
        let request = get(&format!("/search?q={typed}"), &stage.cookies[0]);
        ensure!(!ask(snug.address, &request)?.is_empty(), "no answer");
        let mut times = Vec::new();
        let begun = Instant::now();
        // Queries that reach the time limit are repeated less often.
        while times.len() < ROUNDS && begun.elapsed() < Duration::from_secs(5) {
            let start = Instant::now();
            ask(snug.address, &request)?;
            times.push(start.elapsed());
        }
        let goal = if messages < 5_000_000 { "≤ 50 ms" } else { "≤ 300 ms" };
        table.state(format!("{what}: p50"), Unit::Millis, millis(percentile(&mut times, 0.5)), "");
        table.state(format!("{what}: p99"), Unit::Millis, millis(percentile(&mut times, 0.99)), goal);
    }
    table.state("memory after that, anonymous", Unit::Bytes, snug.memory()?.anonymous, "");
    table.print(&format!("Search: {messages} messages"));
    Ok(())
}

/// Indexes all messages, and returns the time taken.
fn index(stage: &Stage) -> Result<Duration> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = Store::open(&stage.folder().join("chat.db")).await?;
        let start = Instant::now();
        while store.index_some().await? {}
        let took = start.elapsed();
        store.close().await;
        Ok(took)
    })
}
