//! A closed loop: each client sends a request, waits for the response, and sends the next.

use std::io::Write as _;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

use crate::figures::percentile;
use crate::http::{Answer, PATIENCE, connect};

pub struct Outcome {
    pub per_second: f64,
    pub answers: u32,
    pub p50: Duration,
    pub p99: Duration,
}

struct Client {
    stream: TcpStream,
    answer: Answer,
    asked: Instant,
}

/// Runs this many clients for this long; `next` gives a client's next request.
pub fn run(
    address: SocketAddr,
    clients: usize,
    length: Duration,
    mut next: impl FnMut(usize) -> Vec<u8>,
) -> Result<Outcome> {
    let mut poll = Poll::new()?;
    let mut events = Events::with_capacity(1024);
    let started = Instant::now();
    let mut all = Vec::new();
    for number in 0..clients {
        let stream = connect(address, number)?;
        stream.set_nonblocking(true)?;
        let mut stream = TcpStream::from_std(stream);
        poll.registry().register(&mut stream, Token(number), Interest::READABLE)?;
        let mut client = Client { stream, answer: Answer::default(), asked: started };
        client.ask(&next(number))?;
        all.push(client);
    }
    let mut waiting = clients;
    let mut latencies = Vec::new();
    while waiting > 0 {
        poll.poll(&mut events, Some(PATIENCE))?;
        ensure!(!events.is_empty(), "the server has stopped answering");
        for event in &events {
            let client = &mut all[event.token().0];
            if !client.answer.read(&mut client.stream)? {
                continue;
            }
            latencies.push(client.asked.elapsed());
            client.answer.clear();
            if started.elapsed() < length {
                client.ask(&next(event.token().0))?;
            } else {
                waiting -= 1;
            }
        }
    }
    let answers = u32::try_from(latencies.len())?;
    Ok(Outcome {
        per_second: f64::from(answers) / started.elapsed().as_secs_f64(),
        answers,
        p50: percentile(&mut latencies, 0.5),
        p99: percentile(&mut latencies, 0.99),
    })
}

impl Client {
    /// One write sends a whole request: it is small, and the socket's buffer is empty.
    fn ask(&mut self, request: &[u8]) -> Result<()> {
        self.asked = Instant::now();
        Ok(self.stream.write_all(request)?)
    }
}
