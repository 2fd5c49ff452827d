//! How this server is reached.

use crate::model::Zone;

/// How this server is reached, and how it writes times.
#[derive(Clone, Debug)]
pub struct Site {
    /// The address that people use, where it differs from the one in their requests: `https://chat.example.org`.
    pub public_url: Option<String>,
    /// Whether a proxy in front says in `X-Forwarded-For` whose request it is.
    pub behind_proxy: bool,
    /// The zone of the times in pages, for those who have chosen none.
    pub zone: Zone,
    /// The name of the machine itself.
    pub(crate) machine: Option<String>,
    /// The name of the cookie that holds a session.
    pub(crate) session_cookie: String,
}

impl Site {
    /// A server that is reached so, on a machine of this name; `instance` tells its cookies from those of other servers
    /// on the same host, whatever their ports (RFC 6265, 8.5).
    #[must_use]
    pub fn new(
        public_url: Option<String>,
        behind_proxy: bool,
        zone: Zone,
        machine: Option<String>,
        instance: &str,
    ) -> Self {
        let mut site = Self { public_url, behind_proxy, zone, machine, session_cookie: String::new() };
        site.session_cookie = format!("{}-{instance}", site.former_session_cookie());
        site
    }

    /// The name that the cookie had before each server's got a name of its own.
    pub(crate) fn former_session_cookie(&self) -> &'static str {
        // Over HTTPS the name itself makes browsers refuse a cookie that another host or path has set (RFC 6265bis,
        // 4.1.3.2).
        if self.is_https() { "__Host-snug" } else { "snug" }
    }

    /// Whether people use HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}
