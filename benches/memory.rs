//! Memory after use: how much a server still has when it is idle again after a busy hour.

use std::io::{Cursor, Read as _, Write as _};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::crowd::{Crowd, Pace};
use crate::fan_out::form;
use crate::figures::{Table, Unit};
use crate::http::{self, PATIENCE, connect, get_with};
use crate::server::{Memory, Server};
use crate::stage::{PASSWORD, Stage};

const LOGINS: usize = 200;
const PICTURES: usize = 200;
const PAGES: usize = 10_000;
const STREAMS: usize = 1_000;

/// Concurrent clients.
const AT_ONCE: usize = 8;

/// Idle time before memory is read, at the start and after use.
const IDLE: Duration = Duration::from_secs(2);
const QUIET: Duration = Duration::from_secs(10);

/// Width and height of an uploaded picture, in pixels.
const SIDES: (u32, u32) = (1_600, 1_200);

pub fn run(table: &mut Table) -> Result<()> {
    eprintln!("memory after use …");
    let stage = Stage::set(STREAMS + 1, 20, 20_000)?;
    let snug = Server::snug(stage.folder())?;
    let address = snug.address;
    fetch(address, 0, &page(&format!("/rooms/{}", stage.rooms[0]), &stage.cookies[0], ""))?;
    let idle = after(&snug, IDLE)?;
    let mut row = |what: String, memory: &Memory, goal| {
        let above = (memory.resident - idle.resident).max(0.0);
        table.state(format!("{what}: resident, above idle"), Unit::Bytes, above, goal);
    };

    each(LOGINS, |number| fetch(address, number, &login(number)))?;
    row(format!("{LOGINS} logins"), &after(&snug, QUIET)?, "");

    let picture = picture()?;
    each(PICTURES, |number| fetch(address, number, &upload(&picture, &stage.cookies[number])))?;
    row(format!("{PICTURES} pictures"), &after(&snug, QUIET)?, "");

    let (first, last) = stage.message_ids()?;
    each(PAGES, |number| {
        let before = first + (i64::try_from(number)? * 7_919) % (last - first);
        let path = match number % 4 {
            0 => format!("/rooms/{}?before={before}", stage.rooms[0]),
            1 => format!("/search?q=message+{number}"),
            _ => format!("/rooms/{}", stage.rooms[number % stage.rooms.len()]),
        };
        let cookie = &stage.cookies[number % STREAMS];
        let accept = if number % 2 == 0 {
            ""
        } else {
            "accept-encoding: gzip
"
        };
        fetch(address, number, &page(&path, cookie, accept))
    })?;
    row(format!("{PAGES} pages and searches"), &after(&snug, QUIET)?, "");

    hear(address, &stage)?;
    let end = after(&snug, QUIET)?;
    row(format!("{STREAMS} streams, and all of these"), &end, "≤ 4 MB");
    table.state("the same: resident in all", Unit::Bytes, end.resident, "");
    table.state("highest resident memory", Unit::Bytes, snug.memory()?.highest, "");
    table.print("Memory after use");
    Ok(())
}

fn after(snug: &Server, rest: Duration) -> Result<Memory> {
    std::thread::sleep(rest);
    snug.memory()
}

/// Runs something `count` times, [`AT_ONCE`] concurrently.
fn each(count: usize, act: impl Fn(usize) -> Result<()> + Sync) -> Result<()> {
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return anyhow::Ok(());
            }
            act(number)?;
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().ok().context("a client failed")?)
    })
}

/// A request for a page that closes the connection.
fn page(path: &str, cookie: &str, lines: &str) -> Vec<u8> {
    get_with(path, cookie, &format!("{lines}connection: close\r\n"))
}

/// Sends a request on a new connection, which ends with the response.
fn fetch(address: SocketAddr, client: usize, request: &[u8]) -> Result<()> {
    let mut stream = connect(address, client)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let good = answer.starts_with(b"HTTP/1.1 200") || answer.starts_with(b"HTTP/1.1 303");
    ensure!(good, "{}", String::from_utf8_lossy(&answer));
    Ok(())
}

/// Everybody has a stream open while messages are posted.
fn hear(address: SocketAddr, stage: &Stage) -> Result<()> {
    let (readers, posters) = stage.cookies.split_at(STREAMS);
    let mut crowd = Crowd::new()?;
    crowd.read(address, &stage.rooms[..1], STREAMS, readers)?;
    crowd.write(address, 1)?;
    crowd.talk(Duration::from_secs(1), Pace::WhenAllHaveIt, |poster, room| {
        http::post(&stage.rooms[room], &posters[poster], &form(next_nonce()))
    })?;
    Ok(())
}

/// A unique number for nonces.
fn next_nonce() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(1_000_000);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A request that logs a person in.
fn login(number: usize) -> Vec<u8> {
    let body = format!("username=person-{number}&password={}", PASSWORD.replace(' ', "+"));
    let length = body.len();
    format!(
        "POST /login HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n\
        content-type: application/x-www-form-urlencoded\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// A request that sets a profile picture.
fn upload(picture: &[u8], cookie: &str) -> Vec<u8> {
    let edge = "-----a-boundary-that-no-picture-has";
    let mut body = format!(
        "--{edge}\r\ncontent-disposition: form-data; name=\"picture\"; filename=\"me.jpg\"\r\n\
        content-type: image/jpeg\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(picture);
    body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
    let mut request = format!(
        "POST /settings/profile HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
        content-type: multipart/form-data; boundary={edge}\r\nconnection: close\r\n\
        content-length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    request.extend_from_slice(&body);
    request
}

fn picture() -> Result<Vec<u8>> {
    let pixel = |x: u32, y: u32| image::Rgb([(x % 256) as u8, (y % 256) as u8, ((x * y) % 256) as u8]);
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::from_fn(SIDES.0, SIDES.1, pixel).write_to(&mut bytes, image::ImageFormat::Jpeg)?;
    Ok(bytes.into_inner())
}
