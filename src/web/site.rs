//! The server's URL, proxies, cookies and time zone.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

use axum::http::{HeaderMap, header};
use if_addrs::get_if_addrs;
use url::Url;

use crate::model::{Reach, Registration, Zone};

/// How clients reach this server, and the time zone of its pages.
#[derive(Clone, Debug)]
pub struct Site {
    /// The public URL, such as `https://chat.example.org`, where it differs from the host in requests.
    pub public_url: Option<String>,
    /// The URL at which other machines reach this server, as far as it is known.
    pub url: String,
    /// The address that this server listens on.
    listen: SocketAddr,
    /// Whether other machines can reach this server.
    pub is_reachable: bool,
    /// Whether a reverse proxy sets `X-Forwarded-For` to the client's address.
    pub behind_proxy: bool,
    /// The time zone of pages for people who have chosen none.
    pub zone: Zone,
    /// The machine's host name.
    pub(crate) machine: Option<String>,
    /// The name of the session cookie.
    pub(crate) session_cookie: String,
}

impl Site {
    /// Creates the site; `listen` is the address it listens on. `instance` distinguishes its cookies from those of other servers on the same host, because
    /// cookies don't depend on ports (RFC 6265, 8.5).
    #[must_use]
    pub fn new(
        public_url: Option<String>,
        listen: SocketAddr,
        behind_proxy: bool,
        zone: Zone,
        machine: Option<String>,
        instance: &str,
    ) -> Self {
        let url = url_of(public_url.as_deref(), listen);
        let is_reachable = is_reachable(public_url.as_deref(), listen, behind_proxy);
        let mut site = Self {
            public_url,
            url,
            listen,
            is_reachable,
            behind_proxy,
            zone,
            machine,
            session_cookie: String::new(),
        };
        site.session_cookie = format!("{}-{instance}", site.former_session_cookie());
        site
    }

    /// The session cookie's name in versions before names depended on the instance.
    pub(crate) fn former_session_cookie(&self) -> &'static str {
        // Over HTTPS, the prefix makes browsers refuse a cookie set by another host or path (RFC 6265bis, 4.1.3.2).
        if self.is_https() { "__Host-snug" } else { "snug" }
    }

    /// The URL of a path for other people: at the host that the request was sent to, unless that is only reachable from
    /// this machine.
    #[must_use]
    pub fn link(&self, headers: &HeaderMap, path: &str) -> String {
        let asked = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let asked = asked.map(|host| format!("http://{host}")).filter(|url| is_of_network(url));
        match (&self.public_url, asked) {
            (None, Some(asked)) => asked + path,
            _ => format!("{}{path}", self.url),
        }
    }

    /// The ways in which other people reach this server, with the present addresses of this machine.
    #[must_use]
    pub fn reach(&self, registration: Registration) -> Reach {
        let urls = match &self.public_url {
            None if self.listen.ip().is_unspecified() => {
                let urls = own_addresses(self.listen.is_ipv6()).into_iter();
                let urls: Vec<String> = urls
                    .map(|address| format!("http://{}", SocketAddr::new(address, self.listen.port())))
                    .collect();
                if urls.is_empty() { vec![self.url.clone()] } else { urls }
            }
            _ => vec![self.url.clone()],
        };
        Reach { urls, is_reachable: self.is_reachable, registration }
    }

    /// Whether people use HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

/// Whether other machines can reach a server that listens here: directly, or through a proxy.
#[must_use]
pub fn is_reachable(public_url: Option<&str>, listen: SocketAddr, behind_proxy: bool) -> bool {
    behind_proxy || public_url.is_some_and(is_of_network) || !listen.ip().is_loopback()
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

/// The URL at which other machines reach a server that listens here; for one that none can reach, its own.
#[must_use]
pub fn url_of(public_url: Option<&str>, listen: SocketAddr) -> String {
    if let Some(url) = public_url {
        return url.to_owned();
    }
    let port = listen.port();
    match listen.ip() {
        address if address.is_loopback() => format!("http://localhost:{port}"),
        address if address.is_unspecified() => {
            let address = SocketAddr::new(own_address().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)), port);
            format!("http://{address}")
        }
        _ => format!("http://{listen}"),
    }
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

    #[test]
    fn a_server_is_reachable_that_listens_beyond_this_machine_or_has_a_public_url_or_a_proxy() {
        let (here, all) = (SocketAddr::from(([127, 0, 0, 1], 5001)), SocketAddr::from(([0, 0, 0, 0], 5001)));
        assert!(!is_reachable(None, here, false));
        assert!(!is_reachable(Some("http://localhost:5001"), here, false));
        assert!(!is_reachable(Some("http://[::1]:5001"), here, false));
        assert!(is_reachable(Some("https://chat.example.org"), here, false));
        assert!(is_reachable(None, here, true));
        assert!(is_reachable(None, all, false));
    }

    #[test]
    fn the_url_is_the_public_one_or_that_of_the_address() {
        let at = |ip: [u8; 4]| SocketAddr::from((ip, 5001));
        assert_eq!(url_of(Some("https://chat.example.org"), at([0, 0, 0, 0])), "https://chat.example.org");
        assert_eq!(url_of(None, at([127, 0, 0, 1])), "http://localhost:5001");
        assert_eq!(url_of(None, at([192, 0, 2, 7])), "http://192.0.2.7:5001");
        assert!(!url_of(None, at([0, 0, 0, 0])).contains("0.0.0.0"));
    }
}
