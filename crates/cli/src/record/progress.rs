//! How far it is, on stderr.

use std::time::{Duration, Instant};

use crate::output::{is_watched, talk, talk_on};

/// Shortest time between two looks at a terminal.
const FRAME: Duration = Duration::from_millis(100);
/// Time between two lines where nobody watches.
const LINE: Duration = Duration::from_secs(10);

#[derive(Debug)]
pub struct Progress {
    /// Whether anything is said.
    on: bool,
    watched: bool,
    begun: Instant,
    said: Instant,
    /// Whether a line stands there that is to be overwritten.
    stands: bool,
    total: Option<i64>,
    /// What earlier runs wrote.
    before: u64,
}

impl Progress {
    pub fn new(on: bool, total: Option<i64>, before: u64) -> Self {
        let now = Instant::now();
        Self {
            on,
            watched: is_watched(),
            begun: now,
            said: now,
            stands: false,
            total,
            before,
        }
    }

    /// So many records are written, those of earlier runs included.
    pub fn at(&mut self, records: u64) {
        let pause = if self.watched { FRAME } else { LINE };
        if !self.on || self.said.elapsed() < pause {
            return;
        }
        self.said = Instant::now();
        let of = self
            .total
            .map_or(String::new(), |total| format!(" of {total}"));
        let line = format!(
            "{records}{of} records, {:.0}/s",
            rate(records.saturating_sub(self.before), self.begun.elapsed())
        );
        if self.watched {
            talk_on(&format!("\r\x1b[K{line}"));
            self.stands = true;
        } else {
            talk(&line);
        }
    }

    /// The line of the terminal is free for something else.
    pub fn end(&mut self) {
        if std::mem::take(&mut self.stands) {
            talk_on("\r\x1b[K");
        }
    }

    pub fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }
}

/// So many in a second.
#[expect(clippy::cast_precision_loss, reason = "shown to people")]
pub fn rate(records: u64, span: Duration) -> f64 {
    records as f64 / span.as_secs_f64().max(0.001)
}
