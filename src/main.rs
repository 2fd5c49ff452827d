//! The command line: reads it, sets up logging, and hands over to [`snug::app`].

use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;

use snug::app;
use snug::config::{Cli, Command, Import, LogLevel, Serve};
use snug::import::flask::import::Report;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("snug: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    let cli = Cli::read().map_err(anyhow::Error::msg)?;
    match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(config) => serve(config).await,
        Command::Import(Import::FlaskChat(config)) => {
            log(config.database.log_level);
            print(&app::import_flask_chat(config).await?);
            Ok(())
        }
    }
}

async fn serve(config: Serve) -> anyhow::Result<()> {
    log(config.database.log_level);
    // A stream is an open file, and the usual limit allows a thousand.
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(limit) => tracing::debug!(limit, "open files"),
        Err(error) => tracing::warn!(%error, "the limit of open files stays as it is"),
    }
    let stop = CancellationToken::new();
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let stopping = stop.clone();
    tokio::spawn(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        stopping.cancel();
    });
    let public_url = config.public_url.clone();
    let announce = move |address: std::net::SocketAddr, has_administrator| {
        let here =
            if address.ip().is_loopback() { format!("localhost:{}", address.port()) } else { address.to_string() };
        let url = public_url.unwrap_or_else(|| format!("http://{here}"));
        let first =
            if has_administrator { "" } else { " The first account registered becomes the administrator." };
        say(&format!("Snug answers on {url}/.{first} Ctrl-C stops it."));
    };
    app::serve(config, stop, announce).await?;
    Ok(())
}

fn print(report: &Report) {
    for note in &report.notes {
        say(note);
    }
    let Report { accounts, messages, known, .. } = report;
    say(&format!("{accounts} accounts and {messages} messages imported; {known} messages were here already"));
}

/// Writes a line to standard output; nobody reading it is no fault.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn log(level: LogLevel) {
    // Of what libraries say, only what should be looked at.
    let libraries = LevelFilter::from(level).min(LevelFilter::WARN);
    let targets = Targets::new().with_default(libraries).with_target("snug", LevelFilter::from(level));
    let lines =
        tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    tracing_subscriber::registry().with(lines.with_filter(targets)).init();
}
