//! The server's URL, proxies, cookies and time zone.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

use if_addrs::get_if_addrs;
use url::Url;

use crate::model::proxies::{NO_ADDRESS, Proxies};
use crate::model::{Reach, Registration, Zone};

/// Where clients connect to this server.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The public URL, such as `https://chat.example.org`, where it differs from the host in requests.
    pub public_url: Option<String>,
    /// The address that this server listens on; none where that is a Unix socket.
    pub listen: Option<SocketAddr>,
    /// Whether this server itself speaks TLS there.
    pub tls: bool,
    /// The reverse proxies in front.
    pub proxies: Proxies,
}

impl Endpoint {
    /// Whether other machines can reach this server: directly, or through a proxy.
    #[must_use]
    pub fn is_reachable(&self) -> bool {
        self.proxies.are_there()
            || self.public_url.as_deref().is_some_and(is_of_network)
            || self.listen.is_none_or(|listen| !listen.ip().is_loopback())
    }

    /// The URL at which other machines reach this server; for one that none can reach, its own.
    #[must_use]
    pub fn url(&self) -> String {
        if let Some(url) = &self.public_url {
            return url.clone();
        }
        let Some(listen) = self.listen else { return format!("{}://localhost", self.scheme()) };
        match listen.ip() {
            address if address.is_loopback() => self.url_at("localhost"),
            address if address.is_unspecified() => {
                self.url_at(&host_of(own_address().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))))
            }
            address => self.url_at(&host_of(address)),
        }
    }

    /// The URL with this host: as browsers serialise it, without the scheme's default port (WHATWG URL, 4.5).
    fn url_at(&self, host: &str) -> String {
        match (self.scheme(), self.listen.map(|listen| listen.port())) {
            (scheme, None) | (scheme @ "https", Some(443)) | (scheme @ "http", Some(80)) => {
                format!("{scheme}://{host}")
            }
            (scheme, Some(port)) => format!("{scheme}://{host}:{port}"),
        }
    }

    /// The scheme of requests to this server itself.
    pub(crate) fn scheme(&self) -> &'static str {
        if self.tls { "https" } else { "http" }
    }
}

fn host_of(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}

/// How clients reach this server, and the time zone of its pages.
#[derive(Clone, Debug)]
pub struct Site {
    endpoint: Endpoint,
    /// The URL at which other machines reach this server, as far as it is known.
    pub url: String,
    /// Whether other machines can reach this server.
    pub is_reachable: bool,
    /// The time zone of pages for people who have chosen none.
    pub zone: Zone,
    /// The machine's host name.
    pub(crate) machine: Option<String>,
    /// The name of the session cookie.
    pub(crate) session_cookie: String,
}

impl Site {
    /// Creates the site. `instance` distinguishes its cookies from those of other servers on the same host, because
    /// cookies don't depend on ports (RFC 6265, 8.5).
    #[must_use]
    pub fn new(endpoint: Endpoint, zone: Zone, machine: Option<String>, instance: &str) -> Self {
        let (url, is_reachable) = (endpoint.url(), endpoint.is_reachable());
        let mut site = Self { endpoint, url, is_reachable, zone, machine, session_cookie: String::new() };
        site.session_cookie = format!("{}-{instance}", site.former_session_cookie());
        site
    }

    /// The public URL, where it differs from the host in requests.
    #[must_use]
    pub fn public_url(&self) -> Option<&str> {
        self.endpoint.public_url.as_deref()
    }

    /// The scheme of requests to this server itself, which may differ from a proxy's.
    pub(crate) fn own_scheme(&self) -> &'static str {
        self.endpoint.scheme()
    }

    /// The reverse proxies in front.
    #[must_use]
    pub fn proxies(&self) -> &Proxies {
        &self.endpoint.proxies
    }

    /// The session cookie's name in versions before names depended on the instance.
    pub(crate) fn former_session_cookie(&self) -> &'static str {
        // Over HTTPS, the prefix makes browsers refuse a cookie set by another host or path (RFC 6265bis, 4.1.3.2).
        if self.is_https() { "__Host-snug" } else { "snug" }
    }

    /// The URL of a path for other people: at the origin that the request was sent to, unless that is only reachable from
    /// this machine.
    #[must_use]
    pub fn link(&self, asked: Option<&str>, path: &str) -> String {
        match (self.public_url(), asked.filter(|origin| is_of_network(origin))) {
            (None, Some(asked)) => asked.to_owned() + path,
            _ => format!("{}{path}", self.url),
        }
    }

    /// The ways in which other people reach this server, with the present addresses of this machine.
    #[must_use]
    pub fn reach(&self, registration: Registration) -> Reach {
        let listen = self.endpoint.listen.map_or(NO_ADDRESS, |listen| listen.ip());
        let urls = match self.public_url() {
            None if self.endpoint.listen.is_some() && listen.is_unspecified() => {
                let urls = own_addresses(listen.is_ipv6()).into_iter();
                let urls: Vec<String> = urls.map(|address| self.endpoint.url_at(&host_of(address))).collect();
                if urls.is_empty() { vec![self.url.clone()] } else { urls }
            }
            _ => vec![self.url.clone()],
        };
        Reach { urls, is_reachable: self.is_reachable, registration }
    }

    /// Whether people use HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url().map_or(self.endpoint.tls, |url| url.starts_with("https://"))
    }
}

/// Whether a URL is one for other machines, too.
fn is_of_network(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| match url.host() {
        Some(url::Host::Ipv4(address)) => !address.is_loopback(),
        Some(url::Host::Ipv6(address)) => !address.is_loopback(),
        Some(url::Host::Domain(name)) => name != "localhost" && !name.ends_with(".localhost"),
        None => false,
    })
}

/// The address of this machine in its network: the one it would reach other networks from. Nothing is sent: connecting
/// a UDP socket only chooses the route.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address for documentation (RFC 5737).
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket.local_addr().ok().map(|own| own.ip())
}

/// The addresses of this machine at which others may reach it, those of IPv4 first: not those of the machine itself, of a
/// single link, or of networks between virtual machines and containers.
fn own_addresses(ipv6: bool) -> Vec<IpAddr> {
    const VIRTUAL: [&str; 5] = ["br-", "docker", "veth", "virbr", "vmnet"];
    let mut addresses: Vec<IpAddr> = get_if_addrs()
        .unwrap_or_default()
        .iter()
        .filter(|interface| !interface.is_loopback() && !interface.is_link_local())
        .filter(|interface| !VIRTUAL.iter().any(|kind| interface.name.starts_with(kind)))
        .map(if_addrs::Interface::ip)
        .filter(|address| ipv6 || address.is_ipv4())
        .collect();
    addresses.sort_unstable();
    addresses.dedup();
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(public_url: Option<&str>, ip: [u8; 4], port: u16) -> Endpoint {
        let public_url = public_url.map(str::to_owned);
        Endpoint { public_url, listen: Some((ip, port).into()), tls: port == 443, proxies: Proxies::default() }
    }

    #[test]
    fn a_server_is_reachable_that_listens_beyond_this_machine_or_has_a_public_url_or_a_proxy() {
        let here = |url| endpoint(url, [127, 0, 0, 1], 5001);
        assert!(!here(None).is_reachable());
        assert!(!here(Some("http://localhost:5001")).is_reachable());
        assert!(!here(Some("http://[::1]:5001")).is_reachable());
        assert!(here(Some("https://chat.example.org")).is_reachable());
        assert!(Endpoint { proxies: Proxies::all(), ..here(None) }.is_reachable());
        assert!(endpoint(None, [0, 0, 0, 0], 5001).is_reachable());
    }

    #[test]
    fn the_url_is_the_public_one_or_that_of_the_address() {
        let url = |public, ip, port| endpoint(public, ip, port).url();
        assert_eq!(url(Some("https://chat.example.org"), [0, 0, 0, 0], 5001), "https://chat.example.org");
        assert_eq!(url(None, [127, 0, 0, 1], 5001), "http://localhost:5001");
        assert_eq!(url(None, [192, 0, 2, 7], 5001), "http://192.0.2.7:5001");
        assert_eq!(url(None, [192, 0, 2, 7], 443), "https://192.0.2.7");
        let other = Endpoint {
            tls: true,
            listen: Some(([0, 0, 0, 0, 0, 0, 0, 1], 5443).into()),
            ..endpoint(None, [0; 4], 0)
        };
        assert_eq!(other.url(), "https://localhost:5443");
        assert!(!url(None, [0, 0, 0, 0], 5001).contains("0.0.0.0"));
    }
}
