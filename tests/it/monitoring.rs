//! Figures for Prometheus, readiness, and logs for programs.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::app::{Answer, Person, TestApp, until};
use crate::monitoring::exposition::Exposition;
use crate::process::{Process, free_port, run, serve, text};

mod dashboard;
mod exposition;
mod status;

/// A server with figures.
struct Monitored {
    server: Process,
    figures: Person,
    _folder: TempDir,
}

impl Monitored {
    fn start(arguments: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let port = free_port();
        let server = Process::of(with_figures(folder.path(), port).args(arguments)).unwrap();
        Self { server, figures: Person::new(&format!("http://127.0.0.1:{port}")), _folder: folder }
    }

    async fn figures(&self) -> Exposition {
        let answer = self.figures.get("/metrics").await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
        Exposition::parse(&answer.body)
    }

    /// Waits until a figure is this.
    async fn figure_is(&self, series: &str, value: u64) {
        until(series, async || self.figures().await.count(series) == value).await;
    }
}

fn with_figures(folder: &Path, port: u16) -> Command {
    let mut command = serve(folder, 0);
    command.args(["--metrics", &format!("127.0.0.1:{port}")]);
    command
}

#[tokio::test]
async fn figures_are_well_formed_and_move_with_what_people_do() {
    let server = Monitored::start(&["--messages-per-minute", "3"]);
    let ann = server.server.browser().register("ann").await;
    let before = server.figures().await;
    assert_eq!(before.count("snug_build_info"), 1);
    assert!(before.value("process_resident_memory_bytes") > 1e6 && before.value("process_open_fds") > 5.0);
    assert!(before.value("process_cpu_seconds_total") > 0.0 && before.value("process_start_time_seconds") > 1.7e9);
    assert!(before.value("snug_database_bytes") > 1e4 && before.value("snug_disk_free_bytes") > 1e6);
    assert_eq!((before.count("snug_accounts"), before.count("snug_rooms")), (1, 1));

    let stream = ann.events("/rooms/general/events").await;
    server.figure_is("snug_streams_open{sink=\"socket\"}", 1).await;
    let frame = ann.frame("/rooms/general/live").await;
    server.figure_is("snug_streams_open{sink=\"frame\"}", 1).await;
    assert_eq!(server.figures().await.count("snug_hubs"), 1);
    for body in ["one", "two", "three"] {
        ann.say("general", body).await;
    }
    let refused = ann.post("/rooms/general/messages", &[("body", "four")]).await;
    assert_eq!(refused.status, 429);
    server.figure_is("snug_deliveries_total", before.count("snug_deliveries_total") + 6).await;

    let after = server.figures().await;
    let grown = |series: &str| after.count(series) - before.count(series);
    assert_eq!((grown("snug_messages_posted_total"), grown("snug_changes_published_total")), (3, 3));
    assert!(grown("snug_delivered_bytes_total") > 300 && grown("snug_delivery_writes_total") >= 2);
    assert_eq!(grown("snug_rejections_total{limit=\"say\"}"), 1);
    assert_eq!(grown("snug_rejections_total{limit=\"change\"}"), 0);
    let posted = "snug_http_requests_total{route=\"message\",method=\"POST\",status=\"3xx\"}";
    assert_eq!((grown(posted), grown(&posted.replace("3xx", "4xx"))), (3, 1));
    assert_eq!(grown("snug_http_request_duration_seconds_count{route=\"message\"}"), 4);
    assert_eq!(grown("snug_http_requests_total{route=\"stream\",method=\"GET\",status=\"2xx\"}"), 1);
    assert!(grown("snug_commit_duration_seconds_count") >= 3 && grown("snug_write_group_size_sum") >= 3);
    assert_eq!(after.count("snug_queue_length{queue=\"writes\"}"), 0);
    assert!(after.count("snug_job_runs_total{task=\"due_work\",outcome=\"done\"}") >= 1);

    drop((stream, frame));
    server.figure_is("snug_streams_open{sink=\"frame\"}", 0).await;
    // Over HTTP/1.1, a hub learns with its next write that a socket is closed.
    ann.get("/rooms/general").await;
    let kept = ann.events("/rooms/general/events").await;
    assert_eq!(server.figures().await.count("snug_streams_opened_total{sink=\"socket\"}"), 2);
    drop(kept);
}

#[tokio::test]
async fn streams_as_bodies_and_sizes_that_are_refused_are_counted() {
    let server = Monitored::start(&["--stream-sink", "body", "--streams-per-session", "1"]);
    let ann = server.server.browser().register("ann").await;
    let stream = ann.events("/rooms/general/events").await;
    server.figure_is("snug_streams_open{sink=\"body\"}", 1).await;
    assert_eq!(ann.get("/rooms/general/events").await.status, 429);
    let long = "x".repeat(300_000);
    assert_eq!(ann.post("/rooms/general/messages", &[("body", &long)]).await.status, 413);
    let figures = server.figures().await;
    assert_eq!(figures.count("snug_rejections_total{limit=\"streams_per_session\"}"), 1);
    assert_eq!(figures.count("snug_rejections_total{limit=\"form_size\"}"), 1);
    drop(stream);
    server.figure_is("snug_streams_open{sink=\"body\"}", 0).await;
}

#[tokio::test]
async fn figures_are_on_an_address_of_their_own_alone() {
    let server = Monitored::start(&[]);
    assert_eq!(server.server.browser().get("/metrics").await.status, 404);
    for (path, status) in [("/metrics", 200), ("/healthz", 200), ("/readyz", 200), ("/", 404), ("/login", 404)] {
        assert_eq!(server.figures.get(path).await.status, status, "{path}");
    }
    assert_eq!(server.figures.post("/metrics", &[]).await.status, 405);
    // Requests that don't come hold no more than their places.
    let port = server.figures.request(reqwest::Method::GET, "/").build().unwrap().url().port().unwrap();
    let silent: Vec<_> = (0..40).map(|_| std::net::TcpStream::connect(("127.0.0.1", port)).unwrap()).collect();
    until("all places are taken", async || {
        server.figures.request(reqwest::Method::GET, "/healthz").send().await.is_err()
    })
    .await;
    drop(silent);
    until("places are free", async || {
        server.figures.request(reqwest::Method::GET, "/healthz").send().await.is_ok()
    })
    .await;
}

#[test]
fn an_address_of_figures_that_cannot_be_used_is_told_at_the_start() {
    let folder = TempDir::new().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    for (address, advice) in [
        (taken.as_str(), "name another address with --metrics"),
        ("9101", "127.0.0.1:9101"),
        ("no-such-host.invalid:1", "--metrics"),
    ] {
        let output = run(folder.path(), &["--listen", "127.0.0.1:0", "--metrics", address]);
        let error = text(&*output.stderr);
        assert_eq!((output.status.code(), error.lines().count()), (Some(1), 1), "{error}");
        assert!(error.contains(advice), "{error}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the database is not made");
}

#[tokio::test]
async fn readiness_names_each_check_as_text_and_as_json() {
    let app = TestApp::spawn().await;
    let text = app.browser().get("/readyz").await;
    assert_eq!((text.status.as_u16(), text.header("content-type")), (200, "text/plain; charset=utf-8"));
    assert_eq!(text.body, "ready\nreads: ok\nwrites: ok\ndisk: ok\njobs: ok\nrunning: ok\n");
    let request = app.browser().request(reqwest::Method::GET, "/readyz").header("accept", "application/json");
    let json = Answer::of(request).await;
    assert_eq!(json.header("content-type"), "application/json");
    let json: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(json["ready"], true);
    let names: Vec<&str> =
        json["checks"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["reads", "writes", "disk", "jobs", "running"]);
}

#[tokio::test]
async fn a_server_that_cannot_write_is_not_ready_until_it_can() {
    let folder = TempDir::new().unwrap();
    let snug = serve(folder.path(), 0);
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(snug.get_program()).args(snug.get_args());
    let server = Process::of(command.current_dir(folder.path()).env("SNUG_LOG_LEVEL", "off")).unwrap();
    let limit_files = |size: &str| {
        let id = server.id().to_string();
        let limited = Command::new("prlimit").args(["--pid", &id, &format!("--fsize={size}:")]).status();
        assert!(limited.unwrap().success());
    };
    assert_eq!(server.browser().get("/readyz").await.status, 200);
    limit_files("0");
    until("it is not ready", async || {
        let ready = server.browser().get("/readyz").await;
        let (reads, writes) = (ready.body.contains("\nreads: ok\n"), ready.body.contains("\nwrites: ok\n"));
        ready.status == 503 && ready.body.starts_with("not ready\n") && reads && !writes
    })
    .await;
    limit_files("unlimited");
    until("it is ready again", async || server.browser().get("/readyz").await.status == 200).await;
}

#[tokio::test]
async fn many_readiness_checks_make_few_writes() {
    let server = Monitored::start(&[]);
    let commits = async || server.figures().await.count("snug_commit_duration_seconds_count");
    server.figures.get("/readyz").await;
    let before = commits().await;
    let started = std::time::Instant::now();
    for _ in 0..100 {
        assert_eq!(server.server.browser().get("/readyz").await.status, 200);
    }
    // One a second, and those of background jobs.
    let most = 10 + 2 * started.elapsed().as_secs();
    assert!(commits().await - before <= most, "{} in {:?}", commits().await - before, started.elapsed());
}

#[tokio::test]
async fn a_server_that_stops_is_not_ready() {
    let server = Monitored::start(&[]);
    let ann = server.server.browser().register("ann").await;
    // A request whose body doesn't come keeps the server from stopping for a moment.
    let stuck = tokio_stream::pending::<Result<Vec<u8>, std::io::Error>>();
    let request = ann.request(reqwest::Method::POST, "/rooms/general/messages");
    let request = request
        .header("content-type", "application/x-www-form-urlencoded")
        .body(reqwest::Body::wrap_stream(stuck));
    let waiting = tokio::spawn(request.send());
    server.figure_is("snug_connections_open", 1).await;
    let figures = server.figures.clone();
    let stopping = tokio::spawn(server.server.signal("TERM"));
    until("it stops", async || {
        let answer = figures.request(reqwest::Method::GET, "/readyz").send().await;
        match answer {
            Ok(answer) if answer.status() == 503 => answer.text().await.unwrap().contains("running: stopping"),
            Ok(_) => false,
            Err(error) => panic!("it has stopped already: {error}"),
        }
    })
    .await;
    assert!(stopping.await.unwrap().success());
    assert!(!matches!(waiting.await.unwrap(), Ok(answer) if answer.status() == 303));
}

#[tokio::test]
async fn json_logs_have_an_object_on_each_line_with_the_request_that_it_is_of() {
    let folder = TempDir::new().unwrap();
    let log = folder.path().join("log");
    let mut command = serve(folder.path(), 0);
    command.args(["--log-format", "json", "--log-level", "info,snug::store=debug"]);
    let server = Process::of(command.stderr(Stdio::from(std::fs::File::create(&log).unwrap()))).unwrap();
    let ann = server.browser().register("ann").await;
    ann.say("general", "hello").await;
    server.kill();
    let log = std::fs::read_to_string(&log).unwrap();
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let requests: Vec<_> = lines.iter().filter(|line| line["target"] == "snug::request").collect();
    let posted = requests.iter().find(|line| line["fields"]["path"] == "/rooms/general/messages").unwrap();
    assert_eq!((&posted["fields"]["method"], &posted["fields"]["status"]), (&"POST".into(), &303.into()));
    assert_eq!(posted["level"], "INFO");
    assert!(posted["message"].as_str().unwrap().starts_with("POST /rooms/general/messages 303"), "{posted}");
    assert!(posted["timestamp"].as_str().unwrap().ends_with('Z'), "{posted}");
    let mut ids: Vec<&str> = requests.iter().map(|line| line["request"].as_str().unwrap()).collect();
    assert!(ids.len() > 1 && ids.iter().all(|id| id.len() == 16));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), requests.len(), "each request has an id of its own");
}

#[tokio::test]
async fn lines_of_text_end_with_the_request_and_levels_are_per_module() {
    let folder = TempDir::new().unwrap();
    let log = folder.path().join("log");
    let mut command = serve(folder.path(), 0);
    command.args(["--log-level", "off,snug::request=info"]);
    let server = Process::of(command.stderr(Stdio::from(std::fs::File::create(&log).unwrap()))).unwrap();
    server.browser().get("/login").await;
    server.kill();
    let log = std::fs::read_to_string(&log).unwrap();
    assert_eq!(log.lines().count(), 1, "{log}");
    let (line, id) = log.trim_end().rsplit_once(" request=").unwrap();
    assert!(line.contains("GET /login 200") && !line.contains("path"), "{log}");
    assert!(id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{log}");
}

#[test]
fn a_level_that_does_not_exist_is_told_with_advice() {
    let folder = TempDir::new().unwrap();
    for level in ["loud", "info,snug::store", "snug store=debug"] {
        let output = run(folder.path(), &["--log-level", level]);
        let error = text(&*output.stderr);
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(error.contains("snug::store=debug"), "{error}");
    }
}
