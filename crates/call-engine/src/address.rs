//! Where requests go: the address of the site, and its backup.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use reqwest::Url;

/// How long the backup address is kept after the first one failed.
const STAY: Duration = Duration::from_secs(60);

/// Most addresses.
pub(crate) const MOST: usize = 2;

/// One or two addresses, each without a slash at its end.
pub(crate) struct Addresses {
    all: Vec<String>,
    /// Until when requests begin at the backup, in milliseconds of `since`; 0 for the first address.
    away_until: AtomicU64,
    since: Instant,
}

impl Addresses {
    pub(crate) fn new(first: String, backup: Option<String>) -> Self {
        Self {
            all: [Some(first), backup].into_iter().flatten().collect(),
            away_until: AtomicU64::new(0),
            since: Instant::now(),
        }
    }

    /// Where the next request begins: the address that worked, for a while.
    pub(crate) fn current(&self) -> usize {
        let until = self.away_until.load(Ordering::Relaxed);
        usize::from(until != 0 && self.now() < until)
    }

    /// Where a request goes on after it found nobody at `failed`; later requests begin there too.
    pub(crate) fn leave(&self, failed: usize) -> usize {
        if self.all.len() < 2 {
            return failed;
        }
        let until = match failed {
            0 => self.now() + u64::try_from(STAY.as_millis()).unwrap_or(u64::MAX),
            _ => 0,
        };
        self.away_until.store(until, Ordering::Relaxed);
        1 - failed
    }

    /// Where requests go as long as nothing is wrong.
    pub(crate) fn first(&self) -> &str {
        self.all.first().map_or("", String::as_str)
    }

    /// The address of a command.
    pub(crate) fn url(&self, address: usize, path: &str) -> Result<Url, String> {
        let base = self.all.get(address).map_or("", String::as_str);
        Url::parse(&format!("{base}{path}"))
            .map_err(|error| format!("the address of the command cannot be read: {error}"))
    }

    fn now(&self) -> u64 {
        u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
