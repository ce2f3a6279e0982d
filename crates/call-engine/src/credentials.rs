//! Who calls: SDKAppID, identifier and UserSig.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use usersig::{SecretKey, UserSig};

/// Life of the tickets the client mints for itself: twice the day the vendor advises at least.
const LIFE: Duration = Duration::from_secs(2 * 24 * 60 * 60);

/// Where the UserSig comes from.
#[derive(Clone)]
pub(crate) enum Source {
    Minted(SecretKey),
    Ready(String),
}

/// A clock that tests can replace.
pub(crate) type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// The first part of the query of every request, up to the UserSig.
pub(crate) struct Credentials {
    sdk_app_id: u32,
    identifier: String,
    source: Source,
    clock: Clock,
    ticket: RwLock<Option<Ticket>>,
    /// How many seconds the clock is behind the service's.
    behind: AtomicI64,
}

#[derive(Clone)]
struct Ticket {
    query: Arc<str>,
    renew_at: u64,
}

impl Credentials {
    pub(crate) fn new(sdk_app_id: u32, identifier: String, source: Source, clock: Clock) -> Self {
        Self {
            ticket: RwLock::new(None),
            behind: AtomicI64::new(0),
            sdk_app_id,
            identifier,
            source,
            clock,
        }
    }

    /// `sdkappid=…&identifier=…&usersig=…`, with a ticket that is still good for a while.
    pub(crate) fn query(&self) -> Result<Arc<str>, String> {
        let now = self.now();
        let cached = self
            .ticket
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(ticket) = cached.filter(|ticket| now < ticket.renew_at) {
            return Ok(ticket.query);
        }
        let mut held = self.ticket.write().unwrap_or_else(PoisonError::into_inner);
        self.replace(&mut held, now)
    }

    /// Whether a new ticket can be made.
    pub(crate) fn can_renew(&self) -> bool {
        matches!(self.source, Source::Minted(_))
    }

    /// Makes a new ticket in place of one the service refused, unless somebody else has done so since.
    pub(crate) fn renew(&self, refused: &Arc<str>) -> Result<(), String> {
        let mut held = self.ticket.write().unwrap_or_else(PoisonError::into_inner);
        let replaced = held
            .as_ref()
            .is_some_and(|ticket| !Arc::ptr_eq(&ticket.query, refused));
        if !replaced {
            self.replace(&mut held, self.now())?;
        }
        Ok(())
    }

    /// How many seconds the clock is behind the service's. Tickets are minted by the service's clock from here on.
    pub(crate) fn set_clock(&self, service: SystemTime) -> i64 {
        let behind = seconds(service).saturating_sub(seconds((self.clock)()));
        self.behind.store(behind, Ordering::Relaxed);
        behind
    }

    /// How many seconds the corrected clock is from the service's.
    pub(crate) fn clock_error(&self, service: SystemTime) -> u64 {
        self.now()
            .abs_diff(u64::try_from(seconds(service)).unwrap_or(0))
    }

    /// Seconds since 1970 by the service's clock, as far as it is known.
    fn now(&self) -> u64 {
        let behind = self.behind.load(Ordering::Relaxed);
        u64::try_from(seconds((self.clock)()).saturating_add(behind)).unwrap_or(0)
    }

    fn replace(&self, held: &mut Option<Ticket>, now: u64) -> Result<Arc<str>, String> {
        let (query, renew_at) = match &self.source {
            Source::Ready(ticket) => (self.head(ticket), u64::MAX),
            Source::Minted(key) => {
                let ticket = self.mint(key, now)?;
                (self.head(ticket.expose()), now + LIFE.as_secs() / 2)
            }
        };
        let query: Arc<str> = query.into();
        *held = Some(Ticket {
            query: Arc::clone(&query),
            renew_at,
        });
        Ok(query)
    }

    fn mint(&self, key: &SecretKey, now: u64) -> Result<UserSig, String> {
        key.mint(self.sdk_app_id, &self.identifier, now, LIFE)
            .map_err(|error| format!("no UserSig can be made: {error}"))
    }

    fn head(&self, ticket: &str) -> String {
        let mut query = String::with_capacity(64 + ticket.len());
        query.push_str("sdkappid=");
        query.push_str(&self.sdk_app_id.to_string());
        query.push_str("&identifier=");
        encode(&self.identifier, &mut query);
        query.push_str("&usersig=");
        encode(ticket, &mut query);
        query
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("sdk_app_id", &self.sdk_app_id)
            .field("identifier", &self.identifier)
            .finish_non_exhaustive()
    }
}

/// Seconds since 1970.
fn seconds(time: SystemTime) -> i64 {
    let seconds = time
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

/// Percent-encodes everything but what a UserSig and plain names are made of.
fn encode(text: &str, query: &mut String) {
    use fmt::Write as _;
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'*' | b'-' | b'.' | b'_' => {
                query.push(char::from(byte));
            }
            _ => {
                let _ = write!(query, "%{byte:02X}");
            }
        }
    }
}
