//! Who sent a request, and to which address: the peer of the connection, or what a proxy says of its own peer.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderName, header};

use crate::model::proxies::{ForwardedHeader, Proxies};
use crate::web::http::hosts;
use crate::web::http::peer::Peer;
use crate::web::site::Site;
use crate::web::state::State;

const FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const PORT: HeaderName = HeaderName::from_static("x-forwarded-port");
const PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The client's address, or the proxy's if that doesn't say the client's.
pub(crate) fn client(peer: Peer, headers: &HeaderMap, proxies: &Proxies) -> IpAddr {
    let named = || match proxies.header {
        ForwardedHeader::XForwarded => proxies.client(joined(headers, &FOR).split(',')),
        ForwardedHeader::Forwarded => {
            let header = joined(headers, &header::FORWARDED);
            let clients: Vec<&str> =
                elements(&header).map(|element| parameter(element, "for").unwrap_or_default()).collect();
            proxies.client(clients.into_iter())
        }
    };
    peer.is_proxy.then(named).flatten().unwrap_or(peer.address)
}

/// The scheme and host that the client asked for, as far as a proxy says them, if they are this server's.
pub(crate) fn asked(peer: Peer, headers: &HeaderMap, site: &Site) -> (Option<&'static str>, Option<String>) {
    if !peer.is_proxy {
        return (None, None);
    }
    let (scheme, host) = match site.proxies().header {
        ForwardedHeader::XForwarded => {
            let host = last(headers, &HOST).map(|host| match last(headers, &PORT) {
                // `[::1]:443` and `chat.lan:80` have their port.
                Some(port) if !host.ends_with(']') && host.contains(':') || port.is_empty() => host,
                Some(port) => format!("{host}:{port}"),
                None => host,
            });
            (last(headers, &PROTO), host)
        }
        ForwardedHeader::Forwarded => {
            let header = joined(headers, &header::FORWARDED);
            let nearest = elements(&header).last().unwrap_or_default();
            let of = |name| parameter(nearest, name).map(str::to_owned);
            (of("proto"), of("host"))
        }
    };
    let scheme = scheme.and_then(|scheme| match scheme.to_ascii_lowercase().as_str() {
        "https" => Some("https"),
        "http" => Some("http"),
        _ => None,
    });
    let host = host.map(|host| without_default_port(scheme, host));
    (scheme, host.filter(|host| hosts::are_ours(host, site, peer.is_proxy)))
}

/// The origin that a client asked for, such as `https://chat.example.org`, as far as it is known.
#[derive(Clone, Debug)]
pub(crate) struct AskedOrigin(pub(crate) Option<String>);

impl AskedOrigin {
    pub(crate) fn of(extensions: &Extensions, headers: &HeaderMap, site: &Site) -> Self {
        let (scheme, host) = asked(Peer::of(extensions), headers, site);
        let host = host.or_else(|| Some(headers.get(header::HOST)?.to_str().ok()?.to_owned()));
        Self(host.map(|host| format!("{}://{host}", scheme.unwrap_or(site.own_scheme()))))
    }
}

impl FromRequestParts<State> for AskedOrigin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.extensions, &parts.headers, &state.site))
    }
}

/// A host as browsers write it.
fn without_default_port(scheme: Option<&str>, host: String) -> String {
    let port = match scheme {
        Some("https") => ":443",
        Some(_) => ":80",
        None => return host,
    };
    host.strip_suffix(port).map(str::to_owned).unwrap_or(host)
}

/// The values of a header, which stand for one with commas (RFC 9110, 5.3).
fn joined(headers: &HeaderMap, name: &HeaderName) -> String {
    let values: Vec<&str> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    values.join(",")
}

/// The last entry of a header: the nearest proxy's.
fn last(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    value.rsplit(',').next().map(|entry| entry.trim().to_owned())
}

/// The elements of a `Forwarded` header (RFC 7239, 4), the farthest first. Commas in quotes separate nothing.
fn elements(header: &str) -> impl DoubleEndedIterator<Item = &str> {
    unquoted(header, ',').into_iter()
}

/// The value of a parameter of an element, without its quotes.
fn parameter<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = unquoted(element, ';')
        .into_iter()
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
    let value = value.trim();
    Some(value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value))
}

/// Splits at a separator outside of quotes.
fn unquoted(text: &str, separator: char) -> Vec<&str> {
    let mut quoted = false;
    let is_separator = |c: char| {
        quoted ^= c == '"';
        c == separator && !quoted
    };
    text.split(is_separator).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use axum::http::HeaderValue;

    use ForwardedHeader::{Forwarded, XForwarded};

    use super::*;
    use crate::model::Zone;
    use crate::model::proxies::parse_networks;
    use crate::web::site::Endpoint;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    fn proxies(header: ForwardedHeader) -> Proxies {
        Proxies::of(parse_networks("10.0.0.0/8").unwrap()).naming_clients(header, false)
    }

    fn client(header: ForwardedHeader, is_proxy: bool, pairs: &[(&'static str, &str)]) -> String {
        let peer = Peer { address: "10.0.0.1".parse().unwrap(), is_proxy };
        super::client(peer, &headers(pairs), &proxies(header)).to_string()
    }

    #[test]
    fn only_proxies_are_believed_and_only_the_header_that_counts() {
        let both =
            [("x-forwarded-for", "198.51.100.9, 203.0.113.7"), ("forwarded", "for=198.51.100.1;proto=https")];
        assert_eq!(client(XForwarded, true, &both), "203.0.113.7");
        assert_eq!(client(Forwarded, true, &both), "198.51.100.1");
        assert_eq!(client(XForwarded, false, &both), "10.0.0.1");
        let twice = [("x-forwarded-for", "203.0.113.7"), ("x-forwarded-for", "10.0.0.9:4711")];
        assert_eq!(client(XForwarded, true, &twice), "203.0.113.7");
        for (header, address) in [
            ("for=\"[2001:db8::7]:4711\";by=10.0.0.1, for=10.0.0.2", "2001:db8::7"),
            ("For=203.0.113.7", "203.0.113.7"),
            ("for=\"203.0.113.7, 198.51.100.1\"", "10.0.0.1"),
            ("for=_hidden", "10.0.0.1"),
            ("proto=https", "10.0.0.1"),
            ("for=198.51.100.1, by=10.0.0.1", "10.0.0.1"),
        ] {
            assert_eq!(client(Forwarded, true, &[("forwarded", header)]), address, "{header}");
        }
    }

    #[test]
    fn a_proxy_says_what_the_client_asked_for() {
        let site = |header| {
            let listen = Some(([127, 0, 0, 1], 5001).into());
            let endpoint = Endpoint { public_url: None, listen, tls: false, proxies: proxies(header) };
            Site::new(endpoint, Zone::default(), None, "0")
        };
        let peer = Peer { address: "10.0.0.1".parse().unwrap(), is_proxy: true };
        let asked = |header, pairs: &[(&'static str, &str)]| {
            let mut extensions = Extensions::new();
            extensions.insert(peer);
            let mut headers = headers(pairs);
            headers.insert("host", HeaderValue::from_static("127.0.0.1:5001"));
            AskedOrigin::of(&extensions, &headers, &site(header)).0.unwrap()
        };
        for (pairs, origin) in [
            (&[("x-forwarded-host", "chat.lan"), ("x-forwarded-proto", "https")][..], "https://chat.lan"),
            (
                &[("x-forwarded-host", "chat.lan"), ("x-forwarded-port", "8443"), ("x-forwarded-proto", "https")],
                "https://chat.lan:8443",
            ),
            (&[("x-forwarded-host", "chat.lan:8443"), ("x-forwarded-port", "8443")], "http://chat.lan:8443"),
            (
                &[("x-forwarded-host", "chat.lan"), ("x-forwarded-port", "443"), ("x-forwarded-proto", "HTTPS")],
                "https://chat.lan",
            ),
            (&[("x-forwarded-host", "evil.example"), ("x-forwarded-proto", "https")], "https://127.0.0.1:5001"),
            (&[("x-forwarded-host", "chat.lan"), ("x-forwarded-proto", "gopher")], "http://chat.lan"),
            (&[("forwarded", "host=chat.lan;proto=https")], "http://127.0.0.1:5001"),
        ] {
            assert_eq!(asked(XForwarded, pairs), origin, "{pairs:?}");
        }
        assert_eq!(
            asked(Forwarded, &[("forwarded", "host=\"chat.lan:8443\";proto=https")]),
            "https://chat.lan:8443"
        );
    }
}
