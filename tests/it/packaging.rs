//! What is installed: the crate's files, the unit and the Debian package.

mod debian;
#[path = "../../packaging/generated.rs"]
mod generated;

use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::app::PATIENCE;
use crate::npm::runs;
use crate::process::{Process, run, serve, text};
use crate::skip::skip;

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a server tells systemd, waited for.
fn tells(systemd: &UnixDatagram, wanted: &str) {
    let mut told = Vec::new();
    loop {
        let mut buffer = [0; 4096];
        let read = systemd.recv(&mut buffer).unwrap_or_else(|error| panic!("{wanted} after {told:?}: {error}"));
        let text = String::from_utf8_lossy(&buffer[..read]).into_owned();
        if text.lines().any(|line| line == wanted) {
            return;
        }
        told.push(text);
    }
}

#[tokio::test]
async fn systemd_learns_that_the_server_is_ready_works_reloads_and_stops() {
    let folder = TempDir::new().unwrap();
    let socket = folder.path().join("notify");
    let systemd = UnixDatagram::bind(&socket).unwrap();
    systemd.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut command = serve(folder.path(), 0);
    // Reports are due every 50 ms.
    command.env("NOTIFY_SOCKET", &socket).env("WATCHDOG_USEC", "100000");
    let server = Process::of(&mut command).unwrap();
    tells(&systemd, "READY=1");
    for _ in 0..3 {
        tells(&systemd, "WATCHDOG=1");
    }
    assert!(Command::new("kill").args(["-HUP", &server.id().to_string()]).status().unwrap().success());
    tells(&systemd, "RELOADING=1");
    tells(&systemd, "READY=1");
    assert!(server.signal("TERM").await.success());
    tells(&systemd, "STOPPING=1");
}

#[tokio::test]
async fn a_health_check_succeeds_while_the_server_is_ready() {
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    let address = format!("127.0.0.1:{}", server.port());
    let said = run(folder.path(), &["healthcheck", "--listen", &address]);
    assert!(said.status.success(), "{}", text(&said.stderr[..]));
    assert_eq!(text(&said.stdout[..]), format!("{address} is ready\n"));
    // As in a container, whose server listens on all networks.
    let everywhere = address.replace("127.0.0.1", "0.0.0.0");
    assert!(run(folder.path(), &["healthcheck", "--listen", &everywhere]).status.success());
    server.kill();
    let said = run(folder.path(), &["healthcheck", "--listen", &address]);
    assert_eq!(said.status.code(), Some(1));
    assert!(text(&said.stderr[..]).contains("does not answer"));
}

#[test]
fn the_service_is_confined() {
    if !runs("systemd-analyze", "--version") {
        return skip("systemd-analyze is missing");
    }
    let unit = root().join("packaging/systemd/snug.service");
    let output = Command::new("systemd-analyze").args(["security", "--offline=true"]).arg(unit).output().unwrap();
    let report = text(&output.stdout[..]);
    let (_, level) = report.split_once("Overall exposure level for snug.service: ").expect(&report);
    let level: f64 = level.split(' ').next().unwrap().parse().unwrap();
    assert!(level < 1.5, "{report}");
}

#[test]
fn the_published_crate_has_what_npm_fetches() {
    // A copy, so that nothing is put into the tree that is being built.
    let copy = TempDir::new().unwrap();
    let copied = ["Cargo.toml", "Cargo.lock", "build.rs", "README.md", "CHANGELOG.md", "LICENSE"];
    let folders = ["assets", "benches", "docs", "packaging", "sql", "src", "tests"];
    for name in copied.iter().chain(&folders) {
        assert!(Command::new("cp").arg("-r").arg(root().join(name)).arg(copy.path()).status().unwrap().success());
    }
    let vendor = copy.path().join("assets/vendor");
    std::fs::create_dir_all(&vendor).unwrap();
    let fetched = ["htmx.min.js", "hx-sse.min.js", "ar.json", "en.json", "ja.json"];
    for file in fetched {
        std::fs::write(vendor.join(file), "").unwrap();
    }
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--manifest-path"])
        .arg(copy.path().join("Cargo.toml"))
        .output()
        .unwrap();
    let list = text(&output.stdout[..]);
    assert!(output.status.success(), "{}", text(&output.stderr[..]));
    let has = |file: &str| list.lines().any(|line| line == file);
    for file in fetched {
        assert!(has(&format!("assets/vendor/{file}")), "{file} is missing in:\n{list}");
    }
    for file in
        ["build.rs", "docs/https.md", "sql/sqlite/migrations", "src/cli/demo.txt", "assets/languages/ja.ftl"]
    {
        assert!(list.contains(file), "{file} is missing in:\n{list}");
    }
    assert!(!has("tests/it/main.rs") && !has("docs/pictures/desk.png"), "{list}");
}
