//! From when to when.

use std::time::{Duration, SystemTime};

/// A range of time for [`Client::records`](crate::Client::records), in whole seconds.
///
/// Records are kept for 7 days; the service raises an earlier beginning to that. Which time of a record it compares, and
/// whether the limits belong to the range, is undocumented: ask for a little more, and choose by the record's own times.
///
/// ```
/// use std::time::Duration;
/// use call_engine::TimeRange;
///
/// let day = TimeRange::last(Duration::from_secs(24 * 60 * 60));
/// assert_eq!(day.end() - day.start(), 86_400);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeRange {
    start: i64,
    end: i64,
}

impl TimeRange {
    /// From so long ago until now. Now is when this is called, so that all pages of a run have the same end.
    pub fn last(span: Duration) -> Self {
        let now = SystemTime::now();
        Self::between(now.checked_sub(span).unwrap_or(SystemTime::UNIX_EPOCH), now)
    }

    /// From a moment until now.
    pub fn since(start: SystemTime) -> Self {
        Self::between(start, SystemTime::now())
    }

    /// Everything that is kept: the last 7 days.
    pub fn all() -> Self {
        Self::since(SystemTime::UNIX_EPOCH)
    }

    /// Between two moments. A range that ends before it starts is refused when it is used.
    pub fn between(start: SystemTime, end: SystemTime) -> Self {
        Self::between_seconds(unix_seconds(start), unix_seconds(end))
    }

    /// Between two moments in Unix seconds, the unit of records.
    pub const fn between_seconds(start: i64, end: i64) -> Self {
        Self { start, end }
    }

    /// Its first second since 1970.
    pub const fn start(self) -> i64 {
        self.start
    }

    /// Its last second since 1970.
    pub const fn end(self) -> i64 {
        self.end
    }
}

/// Whole seconds since 1970; 0 for anything before.
pub(crate) fn unix_seconds(moment: SystemTime) -> i64 {
    let since = moment.duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_whole_seconds_and_nothing_is_before_1970() {
        let at = |millis| SystemTime::UNIX_EPOCH + Duration::from_millis(millis);
        let range = TimeRange::between(at(1_999), at(5_000));
        assert_eq!((range.start(), range.end()), (1, 5));
        let early = SystemTime::UNIX_EPOCH - Duration::from_secs(5);
        assert_eq!(TimeRange::between(early, at(0)).start(), 0);
        assert_eq!(TimeRange::last(Duration::MAX).start(), 0);
        assert_eq!(TimeRange::all().start(), 0);
    }
}
