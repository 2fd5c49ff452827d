//! The arguments about reverse proxies in front.

use clap::builder::BoolishValueParser;
use clap::{Args, ValueEnum};
use ipnet::IpNet;

use crate::model::proxies::{self, Proxies};

/// Arguments about reverse proxies in front.
#[derive(Debug, Args)]
pub struct ProxyArguments {
    /// Trust a proxy in front, from which all connections come: the last entry of X-Forwarded-For is the client's address
    #[arg(long, env = "SNUG_BEHIND_PROXY", value_parser = BoolishValueParser::new())]
    pub behind_proxy: bool,
    /// Trust the proxies in these networks, such as 10.0.0.0/8,192.0.2.7, `loopback` or `private`: what they say of
    /// their clients counts, and other connections are clients themselves. Unix sockets are always trusted
    #[arg(long, env = "SNUG_TRUSTED_PROXIES", value_name = "NETWORKS", value_delimiter = ',', value_parser = networks, conflicts_with = "behind_proxy")]
    pub trusted_proxies: Vec<Networks>,
    /// The header that proxies set, and replace or complete where clients send it themselves
    #[arg(long, env = "SNUG_FORWARDED_HEADER", value_name = "HEADER", default_value = "x-forwarded-for")]
    pub forwarded_header: ForwardedHeader,
    /// Proxies begin connections with the client's address (PROXY protocol, version 1 or 2)
    #[arg(long, env = "SNUG_PROXY_PROTOCOL", value_parser = BoolishValueParser::new())]
    pub proxy_protocol: bool,
}

/// Networks of one entry.
#[derive(Clone, Debug)]
pub struct Networks(Vec<IpNet>);

/// The header in which proxies name the client.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ForwardedHeader {
    /// X-Forwarded-For, with X-Forwarded-Host, -Port and -Proto
    #[value(name = "x-forwarded-for")]
    XForwarded,
    /// Forwarded (RFC 7239)
    Forwarded,
}

impl ProxyArguments {
    /// The proxies.
    ///
    /// # Errors
    /// A line, when something is missing.
    pub fn proxies(&self, has_unix_socket: bool) -> Result<Proxies, String> {
        let listed = self.trusted_proxies.iter().flat_map(|networks| networks.0.clone()).collect();
        let proxies = if self.behind_proxy { Proxies::all() } else { Proxies::of(listed) };
        if self.proxy_protocol && !proxies.are_there() && !has_unix_socket {
            return Err(
                "--proxy-protocol needs --trusted-proxies, with the networks of the proxies, or --behind-proxy"
                    .to_owned(),
            );
        }
        let header = match self.forwarded_header {
            ForwardedHeader::XForwarded => proxies::ForwardedHeader::XForwarded,
            ForwardedHeader::Forwarded => proxies::ForwardedHeader::Forwarded,
        };
        Ok(proxies.naming_clients(header, self.proxy_protocol))
    }
}

fn networks(text: &str) -> Result<Networks, String> {
    proxies::parse_networks(text).map(Networks)
}
