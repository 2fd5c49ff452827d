//! Networks: what rate limits count as one client.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// A network that belongs to one customer of a provider, and that limits therefore count as one client: an IPv4
/// address, or an IPv6 /64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Network {
    /// An IPv4 address.
    V4(Ipv4Addr),
    /// The first four segments of an IPv6 address (/64).
    V6([u16; 4]),
}

impl Network {
    /// The unspecified address: the connection has no request yet.
    pub const NONE: Self = Self::V4(Ipv4Addr::UNSPECIFIED);

    /// The network of an address. An IPv4-mapped IPv6 address counts as its IPv4 address (RFC 4291, 2.5.5.2).
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Self::V4(v4),
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                Self::V6([a, b, c, d])
            }
        }
    }

    /// The largest network that providers assign to one customer: an IPv6 /48, which has 65,536 networks; an IPv4
    /// address.
    #[must_use]
    pub fn wide(self) -> Self {
        match self {
            Self::V4(_) => self,
            Self::V6([a, b, c, _]) => Self::V6([a, b, c, 0]),
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::V4(address) => write!(f, "{address}"),
            Self::V6(segments) => {
                let mut address = [0; 8];
                address[..4].copy_from_slice(segments);
                write!(f, "{}/64", Ipv6Addr::from(address))
            }
        }
    }
}

/// Parses an entry of `X-Forwarded-For`. Some proxies (Azure, IIS, HAProxy; RFC 7239, section 6) add a port, brackets,
/// quotes or an IPv6 zone: `203.0.113.7:4711`, `[2001:db8::1]`, `[2001:db8::1]:443`.
#[must_use]
pub fn forwarded_address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim();
    let entry = entry.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(entry).trim();
    let without_zone = |text: &str| text.split_once('%').map_or(text, |(address, _)| address).to_owned();
    if let Some(rest) = entry.strip_prefix('[') {
        let (inside, port) = rest.split_once(']')?;
        let fits = port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
        return without_zone(inside).parse().ok().filter(|address: &IpAddr| fits && address.is_ipv6());
    }
    // Without brackets, `address:port` of IPv6 reads as a longer address.
    without_zone(entry).parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_network_counts_as_one_address() {
        let network = |address: &str| Network::of(address.parse().unwrap());
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:2"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(network("2001:db8:1:2::1").wide(), network("2001:db8:1:3::1").wide());
        assert_ne!(network("2001:db8:1:2::1").wide(), network("2001:db8:2:2::1").wide());
        assert_eq!(network("2001:db8:1:2::1").to_string(), "2001:db8:1:2::/64");
        assert_ne!(network("192.0.2.1").wide(), network("192.0.2.2").wide());
    }

    #[test]
    fn forwarded_addresses_may_have_ports_brackets_quotes_and_zones() {
        for (entry, address) in [
            ("203.0.113.7", "203.0.113.7"),
            (" 203.0.113.7:4711 ", "203.0.113.7"),
            ("\"203.0.113.7:4711\"", "203.0.113.7"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("\"[2001:db8::1]:443\"", "2001:db8::1"),
            ("\"[2001:db8::1]\"", "2001:db8::1"),
            ("fe80::1%eth0", "fe80::1"),
            ("[fe80::1%eth0]:80", "fe80::1"),
            ("::ffff:203.0.113.7", "::ffff:203.0.113.7"),
        ] {
            assert_eq!(forwarded_address(entry), Some(address.parse().unwrap()), "{entry}");
        }
        for garbage in [
            "",
            "unknown",
            "_hidden",
            "\"",
            "\"\"",
            "[",
            "]",
            "[]",
            "[]:80",
            "[203.0.113.7]:80",
            "[2001:db8::1]:",
            "[2001:db8::1]80",
            "[2001:db8::1]:99999",
            "203.0.113.7:",
            "203.0.113.7:x",
            "203.0.113.7:99999",
            ":80",
            "203.0.113",
            "203.0.113.7.8",
            "localhost:80",
            "for=203.0.113.7",
            "é",
        ] {
            assert_eq!(forwarded_address(garbage), None, "{garbage}");
        }
    }
}
