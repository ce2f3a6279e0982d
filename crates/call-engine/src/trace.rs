//! Requests as events of `tracing`.

use tracing::{debug, trace, warn};

use crate::observer::{
    AttemptEnded, AttemptStarted, ClockDiffers, Finished, Observer, Outcome, Paced, RetryDecided,
};

/// Tells requests as events of [`tracing`], with the target `call_engine`.
///
/// | Level | Events |
/// |---|---|
/// | `WARN` | `request failed` (also when abandoned), `request will be sent again`, `clock differs from the service's` |
/// | `DEBUG` | `request succeeded`, `attempt ended`, `waited for the pace` |
/// | `TRACE` | `attempt started` |
///
/// A code after which nothing is wrong, such as 101004 for a call that has ended, is a failed request too. Fields: `command`,
/// `attempt` or `attempts`, `duration_ms`, `outcome`, `code`, `http_status`, `request_id`, `pause_ms`, `may_have_taken_effect`. No
/// event holds a URL, a UserSig or a body.
///
/// ```
/// let builder = call_engine::Client::builder().observer(call_engine::Tracing);
/// # let _ = builder;
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Tracing;

impl Observer for Tracing {
    fn paced(&self, event: &Paced<'_>) {
        debug!(
            target: "call_engine",
            command = event.command,
            attempt = event.attempt,
            duration_ms = milliseconds(event.waited),
            "waited for the pace"
        );
    }

    fn attempt_started(&self, event: &AttemptStarted<'_>) {
        trace!(
            target: "call_engine",
            command = event.command,
            attempt = event.attempt,
            backup = event.backup,
            "attempt started"
        );
    }

    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        debug!(
            target: "call_engine",
            command = event.command,
            attempt = event.attempt,
            duration_ms = milliseconds(event.duration),
            outcome = event.outcome.name(),
            code = event.code,
            http_status = event.http_status,
            request_id = event.request_id,
            "attempt ended"
        );
    }

    fn retry_decided(&self, event: &RetryDecided<'_>) {
        warn!(
            target: "call_engine",
            command = event.command,
            attempt = event.attempt,
            outcome = event.after.name(),
            code = event.code,
            pause_ms = milliseconds(event.pause),
            renewed = event.renewed,
            "request will be sent again"
        );
    }

    fn clock_differs(&self, event: &ClockDiffers<'_>) {
        warn!(
            target: "call_engine",
            command = event.command,
            behind_s = event.behind,
            "clock differs from the service's"
        );
    }

    fn finished(&self, event: &Finished<'_>) {
        let duration_ms = milliseconds(event.duration);
        if event.outcome == Outcome::Success {
            debug!(
                target: "call_engine",
                command = event.command,
                attempts = event.attempts,
                duration_ms,
                request_id = event.request_id,
                "request succeeded"
            );
        } else {
            warn!(
                target: "call_engine",
                command = event.command,
                attempts = event.attempts,
                duration_ms,
                outcome = event.outcome.name(),
                code = event.code,
                request_id = event.request_id,
                may_have_taken_effect = event.may_have_taken_effect,
                "request failed"
            );
        }
    }
}

fn milliseconds(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
