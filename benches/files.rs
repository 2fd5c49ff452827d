//! Files: bytes per CPU-second while they are uploaded and downloaded, and memory while several large ones are on their way.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::baseline::nginx;
use crate::figures::{Table, Unit};
use crate::http::{PATIENCE, ask, connect, get};
use crate::server::Server;
use crate::stage::Stage;

/// The size of a file whose transfer is measured, and the number of transfers.
const SIZE: usize = 256 << 20;
const TIMES: usize = 4;

/// Large files: each of as many people uploads one, while as many download one.
const LARGE: usize = 1_000_000_000;
const AT_ONCE: usize = 8;

/// Idle time before memory is read.
const QUIET: Duration = Duration::from_secs(2);

/// Bytes sent at a time.
const CHUNK: usize = 256 << 10;

const EDGE: &str = "-----a-boundary-that-no-file-has";

pub fn run(table: &mut Table) -> Result<()> {
    eprintln!("files …");
    let stage = Stage::set(2 * AT_ONCE, 1, 100)?;
    let folder = stage.folder().join("baseline");
    std::fs::create_dir(&folder)?;
    std::fs::write(folder.join("file"), vec![b'x'; SIZE])?;
    let settings = [("SNUG_FILE_SIZE", "2GB"), ("SNUG_FILES_PER_PERSON", "100GB")];
    let snug = Server::snug_with(stage.folder(), &settings)?;
    let axum = Server::baseline("streams", &folder)?;
    let cookie = &stage.cookies[0];

    let bare = per_cpu_second(&axum, |_| send(axum.address, "PUT /up/new", "", &[], &[], SIZE).map(drop))?;
    let form = per_cpu_second(&snug, |_| send_form(snug.address, &stage.rooms[0], cookie, SIZE))?;
    table.compare("uploaded by a form, per CPU-second, against bare axum", Unit::Bytes, form, bare, "≥ 0.8");
    let script = per_cpu_second(&snug, |_| upload(snug.address, cookie, SIZE).map(drop))?;
    table.compare("the same, by a script", Unit::Bytes, script, bare, "≥ 0.8");

    let file = newest_file(snug.address, &stage.rooms[0], cookie)?;
    let bare = per_cpu_second(&axum, |_| receive(axum.address, "/file", "", SIZE))?;
    let download = per_cpu_second(&snug, |_| receive(snug.address, &file, cookie, SIZE))?;
    table.compare("downloaded, per CPU-second, against bare axum", Unit::Bytes, download, bare, "≥ 0.8");
    match nginx::start(&folder)? {
        Some(nginx) => {
            let bare = per_cpu_second(&nginx, |_| receive(nginx.address, "/file", "", SIZE))?;
            table.compare("the same, against nginx", Unit::Bytes, download, bare, "");
        }
        None => println!("nginx is not installed: downloads are not compared with it.\n"),
    }
    drop((snug, axum));
    memory(table, &stage, &folder)?;
    table.print("Files");
    Ok(())
}

/// Memory while people upload and download large files at once, of a server that was just started.
fn memory(table: &mut Table, stage: &Stage, folder: &Path) -> Result<()> {
    std::fs::remove_dir_all(folder)?;
    let settings = [("SNUG_FILE_SIZE", "2GB"), ("SNUG_FILES_PER_PERSON", "100GB")];
    let snug = Server::snug_with(stage.folder(), &settings)?;
    send_form(snug.address, &stage.rooms[0], &stage.cookies[0], LARGE)?;
    let file = newest_file(snug.address, &stage.rooms[0], &stage.cookies[0])?;
    drop(snug);
    let snug = Server::snug_with(stage.folder(), &settings)?;
    ask(snug.address, &get(&format!("/rooms/{}", stage.rooms[0]), &stage.cookies[0]))?;
    std::thread::sleep(QUIET);
    let idle = snug.memory()?;
    let ended = AtomicBool::new(false);
    let highest = std::thread::scope(|scope| {
        let (ups, downs) = stage.cookies.split_at(AT_ONCE);
        let work = ups.iter().map(|cookie| scope.spawn(|| upload(snug.address, cookie, LARGE).map(drop)));
        let work: Vec<_> = work
            .chain(downs.iter().map(|cookie| scope.spawn(|| receive(snug.address, &file, cookie, LARGE))))
            .collect();
        let watch = scope.spawn(|| {
            let mut highest = 0.0_f64;
            while !ended.load(Ordering::Relaxed) {
                highest = highest.max(snug.memory()?.anonymous);
                std::thread::sleep(Duration::from_millis(50));
            }
            anyhow::Ok(highest)
        });
        let outcome: Vec<_> =
            work.into_iter().map(|thread| thread.join().ok().context("a client failed")?).collect();
        ended.store(true, Ordering::Relaxed);
        let highest = watch.join().ok().context("nothing was watched")??;
        outcome.into_iter().collect::<Result<()>>()?;
        anyhow::Ok(highest)
    })?;
    table.state(
        format!("{AT_ONCE} uploads and {AT_ONCE} downloads of 1 GB at once: memory above idle"),
        Unit::Bytes,
        (highest - idle.anonymous).max(0.0),
        "≤ 24 MB",
    );
    std::thread::sleep(QUIET);
    let after = snug.memory()?;
    table.state("afterwards, above idle", Unit::Bytes, (after.anonymous - idle.anonymous).max(0.0), "");
    Ok(())
}

/// The bytes that a server transfers per second of its CPU time.
fn per_cpu_second(server: &Server, mut transfer: impl FnMut(usize) -> Result<()>) -> Result<f64> {
    transfer(0)?;
    let before = server.cpu()?;
    for number in 1..=TIMES {
        transfer(number)?;
    }
    Ok((TIMES * SIZE) as f64 * 1e6 / (server.cpu()? - before))
}

/// Sends a request with a body of `size` bytes `x` between two texts; returns the response.
fn send(
    address: SocketAddr,
    request: &str,
    lines: &str,
    before: &[u8],
    after: &[u8],
    size: usize,
) -> Result<String> {
    let mut stream = connect(address, 0)?;
    stream.set_read_timeout(Some(PATIENCE * 10))?;
    let length = before.len() + size + after.len();
    let head = format!(
        "{request} HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n{lines}connection: close\r\n\
        content-length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(before)?;
    let chunk = vec![b'x'; CHUNK];
    let mut left = size;
    while left > 0 {
        let some = left.min(CHUNK);
        stream.write_all(&chunk[..some])?;
        left -= some;
    }
    stream.write_all(after)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let good = ["200", "201", "204", "303"].iter().any(|status| answer.starts_with(&format!("HTTP/1.1 {status}")));
    ensure!(good, "{request}: {answer}");
    Ok(answer)
}

/// Posts a message with a file.
fn send_form(address: SocketAddr, room: &str, cookie: &str, size: usize) -> Result<()> {
    let before = format!(
        "--{EDGE}\r\ncontent-disposition: form-data; name=\"body\"\r\n\r\nlarge\r\n--{EDGE}\r\n\
        content-disposition: form-data; name=\"files\"; filename=\"large.bin\"\r\n\
        content-type: application/octet-stream\r\n\r\n"
    );
    let after = format!("\r\n--{EDGE}--\r\n");
    let lines = format!("content-type: multipart/form-data; boundary={EDGE}\r\ncookie: {cookie}\r\n");
    let request = format!("POST /rooms/{room}/messages");
    send(address, &request, &lines, before.as_bytes(), after.as_bytes(), size).map(drop)
}

/// Uploads a file as the page's script does; returns its address.
fn upload(address: SocketAddr, cookie: &str, size: usize) -> Result<String> {
    let form = format!("name=large.bin&size={size}");
    let lines = format!("content-type: application/x-www-form-urlencoded\r\ncookie: {cookie}\r\n");
    let answer = send(address, "POST /files", &lines, form.as_bytes(), &[], 0)?;
    let location = answer.lines().find_map(|line| line.strip_prefix("location: ")).context("no address")?;
    let lines = format!("upload-offset: 0\r\nupload-complete: ?1\r\ncookie: {cookie}\r\n");
    send(address, &format!("PATCH {location}"), &lines, &[], &[], size)?;
    Ok(location.to_owned())
}

/// Downloads a file of `size` bytes.
fn receive(address: SocketAddr, path: &str, cookie: &str, size: usize) -> Result<()> {
    let mut stream = connect(address, 0)?;
    stream.set_read_timeout(Some(PATIENCE * 10))?;
    let lines = if cookie.is_empty() { String::new() } else { format!("cookie: {cookie}\r\n") };
    write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\n{lines}connection: close\r\n\r\n")?;
    let received = drain(&mut stream)?;
    ensure!(received > size && received < size + 4_096, "{path}: {received} bytes");
    Ok(())
}

fn drain(stream: &mut TcpStream) -> Result<usize> {
    let mut buffer = vec![0; CHUNK];
    let mut received = 0;
    loop {
        match stream.read(&mut buffer)? {
            0 => return Ok(received),
            some => received += some,
        }
    }
}

/// The address of the newest file of a room.
fn newest_file(address: SocketAddr, room: &str, cookie: &str) -> Result<String> {
    let page = String::from_utf8(ask(address, &get(&format!("/rooms/{room}"), cookie))?)?;
    let (_, rest) = page.rsplit_once("href=\"/files/").context("no file")?;
    Ok(format!("/files/{}", rest.split('"').next().unwrap_or_default()))
}
