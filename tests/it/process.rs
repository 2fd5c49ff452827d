//! The server as a separate process: starting, stopping, being killed.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};

use crate::app::{PATIENCE, Person, begin_server, bucket};

pub struct Process {
    child: Child,
    pub url: String,
    /// The line it printed on starting.
    pub announcement: String,
    /// The link for the first account, where it needs one.
    #[allow(dead_code, reason = "used by some of the tests")]
    pub setup_link: Option<String>,
}

/// The `snug` command, in this folder.
pub fn snug(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_snug"));
    command.current_dir(folder).stdin(Stdio::null()).env("SNUG_LOG_LEVEL", "warn");
    command
}

/// The command that serves `chat.db` in a folder; port 0 is any free port.
pub fn serve(folder: &Path, port: u16) -> Command {
    let mut command = snug(folder);
    command.args(["--listen", &format!("127.0.0.1:{port}")]);
    if let Some(bucket) = bucket() {
        command.args(["--files", &bucket.url]).envs(bucket.settings);
    }
    command
}

/// The output and status of a command that ends by itself.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    snug(folder).args(arguments).output().unwrap()
}

/// A free port that the system gives to no outgoing connection before a server listens on it: Linux gives those from 32,768
/// on.
#[allow(dead_code, reason = "used by tests/it and tests/attack")]
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = u16::try_from(std::process::id() % 12_000).unwrap();
    loop {
        let port = 20_000 + (first + NEXT.fetch_add(1, Ordering::Relaxed)) % 12_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

impl Process {
    /// Starts the server on `chat.db` in a folder; port 0 is any free port.
    pub fn start(folder: &Path, port: u16) -> Self {
        Self::of(&mut serve(folder, port)).expect("an address is announced")
    }

    /// Starts a server command; none where it ends without announcing itself.
    pub fn of(command: &mut Command) -> Option<Self> {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut announcement = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut announcement).unwrap();
        let setup_link = setup_link(&announcement, &mut output);
        let mut server = Self { child, url: String::new(), announcement, setup_link };
        let (before, after) = server.announcement.split_once("://localhost:")?;
        let (scheme, port) = (before.rsplit(' ').next()?, after.split('/').next()?);
        server.url = format!("{scheme}://127.0.0.1:{port}");
        begin_server(&server.url);
        Some(server)
    }

    /// Starts a server on this port with another public URL.
    #[allow(dead_code, reason = "used by tests/attack")]
    pub fn behind(command: &mut Command, port: u16) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut announcement = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut announcement).unwrap();
        assert!(announcement.contains("://"), "{announcement}");
        let setup_link = setup_link(&announcement, &mut output);
        let url = format!("http://127.0.0.1:{port}");
        begin_server(&url);
        Self { child, url, announcement, setup_link }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn port(&self) -> u16 {
        self.url.rsplit(':').next().unwrap().parse().unwrap()
    }

    pub fn browser(&self) -> Person {
        Person::new(&self.url)
    }

    /// Kills the server.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends a signal (`TERM`, `INT`), and waits for the end.
    pub async fn signal(mut self, signal: &str) -> ExitStatus {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{signal}"), &id]).status().unwrap().success());
        let (tell, ended) = tokio::sync::oneshot::channel();
        std::thread::spawn(move || tell.send(self.child.wait()));
        match tokio::time::timeout(PATIENCE, ended).await {
            Ok(status) => status.unwrap().unwrap(),
            Err(_) => {
                let _ = Command::new("kill").args(["-KILL", &id]).status();
                panic!("the process does not stop");
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The link on the line after the announcement, if that says so.
fn setup_link(announcement: &str, output: &mut BufReader<ChildStdout>) -> Option<String> {
    announcement.contains("the link below").then(|| {
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        line.split(' ').next().unwrap().to_owned()
    })
}

pub fn text(mut stream: impl std::io::Read) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}
