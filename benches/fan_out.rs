//! Fan-out: the cost of delivering a message to everybody in a room.

use std::io::{Read as _, Write as _};
use std::time::Duration;

use anyhow::{Result, ensure};

use crate::crowd::{Crowd, MARK, Pace};
use crate::figures::{Table, Unit, millis, percentile};
use crate::http::{self, PATIENCE, connect};
use crate::server::Server;
use crate::stage::Stage;

/// File descriptors besides readers' sockets: Snug reserves 256.
pub const OTHER_FILES: usize = 300;

/// The numbers of rooms, readers and posters.
pub struct Scene {
    pub name: &'static str,
    pub rooms: usize,
    /// Readers in each room.
    pub readers: usize,
    pub posters: usize,
    pub pace: Pace,
    pub length: Duration,
    goals: Goals,
}

impl Scene {
    /// One room and one poster, who posts when a message has reached all.
    pub fn one_room(name: &'static str, readers: usize, seconds: u64) -> Self {
        let length = Duration::from_secs(seconds);
        Self { name, rooms: 1, readers, posters: 1, pace: Pace::WhenAllHaveIt, length, goals: Goals::default() }
    }

    fn goals(self, goals: Goals) -> Self {
        Self { goals, ..self }
    }
}

#[derive(Default)]
struct Goals {
    cpu: &'static str,
    rate: &'static str,
    p99: &'static str,
    memory: &'static str,
}

/// The results of a server.
pub struct Turn {
    pub cpu_per_delivery: f64,
    deliveries_per_second: f64,
    pub p50: f64,
    p99: f64,
    /// Resident memory with all readers, before anything is posted.
    pub memory: f64,
    pub memory_per_reader: f64,
}

pub fn run(table: &mut Table, open_files: usize) -> Result<()> {
    let goals = |memory| Goals { cpu: "≤ 1.1", rate: "", p99: "≤ 1.2", memory };
    // Four posters, so that a slow response doesn't delay the others.
    let at_rate = |name, rate| Scene {
        posters: 4,
        pace: Pace::Every(Duration::from_secs(1) / rate),
        ..Scene::one_room(name, 1_000, 3)
    };
    let scenes = [
        Scene::one_room("1 reader", 1, 1),
        Scene::one_room("100 readers", 100, 2),
        Scene::one_room("1,000 readers", 1_000, 2).goals(goals("")),
        Scene::one_room("10,000 readers", 10_000, 4).goals(goals("≤ 2 KB")),
        Scene {
            posters: 8,
            goals: Goals { rate: "≥ 0.95", ..Goals::default() },
            ..Scene::one_room("1,000 readers, 8 posters", 1_000, 2)
        },
        Scene { rooms: 1_000, posters: 16, ..Scene::one_room("1,000 rooms of 10, 16 posters", 10, 2) },
        at_rate("1,000 readers, 10 posts a second", 10),
        at_rate("1,000 readers, 100 posts a second", 100),
    ];
    for scene in scenes {
        let everyone = scene.rooms * scene.readers;
        if everyone + OTHER_FILES > open_files {
            println!("{} are more than the limit of {open_files} open files allows.\n", scene.name);
            continue;
        }
        compare(table, &scene)?;
    }
    Ok(())
}

/// Measures Snug between two runs of the baseline, and compares with the mean of these.
fn compare(table: &mut Table, scene: &Scene) -> Result<()> {
    eprintln!("fan-out: {} …", scene.name);
    let everyone = scene.rooms * scene.readers;
    let stage = Stage::set(everyone + scene.posters, scene.rooms, 0)?;
    let snug = Server::snug(stage.folder())?;
    let event = sample_event(&snug, &stage)?;
    let broadcaster = || {
        let server = Server::baseline("broadcaster", "")?;
        turn(&server, &stage, scene, |_| event.clone())
    };
    let before = broadcaster()?;
    let own = turn(&snug, &stage, scene, form)?;
    let after = broadcaster()?;

    let mut row = |what: &str, unit, figure: fn(&Turn) -> f64, goal| {
        let baseline = f64::midpoint(figure(&before), figure(&after));
        table.compare(what, unit, figure(&own), baseline, goal);
    };
    let Goals { cpu, rate, p99, memory } = scene.goals;
    row("CPU per delivery", Unit::Micros, |turn| turn.cpu_per_delivery, cpu);
    row("deliveries", Unit::PerSecond, |turn| turn.deliveries_per_second, rate);
    if scene.posters == 1 || matches!(scene.pace, Pace::Every(_)) {
        row("post to all, p50", Unit::Millis, |turn| turn.p50, "");
        row("post to all, p99", Unit::Millis, |turn| turn.p99, p99);
    }
    if everyone >= 1_000 {
        row("memory per idle reader", Unit::Bytes, |turn| turn.memory_per_reader, memory);
    }
    table.print(&format!("Fan-out: {}, events of {} bytes", scene.name, event.len()));
    Ok(())
}

/// Connects all readers and posters to a server.
pub fn turn(server: &Server, stage: &Stage, scene: &Scene, body: impl Fn(usize) -> Vec<u8>) -> Result<Turn> {
    let everyone = scene.rooms * scene.readers;
    let (readers, posters) = stage.cookies.split_at(everyone);
    let alone = server.memory()?.anonymous;
    let mut crowd = Crowd::new()?;
    crowd.read(server.address, &stage.rooms, scene.readers, readers)?;
    let memory = server.memory()?.anonymous;
    crowd.write(server.address, scene.posters)?;

    let mut posted = 0;
    let mut next = |poster: usize, room: usize| {
        posted += 1;
        http::post(&stage.rooms[room], &posters[poster], &body(posted))
    };
    // Warm up, until buffers have their final sizes.
    crowd.talk(scene.length / 8, scene.pace, &mut next)?;
    let before = server.cpu()?;
    let mut outcome = crowd.talk(scene.length, scene.pace, &mut next)?;
    let used = server.cpu()? - before;
    let deliveries = outcome.deliveries as f64;
    Ok(Turn {
        cpu_per_delivery: used / deliveries,
        deliveries_per_second: deliveries / outcome.elapsed.as_secs_f64(),
        p50: millis(percentile(&mut outcome.latencies, 0.5)),
        p99: millis(percentile(&mut outcome.latencies, 0.99)),
        memory,
        memory_per_reader: (memory - alone) / everyone as f64,
    })
}

/// The body of a post.
pub fn form(number: usize) -> Vec<u8> {
    let mark = char::from(MARK);
    format!("body={mark}+Shall+we+meet+at+nine%2C+or+is+that+too+early%3F&nonce=fan-out-{number}").into_bytes()
}

/// An event as Snug sends it, for the baseline.
pub fn sample_event(snug: &Server, stage: &Stage) -> Result<Vec<u8>> {
    let mut stream = connect(snug.address, 0)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(&http::get(&format!("/rooms/{}/events", stage.rooms[0]), &stage.cookies[0]))?;
    let mut text = Vec::new();
    let mut buffer = [0; 4096];
    // A message that comes before the stream is open is none of its events.
    let read = stream.read(&mut buffer)?;
    ensure!(read > 0, "the stream is refused");
    text.extend_from_slice(&buffer[..read]);
    http::ask(snug.address, &http::post(&stage.rooms[0], &stage.cookies[0], &form(0)))?;
    loop {
        if let Some(start) = text.windows(4).position(|four| four == b"id: ")
            && let Some(end) = text[start..].windows(2).position(|two| two == b"\n\n")
        {
            let event = text[start..start + end + 2].to_vec();
            let marks = event.iter().filter(|byte| **byte == MARK).count();
            ensure!(marks == 1, "the mark is in the event {marks} times");
            return Ok(event);
        }
        let read = stream.read(&mut buffer)?;
        ensure!(read > 0, "the stream has ended");
        text.extend_from_slice(&buffer[..read]);
    }
}
