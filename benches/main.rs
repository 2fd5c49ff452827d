//! Benchmarks: `just bench` runs all, `cargo bench -- fan-out page` some.
//!
//! Each figure is compared with a baseline built and run beside it, so that ratios are comparable between machines. The
//! server is the release binary with everything enabled. It has one core, and the load generator another. With
//! `SNUG_BENCH_FULL` set, pages, starts and searches are also measured with 5,000,000 messages, which takes minutes
//! more.
#![allow(unreachable_pub)]
// Figures are rounded, and counting bytes costs the load generator little.
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
#![allow(clippy::naive_bytecount)]

mod fan_out;
mod files;
mod large_room;
mod memory;
mod page;
mod post;
mod rooms;
mod search;
mod sinks;
mod start;
mod text;

mod closed_loop;
mod crowd;

mod baseline;
mod server;
mod stage;

mod figures;
mod http;

use std::ffi::OsString;

use anyhow::{Context as _, Result, bail};

use figures::Table;
use stage::Stage;

const THEMES: [&str; 10] =
    ["fan-out", "sinks", "post", "text", "rooms", "search", "page", "start", "memory", "files"];

fn main() -> Result<()> {
    // Cargo adds `--bench` to the arguments.
    let arguments: Vec<OsString> = std::env::args_os().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.first().and_then(|first| first.to_str()) {
        Some("broadcaster") => return baseline::broadcaster::run(),
        Some("pages") => return baseline::pages::run(arguments.get(1).context("which file?")?),
        Some("streams") => return baseline::streams::run(arguments.get(1).context("where?")?.as_ref()),
        Some("disk") => return baseline::disk::run(arguments.get(1).context("where?")?.as_ref()),
        _ => {}
    }
    if let Some(unknown) = arguments.iter().find(|argument| THEMES.iter().all(|theme| argument != theme)) {
        bail!("there is no {}; there are {}", unknown.display(), THEMES.join(", "));
    }
    let asked = |theme: &str| arguments.is_empty() || arguments.iter().any(|argument| argument == theme);

    let files = server::raise_open_files()?;
    server::take_load_core()?;
    let mut table = Table::default();
    println!("Load of the machine at the start: {}", load()?);
    if asked("fan-out") {
        fan_out::run(&mut table, files)?;
        large_room::run(&mut table, files)?;
    }
    if asked("sinks") {
        sinks::run(&mut table, files)?;
    }
    if asked("post") {
        post::run(&mut table)?;
    }
    if asked("text") {
        text::run(&mut table)?;
    }
    if asked("rooms") {
        rooms::run(&mut table)?;
    }
    for messages in histories().skip(1).filter(|_| asked("search")) {
        search::measure(&mut table, messages)?;
    }
    let mut pages = page::Pages::default();
    for messages in histories().filter(|_| asked("page") || asked("start")) {
        let stage = Stage::set(16, 1, messages)?;
        if asked("page") {
            pages.measure(&mut table, &stage, messages)?;
        }
        if asked("start") {
            start::measure(&mut table, &stage, messages)?;
        }
    }
    if asked("memory") {
        memory::run(&mut table)?;
    }
    if asked("files") {
        files::run(&mut table)?;
    }
    println!("Load of the machine at the end: {}", load()?);
    Ok(())
}

fn histories() -> impl Iterator<Item = usize> {
    let full = std::env::var_os("SNUG_BENCH_FULL").map(|_| 5_000_000);
    [1_000, 100_000].into_iter().chain(full)
}

fn load() -> Result<String> {
    Ok(std::fs::read_to_string("/proc/loadavg")?.trim().to_owned())
}
