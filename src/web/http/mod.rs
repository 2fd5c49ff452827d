//! What handlers share of HTTP: extractors, forms, errors, sessions, security headers, compression.

pub(crate) mod access_log;
pub(crate) mod administrator;
pub(crate) mod client_kind;
pub(crate) mod compression;
pub(crate) mod cookies;
pub(crate) mod csrf;
pub(crate) mod enter;
pub(crate) mod error;
pub(crate) mod error_pages;
pub(crate) mod extractors;
pub(crate) mod folding;
pub(crate) mod forms;
pub(crate) mod hosts;
pub(crate) mod locale;
pub(crate) mod nonce;
pub(crate) mod public_shell;
pub(crate) mod reader_language;
pub(crate) mod redirect;
pub(crate) mod refusals;
pub(crate) mod security_headers;
pub(crate) mod sent_form;
pub(crate) mod sessions;
pub(crate) mod text_browsers;
pub(crate) mod uploads;
pub(crate) mod zip_stream;
