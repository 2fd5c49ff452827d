//! HTTP/1.1 connections to other servers, with TLS or without.

mod error;
mod requests;
mod sockets;
mod tls;

pub(crate) use error::{HttpError, failed};
pub(crate) use requests::{Sender, exchange, handshake};
pub(crate) use sockets::Socket;
pub(crate) use tls::Tls;
