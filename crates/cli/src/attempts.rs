//! `--verbose`: what is sent, a line on stderr for each attempt.

use std::fmt::Write as _;

use call_engine::observer::{
    AttemptEnded, AttemptStarted, ClockDiffers, Finished, Observer, Outcome, Paced, RetryDecided,
};

use crate::output::{ASIDE, BAD, GOOD, WAITING, talk};
use crate::span::millis;
use crate::table::plain;

/// Tells every attempt.
#[derive(Debug)]
pub struct Attempts;

impl Observer for Attempts {
    fn paced(&self, event: &Paced<'_>) {
        tell(event.command, &format!("waited {}", millis(event.waited)));
    }

    fn attempt_started(&self, event: &AttemptStarted<'_>) {
        let backup = if event.backup {
            ", to the backup address"
        } else {
            ""
        };
        tell(event.command, &format!("attempt {}{backup}", event.attempt));
    }

    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        let style = if event.outcome == Outcome::Success {
            GOOD
        } else {
            BAD
        };
        let mut text = format!(
            "attempt {}: {style}{}{style:#}",
            event.attempt, event.outcome
        );
        if let Some(code) = event.code {
            let _ = write!(text, " {code}");
        }
        if let Some(status) = event.http_status {
            let _ = write!(text, ", HTTP {status}");
        }
        let _ = write!(text, ", {}", millis(event.duration));
        if let Some(id) = event.request_id {
            let _ = write!(text, ", RequestId {}", plain(id));
        }
        tell(event.command, &text);
    }

    fn retry_decided(&self, event: &RetryDecided<'_>) {
        let renewed = if event.renewed {
            " with a new UserSig"
        } else {
            ""
        };
        let text = format!("again in {}{renewed}", millis(event.pause));
        tell(event.command, &format!("{WAITING}{text}{WAITING:#}"));
    }

    fn clock_differs(&self, event: &ClockDiffers<'_>) {
        let text = match event.behind {
            behind @ 0.. => format!("the clock of this machine is {behind} s behind the service's"),
            ahead => format!(
                "the clock of this machine is {} s ahead of the service's",
                ahead.unsigned_abs()
            ),
        };
        tell(event.command, &format!("{WAITING}{text}{WAITING:#}"));
    }

    fn finished(&self, event: &Finished<'_>) {
        if event.attempts != 1 {
            let text = format!("{} attempts, {}", event.attempts, millis(event.duration));
            tell(event.command, &text);
        }
    }
}

fn tell(command: &str, text: &str) {
    talk(&format!("{ASIDE}{command}:{ASIDE:#} {text}"));
}
