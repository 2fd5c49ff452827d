//! Posting: messages committed per second, and the latency of responses.

use std::time::Duration;

use anyhow::Result;

use crate::baseline::disk::Disk;
use crate::closed_loop;
use crate::figures::{Table, Unit, millis};
use crate::http;
use crate::server::Server;
use crate::stage::Stage;

const LENGTH: Duration = Duration::from_secs(3);

/// Concurrent posters, and the goals for their rate and p99.
const AUTHORS: [(usize, &str, &str); 4] = [(1, "", "≤ 4"), (16, "", ""), (64, "≥ 4", ""), (256, "≥ 10", "")];

pub fn run(table: &mut Table) -> Result<()> {
    for (authors, rate_goal, p99_goal) in AUTHORS {
        // Each client has an account of its own.
        let stage = Stage::set(authors, 1, 1_000)?;
        let snug = Server::snug(stage.folder())?;
        let mut number = 0;
        let mut next = |author: usize| {
            number += 1;
            let text = "Shall+we+meet+at+nine%2C+or+is+that+too+early+for+everyone+on+the+train%3F";
            let form = format!("body={number}%3A+{text}&nonce=post-{number}");
            http::post(&stage.rooms[0], &stage.cookies[author], form.as_bytes())
        };
        closed_loop::run(snug.address, authors, LENGTH / 8, &mut next)?;
        let disk = Disk::measure(stage.folder())?;
        let before = snug.cpu()?;
        let posts = closed_loop::run(snug.address, authors, LENGTH, &mut next)?;
        let used = snug.cpu()? - before;
        let disk = disk.mean(&Disk::measure(stage.folder())?);

        table.compare(
            "durable posts, against commits of one row",
            Unit::PerSecond,
            posts.per_second,
            disk.commits_per_second,
            rate_goal,
        );
        table.compare("p50, against fdatasync p50", Unit::Millis, millis(posts.p50), millis(disk.sync_p50), "");
        let sync_p99 = millis(disk.sync_p99);
        table.compare("p99, against fdatasync p99", Unit::Millis, millis(posts.p99), sync_p99, p99_goal);
        table.compare("p99, against commit p99", Unit::Millis, millis(posts.p99), millis(disk.commit_p99), "");
        table.state("CPU per post", Unit::Micros, used / f64::from(posts.answers), "");
        table.print(&format!("Posts: {authors} at the same time"));
    }
    Ok(())
}
