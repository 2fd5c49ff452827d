//! Where this server listens, and with which certificate.

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::app::error::Error;
use crate::certificates::{AcmeSettings, CertificateFiles, keep_certified};
use crate::config::{Inherited, Listen, Serve};
use crate::reload::Reload;
use crate::web::{Endpoint, Listener, Tls};
use crate::{config, web};

/// The default addresses with a certificate of an authority: for everybody.
const PUBLIC_ADDRESSES: [&str; 2] = ["[::]:443", "[::]:80"];

/// The sockets that an activating process has passed, or that listen on the configured addresses.
///
/// # Errors
/// When one can't be used.
pub(super) async fn listen(config: &Serve) -> Result<Vec<Listener>, Error> {
    let failed = |address: &str| {
        let address = address.to_owned();
        move |reason| Error::Listen { address, reason }
    };
    let mut listeners = Vec::new();
    for inherited in config::inherited_listeners().map_err(failed("a socket that was passed"))? {
        let listener = match inherited {
            Inherited::Tcp(listener) => listener.try_into(),
            Inherited::Unix(listener) => listener.try_into(),
        };
        listeners.push(listener.map_err(failed("a socket that was passed"))?);
    }
    if !listeners.is_empty() {
        return Ok(listeners);
    }
    for listen in &config.listen {
        let address = listen.to_string();
        let bound = match listen {
            Listen::Tcp { .. } => web::bind(&address).await,
            Listen::Unix { path, mode } => web::bind_unix(path, *mode).map(|listener| vec![listener]),
        };
        listeners.extend(bound.map_err(failed(&address))?);
    }
    if !config.listen.is_empty() {
        return Ok(listeners);
    }
    let defaults: &[&str] =
        if config.tls.acme.is_empty() { &[config::DEFAULT_ADDRESS] } else { &PUBLIC_ADDRESSES };
    for address in defaults {
        let bound = match web::bind(address).await {
            // A machine without IPv6.
            Err(_) => web::bind(&address.replace("[::]", "0.0.0.0")).await,
            bound => bound,
        };
        listeners.extend(bound.map_err(failed(address))?);
    }
    Ok(listeners)
}

/// Where clients connect to a server with these listeners.
///
/// # Errors
/// A line that says what is missing.
pub(super) fn endpoint(config: &Serve, listeners: &[Listener], tls: bool) -> Result<Endpoint, String> {
    let listen = listeners.iter().find_map(Listener::address);
    let public_url = config.public_url.clone().or_else(|| config.tls.certified_url());
    let has_unix_socket = listeners.iter().any(|listener| listener.address().is_none());
    let proxies = config.proxies.proxies(has_unix_socket)?;
    if listen.is_none() && public_url.is_none() {
        return Err("a Unix socket needs --public-url, the URL that people use".to_owned());
    }
    Ok(Endpoint { public_url, listen, tls, proxies })
}

/// Listens on the addresses of figures.
///
/// # Errors
/// When one can't be used.
pub(super) async fn listen_for_metrics(config: &Serve) -> Result<Vec<TcpListener>, Error> {
    let mut listeners = Vec::new();
    for address in &config.metrics {
        let address = address.to_string();
        let bound = web::bind_tcp(&address).await;
        for listener in bound.map_err(|reason| Error::Metrics { address: address.clone(), reason })? {
            if let Ok(bound) = listener.local_addr() {
                tracing::info!("figures are at http://{bound}/metrics");
                if !bound.ip().is_loopback() {
                    tracing::warn!("{bound} is not for this machine alone: who reaches it can read the figures");
                }
            }
            listeners.push(listener);
        }
    }
    Ok(listeners)
}

/// TLS with the certificate that is configured, if one is.
///
/// # Errors
/// A line that says what to do.
pub(super) fn certificates(
    config: &Serve,
    listeners: &[Listener],
    reload: Reload,
    stop: &CancellationToken,
) -> Result<Option<Tls>, String> {
    let certificates = if let Some((certificate, key)) = config.tls.files() {
        CertificateFiles::new(certificate, key).follow(reload, stop)?
    } else if config.tls.acme.is_empty() {
        return Ok(None);
    } else {
        let ports = || listeners.iter().filter_map(Listener::address).map(|address| address.port());
        let mut folder = config.database.database.clone().into_os_string();
        folder.push("-certificates");
        let settings = AcmeSettings {
            names: config.tls.acme.clone(),
            directory: config.tls.acme_directory.clone(),
            contact: config.tls.acme_contact.clone(),
            folder: folder.into(),
            tls_first: ports().any(|port| port == 443) || !ports().any(|port| port == 80),
        };
        keep_certified(settings, stop)?
    };
    Tls::new(certificates).map(Some)
}
