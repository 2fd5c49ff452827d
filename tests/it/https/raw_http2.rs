//! HTTP/2 byte by byte (RFC 9113), as no well-behaved client sends it.

use std::io::Result;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, ReadHalf, WriteHalf};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use super::{connect, tls};
use crate::app::PATIENCE;

pub const HEADERS: u8 = 1;
pub const RST_STREAM: u8 = 3;
pub const SETTINGS: u8 = 4;
pub const PING: u8 = 6;
pub const GOAWAY: u8 = 7;
pub const CONTINUATION: u8 = 9;

pub const END_STREAM: u8 = 1;
pub const END_HEADERS: u8 = 4;

/// A connection after the preface.
pub struct Http2 {
    reader: ReadHalf<TlsStream<TcpStream>>,
    writer: WriteHalf<TlsStream<TcpStream>>,
}

/// A frame: its kind, flags, stream and content.
pub fn frame(kind: u8, flags: u8, stream: u32, content: &[u8]) -> Vec<u8> {
    let mut frame = u32::try_from(content.len()).unwrap().to_be_bytes()[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(stream.to_be_bytes());
    frame.extend(content);
    frame
}

/// The headers of a GET (RFC 7541, appendices A and C).
pub fn get(path: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut block = vec![0x82, 0x87];
    let mut text = |prefix: &[u8], text: &str| {
        block.extend(prefix);
        assert!(text.len() < 127);
        block.push(u8::try_from(text.len()).unwrap());
        block.extend(text.as_bytes());
    };
    text(&[0x04], path);
    text(&[0x01], "localhost");
    for (name, value) in more {
        text(&[0x00], name);
        text(&[], value);
    }
    block
}

impl Http2 {
    /// Connects with these settings, as pairs of identifier and value.
    pub async fn connect(url: &str, settings: &[(u16, u32)]) -> Self {
        let mut stream = connect(url, tls::config(&["h2"])).await.unwrap();
        let content: Vec<u8> = settings
            .iter()
            .flat_map(|(name, value)| [&name.to_be_bytes()[..], &value.to_be_bytes()[..]].concat())
            .collect();
        let preface = [&b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"[..], &frame(SETTINGS, 0, 0, &content)].concat();
        stream.write_all(&preface).await.unwrap();
        let (reader, writer) = tokio::io::split(stream);
        Self { reader, writer }
    }

    pub async fn send(&mut self, bytes: &[u8]) -> Result<()> {
        self.writer.write_all(bytes).await?;
        self.writer.flush().await
    }

    /// The next frame's kind, stream and content.
    pub async fn next(&mut self) -> Result<(u8, u32, Vec<u8>)> {
        Self::next_of(&mut self.reader).await
    }

    /// Sends these bytes again and again, while it reads what comes, until the server has ended the connection.
    pub async fn flood(mut self, bytes: impl Fn(u32) -> Vec<u8>) {
        let reading = async {
            let mut ended = Vec::new();
            while let Ok((kind, _, content)) = Self::next_of(&mut self.reader).await {
                if kind == GOAWAY {
                    ended = content;
                }
            }
            ended
        };
        let writing = async {
            for turn in 0.. {
                if self.writer.write_all(&bytes(turn)).await.is_err() {
                    return;
                }
            }
        };
        let both = async { tokio::join!(reading, writing) };
        tokio::time::timeout(PATIENCE, both).await.expect("the server ends the connection");
    }

    async fn next_of(reader: &mut ReadHalf<TlsStream<TcpStream>>) -> Result<(u8, u32, Vec<u8>)> {
        let mut head = [0; 9];
        reader.read_exact(&mut head).await?;
        let mut content = vec![0; usize::try_from(u32::from_be_bytes([0, head[0], head[1], head[2]])).unwrap()];
        reader.read_exact(&mut content).await?;
        Ok((head[3], u32::from_be_bytes([head[5], head[6], head[7], head[8]]) & 0x7fff_ffff, content))
    }

    /// Reads until the server has ended the connection.
    pub async fn until_ended(mut self) {
        let reading = async { while self.next().await.is_ok() {} };
        tokio::time::timeout(2 * PATIENCE, reading).await.expect("the server ends the connection");
    }
}
