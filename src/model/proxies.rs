//! Reverse proxies: whose word about the client counts.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;

use crate::model::networks::forwarded_address;

/// The header in which proxies name the client. Only one counts: proxies pass on what clients send in the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`, with `X-Forwarded-Host`, `-Port` and `-Proto`.
    #[default]
    XForwarded,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// Which connections come from proxies, and how those name the client.
#[derive(Clone, Debug, Default)]
pub struct Proxies {
    kind: Kind,
    /// The header that counts.
    pub header: ForwardedHeader,
    /// Whether proxies begin connections with the client's address (PROXY protocol).
    pub begin_with_address: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    None,
    /// Every connection comes from the same proxy.
    All,
    Networks(Vec<IpNet>),
}

impl Proxies {
    /// Every connection comes from one proxy.
    #[must_use]
    pub fn all() -> Self {
        Self { kind: Kind::All, ..Self::default() }
    }

    /// Connections from these networks come from proxies.
    #[must_use]
    pub fn of(networks: Vec<IpNet>) -> Self {
        let kind = if networks.is_empty() { Kind::None } else { Kind::Networks(networks) };
        Self { kind, ..Self::default() }
    }

    /// The same, which name clients in this header, and begin connections with their address if `begin_with_address`.
    #[must_use]
    pub fn naming_clients(self, header: ForwardedHeader, begin_with_address: bool) -> Self {
        Self { header, begin_with_address, ..self }
    }

    /// Whether there are any.
    #[must_use]
    pub fn are_there(&self) -> bool {
        self.kind != Kind::None
    }

    /// Whether a connection from this address comes from a proxy.
    #[must_use]
    pub fn include(&self, address: IpAddr) -> bool {
        match &self.kind {
            Kind::None => false,
            Kind::All => true,
            Kind::Networks(_) => self.is_listed(address),
        }
    }

    /// Whether the address is in one of the listed networks.
    #[must_use]
    pub fn is_listed(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        matches!(&self.kind, Kind::Networks(networks) if networks.iter().any(|network| network.contains(&address)))
    }

    /// The client among the addresses that a proxy names, the farthest first: the nearest that is no listed proxy. The
    /// ones before it are unverified. None if the proxy names none.
    #[must_use]
    pub fn client<'a>(&self, named: impl DoubleEndedIterator<Item = &'a str>) -> Option<IpAddr> {
        let mut client = None;
        for entry in named.rev() {
            // An entry without an address, such as `unknown`, hides all before it.
            let Some(address) = forwarded_address(entry) else { break };
            client = Some(address);
            if !self.is_listed(address) {
                break;
            }
        }
        client
    }
}

/// Parses a list entry: a network (`10.0.0.0/8`), an address, or `loopback` or `private` for all such networks.
///
/// # Errors
/// A line that says what to give.
pub fn parse_networks(text: &str) -> Result<Vec<IpNet>, String> {
    const LOOPBACK: [&str; 2] = ["127.0.0.0/8", "::1/128"];
    const PRIVATE: [&str; 5] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10"];
    let known = |networks: &[&str]| networks.iter().filter_map(|network| network.parse().ok()).collect();
    match text {
        "loopback" => Ok(known(&LOOPBACK)),
        "private" => Ok(known(&PRIVATE)),
        _ => {
            let address = || text.parse::<IpAddr>().map(IpNet::from);
            let network = text.parse::<IpNet>().or_else(|_| address());
            let network = network.map_err(|_| {
                "give networks or addresses, like 10.0.0.0/8,192.0.2.7,fd00::/8; or loopback, or private"
                    .to_owned()
            })?;
            Ok(vec![network.trunc()])
        }
    }
}

/// An address for clients that have none: those of a Unix socket.
pub const NO_ADDRESS: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn networks_are_listed_by_prefix_address_or_name() {
        let listed = ["10.1.2.3/8", "192.0.2.7", "2001:db8::/32", "loopback"];
        let networks = listed.iter().flat_map(|text| parse_networks(text).unwrap()).collect();
        let proxies = Proxies::of(networks);
        for inside in ["10.9.9.9", "192.0.2.7", "2001:db8:1::1", "127.0.0.1", "::1", "::ffff:10.0.0.1"] {
            assert!(proxies.include(address(inside)), "{inside}");
        }
        for outside in ["11.0.0.1", "192.0.2.8", "2001:db9::1", "192.168.0.1"] {
            assert!(!proxies.include(address(outside)), "{outside}");
        }
        for wrong in ["", "10.0.0.0/33", "localhost", "10.0.0", "all"] {
            assert!(parse_networks(wrong).unwrap_err().contains("10.0.0.0/8"), "{wrong}");
        }
        assert!(!Proxies::of(Vec::new()).are_there() && Proxies::all().include(address("192.0.2.1")));
    }

    #[test]
    fn the_client_is_the_nearest_address_that_is_no_proxy() {
        let listed = Proxies::of(parse_networks("10.0.0.0/8").unwrap());
        let client = |proxies: &Proxies, named: &str| proxies.client(named.split(','));
        assert_eq!(client(&listed, "198.51.100.1, 203.0.113.7, 10.0.0.2"), Some(address("203.0.113.7")));
        assert_eq!(client(&listed, "10.0.0.3, 10.0.0.2"), Some(address("10.0.0.3")), "a client among the proxies");
        assert_eq!(client(&listed, "198.51.100.1, unknown, 10.0.0.2"), Some(address("10.0.0.2")));
        assert_eq!(client(&listed, "unknown"), None);
        assert_eq!(client(&Proxies::all(), "198.51.100.1, 10.0.0.2"), Some(address("10.0.0.2")));
    }
}
