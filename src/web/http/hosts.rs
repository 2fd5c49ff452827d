//! Protection against DNS rebinding: the hosts that this server answers for. An attacker's domain can resolve to this
//! server's address; a visitor's browser then sends requests from the visitor's network, with the attacker's host.
//!
//! Addresses, `localhost`, names without a dot, and names in domains reserved for local networks can't belong to
//! somebody else in public DNS. Any other name is ours only if it is that of `--public-url`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::{Request, header};

use crate::web::http::error::Error;
use crate::web::http::peer::Peer;
use crate::web::site::Site;

/// Domains in which no registry sells names: RFC 6761, 6762 and 8375, ICANN's decision on `internal`, and the names
/// that it reserves because networks use them (SAC 045).
const LOCAL_DOMAINS: [&str; 9] =
    ["corp", "home", "home.arpa", "internal", "intranet", "lan", "local", "localdomain", "localhost"];

/// Health checks don't know a name of this server, and learn nothing but that it runs.
const HEALTH: [&str; 2] = ["/healthz", "/readyz"];

/// Whether a request is for this server.
///
/// # Errors
/// [`Error::UnclearHost`] if it has no single valid host, [`Error::OtherHost`] if that is another one.
pub(crate) fn check<B>(request: &Request<B>, site: &Site) -> Result<(), Error> {
    check_at(request, site, true)
}

/// The same for a request over plain HTTP to a server that speaks HTTPS, at whichever port.
///
/// # Errors
/// As those of [`check`].
pub(crate) fn check_over_plain_http<B>(request: &Request<B>, site: &Site) -> Result<(), Error> {
    check_at(request, site, false)
}

fn check_at<B>(request: &Request<B>, site: &Site, port_counts: bool) -> Result<(), Error> {
    if HEALTH.contains(&request.uri().path()) {
        return Ok(());
    }
    let mut named = request.headers().get_all(header::HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else { return Err(Error::UnclearHost) };
    let is_proxy = Peer::of(request.extensions()).is_proxy;
    let asked = request.uri().authority().map(axum::http::uri::Authority::as_str);
    for host in [Some(host.to_str().unwrap_or_default()), asked].into_iter().flatten() {
        let host = Host::parse(host).ok_or(Error::UnclearHost)?;
        if !is_ours(&host, site, is_proxy, port_counts) {
            return Err(Error::OtherHost { own: site.public_url().map(str::to_owned) });
        }
    }
    Ok(())
}

/// Whether browsers trust the host also without HTTPS, since no network lies between (Secure Contexts, 3.1).
pub(crate) fn is_trustworthy<B>(request: &Request<B>) -> bool {
    let host = request.headers().get(header::HOST).and_then(|host| Host::parse(host.to_str().ok()?));
    host.is_some_and(|Host { name, .. }| {
        let name = name.to_ascii_lowercase();
        let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        name == "localhost" || name.ends_with(".localhost") || address.is_ok_and(|address| address.is_loopback())
    })
}

/// Whether a host that was sent by a proxy, or not, is this server's.
pub(crate) fn are_ours(host: &str, site: &Site, is_proxy: bool) -> bool {
    Host::parse(host).is_some_and(|host| is_ours(&host, site, is_proxy, true))
}

fn is_ours(host: &Host<'_>, site: &Site, is_proxy: bool, port_counts: bool) -> bool {
    let public = site.public_url().and_then(|url| url.split_once("://"));
    let Some((scheme, public)) = public else { return host.is_local(site) };
    let default = if scheme == "https" { 443 } else { 80 };
    let port = |host: &Host<'_>| host.port.unwrap_or(default);
    Host::parse(public).is_some_and(|own| {
        // Proxies may omit the port, or send their own.
        own.name.eq_ignore_ascii_case(host.name) && (!port_counts || is_proxy || port(&own) == port(host))
    })
        // By default, proxies send the host under which they reach the server.
        || is_proxy && host.is_local(site)
}

/// The host of a request (RFC 9110, 7.2): an address, or a name of letters, digits, `-` and `_`.
struct Host<'a> {
    name: &'a str,
    port: Option<u16>,
}

impl<'a> Host<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let end = if text.starts_with('[') { text.find(']')? + 1 } else { text.find(':').unwrap_or(text.len()) };
        let (name, port) = text.split_at(end);
        let port = match port.strip_prefix(':') {
            None if port.is_empty() => None,
            Some("") => None,
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(digits.parse().ok()?),
            _ => return None,
        };
        let name = name.strip_suffix('.').unwrap_or(name);
        let may_be = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        (is_ipv6(name) || (!name.is_empty() && name.bytes().all(may_be))).then_some(Self { name, port })
    }

    /// Whether this host can't belong to another site.
    fn is_local(&self, site: &Site) -> bool {
        let name = self.name;
        let ends_with = |domain: &str| {
            let before = name.len().checked_sub(domain.len() + 1).and_then(|dot| name.split_at_checked(dot));
            before.is_some_and(|(_, end)| end.starts_with('.') && end[1..].eq_ignore_ascii_case(domain))
        };
        !name.contains('.')
            || name.parse::<Ipv4Addr>().is_ok()
            || LOCAL_DOMAINS.into_iter().any(ends_with)
            || site.machine.as_deref().is_some_and(|machine| machine.eq_ignore_ascii_case(name))
    }
}

fn is_ipv6(name: &str) -> bool {
    let inner = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Zone;
    use crate::model::proxies::{NO_ADDRESS, Proxies};
    use crate::web::site::Endpoint;

    fn site(public_url: Option<&str>) -> Site {
        let machine = Some("chat.corp.example.com".to_owned());
        let (public_url, listen) = (public_url.map(str::to_owned), Some(([127, 0, 0, 1], 5001).into()));
        let endpoint = Endpoint { public_url, listen, tls: false, proxies: Proxies::default() };
        Site::new(endpoint, Zone::default(), machine, "0")
    }

    fn check(hosts: &[&str], site: &Site) -> Option<u16> {
        check_from(false, hosts, site)
    }

    fn check_from(is_proxy: bool, hosts: &[&str], site: &Site) -> Option<u16> {
        let mut request = Request::builder().uri("/login");
        for host in hosts {
            request = request.header(header::HOST, *host);
        }
        request = request.extension(Peer { address: NO_ADDRESS, is_proxy });
        super::check(&request.body(()).unwrap_or_default(), site).err().map(|error| error.status().as_u16())
    }

    #[test]
    fn without_a_public_url_only_what_nobody_else_can_be_called_is_ours() {
        let site = site(None);
        for host in [
            "localhost",
            "LOCALHOST:5001",
            "localhost.",
            "chat.localhost",
            "127.0.0.1:5001",
            "192.168.1.7",
            "[::1]:5001",
            "server",
            "server:5001",
            "server.local:5001",
            "nas.lan",
            "chat.home.arpa",
            "chat.internal",
            "chat.corp.example.com:5001",
        ] {
            assert_eq!(check(&[host], &site), None, "{host}");
        }
        for host in
            ["evil.example", "evil.example:5001", "localhost.evil.example", "127.0.0.1.evil.example", "evil.com."]
        {
            assert_eq!(check(&[host], &site), Some(421), "{host}");
        }
        for host in [
            "",
            "a\"b",
            "127.0.0.1@evil",
            "evil@localhost",
            "localhost/",
            "[::1",
            "[evil]",
            "x:5001x",
            "a b",
            ":5001",
        ] {
            assert_eq!(check(&[host], &site), Some(400), "{host}");
        }
        assert_eq!(check(&[], &site), Some(400));
        assert_eq!(check(&["localhost", "evil.example"], &site), Some(400));
        assert_eq!(check(&["localhost", "localhost"], &site), Some(400));
    }

    #[test]
    fn with_a_public_url_its_host_is_ours() {
        let public = "https://chat.example.org";
        for host in ["chat.example.org", "CHAT.example.org", "chat.example.org:443", "chat.example.org."] {
            assert_eq!(check(&[host], &site(Some(public))), None, "{host}");
        }
        for host in ["chat.example.org:80", "evil.example", "localhost:5001", "127.0.0.1:5001", "server"] {
            assert_eq!(check(&[host], &site(Some(public))), Some(421), "{host}");
        }
        assert_eq!(check_from(true, &["127.0.0.1:5001"], &site(Some(public))), None, "as a proxy reaches it");
        assert_eq!(check_from(true, &["evil.example"], &site(Some(public))), Some(421));
        assert_eq!(check(&["chat.lan:5001"], &site(Some("http://chat.lan:5001"))), None);
        assert_eq!(check(&["chat.lan"], &site(Some("http://chat.lan:5001"))), Some(421));
    }
}
