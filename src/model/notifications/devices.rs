//! Browsers that get notifications from a push service (RFC 8030).

use std::net::IpAddr;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jiff::Timestamp;
use url::{Host, Url};

use crate::model::SessionId;
use crate::model::public_addresses::is_public;

/// The content of notifications on a device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preview {
    /// The author, the room and the text.
    #[default]
    Text,
    /// The author and the room.
    Name,
    /// That there is something new.
    Nothing,
}

impl Preview {
    /// All values.
    pub const ALL: [Self; 3] = [Self::Text, Self::Name, Self::Nothing];

    /// The name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Name => "name",
            Self::Nothing => "nothing",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preview| preview.name() == name)
    }
}

/// A device in the list of its account.
#[derive(Clone, Debug)]
pub struct PushDevice {
    /// The database key.
    pub id: i64,
    /// The session in which it is logged in.
    pub session: SessionId,
    /// The browser's `User-Agent` header.
    pub agent: String,
    /// The content of its notifications.
    pub preview: Preview,
    /// When the session was last used.
    pub used_at: Timestamp,
    /// When a notification was last sent to it.
    pub sent_at: Option<Timestamp>,
}

/// The URL at which a push service takes messages for a browser. Whoever knows it can try to send to the browser, so it
/// is neither logged nor shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint(String);

impl std::fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Endpoint(…)")
    }
}

impl Endpoint {
    /// Maximum length in bytes: those of push services have a few hundred.
    pub const MAX_BYTES: usize = 2_048;

    /// Parses what a browser sent. It must be a URL with TLS that doesn't lead into a private network; the addresses of
    /// names are checked when they are resolved. `private`: any address will do, also without TLS.
    #[must_use]
    pub fn parse(text: &str, private: bool) -> Option<Self> {
        let url = Url::parse(text).ok().filter(|_| text.len() <= Self::MAX_BYTES)?;
        let is_allowed = match url.host()? {
            Host::Domain(name) => private || !is_local_name(name),
            Host::Ipv4(address) => private || is_public(IpAddr::V4(address)),
            Host::Ipv6(address) => private || is_public(IpAddr::V6(address)),
        };
        let has_scheme = url.scheme() == "https" || private && url.scheme() == "http";
        let is_plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        (is_allowed && has_scheme && is_plain).then(|| Self(url.into()))
    }

    /// An endpoint from the database.
    #[must_use]
    pub(crate) fn from_store(text: String) -> Self {
        Self(text)
    }

    /// The URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    !name.contains('.')
        || [".localhost", ".local", ".internal", ".home.arpa"].iter().any(|end| name.ends_with(end))
}

/// The keys that a browser gives for messages to it (RFC 8291, 2).
#[derive(Clone, PartialEq, Eq)]
pub struct PushKeys {
    /// Its public key on the curve P-256, uncompressed.
    pub p256dh: [u8; 65],
    /// Its authentication secret.
    pub auth: [u8; 16],
}

impl std::fmt::Debug for PushKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PushKeys(…)")
    }
}

impl PushKeys {
    /// Parses what a browser sent: both in base64url. The public key must be a point of the curve.
    #[must_use]
    pub fn parse(p256dh: &str, auth: &str) -> Option<Self> {
        let bytes = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
        let p256dh: [u8; 65] = bytes(p256dh)?.try_into().ok()?;
        let auth = bytes(auth)?.try_into().ok()?;
        p256::PublicKey::from_sec1_bytes(&p256dh).ok()?;
        Some(Self { p256dh, auth })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_have_tls_and_lead_out_of_private_networks() {
        let long = format!("https://push.example.com/{}", "x".repeat(Endpoint::MAX_BYTES));
        for bad in [
            "",
            "push.example.com/x",
            "http://push.example.com/x",
            "ftp://push.example.com/x",
            "file:///etc/passwd",
            "https://",
            "https://ann@push.example.com/",
            "https://ann:pass@push.example.com/",
            "https://push.example.com/#x",
            "https://localhost/",
            "https://LOCALHOST./",
            "https://chat.localhost/",
            "https://printer.local/",
            "https://metadata.google.internal/",
            "https://intranet/",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f.0.0.1/",
            "https://0177.0.0.1/",
            "https://10.1.2.3/",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[fd00::1]/",
            "https://[64:ff9b::7f00:1]/",
            &long,
        ] {
            assert!(Endpoint::parse(bad, false).is_none(), "{bad}");
        }
        for good in [
            "https://fcm.googleapis.com/fcm/send/abc:def",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
            "https://web.push.apple.com/QGuQ",
            "https://push.example.com:8443/x?y=z",
            "https://1.1.1.1/x",
        ] {
            assert_eq!(
                Endpoint::parse(good, false).map(|endpoint| endpoint.as_str() == good),
                Some(true),
                "{good}"
            );
        }
        assert!(Endpoint::parse("http://127.0.0.1:9/x", true).is_some());
        assert!(Endpoint::parse("gopher://127.0.0.1:9/x", true).is_none());
    }

    #[test]
    fn keys_are_points_of_the_curve() {
        // RFC 8291, appendix A.
        let key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        let auth = "BTBZMqHH6r4Tts7J_aSIgg";
        assert!(PushKeys::parse(key, auth).is_some());
        assert!(PushKeys::parse(&format!("{key}="), &format!("{auth}==")).is_some());
        let off_curve = format!("{}A", &key[..key.len() - 2]);
        let of_zeros = BASE64_URL_SAFE_NO_PAD.encode([0; 65]);
        for (key, auth) in [
            ("", auth),
            (key, ""),
            (&key[1..], auth),
            (&off_curve, auth),
            (&of_zeros, auth),
            (key, "BTBZ"),
            ("ä", auth),
        ] {
            assert!(PushKeys::parse(key, auth).is_none(), "{key} {auth}");
        }
    }
}
