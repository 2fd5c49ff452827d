//! `snug healthcheck`: for containers, which have no other program to ask with.

use std::time::Duration;

use anyhow::Context as _;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

use crate::cli::output::print_line;
use crate::config::{DEFAULT_ADDRESS, Healthcheck, Listen};

/// Time limit for the answer: longer than that of the server's own check of the database.
const MAX_TIME: Duration = Duration::from_secs(8);

/// The most bytes of the answer that are read.
const MAX_ANSWER: u64 = 4_096;

/// Asks the server on this machine whether it is ready. One with HTTPS alone answers plain HTTP by leading to that, which
/// is enough.
///
/// # Errors
/// When it doesn't answer in time, or isn't ready.
pub async fn run(config: Healthcheck) -> anyhow::Result<()> {
    let first = config.listen.first();
    let address = first.map_or_else(|| DEFAULT_ADDRESS.to_owned(), Listen::on_this_machine);
    let answer = timeout(MAX_TIME, async {
        match first {
            Some(Listen::Unix { path, .. }) => ask(UnixStream::connect(path).await?, "localhost").await,
            _ => ask(TcpStream::connect(&address).await?, &address).await,
        }
    });
    let answer = answer.await.with_context(|| format!("{address} does not answer in time"))?;
    let answer = answer.with_context(|| format!("{address} does not answer"))?;
    let status = answer.split(' ').nth(1).and_then(|status| status.parse::<u16>().ok());
    match status {
        Some(200..400) => {
            print_line(&format!("{address} is ready"));
            Ok(())
        }
        Some(status) => anyhow::bail!("{address} is not ready: it answers {status}"),
        None => anyhow::bail!("{address} does not speak HTTP"),
    }
}

/// The answer to a request for `/readyz`, as far as it is read.
async fn ask(mut server: impl AsyncRead + AsyncWrite + Unpin, host: &str) -> std::io::Result<String> {
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    server.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    server.take(MAX_ANSWER).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
