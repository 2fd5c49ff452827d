//! Extrapolates to a room of 100,000 readers, which exceeds usual limits of open files: measures smaller rooms and fits
//! a line.

use anyhow::Result;

use crate::fan_out::{OTHER_FILES, Scene, Turn, form, sample_event, turn};
use crate::figures::{Table, Unit};
use crate::server::Server;
use crate::stage::Stage;

const READERS: [usize; 3] = [5_000, 10_000, 19_000];
const MANY: f64 = 100_000.0;

pub fn run(table: &mut Table, open_files: usize) -> Result<()> {
    if READERS.iter().any(|readers| readers + OTHER_FILES > open_files) {
        println!("A large room takes more than the limit of {open_files} open files allows.\n");
        return Ok(());
    }
    let (mut memory, mut own_cpu, mut bare_cpu) = (Vec::new(), Vec::new(), Vec::new());
    for readers in READERS {
        eprintln!("fan-out: a room of {readers} …");
        let scene = Scene::one_room("", readers, 2);
        let stage = Stage::set(readers + 1, 1, 0)?;
        let snug = Server::snug(stage.folder())?;
        let event = sample_event(&snug, &stage)?;
        let own = turn(&snug, &stage, &scene, form)?;
        let bare = turn(&Server::baseline("broadcaster", "")?, &stage, &scene, |_| event.clone())?;
        table.compare(format!("memory, {readers} readers"), Unit::Bytes, own.memory, bare.memory, "");
        let per_post = |turn: &Turn| turn.cpu_per_delivery * readers as f64 / 1e3;
        table.compare(
            format!("CPU per post, {readers} readers"),
            Unit::Millis,
            per_post(&own),
            per_post(&bare),
            "",
        );
        memory.push((readers as f64, own.memory));
        own_cpu.push((readers as f64, per_post(&own)));
        bare_cpu.push((readers as f64, per_post(&bare)));
    }
    table.state("memory, 100,000 readers, extrapolated", Unit::Bytes, at_many(&memory), "≤ 400 MB");
    let what = "CPU per post, 100,000 readers, extrapolated";
    table.compare(what, Unit::Millis, at_many(&own_cpu), at_many(&bare_cpu), "");
    table.print("Fan-out: a large room");
    Ok(())
}

/// The value at `x` of the least-squares line through the points.
fn at_many(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let mean_x = points.iter().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = points.iter().map(|(_, y)| y).sum::<f64>() / count;
    let rise: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let run: f64 = points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    mean_y + rise / run * (MANY - mean_x)
}
