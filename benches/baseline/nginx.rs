//! The baseline of downloads: nginx, which serves a folder.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::server::Server;

/// Starts nginx on a folder, where it is installed.
pub fn start(folder: &Path) -> Result<Option<Server>> {
    if Command::new("nginx").arg("-v").output().is_err() {
        return Ok(None);
    }
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    let here = folder.display();
    let settings = format!(
        "daemon off; master_process off; pid {here}/nginx.pid; error_log {here}/nginx.log; events {{}}
        http {{ access_log off; client_body_temp_path {here}; proxy_temp_path {here}; fastcgi_temp_path {here};
        uwsgi_temp_path {here}; scgi_temp_path {here}; sendfile on;
        server {{ listen 127.0.0.1:{port}; root {here}; }} }}"
    );
    let file = folder.join("nginx.conf");
    std::fs::write(&file, settings)?;
    let mut command = Command::new("nginx");
    command.arg("-c").arg(file).arg("-p").arg(folder).arg("-e").arg(folder.join("nginx.log"));
    Ok(Some(Server::silent(command, port)?))
}
