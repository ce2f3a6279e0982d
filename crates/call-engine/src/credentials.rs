//! Who calls: SDKAppID, identifier and UserSig.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use arc_swap::ArcSwapOption;
use tokio::sync::Mutex;
use usersig::SecretKey;

use crate::error::Kind;
use crate::provider::{ProvidedUserSig, UserSigProvider, UserSigRequest, masked};
use crate::signed::Signed;

/// Life of the tickets the client mints for itself: twice the day the vendor advises at least.
const LIFE: Duration = Duration::from_secs(2 * 24 * 60 * 60);
/// A ticket is not sent in its last seconds: it must outlive the way to the service.
const MARGIN: u64 = 60;
/// How long before that a provider is asked for the next one, at most.
const AHEAD: u64 = 10 * 60;
/// How long a provider that failed is left alone while there is a ticket that is still good.
const PAUSE: u64 = 30;
/// A clock set back by more than this makes a ticket one of the future.
const SET_BACK: u64 = 5 * 60;
/// Longest wait for a provider while there is a ticket that is still good.
const EARLY_WAIT: Duration = Duration::from_secs(2);

/// Where the UserSig comes from.
#[derive(Clone)]
pub(crate) enum Source {
    Minted(SecretKey),
    Ready(String),
    Provided(Arc<dyn UserSigProvider>),
}

/// A clock that tests can replace.
pub(crate) type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// The signed part of every request.
///
/// A request reads it without a lock. Who finds it old takes the gate and renews it; the others go on with the old one
/// while that is good, and wait otherwise.
pub(crate) struct Credentials {
    sdk_app_id: u32,
    identifier: String,
    source: Source,
    clock: Clock,
    /// How many seconds the clock is behind the service's.
    behind: AtomicI64,
    /// Longest wait for a provider.
    limit: Duration,
    current: ArcSwapOption<Head>,
    gate: Mutex<Option<Kind>>,
    /// How often the provider failed; whoever waited during a failure shares it.
    failures: AtomicU64,
    /// No early renewal before this.
    pause_until: AtomicU64,
}

struct Head {
    signed: Arc<Signed>,
    issued_at: u64,
    renew_at: u64,
    good_until: u64,
}

impl Head {
    fn is_fresh(&self, now: u64) -> bool {
        now < self.renew_at && self.issued_at <= now.saturating_add(SET_BACK)
    }

    fn is_good(&self, now: u64) -> bool {
        now < self.good_until
    }
}

impl Credentials {
    pub(crate) fn new(
        sdk_app_id: u32,
        identifier: String,
        source: Source,
        clock: Clock,
        limit: Duration,
    ) -> Self {
        Self {
            sdk_app_id,
            identifier,
            source,
            clock,
            behind: AtomicI64::new(0),
            limit,
            current: ArcSwapOption::empty(),
            gate: Mutex::new(None),
            failures: AtomicU64::new(0),
            pause_until: AtomicU64::new(0),
        }
    }

    /// The signed part of a request, with a ticket that is still good for a while.
    pub(crate) async fn signed(&self) -> Result<Arc<Signed>, Kind> {
        let now = self.now();
        if let Some(head) = self.current.load().as_ref()
            && head.is_fresh(now)
        {
            return Ok(Arc::clone(&head.signed));
        }
        match self.current.load_full().filter(|head| head.is_good(now)) {
            Some(head) => Ok(self.early(&head, now).await),
            None => self.late().await,
        }
    }

    /// Gets another ticket in place of one the service refused, unless somebody else has done so since. `false` when
    /// there is no other.
    pub(crate) async fn renew(&self, refused: &Signed) -> Result<bool, Kind> {
        if matches!(self.source, Source::Ready(_)) {
            return Ok(false);
        }
        let _gate = self.gate.lock().await;
        let signed = match self.current.load_full() {
            Some(head) if *head.signed != *refused => Arc::clone(&head.signed),
            _ => self.obtain(self.limit).await?,
        };
        // One that was minted in the same second looks the same, and is as new as can be.
        Ok(matches!(self.source, Source::Minted(_)) || *signed != *refused)
    }

    /// How many seconds the clock is behind the service's. Tickets are minted by the service's clock from here on.
    pub(crate) fn set_clock(&self, service: SystemTime) -> i64 {
        let behind = signed(seconds(service)).saturating_sub(signed(seconds((self.clock)())));
        self.behind.store(behind, Ordering::Relaxed);
        behind
    }

    /// How many seconds the corrected clock is from the service's.
    pub(crate) fn clock_error(&self, service: SystemTime) -> u64 {
        self.now().abs_diff(seconds(service))
    }

    /// One caller renews while the others go on; a failure is for later.
    async fn early(&self, head: &Head, now: u64) -> Arc<Signed> {
        let old = Arc::clone(&head.signed);
        if now < self.pause_until.load(Ordering::Relaxed) {
            return old;
        }
        let Ok(_gate) = self.gate.try_lock() else {
            return old;
        };
        // Somebody may have renewed it between the look and the gate.
        if let Some(signed) = self.fresh() {
            return signed;
        }
        let obtained = self.obtain(self.limit.min(EARLY_WAIT)).await;
        obtained.unwrap_or_else(|_| {
            self.pause_until.store(now + PAUSE, Ordering::Relaxed);
            old
        })
    }

    /// Everybody waits for the one who renews, and shares what came of it.
    async fn late(&self) -> Result<Arc<Signed>, Kind> {
        let seen = self.failures.load(Ordering::Acquire);
        let mut failure = self.gate.lock().await;
        if let Some(signed) = self.fresh() {
            return Ok(signed);
        }
        if let Some(kind) = &*failure
            && self.failures.load(Ordering::Acquire) != seen
        {
            return Err(kind.clone());
        }
        let obtained = self.obtain(self.limit).await;
        *failure = obtained.as_ref().err().cloned();
        if failure.is_some() {
            self.failures.fetch_add(1, Ordering::Release);
        }
        obtained
    }

    fn fresh(&self) -> Option<Arc<Signed>> {
        let now = self.now();
        let head = self.current.load();
        let head = head.as_ref().filter(|head| head.is_fresh(now));
        head.map(|head| Arc::clone(&head.signed))
    }

    /// Seconds since 1970 by the service's clock, as far as it is known.
    fn now(&self) -> u64 {
        let behind = self.behind.load(Ordering::Relaxed);
        seconds((self.clock)()).saturating_add_signed(behind)
    }

    /// Makes, or asks for, the next ticket. Only behind the gate.
    async fn obtain(&self, limit: Duration) -> Result<Arc<Signed>, Kind> {
        let now = self.now();
        let head = match &self.source {
            Source::Ready(ticket) => self.lasting(ticket),
            Source::Minted(key) => {
                let ticket = key
                    .mint(self.sdk_app_id, &self.identifier, now, LIFE)
                    .map_err(|error| Kind::Setup(format!("no UserSig can be made: {error}")))?;
                Head {
                    signed: self.sign(ticket.expose()),
                    issued_at: now,
                    renew_at: now + LIFE.as_secs() / 2,
                    good_until: ticket.expires_at() - MARGIN,
                }
            }
            Source::Provided(provider) => {
                let request = UserSigRequest::new(self.sdk_app_id, &self.identifier);
                let asked = tokio::time::timeout(limit, provider.user_sig(request)).await;
                let given = asked
                    .map_err(|_| format!("the provider did not answer within {limit:?}"))
                    .and_then(|given| given.map_err(|error| masked(&*error)))
                    .and_then(|given| self.provided(&given))
                    .map_err(Kind::NoUserSig);
                given?
            }
        };
        let signed = Arc::clone(&head.signed);
        self.current.store(Some(Arc::new(head)));
        Ok(signed)
    }

    /// What a provider gave, if it can be sent.
    fn provided(&self, given: &ProvidedUserSig) -> Result<Head, String> {
        let ticket = given.ticket();
        if let Some(why) = unlike_a_ticket(ticket) {
            return Err(format!("the UserSig of the provider {why}"));
        }
        let Some(expires_at) = given.expiry().map(seconds) else {
            return Ok(self.lasting(ticket));
        };
        let life = expires_at.saturating_sub(self.now());
        if life == 0 {
            return Err("the UserSig of the provider has expired".to_owned());
        }
        let good_until = expires_at - (life / 10).min(MARGIN);
        Ok(Head {
            signed: self.sign(ticket),
            issued_at: 0,
            renew_at: good_until - (life / 5).min(AHEAD),
            good_until,
        })
    }

    /// A ticket of unknown life.
    fn lasting(&self, ticket: &str) -> Head {
        Head {
            signed: self.sign(ticket),
            issued_at: 0,
            renew_at: u64::MAX,
            good_until: u64::MAX,
        }
    }

    fn sign(&self, ticket: &str) -> Arc<Signed> {
        Arc::new(Signed::new(self.sdk_app_id, &self.identifier, ticket))
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

/// Why a text can be no ticket.
pub(crate) fn unlike_a_ticket(text: &str) -> Option<&'static str> {
    (text.is_empty() || text.contains(char::is_whitespace))
        .then_some("is empty or holds white space")
}

fn signed(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

fn seconds(moment: SystemTime) -> u64 {
    moment
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";

    fn at(clock: &Arc<AtomicU64>, source: Source) -> Credentials {
        let clock = Arc::clone(clock);
        let now = move || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed));
        let name = "administrator".to_owned();
        Credentials::new(1, name, source, Arc::new(now), Duration::from_secs(10))
    }

    fn minted() -> Source {
        Source::Minted(SecretKey::new(KEY).expect("a key"))
    }

    #[tokio::test]
    async fn a_refused_ticket_is_replaced_once_for_all_who_were_refused() {
        let clock = Arc::new(AtomicU64::new(1_700_000_000));
        let credentials = at(&clock, minted());
        let refused = credentials.signed().await.expect("a ticket");
        // The same second gives the same ticket.
        assert!(credentials.renew(&refused).await.expect("no failure"));
        clock.fetch_add(1, Ordering::Relaxed);
        assert!(credentials.renew(&refused).await.expect("no failure"));
        let first = credentials.signed().await.expect("a ticket");
        assert!(first != refused);
        clock.fetch_add(1, Ordering::Relaxed);
        assert!(credentials.renew(&refused).await.expect("no failure"));
        assert!(credentials.signed().await.expect("a ticket") == first);
        let ready = at(&clock, Source::Ready("ticket".to_owned()));
        let refused = ready.signed().await.expect("a ticket");
        assert!(!ready.renew(&refused).await.expect("no failure"));
    }

    #[tokio::test]
    async fn a_clock_that_is_set_back_makes_a_new_ticket() {
        let clock = Arc::new(AtomicU64::new(1_700_000_000));
        let credentials = at(&clock, minted());
        let first = credentials.signed().await.expect("a ticket");
        clock.fetch_sub(SET_BACK, Ordering::Relaxed);
        assert!(credentials.signed().await.expect("a ticket") == first);
        clock.fetch_sub(1, Ordering::Relaxed);
        assert!(credentials.signed().await.expect("a ticket") != first);
    }
}
