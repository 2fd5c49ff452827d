//! The cost of streams that are response bodies, beside that of streams over hijacked sockets.

use anyhow::Result;

use crate::fan_out::{OTHER_FILES, Scene, Turn, form, turn};
use crate::figures::{Table, Unit};
use crate::server::Server;
use crate::stage::Stage;

const READERS: [usize; 3] = [100, 1_000, 10_000];

/// Measures bodies between two runs of sockets, and compares with the mean of these.
pub fn run(table: &mut Table, open_files: usize) -> Result<()> {
    for readers in READERS {
        if readers + OTHER_FILES > open_files {
            println!("{readers} readers are more than the limit of {open_files} open files allows.\n");
            continue;
        }
        eprintln!("sinks: {readers} readers …");
        let scene = Scene::one_room("", readers, 2);
        let stage = Stage::set(readers + scene.posters, 1, 0)?;
        // A nonce that was used before would be the same message again.
        let over = |sink, first: usize| {
            let server = Server::snug_with(stage.folder(), &[("SNUG_STREAM_SINK", sink)])?;
            turn(&server, &stage, &scene, |number| form(first + number))
        };
        let before = over("socket", 0)?;
        let bodies = over("body", 1_000_000)?;
        let after = over("socket", 2_000_000)?;

        let mut row = |what: &str, unit, figure: fn(&Turn) -> f64| {
            table.compare(what, unit, figure(&bodies), f64::midpoint(figure(&before), figure(&after)), "");
        };
        row("CPU per delivery", Unit::Micros, |turn| turn.cpu_per_delivery);
        row("post to all, p50", Unit::Millis, |turn| turn.p50);
        row("memory per idle reader", Unit::Bytes, |turn| turn.memory_per_reader);
        table.print(&format!("Streams as response bodies, beside hijacked sockets (baseline): {readers} readers"));
    }
    Ok(())
}
