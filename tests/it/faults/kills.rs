use std::path::Path;

use tempfile::TempDir;

use super::load::{Crowd, Load, check, serve};
use crate::process::Process;
use crate::random::Random;

const KILLS: u32 = 24;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeatedly_killed_server_loses_and_duplicates_no_message() {
    let folder = TempDir::new().unwrap();
    let mut server = Process::of(&mut serve(folder.path(), 0)).unwrap();
    let port = server.port();
    let mut random = Random::of(3);
    let crowd = Crowd { posters: 8, readers: 6, messages: None };
    let load = Load::start(&server.url, &server.url, &crowd).await;
    for _ in 0..KILLS {
        // Sometimes directly after a restart.
        load.acknowledged(random.below(25)).await;
        load.server_is_up(false);
        server.kill();
        server = start_again(folder.path(), port).await;
        load.server_is_up(true);
    }
    load.acknowledged(25).await;
    let sent = load.finish().await;
    server.kill();
    check(&folder.path().join("chat.db"), sent);
}

/// Restarts the server on its port, which another process may briefly have.
async fn start_again(folder: &Path, port: u16) -> Process {
    let folder = folder.to_owned();
    let start = move || (0..100).find_map(|_| Process::of(&mut serve(&folder, port)));
    tokio::task::spawn_blocking(start).await.unwrap().expect("the server does not start again")
}
