//! The baseline of pages: bare axum that serves the same bytes from memory.

use std::ffi::OsStr;

use anyhow::Result;
use axum::Router;
use axum::http::header;
use axum::routing::get;
use bytes::Bytes;

/// Serves a file's content at every path.
pub fn run(file: &OsStr) -> Result<()> {
    let page = Bytes::from(std::fs::read(file)?);
    let answer = move || {
        let page = page.clone();
        async { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page) }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("http://localhost:{}/", listener.local_addr()?.port());
        Ok(axum::serve(listener, Router::new().fallback(get(answer))).await?)
    })
}
