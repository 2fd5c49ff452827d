//! The embedded files: compressed, and kept by browsers for ever, since their names change with their content.

use axum::Router;
use memory_serve::CacheControl;

/// The addresses of all embedded files.
pub(super) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    memory_serve::load!()
        .index_file(None)
        .enable_brotli(true)
        .enable_gzip(true)
        .cache_control(CacheControl::Long)
        .into_router()
}
