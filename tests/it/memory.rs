//! What the server keeps of the memory that passwords and pictures take for a moment.

use tempfile::TempDir;

use crate::app::{Answer, PASSWORD, Person};
use crate::process::Process;

/// What the allocator may keep for small things, in bytes: less than the memory of one password's hash (19 MiB).
const SLACK: u64 = 12 << 20;

/// The resident memory of a process, in bytes (proc_pid_statm(5)).
fn resident(process: &Process) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{}/statm", process.id())).unwrap();
    text.split(' ').nth(1).unwrap().parse::<u64>().unwrap() * 4_096
}

async fn log_in(url: &str, name: &str, password: &str) -> Answer {
    Person::new(url).post("/login", &[("username", name), ("password", password)]).await
}

#[tokio::test]
async fn logins_leave_no_memory_behind() {
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    let form = [("username", "ann"), ("password", PASSWORD)];
    assert_eq!(server.browser().post("/register", &form).await.status, 303);
    let before = resident(&server);
    for _ in 0..3 {
        let logins: Vec<_> = (0..4)
            .map(|_| {
                let url = server.url.clone();
                tokio::spawn(async move { log_in(&url, "ann", PASSWORD).await.status })
            })
            .collect();
        for login in logins {
            assert_eq!(login.await.unwrap(), 303);
        }
    }
    let after = resident(&server);
    assert!(after < before + SLACK, "{before} bytes before the logins, {after} after them");
}
