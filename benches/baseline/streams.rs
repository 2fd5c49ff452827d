//! The baseline of files: bare axum that streams bodies to files of a folder, and files to bodies.

use std::path::{Path as FilePath, PathBuf};

use anyhow::Result;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, put};
use tokio::fs::File;
use tokio::io::BufWriter;
use tokio_stream::StreamExt as _;
use tokio_util::io::{ReaderStream, StreamReader};

/// Bytes read from and written to a file at a time, as Snug does.
const BUFFER: usize = 128 << 10;

/// Serves a folder.
pub fn run(folder: &FilePath) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let routes = Router::new()
            .route("/up/{name}", put(store))
            .route("/{name}", get(send))
            .layer(DefaultBodyLimit::disable())
            .with_state(folder.to_owned());
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
        println!("http://localhost:{}/", listener.local_addr()?.port());
        Ok(axum::serve(listener, routes).await?)
    })
}

async fn store(
    State(folder): State<PathBuf>,
    Path(name): Path<String>,
    body: Body,
) -> Result<StatusCode, StatusCode> {
    let failed = |_| StatusCode::INTERNAL_SERVER_ERROR;
    let mut file = BufWriter::with_capacity(BUFFER, File::create(folder.join(name)).await.map_err(failed)?);
    let chunks = body.into_data_stream().map(|chunk| chunk.map_err(std::io::Error::other));
    tokio::io::copy_buf(&mut StreamReader::new(chunks), &mut file).await.map_err(failed)?;
    tokio::io::AsyncWriteExt::flush(&mut file).await.map_err(failed)?;
    file.get_ref().sync_all().await.map_err(failed)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn send(State(folder): State<PathBuf>, Path(name): Path<String>) -> Result<Response, StatusCode> {
    let file = File::open(folder.join(name)).await.map_err(|_| StatusCode::NOT_FOUND)?;
    let length = file.metadata().await.map_err(|_| StatusCode::NOT_FOUND)?.len();
    let body = Body::from_stream(ReaderStream::with_capacity(file, BUFFER));
    Ok(([(header::CONTENT_LENGTH, length)], body).into_response())
}
