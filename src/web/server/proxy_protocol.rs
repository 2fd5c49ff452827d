//! The PROXY protocol, versions 1 and 2: a proxy begins a connection with the client's address.
//!
//! <https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt>

use std::io::{Error, ErrorKind, Result};
use std::net::IpAddr;
use std::time::Duration;

use ppp::{HeaderResult, v1, v2};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

/// Time limit for the header: the proxy sends it at once.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The longest line of version 1 (2.1).
const LONGEST_LINE: usize = 107;

/// The part of version 2 that has a fixed length, and the most bytes of all of it.
const FIXED: usize = 16;
const MAX_LENGTH: usize = 4_096;

/// Reads the header, and nothing after it. Returns the client's address; none where the proxy asks for itself, or doesn't
/// know.
pub(super) async fn client(stream: &mut TcpStream) -> Result<Option<IpAddr>> {
    let read = tokio::time::timeout(TIMEOUT, header(stream)).await;
    parse(&read.map_err(|_| Error::from(ErrorKind::TimedOut))??)
}

async fn header(stream: &mut TcpStream) -> Result<Vec<u8>> {
    let mut header = vec![stream.read_u8().await?];
    if header[0] == b'P' {
        while !header.ends_with(b"\r\n") {
            if header.len() == LONGEST_LINE {
                return Err(ErrorKind::InvalidData.into());
            }
            header.push(stream.read_u8().await?);
        }
    } else {
        header.resize(FIXED, 0);
        stream.read_exact(&mut header[1..]).await?;
        let length = FIXED + usize::from(u16::from_be_bytes([header[14], header[15]]));
        if !header.starts_with(v2::PROTOCOL_PREFIX) || length > MAX_LENGTH {
            return Err(ErrorKind::InvalidData.into());
        }
        header.resize(length, 0);
        stream.read_exact(&mut header[FIXED..]).await?;
    }
    Ok(header)
}

fn parse(header: &[u8]) -> Result<Option<IpAddr>> {
    let invalid = |error: &dyn std::fmt::Display| Error::new(ErrorKind::InvalidData, error.to_string());
    match HeaderResult::parse(header) {
        HeaderResult::V1(header) => Ok(match header.map_err(|error| invalid(&error))?.addresses {
            v1::Addresses::Tcp4(addresses) => Some(addresses.source_address.into()),
            v1::Addresses::Tcp6(addresses) => Some(addresses.source_address.into()),
            v1::Addresses::Unknown => None,
        }),
        HeaderResult::V2(header) => {
            let header = header.map_err(|error| invalid(&error))?;
            Ok(match header.addresses {
                _ if header.command == v2::Command::Local => None,
                v2::Addresses::IPv4(addresses) => Some(addresses.source_address.into()),
                v2::Addresses::IPv6(addresses) => Some(addresses.source_address.into()),
                v2::Addresses::Unix(_) | v2::Addresses::Unspecified => None,
            })
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use tokio::io::AsyncWriteExt as _;
    use tokio::net::TcpListener;

    use super::*;

    /// The address in a header, and what follows it.
    async fn read(sent: &[u8]) -> (Result<Option<IpAddr>>, Vec<u8>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut proxy = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (mut accepted, _) = listener.accept().await.unwrap();
        proxy.write_all(sent).await.unwrap();
        drop(proxy);
        let found = client(&mut accepted).await;
        let mut rest = Vec::new();
        let _ = accepted.read_to_end(&mut rest).await;
        (found, rest)
    }

    fn version_2(command: u8, family: u8, addresses: &[u8], follows: &[u8]) -> Vec<u8> {
        let length = u16::try_from(addresses.len()).unwrap().to_be_bytes();
        [v2::PROTOCOL_PREFIX, &[0x20 | command, family], &length, addresses, follows].concat()
    }

    #[tokio::test]
    async fn both_versions_name_the_client_and_leave_what_follows() {
        let v4 = [203, 0, 113, 7, 10, 0, 0, 1, 0x12, 0x34, 0, 80];
        let v6: Vec<u8> =
            [&[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7][..], &[0; 16], &[1, 2, 0, 80]].concat();
        // An extension, such as the name that the client asked for.
        let extended = [&v4[..], &[2, 0, 3], b"abc"].concat();
        for (sent, address) in [
            (version_2(1, 0x11, &v4, b"GET /"), Some("203.0.113.7")),
            (version_2(1, 0x21, &v6, b"GET /"), Some("2001:db8::7")),
            (version_2(1, 0x11, &extended, b"GET /"), Some("203.0.113.7")),
            (version_2(0, 0, &[], b"GET /"), None),
            (version_2(1, 0, &[], b"GET /"), None),
            (b"PROXY TCP4 203.0.113.7 10.0.0.1 4660 80\r\nGET /".to_vec(), Some("203.0.113.7")),
            (b"PROXY TCP6 2001:db8::7 ::1 4660 80\r\nGET /".to_vec(), Some("2001:db8::7")),
            (b"PROXY UNKNOWN\r\nGET /".to_vec(), None),
        ] {
            let (found, rest) = read(&sent).await;
            assert_eq!(found.unwrap(), address.map(|address| address.parse().unwrap()), "{sent:?}");
            assert_eq!(rest, b"GET /");
        }
    }

    #[tokio::test]
    async fn anything_else_is_an_error() {
        let endless = [&b"PROXY TCP4 "[..], &[b'1'; 200]].concat();
        let long = [v2::PROTOCOL_PREFIX, &[0x21, 0x11, 0xff, 0xff]].concat();
        for sent in [
            &b""[..],
            b"GET / HTTP/1.1\r\n\r\n",
            b"PROXY TCP4 203.0.113.7\r\n",
            b"PROXY TCP4 x y 1 2\r\n",
            b"POST / HTTP/1.1\r\n",
            &endless,
            &long,
            &version_2(1, 0x11, &[1, 2], b""),
            &version_2(7, 0x11, &[0; 12], b""),
            &v2::PROTOCOL_PREFIX[..7],
        ] {
            assert!(read(sent).await.0.is_err(), "{sent:?}");
        }
    }
}
