//! Start: the time to the first page, and the memory of an idle server.

use std::fs::File;
use std::time::{Duration, Instant};

use anyhow::Result;
use rustix::fs::{Advice, fadvise};

use crate::figures::{Table, Unit, millis, percentile};
use crate::http::{ask, get};
use crate::server::{SNUG, Server};
use crate::stage::Stage;

const STARTS: usize = 5;

/// Idle time before memory is read.
const REST: Duration = Duration::from_secs(1);

pub fn measure(table: &mut Table, stage: &Stage, messages: usize) -> Result<()> {
    let request = get(&format!("/rooms/{}", stage.rooms[0]), &stage.cookies[0]);
    let (snug, _) = first_answer(|| Server::snug(stage.folder()), &request)?;
    let page = ask(snug.address, &request)?;
    std::thread::sleep(REST);
    let memory = snug.memory()?;
    drop(snug);
    let file = stage.folder().join("page");
    std::fs::write(&file, &page)?;
    let (mut warm, mut cold, mut axum) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        axum.push(first_answer(|| Server::baseline("pages", &file), &request)?.1);
        warm.push(first_answer(|| Server::snug(stage.folder()), &request)?.1);
        forget_file(stage)?;
        cold.push(first_answer(|| Server::snug(stage.folder()), &request)?.1);
    }
    let axum = millis(percentile(&mut axum, 0.5));
    let warm = millis(percentile(&mut warm, 0.5));
    table.compare("start to first room page, against bare axum", Unit::Millis, warm, axum, "≤ 30 ms");
    let cold = millis(percentile(&mut cold, 0.5));
    table.compare("the same, none of the file in the system's cache", Unit::Millis, cold, axum, "");
    table.state("idle memory, resident", Unit::Bytes, memory.resident, "≤ 12 MB");
    table.state("idle memory, anonymous", Unit::Bytes, memory.anonymous, "");
    table.state("binary", Unit::Bytes, std::fs::metadata(SNUG)?.len() as f64, "≤ 12 MB");
    table.print(&format!("Start: {messages} messages"));
    Ok(())
}

/// Starts a server; returns it with the time until its first response.
fn first_answer(start: impl FnOnce() -> Result<Server>, request: &[u8]) -> Result<(Server, Duration)> {
    let started = Instant::now();
    let server = start()?;
    ask(server.address, request)?;
    Ok((server, started.elapsed()))
}

/// Drops the database file from the system's page cache.
fn forget_file(stage: &Stage) -> Result<()> {
    let file = File::open(stage.folder().join("chat.db"))?;
    file.sync_all()?;
    Ok(fadvise(&file, 0, None, Advice::DontNeed)?)
}
