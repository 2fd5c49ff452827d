//! The time zones to choose from.

use jiff::Timestamp;
use jiff::tz::Offset;

/// The regions whose zones people choose from. Other names of the IANA database are no places, or old names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// `Africa/…`.
    Africa,
    /// `America/…`.
    America,
    /// `Antarctica/…`.
    Antarctica,
    /// `Arctic/…`.
    Arctic,
    /// `Asia/…`.
    Asia,
    /// `Atlantic/…`.
    Atlantic,
    /// `Australia/…`.
    Australia,
    /// `Europe/…`.
    Europe,
    /// `Indian/…`.
    Indian,
    /// `Pacific/…`.
    Pacific,
}

impl Region {
    /// All regions.
    pub const ALL: [Self; 10] = [
        Self::Africa,
        Self::America,
        Self::Antarctica,
        Self::Arctic,
        Self::Asia,
        Self::Atlantic,
        Self::Australia,
        Self::Europe,
        Self::Indian,
        Self::Pacific,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Africa => "Africa",
            Self::America => "America",
            Self::Antarctica => "Antarctica",
            Self::Arctic => "Arctic",
            Self::Asia => "Asia",
            Self::Atlantic => "Atlantic",
            Self::Australia => "Australia",
            Self::Europe => "Europe",
            Self::Indian => "Indian",
            Self::Pacific => "Pacific",
        }
    }
}

/// Former names of zones, which the database still has.
const FORMER: [&str; 46] = [
    "Africa/Asmera",
    "Africa/Timbuktu",
    "America/Atka",
    "America/Ensenada",
    "America/Fort_Wayne",
    "America/Godthab",
    "America/Knox_IN",
    "America/Porto_Acre",
    "America/Rosario",
    "America/Santa_Isabel",
    "America/Shiprock",
    "America/Virgin",
    "Antarctica/South_Pole",
    "Asia/Ashkhabad",
    "Asia/Calcutta",
    "Asia/Chungking",
    "Asia/Dacca",
    "Asia/Istanbul",
    "Asia/Katmandu",
    "Asia/Macao",
    "Asia/Rangoon",
    "Asia/Saigon",
    "Asia/Tel_Aviv",
    "Asia/Thimbu",
    "Asia/Ujung_Pandang",
    "Asia/Ulan_Bator",
    "Atlantic/Faeroe",
    "Atlantic/Jan_Mayen",
    "Australia/ACT",
    "Australia/Canberra",
    "Australia/LHI",
    "Australia/NSW",
    "Australia/North",
    "Australia/Queensland",
    "Australia/South",
    "Australia/Tasmania",
    "Australia/Victoria",
    "Australia/West",
    "Australia/Yancowinna",
    "Europe/Belfast",
    "Europe/Kiev",
    "Europe/Nicosia",
    "Europe/Tiraspol",
    "Pacific/Ponape",
    "Pacific/Samoa",
    "Pacific/Truk",
];

/// A zone in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedZone {
    /// The region.
    pub region: Region,
    /// The name in the database, such as `America/Argentina/Buenos_Aires`.
    pub name: String,
    /// The present offset from UTC.
    pub offset: Offset,
}

impl ListedZone {
    /// The place: `Buenos Aires (Argentina)`.
    #[must_use]
    pub fn place(&self) -> String {
        place(&self.name)
    }

    /// The time of day in the zone: `18:36`.
    #[must_use]
    pub fn time(&self, now: Timestamp) -> String {
        self.offset.to_datetime(now).strftime("%H:%M").to_string()
    }

    /// The offset: `UTC+1`, `UTC−3:30`.
    #[must_use]
    pub fn offset(&self) -> String {
        let minutes = self.offset.seconds() / 60;
        let sign = if minutes < 0 { '−' } else { '+' };
        match (minutes.abs() / 60, minutes.abs() % 60) {
            (0, 0) => "UTC".to_owned(),
            (hours, 0) => format!("UTC{sign}{hours}"),
            (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
        }
    }
}

/// The place of a zone with this name.
#[must_use]
pub fn place(name: &str) -> String {
    let mut parts = name.split('/').skip(1).map(|part| part.replace('_', " "));
    match (parts.next(), parts.next()) {
        (Some(country), Some(city)) => format!("{city} ({country})"),
        (Some(city), None) => city,
        _ => name.to_owned(),
    }
}

/// The zones with their offsets at a time, by region and place. Reads the whole database, and frees its cache, which
/// would stay as large as the database.
#[must_use]
pub fn listed(now: Timestamp) -> Vec<ListedZone> {
    let db = jiff::tz::db();
    let names: Vec<String> = db.available().map(|name| name.to_string()).collect();
    let region_of = |name: &str| {
        let (region, _) = name.split_once('/')?;
        Region::ALL.into_iter().find(|known| known.name() == region)
    };
    // `America/Buenos_Aires` is a former name where there is `America/Argentina/Buenos_Aires`.
    let longer: Vec<(&str, &str)> = names
        .iter()
        .filter_map(|name| {
            let (region, rest) = name.split_once('/')?;
            Some((region, rest.split_once('/')?.1))
        })
        .collect();
    let is_former =
        |name: &str| FORMER.contains(&name) || name.split_once('/').is_some_and(|parts| longer.contains(&parts));
    let mut zones: Vec<ListedZone> = names
        .iter()
        .filter(|name| !is_former(name))
        .filter_map(|name| {
            let region = region_of(name)?;
            Some(ListedZone { region, name: name.clone(), offset: db.get(name).ok()?.to_offset(now) })
        })
        .collect();
    db.reset();
    zones.sort_by_cached_key(|zone| (zone.region.name(), zone.place()));
    zones
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_places_with_their_present_offsets() {
        let now: Timestamp = "2026-11-27T17:36:00Z".parse().unwrap();
        let zones = listed(now);
        let zone = |name: &str| zones.iter().find(|zone| zone.name == name);
        let berlin = zone("Europe/Berlin").unwrap();
        assert_eq!(
            (berlin.place(), berlin.time(now), berlin.offset()),
            ("Berlin".into(), "18:36".into(), "UTC+1".into())
        );
        let buenos_aires = zone("America/Argentina/Buenos_Aires").unwrap();
        assert_eq!(
            (buenos_aires.place(), buenos_aires.offset()),
            ("Buenos Aires (Argentina)".into(), "UTC−3".into())
        );
        assert_eq!(zone("Asia/Kathmandu").unwrap().offset(), "UTC+5:45");
        assert_eq!(zone("Europe/London").unwrap().offset(), "UTC");
        for other in [
            "Factory",
            "posixrules",
            "posix/Europe/Berlin",
            "Etc/GMT+1",
            "EST5EDT",
            "America/Buenos_Aires",
            "Asia/Calcutta",
        ] {
            assert!(zone(other).is_none(), "{other}");
        }
        assert!(zones.len() > 300, "{}", zones.len());
    }
}
