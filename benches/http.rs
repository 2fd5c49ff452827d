//! A minimal HTTP/1.1 client: requests as bytes, responses with `Content-Length`.

use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use socket2::{Domain, Socket, Type};

/// How long to wait for a server before the benchmark fails.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A request for a page, uncompressed.
pub fn get(path: &str, cookie: &str) -> Vec<u8> {
    get_with(path, cookie, "")
}

/// A request for a page that accepts compression, as browsers do.
pub fn get_compressed(path: &str, cookie: &str) -> Vec<u8> {
    get_with(path, cookie, "accept-encoding: gzip, deflate, br, zstd\r\n")
}

/// A request for a page with additional header lines.
pub fn get_with(path: &str, cookie: &str, lines: &str) -> Vec<u8> {
    let accept = "accept: text/html,text/event-stream";
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n{accept}\r\n{lines}cookie: {cookie}\r\n\r\n").into_bytes()
}

/// A request that posts a message, as htmx sends it.
pub fn post(room: &str, cookie: &str, body: &[u8]) -> Vec<u8> {
    let form = "content-type: application/x-www-form-urlencoded\r\nhx-request: true";
    let length = body.len();
    let mut request = format!(
        "POST /rooms/{room}/messages HTTP/1.1\r\nhost: localhost\r\n{form}\r\ncontent-length: {length}\r\n\
        cookie: {cookie}\r\n\r\n"
    )
    .into_bytes();
    request.extend_from_slice(body);
    request
}

/// Connects as one of many clients. Each hundred share an address.
pub fn connect(address: SocketAddr, client: usize) -> Result<std::net::TcpStream> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    let host = client / 100;
    let from = [127, 0, u8::try_from(host / 250 + 1)?, u8::try_from(host % 250 + 1)?];
    socket.bind(&SocketAddr::from((from, 0)).into())?;
    socket.connect_timeout(&address.into(), PATIENCE)?;
    let stream = std::net::TcpStream::from(socket);
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// A response that arrives in parts.
#[derive(Default)]
pub struct Answer {
    bytes: Vec<u8>,
    /// The range of the body, once the head is complete.
    body: Option<(usize, usize)>,
}

impl Answer {
    /// Reads what is available; returns whether the response is complete.
    ///
    /// # Errors
    /// When the status is an error, or the connection ends.
    pub fn read(&mut self, stream: &mut impl Read) -> Result<bool> {
        let mut buffer = [0; 16 << 10];
        loop {
            let read = match stream.read(&mut buffer) {
                Ok(0) => bail!("the server closed a connection"),
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(false),
                Err(error) => return Err(error.into()),
            };
            self.bytes.extend_from_slice(&buffer[..read]);
            if self.body.is_none() {
                self.body = body_of(&self.bytes)?;
            }
            if self.body.is_some_and(|(_, end)| self.bytes.len() >= end) {
                return Ok(true);
            }
        }
    }

    /// A header of the response.
    pub fn field(&self, name: &str) -> Option<String> {
        let head = std::str::from_utf8(&self.bytes[..self.body?.0]).ok()?;
        let of = |line: &str| line.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned);
        head.lines().find_map(of)
    }

    pub fn body(&self) -> &[u8] {
        self.body.map(|(start, end)| &self.bytes[start..end]).unwrap_or_default()
    }

    pub fn clear(&mut self) {
        self.bytes.clear();
        self.body = None;
    }
}

fn body_of(bytes: &[u8]) -> Result<Option<(usize, usize)>> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let head = std::str::from_utf8(&bytes[..end])?.to_ascii_lowercase();
    ensure!(head.starts_with("http/1.1 2") || head.starts_with("http/1.1 3"), "refused: {head}");
    if head.starts_with("http/1.1 304") {
        return Ok(Some((end + 4, end + 4)));
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length: usize = length.context("an answer without a length")?.trim().parse()?;
    Ok(Some((end + 4, end + 4 + length)))
}

/// Sends one request on a new connection; returns the body.
pub fn ask(address: SocketAddr, request: &[u8]) -> Result<Vec<u8>> {
    Ok(answer(address, request)?.body().to_vec())
}

/// Sends one request on a new connection.
pub fn answer(address: SocketAddr, request: &[u8]) -> Result<Answer> {
    let mut stream = connect(address, 0)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request)?;
    let mut answer = Answer::default();
    ensure!(answer.read(&mut stream)?, "no answer");
    Ok(answer)
}
