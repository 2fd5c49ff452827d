//! Values of arguments.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use url::Url;

use crate::model::Zone;

/// A number of bytes.
#[derive(Clone, Copy, Debug)]
pub struct Bytes(pub u64);

/// Parses a size such as 500kB, 100MB, 2GB or 1TB; a number alone is bytes.
pub(crate) fn bytes(text: &str) -> Result<Bytes, String> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let factor = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" => 1_000,
        "m" | "mb" => 1_000_000,
        "g" | "gb" => 1_000_000_000,
        "t" | "tb" => 1_000_000_000_000,
        _ => return Err("a size is a number with kB, MB, GB or TB".to_owned()),
    };
    let number: u64 = number.parse().map_err(|_| "a size is a number with kB, MB, GB or TB".to_owned())?;
    // Sizes are signed in the database.
    let bytes = number.checked_mul(factor).filter(|bytes| i64::try_from(*bytes).is_ok());
    bytes.map(Bytes).ok_or_else(|| "the size is too large".to_owned())
}

/// A time between two things, more than nothing.
#[derive(Clone, Copy, Debug)]
pub struct Interval(pub Duration);

/// Parses a time such as 90s, 30m, 6h or 1d, up to a year.
pub(crate) fn interval(text: &str) -> Result<Interval, String> {
    let advice = || "a time is a number with s, m, h or d, such as 30m or 6h, up to 365d".to_owned();
    let end = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(advice)?;
    let (number, unit) = text.split_at(end);
    let seconds = match unit.trim() {
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => return Err(advice()),
    };
    let number: u64 = number.parse().map_err(|_| advice())?;
    let time = number.checked_mul(seconds).filter(|time| (1..=365 * 24 * 60 * 60).contains(time));
    time.map(|time| Interval(Duration::from_secs(time))).ok_or_else(advice)
}

/// The default address: for this machine alone.
pub const DEFAULT_ADDRESS: &str = "127.0.0.1:5001";

/// Where to listen.
#[derive(Clone, Debug)]
pub enum Listen {
    /// An address or a host name, and a port.
    Tcp {
        /// The address or the host name.
        host: String,
        /// The port; 0 is any free one.
        port: u16,
    },
    /// A Unix socket.
    Unix {
        /// The path.
        path: PathBuf,
        /// The permissions of its file.
        mode: u32,
    },
}

/// The mode of Unix sockets: for their user alone.
const OWNER_ONLY: u32 = 0o600;

impl Listen {
    pub(in crate::config) fn parse(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("unix:") {
            return Self::parse_unix(path);
        }
        Self::parse_like(text, "127.0.0.1:5001, [::1]:5001 or localhost:5001")
    }

    pub(in crate::config) fn parse_metrics(text: &str) -> Result<Self, String> {
        Self::parse_like(text, "127.0.0.1:9101, [::1]:9101 or localhost:9101")
    }

    fn parse_like(text: &str, examples: &str) -> Result<Self, String> {
        let advice = || format!("give an address and a port, like {examples}");
        let (host, port) = text.rsplit_once(':').ok_or_else(advice)?;
        let port = port.parse().map_err(|_| advice())?;
        let may_be = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
        let is_name = !host.is_empty() && host.chars().all(may_be);
        if is_name || text.parse::<SocketAddr>().is_ok() {
            Ok(Self::Tcp { host: host.to_owned(), port })
        } else {
            Err(advice())
        }
    }

    fn parse_unix(text: &str) -> Result<Self, String> {
        let (path, mode) = text.split_once("?mode=").map_or((text, None), |(path, mode)| (path, Some(mode)));
        let mode = match mode {
            None => Some(OWNER_ONLY),
            Some(octal) => u32::from_str_radix(octal, 8).ok().filter(|mode| *mode <= 0o777),
        };
        let mode = mode.ok_or("give the mode in octal digits, like unix:/run/snug/snug.sock?mode=660")?;
        // sockaddr_un, unix(7).
        if path.is_empty() || path.len() > 107 {
            return Err("give a path of at most 107 bytes, like unix:/run/snug/snug.sock".to_owned());
        }
        Ok(Self::Unix { path: path.into(), mode })
    }

    /// The address at which this machine itself reaches a server that listens here.
    pub(crate) fn on_this_machine(&self) -> String {
        match self {
            Self::Tcp { host, port } if host == "0.0.0.0" => format!("127.0.0.1:{port}"),
            Self::Tcp { host, port } if host == "[::]" => format!("[::1]:{port}"),
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp { host, port } => write!(f, "{host}:{port}"),
            Self::Unix { path, .. } => write!(f, "unix:{}", path.display()),
        }
    }
}

/// The origin as browsers serialise it: in lower case, with an internationalised name in ASCII, and without the
/// scheme's default port (WHATWG URL, 4.4 and 4.7).
pub(in crate::config) fn public_url(text: &str) -> Result<String, String> {
    let advice = || "give a scheme and a host without a path, like https://chat.example.org".to_owned();
    let url = Url::parse(text).map_err(|_| advice())?;
    let is_web = matches!(url.scheme(), "http" | "https") && text.contains("://");
    let is_plain = url.username().is_empty() && url.password().is_none() && url.path() == "/";
    if is_web && is_plain && url.query().is_none() && url.fragment().is_none() {
        Ok(url.origin().ascii_serialization())
    } else {
        Err(advice())
    }
}

pub(in crate::config) fn time_zone(name: &str) -> Result<Zone, String> {
    Zone::parse(name).ok_or_else(|| "give a name like Europe/Berlin or UTC".to_owned())
}

/// The URL of a provider of single sign-on, as it writes it itself: it is compared with what the provider says.
pub(in crate::config) fn issuer(text: &str) -> Result<String, String> {
    let advice = || "give a URL like https://id.example.org (http only for this machine)".to_owned();
    let url = Url::parse(text).map_err(|_| advice())?;
    let is_here = match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    };
    let is_secure = url.scheme() == "https" || (url.scheme() == "http" && is_here);
    let is_plain = url.username().is_empty() && url.password().is_none();
    if is_secure && is_plain && url.query().is_none() && url.fragment().is_none() {
        Ok(text.to_owned())
    } else {
        Err(advice())
    }
}
