//! Spans and moments of time, as people write and read them.

use std::time::Duration;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

const UNITS: &[(&str, u64)] = &[
    ("ms", 1),
    ("s", 1_000),
    ("m", 60_000),
    ("h", 3_600_000),
    ("d", 86_400_000),
];

/// Seconds that the service keeps records.
pub const WEEK: i64 = 7 * 24 * 60 * 60;

/// Reads `30s`, `1500ms`, `2m`, `1h30m`, `2d`.
pub fn parse(text: &str) -> Result<Duration, String> {
    let trimmed = text.trim();
    if !trimmed.is_empty() && trimmed.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!(
            "{trimmed} of what? Write {trimmed}s for seconds or {trimmed}ms for milliseconds"
        ));
    }
    let wrong =
        || format!("{text:?} is no span of time: write it like 30s, 1500ms, 2m, 1h30m or 2d");
    let mut rest = trimmed;
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, after) = rest.split_at(digits);
        let letters = after.len()
            - after
                .trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .len();
        let (unit, after) = after.split_at(letters);
        let (_, millis) = UNITS
            .iter()
            .find(|(name, _)| *name == unit)
            .ok_or_else(wrong)?;
        total = number
            .parse::<u64>()
            .ok()
            .and_then(|number| number.checked_mul(*millis))
            .and_then(|more| total.checked_add(more))
            .ok_or_else(wrong)?;
        rest = after;
    }
    if trimmed.is_empty() {
        return Err(wrong());
    }
    Ok(Duration::from_millis(total))
}

/// Reads a moment as Unix seconds: `2d` (that long ago), `now`, `2025-12-05` or `2025-12-05 10:00` in this machine's time zone,
/// `2025-12-05T10:00:00Z`, or Unix seconds.
pub fn moment(text: &str) -> Result<i64, String> {
    let now = Timestamp::now().as_second();
    let text = text.trim();
    if text == "now" {
        return Ok(now);
    }
    if let Ok(seconds) = text.parse::<i64>() {
        return Ok(seconds);
    }
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment.as_second());
    }
    if let Ok(moment) = text.parse::<DateTime>() {
        // A day begins at midnight; a time that the clocks skip, or show twice, is the one that people would mean.
        let zoned = moment.to_zoned(TimeZone::system());
        return zoned
            .map(|zoned| zoned.timestamp().as_second())
            .map_err(|error| format!("{text:?} is no moment: {error}"));
    }
    if let Ok(ago) = parse(text) {
        let ago = i64::try_from(ago.as_secs()).unwrap_or(i64::MAX);
        return Ok(now.saturating_sub(ago).max(0));
    }
    Err(format!(
        "{text:?} is no moment: write how long ago (2d, 90m), a day (2025-12-05), RFC 3339 (2025-12-05T10:00:00Z) or Unix seconds"
    ))
}

/// A moment in Unix seconds as RFC 3339 in UTC; the number itself when no calendar reaches it.
pub fn utc(seconds: i64) -> String {
    Timestamp::from_second(seconds)
        .map_or_else(|_| seconds.to_string(), |moment| moment.to_string())
}

/// A moment in Unix milliseconds as RFC 3339 in UTC.
pub fn utc_millis(millis: i64) -> String {
    Timestamp::from_millisecond(millis)
        .map_or_else(|_| millis.to_string(), |moment| moment.to_string())
}

/// A moment in Unix milliseconds by the clock on this wall, such as `%H:%M:%S`.
pub fn local(millis: i64, format: &str) -> String {
    let Ok(moment) = Timestamp::from_millisecond(millis) else {
        return millis.to_string();
    };
    let there = moment.to_zoned(TimeZone::system());
    there.strftime(format).to_string()
}

/// Now, in Unix seconds.
pub fn now() -> i64 {
    Timestamp::now().as_second()
}

/// Whose clock shows a moment to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// This machine's; `TZ` is heeded.
    Local,
    Utc,
}

impl Times {
    pub fn in_utc(utc: bool) -> Self {
        if utc { Self::Utc } else { Self::Local }
    }

    /// A moment in Unix seconds, as `2025-12-05 11:00:00+01:00` or in UTC; the number itself when no calendar reaches it.
    pub fn text(self, seconds: i64) -> String {
        match (self, self.zoned(seconds)) {
            (Self::Utc, _) => utc(seconds),
            (Self::Local, Some(moment)) => moment.strftime("%Y-%m-%d %H:%M:%S%:z").to_string(),
            (Self::Local, None) => seconds.to_string(),
        }
    }

    /// The day of a moment.
    pub fn day(self, seconds: i64) -> Option<Date> {
        self.zoned(seconds).map(|moment| moment.date())
    }

    fn zoned(self, seconds: i64) -> Option<Zoned> {
        let zone = match self {
            Self::Local => TimeZone::system(),
            Self::Utc => TimeZone::UTC,
        };
        Some(Timestamp::from_second(seconds).ok()?.to_zoned(zone))
    }
}

/// A span of seconds, as `1h02m03s`, `2m05s`, `42s`.
pub fn seconds(span: i64) -> String {
    let span = span.max(0);
    let (hours, minutes, seconds) = (span / 3_600, span / 60 % 60, span % 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds}s"),
        (0, _) => format!("{minutes}m{seconds:02}s"),
        _ => format!("{hours}h{minutes:02}m{seconds:02}s"),
    }
}

/// A short span, as `1.5 ms`.
pub fn millis(span: Duration) -> String {
    format!("{:.1} ms", span.as_secs_f64() * 1_000.0)
}

/// A span in whole seconds, as `2m05s`.
pub fn whole(span: Duration) -> String {
    seconds(i64::try_from(span.as_secs()).unwrap_or(i64::MAX))
}

/// A moment by the clock on the wall, and how far it is from now.
pub fn beside(seconds: u64, now: u64) -> String {
    let moment = i64::try_from(seconds).unwrap_or(i64::MAX);
    let wall = Times::Local.text(moment);
    let apart = seconds.abs_diff(now);
    let apart = match apart / 86_400 {
        0 | 1 => self::seconds(i64::try_from(apart).unwrap_or(i64::MAX)),
        days => format!("{days} days"),
    };
    if seconds > now {
        format!("{wall}, in {apart}")
    } else {
        format!("{wall}, {apart} ago")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_numbers_with_units() {
        let millis = |text| parse(text).map(|span| span.as_millis());
        assert_eq!(millis("30s"), Ok(30_000));
        assert_eq!(millis("1500ms"), Ok(1_500));
        assert_eq!(millis("1h30m"), Ok(5_400_000));
        assert_eq!(millis("2d"), Ok(172_800_000));
        for wrong in [
            "",
            "s",
            "3 s",
            "3x",
            "-3s",
            "3s4",
            "99999999999999999999d",
            "é",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_number_without_a_unit_is_asked_for_its_unit() {
        let error = parse("30").unwrap_err();
        assert!(error.contains("30s") && error.contains("30ms"), "{error}");
    }

    #[test]
    fn a_moment_is_written_in_three_ways() {
        assert_eq!(moment("1700000000"), Ok(1_700_000_000));
        assert_eq!(moment("2023-11-14T22:13:20Z"), Ok(1_700_000_000));
        let ago = moment("2d").expect("a moment");
        assert!((moment("now").expect("a moment") - ago - 172_800).abs() <= 1);
        assert!(moment("yesterday").is_err());
        assert_eq!(utc(1_700_000_000), "2023-11-14T22:13:20Z");
        assert_eq!(utc(i64::MAX), i64::MAX.to_string());
    }

    #[test]
    fn what_is_shown_of_a_moment_is_that_moment_when_it_is_read() {
        for times in [Times::Local, Times::Utc] {
            let text = times.text(1_700_000_000);
            assert_eq!(moment(&text), Ok(1_700_000_000), "{text}");
            assert_eq!(times.text(i64::MAX), i64::MAX.to_string());
        }
        let day = Times::Local.day(1_700_000_000).expect("a day");
        let midnight = moment(&day.to_string()).expect("a moment");
        assert_eq!(Times::Local.day(midnight), Some(day));
        assert_ne!(Times::Local.day(midnight - 1), Some(day));
    }

    #[test]
    fn a_moment_is_told_beside_now() {
        let now = 1_700_000_000;
        assert!(beside(now + 3_600, now).ends_with(", in 1h00m00s"));
        assert!(beside(now - 65, now).ends_with(", 1m05s ago"));
        assert!(beside(now + 15_552_000, now).ends_with(", in 180 days"));
        assert!(beside(now, now).starts_with("2023-11-1"));
        assert!(beside(u64::MAX, now).ends_with(" days"));
    }

    #[test]
    fn a_span_is_read_easily() {
        assert_eq!(seconds(42), "42s");
        assert_eq!(seconds(125), "2m05s");
        assert_eq!(seconds(3_723), "1h02m03s");
    }
}
