//! The server's URL, proxies, cookies and time zone.

use crate::model::Zone;

/// How clients reach this server, and the time zone of its pages.
#[derive(Clone, Debug)]
pub struct Site {
    /// The public URL, such as `https://chat.example.org`, where it differs from the host in requests.
    pub public_url: Option<String>,
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
    /// Creates the site. `instance` distinguishes its cookies from those of other servers on the same host, because
    /// cookies don't depend on ports (RFC 6265, 8.5).
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

    /// The session cookie's name in versions before names depended on the instance.
    pub(crate) fn former_session_cookie(&self) -> &'static str {
        // Over HTTPS, the prefix makes browsers refuse a cookie set by another host or path (RFC 6265bis, 4.1.3.2).
        if self.is_https() { "__Host-snug" } else { "snug" }
    }

    /// Whether people use HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}
