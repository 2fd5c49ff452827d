//! E-mail addresses.

use std::fmt;

use jiff::Timestamp;
use lettre::Address;
use url::Host;

/// An e-mail address that every mail server can deliver to.
///
/// The part before the `@` is ASCII and not quoted: few servers take others (SMTPUTF8, RFC 6531), and a link that can't
/// be delivered helps nobody. An internationalised domain is stored in ASCII (RFC 5890's A-labels), so it needs no
/// extension.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// Why an address was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailAddressError {
    /// It isn't one, or is longer than [`EmailAddress::MAX_CHARS`].
    #[error("that is no e-mail address")]
    Invalid,
    /// The part before the `@` has characters outside of ASCII.
    #[error("the part before the @ can only have letters from a to z")]
    NotAscii,
}

impl EmailAddress {
    /// The longest address (RFC 5321, 4.5.3.1.3, less the angle brackets).
    pub const MAX_CHARS: usize = 254;

    /// Parses an address, ignoring white space around it.
    ///
    /// # Errors
    /// When it is none, or none that every mail server can deliver to.
    pub fn parse(typed: &str) -> Result<Self, EmailAddressError> {
        let typed = typed.trim();
        let (user, domain) = typed.rsplit_once('@').ok_or(EmailAddressError::Invalid)?;
        if typed.len() > 4 * Self::MAX_CHARS {
            return Err(EmailAddressError::Invalid);
        }
        if !user.is_ascii() {
            return Err(EmailAddressError::NotAscii);
        }
        // RFC 5322's `atext` and dots. Quoted names could contain spaces, commas and brackets.
        let may_be = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        let Ok(Host::Domain(domain)) = Host::parse(domain) else { return Err(EmailAddressError::Invalid) };
        let whole = format!("{user}@{domain}");
        let is_valid = user.chars().all(may_be) && whole.len() <= Self::MAX_CHARS;
        if is_valid && whole.parse::<Address>().is_ok() {
            Ok(Self(whole))
        } else {
            Err(EmailAddressError::Invalid)
        }
    }

    /// An address that was parsed before.
    pub(crate) fn from_store(address: String) -> Self {
        Self(address)
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address for comparisons. Mail servers may tell capital letters before the `@` apart, but none is known to.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

/// The addresses of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnAddresses {
    /// The one that was verified, and when.
    pub verified: Option<(EmailAddress, Timestamp)>,
    /// The one whose link has not been used yet, and when it was asked for.
    pub pending: Option<(EmailAddress, Timestamp)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_parsed_into_a_form_that_every_server_takes() {
        for (typed, address) in [
            ("ann@example.org", "ann@example.org"),
            (" Ann.Lee+chat@Example.ORG ", "Ann.Lee+chat@example.org"),
            ("o'neil@mail.example.org", "o'neil@mail.example.org"),
            ("ann@bücher.example", "ann@xn--bcher-kva.example"),
            ("ann@例え.jp", "ann@xn--r8jz45g.jp"),
        ] {
            assert_eq!(EmailAddress::parse(typed).as_ref().map(EmailAddress::as_str), Ok(address), "{typed}");
        }
        assert_eq!(EmailAddress::parse("Ann@Example.org").map(|it| it.key()), Ok("ann@example.org".to_owned()));
    }

    #[test]
    fn what_is_no_address_or_could_be_more_than_one_is_refused() {
        let long = format!("{}@example.org", "x".repeat(250));
        for typed in [
            "",
            "ann",
            "@example.org",
            "ann@",
            "a nn@example.org",
            "ann@exa mple.org",
            "ann@example.org\r\nBcc: eve@example.org",
            "ann\r\n@example.org",
            "ann\0@example.org",
            "ann@example.org,eve@example.org",
            "ann,eve@example.org",
            "Ann <ann@example.org>",
            "\"ann lee\"@example.org",
            "\"ann\"@example.org",
            ".ann@example.org",
            "ann@[127.0.0.1]",
            "ann@127.0.0.1",
            "ann@-example.org",
            "ann@example..org",
            "eve@x@example.org",
            &long,
        ] {
            assert_eq!(EmailAddress::parse(typed), Err(EmailAddressError::Invalid), "{typed:?}");
        }
        assert_eq!(EmailAddress::parse("änn@example.org"), Err(EmailAddressError::NotAscii));
    }
}
