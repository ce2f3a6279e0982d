//! The one place that decides whether a request is sent again. No clock, no socket, no lock.

use std::time::Duration;

use call_engine_types::code::Retry;
use call_engine_types::{CodeInfo, Effect};

use crate::error::code::{NO_CALL, NO_RECORD, NO_WEBHOOK};

/// What the service gives itself for an answer (647/68926).
const SERVICE_TIME: Duration = Duration::from_secs(3);

/// What is known of an attempt that failed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Happened {
    /// Nothing was sent, and the same request fails again.
    NotSent,
    /// No connection came about; nothing was sent.
    NoConnection,
    /// It was sent, and nobody knows whether it ran.
    Unknown,
    /// It was sent, and the same answer would come again.
    Settled,
    /// A code of the service; `None` if the catalogue does not have it.
    Code(Option<&'static CodeInfo>),
}

impl Happened {
    /// Whether a command that changes something may have done so.
    pub(crate) fn may_have_run(self) -> bool {
        match self {
            Self::NotSent | Self::NoConnection => false,
            Self::Unknown | Self::Settled => true,
            Self::Code(info) => info.is_none_or(CodeInfo::may_have_run),
        }
    }
}

/// Everything the decision depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Situation {
    pub effect: Effect,
    pub happened: Happened,
    /// Attempts so far, and how many there may be.
    pub attempts: u32,
    pub most: u32,
    /// The pause there would be before the next attempt.
    pub pause: Duration,
    /// Until the end of the total time.
    pub left: Duration,
    /// The limit of one attempt.
    pub timeout: Duration,
    /// Whether the budget has a retry.
    pub budget: bool,
    /// Whether a new UserSig can be made, and none was made for this request.
    pub renewable: bool,
}

/// Whether to send the request again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Stop,
    /// After the pause.
    Again,
    /// At once, with a new UserSig.
    Renewed,
}

/// Decides whether to send the request again.
pub(crate) fn decide(situation: &Situation) -> Decision {
    let Situation { effect, left, .. } = *situation;
    let wanted = wanted(situation);
    let pause = match wanted {
        Decision::Stop => return Decision::Stop,
        Decision::Renewed => Duration::ZERO,
        Decision::Again if !situation.budget => return Decision::Stop,
        Decision::Again => situation.pause,
    };
    let begins = left.checked_sub(pause).unwrap_or_default();
    let too_late = begins.is_zero() || begins < needed(effect, situation.timeout);
    if situation.attempts >= situation.most || too_late {
        return Decision::Stop;
    }
    wanted
}

/// How much of the total time must be left for an attempt that comes after a wait. An answer that is cut off would make a start
/// that certainly did not ring one that perhaps did.
pub(crate) fn needed(effect: Effect, timeout: Duration) -> Duration {
    match effect {
        Effect::PlacesCall => timeout.min(SERVICE_TIME),
        Effect::Read | Effect::Idempotent => Duration::ZERO,
    }
}

/// What would be right if time and number did not matter.
fn wanted(situation: &Situation) -> Decision {
    let twice = situation.effect != Effect::PlacesCall;
    let unless_it_rings_twice = |may_have_run: bool| {
        if twice || !may_have_run {
            Decision::Again
        } else {
            Decision::Stop
        }
    };
    match situation.happened {
        Happened::NotSent | Happened::Settled => Decision::Stop,
        Happened::NoConnection => Decision::Again,
        Happened::Unknown | Happened::Code(None) => unless_it_rings_twice(true),
        Happened::Code(Some(info)) => match info.retry() {
            // It takes seconds until there is a record, and whoever expects one waits for it: `Call::record`.
            Retry::Delay if info.code() == NO_RECORD => Decision::Stop,
            Retry::Delay => unless_it_rings_twice(info.may_have_run()),
            Retry::Idempotent => unless_it_rings_twice(true),
            Retry::Reauth if situation.renewable && (twice || !info.may_have_run()) => {
                Decision::Renewed
            }
            // `Never`, and whatever a later edition adds.
            _ => Decision::Stop,
        },
    }
}

/// Whether a code says that an earlier attempt of the same request, whose outcome is unknown, reached the goal: the call has ended
/// (101004), the configuration is gone (100301). Inferred.
pub(crate) fn reaches_goal(command: &str, code: i64) -> bool {
    matches!(
        (command, code),
        ("end_call", NO_CALL) | ("delete_callback", NO_WEBHOOK)
    )
}
