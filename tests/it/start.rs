mod database;

use std::net::TcpListener;
use std::process::Output;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::process::{Process, run, serve};
use crate::skip::skip;

#[tokio::test]
async fn the_server_starts_in_an_empty_folder_and_keeps_everything() {
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    assert!(server.announcement.contains("first account registered becomes the administrator"));
    let ann = server.browser().register("ann").await;
    ann.say("general", "kept").await;
    let port = server.port();
    server.kill();

    let server = Process::start(folder.path(), port);
    assert!(!server.announcement.contains("administrator"), "there is one already");
    assert_eq!(ann.get("/rooms/general").await.messages(), ["kept"], "after a kill, too");
    server.kill();

    for file in std::fs::read_dir(folder.path()).unwrap() {
        std::fs::remove_file(file.unwrap().path()).unwrap();
    }
    let _server = Process::start(folder.path(), port);
    assert_eq!(ann.get("/rooms/general").await.status, 303, "deleting the file resets it");
}

#[tokio::test]
async fn the_server_stops_on_a_signal_with_open_streams() {
    for signal in ["TERM", "INT"] {
        let folder = TempDir::new().unwrap();
        let server = Process::start(folder.path(), 0);
        let ann = server.browser().register("ann").await;
        let mut stream = ann.events("/rooms/general/events").await;
        ann.say("general", "hello").await;
        assert_eq!(stream.message().await, "hello");
        // An incomplete request.
        let mut half = std::net::TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
        std::io::Write::write_all(&mut half, b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n")
            .unwrap();
        let started = Instant::now();
        let status = server.signal(signal).await;
        assert!(status.success(), "{status}");
        assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
        assert!(!folder.path().join("chat.db-wal").exists(), "everything is in the one file");
    }
}

#[tokio::test]
async fn socket_activation_refuses_no_connection_between_two_servers() {
    // As systemd does: the socket survives the server, and is passed to the next one as file descriptor 3.
    let folder = TempDir::new().unwrap();
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", held.local_addr().unwrap());
    let hand_over = "import os, sys
os.dup2(0, 3)
os.set_inheritable(3, True)
os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[1], sys.argv[1:])";
    let start = || {
        let socket: std::os::fd::OwnedFd = held.try_clone().unwrap().into();
        let mut python = std::process::Command::new("python3");
        python
            .args(["-c", hand_over, env!("CARGO_BIN_EXE_snug"), "--log-level", "warn"])
            .current_dir(folder.path());
        python.stdin(socket).stdout(std::process::Stdio::null()).spawn()
    };
    let Ok(mut first) = start() else {
        return skip("python3 is missing");
    };
    let ann = crate::app::Person::new(&url).register("ann").await;
    first.kill().unwrap();
    first.wait().unwrap();
    // Connections are accepted but not served: the request waits for the next server.
    let waiting = tokio::spawn(async move { ann.get("/rooms").await.status });
    let mut second = start().unwrap();
    assert_eq!(waiting.await.unwrap(), 200);
    second.kill().unwrap();
    second.wait().unwrap();
}

#[test]
fn help_explains_each_flag() {
    let folder = TempDir::new().unwrap();
    let help = String::from_utf8(run(folder.path(), &["--help"]).stdout).unwrap();
    for word in [
        "--listen",
        "SNUG_LISTEN",
        "127.0.0.1:5001",
        "--database",
        "SNUG_DATABASE",
        "chat.db",
        "--public-url",
        "SNUG_PUBLIC_URL",
        "--registration",
        "SNUG_REGISTRATION",
        "closed",
        "--waiting-writes",
        "SNUG_WAITING_WRITES",
        "SNUG_CONNECTIONS",
        "--connections-per-address",
        "SNUG_CONNECTIONS_PER_ADDRESS",
        "--streams-per-session",
        "SNUG_STREAMS_PER_SESSION",
        "--stream-sink",
        "SNUG_STREAM_SINK",
        "--messages-per-minute",
        "SNUG_MESSAGES_PER_MINUTE",
        "--log-level",
        "SNUG_LOG_LEVEL",
        "--log-format",
        "SNUG_LOG_FORMAT",
        "--metrics",
        "SNUG_METRICS",
        "import",
    ] {
        assert!(help.contains(word), "{word} is missing in:\n{help}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

fn fails_in_one_line(output: &Output, said: &str) {
    let error = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    assert!(error.contains(said), "{error}");
}

#[test]
fn a_port_in_use_is_reported_and_the_database_untouched() {
    let folder = TempDir::new().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = run(folder.path(), &["--listen", &address]);
    fails_in_one_line(&output, "--listen");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn empty_variables_count_as_unset() {
    let folder = TempDir::new().unwrap();
    let mut command = serve(folder.path(), 0);
    for variable in [
        "SNUG_DATABASE",
        "SNUG_PUBLIC_URL",
        "SNUG_REGISTRATION",
        "SNUG_ROOM_CREATION",
        "SNUG_TIME_ZONE",
        "SNUG_BEHIND_PROXY",
        "SNUG_WAITING_WRITES",
        "SNUG_CONNECTIONS",
        "SNUG_CONNECTIONS_PER_ADDRESS",
        "SNUG_STREAMS_PER_SESSION",
        "SNUG_MESSAGES_PER_MINUTE",
        "SNUG_LOG_LEVEL",
        "SNUG_LOG_FORMAT",
        "SNUG_METRICS",
    ] {
        command.env(variable, "");
    }
    let server = Process::of(&mut command).expect("it starts");
    assert_eq!(server.browser().get("/login").await.status, 200);
    assert!(folder.path().join("chat.db").exists());
    let output = crate::process::snug(folder.path())
        .args(["import", "flask-chat", "no.db"])
        .env("SNUG_DATABASE", "")
        .output()
        .unwrap();
    fails_in_one_line(&output, "no.db");
}

#[tokio::test]
async fn a_host_name_is_listened_on_at_all_its_addresses() {
    let folder = TempDir::new().unwrap();
    let server = Process::of(crate::process::snug(folder.path()).args(["--listen", "localhost:0"])).unwrap();
    let port = server.port();
    let addresses = std::net::ToSocketAddrs::to_socket_addrs(&("localhost", port)).unwrap();
    for address in addresses {
        // If the machine has no such address, nobody can connect to it.
        if TcpListener::bind((address.ip(), 0)).is_ok() {
            let answer = crate::app::Person::new(&format!("http://{address}")).get("/login").await;
            assert_eq!(answer.status, 200, "{address}");
        }
    }
    let second = TempDir::new().unwrap();
    let output = run(second.path(), &["--listen", &format!("localhost:{port}")]);
    fails_in_one_line(&output, "--listen");
    let output = run(second.path(), &["--listen", "no-such-host.invalid:0"]);
    fails_in_one_line(&output, "--listen");
    assert_eq!(std::fs::read_dir(second.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_public_url_is_accepted_in_any_notation() {
    for (written, announced, host) in [
        ("HTTPS://Chat.Example.org", "https://chat.example.org", "chat.example.org"),
        ("https://chat.example.org:443/", "https://chat.example.org", "chat.example.org:443"),
        ("http://Chat.lan:5001", "http://chat.lan:5001", "chat.lan:5001"),
        ("https://münchen.example", "https://xn--mnchen-3ya.example", "xn--mnchen-3ya.example"),
    ] {
        let folder = TempDir::new().unwrap();
        let port = crate::process::free_port();
        let server = Process::behind(serve(folder.path(), port).args(["--public-url", written]), port);
        assert!(server.announcement.contains(&format!("{announced}/.")), "{}", server.announcement);
        let request = server.browser().request(reqwest::Method::GET, "/login").header("host", host);
        assert_eq!(crate::app::Answer::of(request).await.status, 200, "{written}");
    }
}

#[test]
fn an_invalid_flag_is_reported() {
    let folder = TempDir::new().unwrap();
    for arguments in [
        &["--public-url", "chat.example.org"][..],
        &["--public-url", "https:chat.example.org"],
        &["--public-url", "https://chat.example.org/chat"],
        &["--public-url", "https://ann@chat.example.org"],
        &["--public-url", "ftp://chat.example.org"],
        &["--listen", "nonsense"],
        &["--listen", ":5001"],
        &["--listen", "localhost"],
        &["--listen", "localhost:70000"],
        &["--listen", "::1:5001"],
        &["--registration", "maybe"],
        &["--time-zone", "Mars/Olympus"],
    ] {
        let output = run(folder.path(), arguments);
        fails_in_one_line(&output, arguments[0]);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn logs_have_a_line_per_request_without_personal_data() {
    use std::process::Stdio;
    let folder = TempDir::new().unwrap();
    let mut child = crate::process::snug(folder.path())
        .args(["--listen", "127.0.0.1:0", "--log-level", "trace"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut announcement = String::new();
    let mut stdout = std::io::BufReader::new(child.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut stdout, &mut announcement).unwrap();
    let port = announcement.split("localhost:").nth(1).unwrap().split('/').next().unwrap();
    let ann = crate::app::Person::new(&format!("http://127.0.0.1:{port}"));
    ann.post("/register", &[("username", "ann"), ("password", "secret horse")]).await;
    ann.post("/login", &[("username", "ann"), ("password", "wrong secret")]).await;
    ann.say("general", "a private matter").await;
    ann.get("/rooms/general?before=5").await;
    child.kill().unwrap();
    let log = crate::process::text(child.stderr.take().unwrap());
    child.wait().unwrap();
    assert!(log.contains("POST /rooms/general/messages 303"), "{log}");
    assert!(log.contains("GET /rooms/general 200"), "{log}");
    for typed in ["secret", "private matter", "before=5"] {
        assert!(!log.contains(typed), "{typed:?} is in the log");
    }
}
