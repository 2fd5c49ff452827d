//! Durations without notifications, in words.

use crate::model::notifications::settings::Pause;
use crate::views::i18n::names::Strings;

pub(crate) fn pause_label(pause: Pause, i18n: &Strings) -> &str {
    match pause {
        Pause::HalfHour => &i18n.pause_half_hour,
        Pause::Hour => &i18n.pause_hour,
        Pause::EightHours => &i18n.pause_eight_hours,
        Pause::Tomorrow => &i18n.pause_tomorrow,
        Pause::Week => &i18n.pause_week,
    }
}
