//! A measured server: a separate process on a separate core.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use rustix::process::{Resource, getrlimit, setrlimit};
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

use crate::http::PATIENCE;

pub const SNUG: &str = env!("CARGO_BIN_EXE_snug");

/// A running server, killed on drop.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

/// User-space memory, in bytes.
pub struct Memory {
    pub resident: f64,
    pub anonymous: f64,
    /// The peak of resident memory.
    pub highest: f64,
}

impl Server {
    /// Starts Snug with default settings on the database in a folder, but without rate limits for posting.
    pub fn snug(folder: &Path) -> Result<Self> {
        Self::snug_with(folder, &[])
    }

    /// The same, with these environment variables.
    pub fn snug_with(folder: &Path, variables: &[(&str, &str)]) -> Result<Self> {
        let mut command = Command::new(SNUG);
        command.args(["--listen", "127.0.0.1:0", "--time-zone", "UTC", "--log-level", "warn", "--database"]);
        command.arg(folder.join("chat.db")).args(["--messages-per-minute", "0"]);
        // Earlier versions, which are also measured, don't know this option.
        command.envs([("SNUG_STREAMS_PER_ACCOUNT", "0"), ("SNUG_REGISTRATIONS_PER_HOUR", "0")]);
        command.envs(variables.iter().copied());
        Self::start(command)
    }

    /// Starts a baseline: this program with other arguments.
    pub fn baseline(role: &str, argument: impl AsRef<OsStr>) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(role).arg(argument);
        Self::start(command)
    }

    fn start(mut command: Command) -> Result<Self> {
        let mut child = on_server_core(|| Ok(command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?))?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("no output")?).read_line(&mut line)?;
        let (_, rest) = line.split_once("http://localhost:").context("the server did not start")?;
        let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
        Ok(Self { child, address: (Ipv4Addr::LOCALHOST, port.parse()?).into() })
    }

    /// Starts a server of another kind, which prints nothing, on a port; waits until it answers.
    pub fn silent(mut command: Command, port: u16) -> Result<Self> {
        let child = on_server_core(|| Ok(command.stdin(Stdio::null()).spawn()?))?;
        let address = (Ipv4Addr::LOCALHOST, port).into();
        let server = Self { child, address };
        let started = Instant::now();
        while TcpStream::connect(address).is_err() {
            anyhow::ensure!(started.elapsed() < PATIENCE, "the server did not start");
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    /// The CPU time of all its threads, in microseconds.
    pub fn cpu(&self) -> Result<f64> {
        let mut nanos = 0.0;
        for thread in std::fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            // A thread may have ended since the listing.
            let Ok(figures) = std::fs::read_to_string(thread?.path().join("schedstat")) else { continue };
            nanos += figures.split_whitespace().next().context("no time in schedstat")?.parse::<f64>()?;
        }
        Ok(nanos / 1e3)
    }

    /// The current memory.
    pub fn memory(&self) -> Result<Memory> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let field = |name: &str| -> Result<f64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).context("no such field")?;
            Ok(line.trim_start_matches(':').trim().trim_end_matches(" kB").parse::<f64>()? * 1024.0)
        };
        Ok(Memory { resident: field("VmRSS")?, anonymous: field("RssAnon")?, highest: field("VmHWM")? })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs this program as a child on the servers' core, and returns what it prints.
pub fn run_on_server_core(role: &str, argument: impl AsRef<OsStr>) -> Result<String> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(role).arg(argument).stderr(Stdio::inherit());
    let output = on_server_core(|| Ok(command.output()?))?;
    anyhow::ensure!(output.status.success(), "{role} failed");
    Ok(String::from_utf8(output.stdout)?)
}

/// The cores available to this program.
static CORES: LazyLock<Vec<usize>> = LazyLock::new(|| {
    let allowed = sched_getaffinity(None).unwrap_or_else(|_| CpuSet::new());
    (0..CpuSet::MAX_CPU).filter(|core| allowed.is_set(*core)).collect()
});

/// Assigns servers the first core and this program the last; warns if these are the same.
pub fn take_load_core() -> Result<()> {
    if CORES.len() < 2 {
        println!("There is only one core: servers and load generator share it.\n");
    }
    pin(CORES.last())
}

/// Children inherit the core of the thread that starts them.
fn on_server_core<T>(start: impl FnOnce() -> Result<T>) -> Result<T> {
    pin(CORES.first())?;
    let started = start();
    pin(CORES.last())?;
    started
}

fn pin(core: Option<&usize>) -> Result<()> {
    let mut set = CpuSet::new();
    set.set(*core.context("the cores are not known")?);
    Ok(sched_setaffinity(None, &set)?)
}

/// Raises the limit of open files to the hard limit, which servers inherit; returns it.
pub fn raise_open_files() -> Result<usize> {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit)?;
    Ok(limit.current.and_then(|files| usize::try_from(files).ok()).unwrap_or(usize::MAX))
}
