//! The baseline of fan-out: a bare loop over non-blocking sockets, one write per reader. Messages posted at the same
//! time go out in one write.

use std::collections::HashMap;
use std::io::{ErrorKind, Read as _, Write as _};

use anyhow::{Context as _, Result};
use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};

const LISTENER: Token = Token(usize::MAX);
const STREAM: &[u8] = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: text/event-stream\r\n\r\n";
const DONE: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

/// Sends the bodies posted to `/rooms/x/messages` to the readers of `/rooms/x/events`.
pub fn run() -> Result<()> {
    let mut poll = Poll::new()?;
    let mut listener = TcpListener::bind(([127, 0, 0, 1], 0).into())?;
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    println!("http://localhost:{}/", listener.local_addr()?.port());
    let mut events = Events::with_capacity(1024);
    let mut connections: Vec<Connection> = Vec::new();
    let mut rooms: HashMap<String, Vec<usize>> = HashMap::new();
    loop {
        poll.poll(&mut events, None)?;
        let mut posts: HashMap<String, Vec<u8>> = HashMap::new();
        let mut posters = Vec::new();
        for event in &events {
            if event.token() == LISTENER {
                accept(&listener, &poll, &mut connections)?;
                continue;
            }
            let number = event.token().0;
            match connections[number].request()? {
                Some(Request::Read(room)) => {
                    connections[number].stream.write_all(STREAM)?;
                    rooms.entry(room).or_default().push(number);
                }
                Some(Request::Post(room, event)) => {
                    posts.entry(room).or_default().extend_from_slice(&event);
                    posters.push(number);
                }
                None => {}
            }
        }
        for (room, bytes) in posts {
            for reader in rooms.get(&room).into_iter().flatten() {
                connections[*reader].stream.write_all(&bytes)?;
            }
        }
        for poster in posters {
            connections[poster].stream.write_all(DONE)?;
        }
    }
}

fn accept(listener: &TcpListener, poll: &Poll, connections: &mut Vec<Connection>) -> Result<()> {
    loop {
        let mut stream = match listener.accept() {
            Ok((stream, _)) => stream,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        stream.set_nodelay(true)?;
        poll.registry().register(&mut stream, Token(connections.len()), Interest::READABLE)?;
        connections.push(Connection { stream, came: Vec::new() });
    }
}

struct Connection {
    stream: TcpStream,
    came: Vec<u8>,
}

enum Request {
    Read(String),
    Post(String, Vec<u8>),
}

impl Connection {
    /// The next complete request, if there is one.
    fn request(&mut self) -> Result<Option<Request>> {
        let mut buffer = [0; 16 << 10];
        loop {
            match self.stream.read(&mut buffer) {
                // Closed connections stay in the list, because streams end only with the measurement.
                Ok(0) => break,
                Ok(read) => self.came.extend_from_slice(&buffer[..read]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) => return Err(error.into()),
            }
        }
        let Some(end) = self.came.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
        let head = std::str::from_utf8(&self.came[..end])?;
        let path = head.split(' ').nth(1).context("no path")?;
        let room = path.split('/').nth(2).context("no room")?.to_owned();
        if head.starts_with("GET") {
            self.came = Vec::new();
            return Ok(Some(Request::Read(room)));
        }
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).context("no length")?;
        let whole = end + 4 + length.parse::<usize>()?;
        if self.came.len() < whole {
            return Ok(None);
        }
        let body = self.came[end + 4..whole].to_vec();
        self.came.clear();
        Ok(Some(Request::Post(room, body)))
    }
}
