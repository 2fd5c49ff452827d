//! Browsers and operating systems, recognised by the `User-Agent` header.
//!
//! A list of sessions needs only names that their owner recognises. Libraries for this (woothee, uaparser) bring tables
//! of hundreds of kilobytes, and regular expressions, for versions and models that nobody reads here.

/// The browser and the operating system of a session, as far as they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    /// The browser's name.
    pub browser: Option<&'static str>,
    /// The operating system's name.
    pub system: Option<&'static str>,
}

/// Parts of the header that name a browser. The first one found counts: most browsers also name those whose websites
/// they want to be compatible with.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("YaBrowser/", "Yandex Browser"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("FxiOS/", "Firefox"),
    ("SeaMonkey/", "SeaMonkey"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Epiphany/", "GNOME Web"),
    ("Konqueror/", "Konqueror"),
    ("Lynx/", "Lynx"),
    ("w3m/", "w3m"),
    ("ELinks/", "ELinks"),
    ("Links (", "Links"),
    ("NetSurf/", "NetSurf"),
    ("Dillo/", "Dillo"),
    ("curl/", "curl"),
    ("Safari/", "Safari"),
];

/// Parts of the header that name a system. Android names Linux too, and iPhones Mac OS X.
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("FreeBSD", "FreeBSD"),
    ("OpenBSD", "OpenBSD"),
    ("Linux", "Linux"),
    ("linux", "Linux"),
];

impl Device {
    /// Recognises a `User-Agent` header.
    #[must_use]
    pub fn of(user_agent: &str) -> Self {
        let find = |names: &[(&str, &'static str)]| {
            names.iter().find(|(part, _)| user_agent.contains(part)).map(|(_, name)| *name)
        };
        Self { browser: find(BROWSERS), system: find(SYSTEMS) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_and_systems_are_recognised() {
        for (user_agent, browser, system) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
                "Chrome",
                "Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
                "Edge",
                "Windows",
            ),
            ("Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox", "Android"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
                "Safari",
                "iPhone",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
                "Safari",
                "macOS",
            ),
            ("Links (2.29; Linux 6.12 x86_64; GNU C 14.2; text)", "Links", "Linux"),
            ("w3m/0.5.3+git20230121 (linux-gnu)", "w3m", "Linux"),
        ] {
            assert_eq!(
                Device::of(user_agent),
                Device { browser: Some(browser), system: Some(system) },
                "{user_agent}"
            );
        }
        assert_eq!(Device::of("Lynx/2.9.2 libwww-FM/2.14").browser, Some("Lynx"));
        assert_eq!(Device::of("somebody's script"), Device { browser: None, system: None });
    }
}
