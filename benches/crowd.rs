//! Readers who count delivered messages, and posters who wait until all have them: one event loop on one core.

use std::collections::VecDeque;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

use crate::http::{self, Answer, PATIENCE, connect};

/// Each message contains this once, and nothing else in the stream does, so that counting it works across any
/// boundaries of reads.
pub const MARK: u8 = b'~';

/// Connections opened at the same time.
const AT_ONCE: usize = 64;

pub struct Crowd {
    poll: Poll,
    events: Events,
    readers: Vec<Reader>,
    posters: Vec<Poster>,
    idle: Vec<usize>,
    rooms: Vec<Room>,
}

struct Reader {
    stream: TcpStream,
    room: usize,
    seen: usize,
}

struct Poster {
    stream: TcpStream,
    answer: Answer,
}

/// A room's undelivered messages.
#[derive(Default)]
struct Room {
    readers: usize,
    /// The number of messages delivered to all.
    complete: usize,
    /// For each later message, the number of readers that have it.
    reached: VecDeque<usize>,
    /// When each of them was posted.
    posted: VecDeque<Instant>,
}

/// When messages are posted.
#[derive(Clone, Copy)]
pub enum Pace {
    /// Each poster posts when a message has reached all.
    WhenAllHaveIt,
    /// One poster posts each interval, regardless of earlier messages.
    Every(Duration),
}

impl Pace {
    /// Whether another message is due, and since when if it is late.
    fn due(self, started: Instant, posted: usize, under_way: usize, posters: usize) -> Option<Instant> {
        match self {
            Self::WhenAllHaveIt => (under_way < posters).then(Instant::now),
            Self::Every(time) => Some(started + time * posted as u32).filter(|due| *due <= Instant::now()),
        }
    }

    /// How long to wait for events, until a timeout or the next message: whole milliseconds, as epoll takes.
    fn wait(self, started: Instant, posted: usize) -> Duration {
        match self {
            Self::WhenAllHaveIt => PATIENCE,
            Self::Every(time) => {
                let left = (started + time * posted as u32).saturating_duration_since(Instant::now());
                Duration::from_millis(left.as_millis() as u64)
            }
        }
    }
}

pub struct Outcome {
    pub deliveries: usize,
    pub elapsed: Duration,
    /// The time from posting until delivery to all; exact with a single poster.
    pub latencies: Vec<Duration>,
}

impl Crowd {
    pub fn new() -> Result<Self> {
        let (readers, posters, idle, rooms) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Ok(Self { poll: Poll::new()?, events: Events::with_capacity(1024), readers, posters, idle, rooms })
    }

    /// Opens streams: `each` per room, with a cookie per reader.
    pub fn read(&mut self, address: SocketAddr, rooms: &[String], each: usize, cookies: &[String]) -> Result<()> {
        self.rooms.resize_with(rooms.len(), Room::default);
        let everyone: Vec<usize> = (0..rooms.len() * each).collect();
        for some in everyone.chunks(AT_ONCE) {
            let mut streams = Vec::new();
            for number in some {
                let mut stream = connect(address, *number)?;
                stream.set_read_timeout(Some(PATIENCE))?;
                let path = format!("/rooms/{}/events", rooms[number % rooms.len()]);
                stream.write_all(&http::get(&path, &cookies[*number]))?;
                streams.push((*number, stream));
            }
            for (number, mut stream) in streams {
                await_head(&mut stream)?;
                stream.set_nonblocking(true)?;
                let mut stream = TcpStream::from_std(stream);
                self.poll.registry().register(&mut stream, Token(number), Interest::READABLE)?;
                let room = number % rooms.len();
                self.rooms[room].readers += 1;
                self.readers.push(Reader { stream, room, seen: 0 });
            }
        }
        Ok(())
    }

    /// Adds posters, whose tokens follow the readers'.
    pub fn write(&mut self, address: SocketAddr, posters: usize) -> Result<()> {
        for number in 0..posters {
            let stream = connect(address, number)?;
            stream.set_nonblocking(true)?;
            let mut stream = TcpStream::from_std(stream);
            let token = Token(self.readers.len() + number);
            self.poll.registry().register(&mut stream, token, Interest::READABLE)?;
            self.posters.push(Poster { stream, answer: Answer::default() });
            self.idle.push(number);
        }
        Ok(())
    }

    /// Posts for this long at a pace; `next` gives a poster's request for a room. Returns when all is delivered.
    pub fn talk(
        &mut self,
        length: Duration,
        pace: Pace,
        mut next: impl FnMut(usize, usize) -> Vec<u8>,
    ) -> Result<Outcome> {
        let mut outcome = Outcome { deliveries: 0, elapsed: Duration::ZERO, latencies: Vec::new() };
        let started = Instant::now();
        let (mut posted, mut complete) = (0, 0);
        let mut heard = started;
        loop {
            let over = started.elapsed() >= length;
            while !over
                && !self.idle.is_empty()
                && let Some(due) = pace.due(started, posted, posted - complete, self.posters.len())
                && let Some(poster) = self.idle.pop()
            {
                let room = posted % self.rooms.len();
                let request = next(poster, room);
                self.rooms[room].posted.push_back(due);
                self.posters[poster].stream.write_all(&request)?;
                posted += 1;
            }
            if over && posted == complete && self.idle.len() == self.posters.len() {
                outcome.elapsed = started.elapsed();
                return Ok(outcome);
            }
            let wait = if over || self.idle.is_empty() { PATIENCE } else { pace.wait(started, posted) };
            self.poll.poll(&mut self.events, Some(wait))?;
            if !self.events.is_empty() {
                heard = Instant::now();
            }
            ensure!(heard.elapsed() < PATIENCE, "nothing comes any more: {complete} of {posted} have reached all");
            for event in &self.events {
                let token = event.token().0;
                if let Some(reader) = self.readers.get_mut(token) {
                    let came = reader.read()?;
                    outcome.deliveries += came;
                    complete += self.rooms[reader.room].note(reader.seen, came, &mut outcome.latencies);
                    reader.seen += came;
                } else {
                    let number = token - self.readers.len();
                    let Poster { stream, answer } = &mut self.posters[number];
                    if answer.read(stream)? {
                        answer.clear();
                        self.idle.push(number);
                    }
                }
            }
        }
    }
}

impl Reader {
    /// Reads what is available; returns the number of messages in it.
    fn read(&mut self) -> Result<usize> {
        let mut buffer = [0; 16 << 10];
        let mut came = 0;
        loop {
            match self.stream.read(&mut buffer) {
                Ok(0) => anyhow::bail!("the server ended a stream"),
                Ok(read) => {
                    came += buffer[..read].iter().filter(|byte| **byte == MARK).count();
                    if read < buffer.len() {
                        // A short read empties the socket; more data raises another event (epoll(7)).
                        return Ok(came);
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(came),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl Room {
    /// Records that a reader with `seen` messages got `came` more; returns how many are thereby delivered to all.
    fn note(&mut self, seen: usize, came: usize, latencies: &mut Vec<Duration>) -> usize {
        for number in seen..seen + came {
            let place = number - self.complete;
            if place >= self.reached.len() {
                self.reached.resize(place + 1, 0);
            }
            self.reached[place] += 1;
        }
        let mut completed = 0;
        while self.reached.front() == Some(&self.readers) {
            self.reached.pop_front();
            latencies.extend(self.posted.pop_front().map(|posted| posted.elapsed()));
            completed += 1;
        }
        self.complete += completed;
        completed
    }
}

/// Reads a stream's head. Before anything is posted, only a heartbeat may follow it.
fn await_head(stream: &mut std::net::TcpStream) -> Result<()> {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        let read = stream.read(&mut buffer)?;
        ensure!(read > 0, "the server closed a connection: {}", String::from_utf8_lossy(&head));
        head.extend_from_slice(&buffer[..read]);
    }
    ensure!(head.starts_with(b"HTTP/1.1 200 "), "refused: {}", String::from_utf8_lossy(&head));
    Ok(())
}
