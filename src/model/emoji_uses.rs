//! The emoji that an account uses most.

use jiff::Timestamp;

/// The most emoji remembered for an account.
pub const MAX_EMOJI_USED: u32 = 48;

/// The number of reactions that are one press away.
pub const FAVOURITES: u32 = 2;

/// The time after which a use counts half, in seconds: 30 days.
const HALF_LIFE: f64 = 30.0 * 86_400.0;

/// The weight of the uses of something, recent ones more: the binary logarithm of the sum of 2^(time / half-life) over the times of
/// its uses. Ages never change the order of two heats, so stored ones stay valid.
#[must_use]
pub fn heat_after(before: Option<f64>, used_at: Timestamp) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "seconds since 1970 are exact for longer than needed")]
    let now = used_at.as_second() as f64 / HALF_LIFE;
    before.map_or(now, |before| {
        let (high, low) = if before > now { (before, now) } else { (now, before) };
        high + (low - high).exp2().ln_1p() / std::f64::consts::LN_2
    })
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn frequent_and_recent_uses_are_hotter() {
        let day = |day: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * day);
        let used =
            |days: &[i64]| days.iter().fold(None, |heat, at| Some(heat_after(heat, day(*at)))).unwrap_or_default();
        assert!(used(&[100, 101]) > used(&[101]));
        assert!(used(&[200]) > used(&[100]));
        assert!(used(&[98, 99, 100]) > used(&[101]), "three lately are more than one a little later");
        assert!(used(&[10, 11, 12]) < used(&[100]), "what was used long ago cools");
        assert!((used(&[20_000, 20_000]) - used(&[20_000]) - 1.0).abs() < 1e-9);
    }
}
