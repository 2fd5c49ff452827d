//! What somebody can choose for oneself.

use maud::{Markup, html};

use super::forms::problem;
use super::{Shell, layout};
use crate::model::{Language, LocaleChoice, Zone};

/// The settings: what is chosen, and what came of the last change.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// How pages are to be written.
    pub locale: LocaleChoice,
    /// Whether it has just been saved.
    pub saved: bool,
    /// Why it was not.
    pub problem: Option<String>,
}

/// The page of settings.
#[must_use]
pub fn page(shell: &Shell<'_>, settings: &Settings) -> Markup {
    let t = shell.texts();
    let Settings { locale, saved, problem: refused } = settings;
    let zones = Zone::names();
    let chosen = locale.zone.as_ref().and_then(Zone::name);
    let content = html! {
        (problem(refused.as_deref()))
        @if *saved { p.saved role="status" { (t.settings_saved) } }
        form action="/settings" method="post" {
            div.field {
                label for="language" { (t.language_label) }
                select #language name="language" aria-describedby="language-hint" {
                    option value="" selected[locale.language.is_none()] { (t.language_of_browser) }
                    @for language in Language::ALL {
                        option value=(language.tag()) lang=(language.tag()) selected[locale.language == Some(language)] {
                            (language.own_name())
                        }
                    }
                }
                p.hint #language-hint { (t.language_hint) }
            }
            div.field {
                label for="zone" { (t.zone_label) }
                select #zone name="zone" aria-describedby="zone-hint" {
                    option value="" selected[chosen.is_none()] { (t.zone_of_browser) }
                    @for (region, zones) in by_region(&zones) {
                        optgroup label=(region) {
                            @for zone in zones {
                                option value=(zone) selected[chosen == Some(zone)] { (zone.replace('_', " ")) }
                            }
                        }
                    }
                }
                p.hint #zone-hint { (t.zone_hint) }
            }
            button.primary { (t.save_settings) }
        }
        p { a href="/shortcuts" { (t.keyboard_shortcuts) } }
    };
    layout::sheet(&t.settings, shell, &content)
}

/// Zones beneath the continents and oceans that their names begin with.
fn by_region(zones: &[String]) -> Vec<(&str, Vec<&str>)> {
    let mut regions: Vec<(&str, Vec<&str>)> = Vec::new();
    for zone in zones {
        let region = zone.split_once('/').map_or("UTC", |(region, _)| region);
        match regions.iter_mut().find(|(known, _)| *known == region) {
            Some((_, zones)) => zones.push(zone),
            None => regions.push((region, vec![zone])),
        }
    }
    regions
}
