//! One request as its observer sees it.

use std::sync::Arc;

use tokio::time::Instant;

use call_engine_types::Effect;

use crate::error::Error;
use crate::observer::{
    AttemptEnded, AttemptStarted, ClockDiffers, Finished, Observer, Outcome, Paced, RetryDecided,
};

/// Tells an observer what happens to one request; says that it was abandoned if nothing else ended it.
pub(crate) struct Watch {
    observer: Arc<dyn Observer>,
    command: String,
    effect: Effect,
    begun: Instant,
    attempt: u32,
    running: Option<Instant>,
    /// Whether an attempt that ended may have run.
    may_have_run: bool,
    over: bool,
}

/// What an answer told.
#[derive(Clone, Copy, Default)]
pub(crate) struct Told<'a> {
    pub code: Option<i64>,
    pub http_status: Option<u16>,
    pub request_id: Option<&'a str>,
}

impl Watch {
    pub(crate) fn new(observer: &Arc<dyn Observer>, command: &str, effect: Effect) -> Self {
        Self {
            observer: Arc::clone(observer),
            command: command.to_owned(),
            effect,
            begun: Instant::now(),
            attempt: 0,
            running: None,
            may_have_run: false,
            over: false,
        }
    }

    pub(crate) fn paced(&self, since: Instant) {
        self.observer.paced(&Paced {
            command: &self.command,
            attempt: self.attempt + 1,
            waited: since.elapsed(),
        });
    }

    pub(crate) fn started(&mut self, backup: bool) {
        self.attempt += 1;
        self.running = Some(Instant::now());
        self.observer.attempt_started(&AttemptStarted {
            command: &self.command,
            attempt: self.attempt,
            backup,
        });
    }

    pub(crate) fn ended(&mut self, outcome: Outcome, told: Told<'_>) {
        let Some(running) = self.running.take() else {
            return;
        };
        self.observer.attempt_ended(&AttemptEnded {
            command: &self.command,
            attempt: self.attempt,
            duration: running.elapsed(),
            outcome,
            code: told.code,
            http_status: told.http_status,
            request_id: told.request_id,
        });
    }

    pub(crate) fn failed(&mut self, error: &Error) {
        self.may_have_run |= error.happened().may_have_run();
        self.ended(error.outcome(), told(error));
    }

    pub(crate) fn retried(&self, error: &Error, pause: std::time::Duration, renewed: bool) {
        self.observer.retry_decided(&RetryDecided {
            command: &self.command,
            attempt: self.attempt,
            after: error.outcome(),
            code: error.code(),
            pause,
            renewed,
        });
    }

    pub(crate) fn clock_differs(&self, behind: i64) {
        self.observer.clock_differs(&ClockDiffers {
            command: &self.command,
            behind,
        });
    }

    /// The request is over with an error.
    pub(crate) fn finished_with(&mut self, error: &Error) {
        let effect = error.may_have_taken_effect();
        self.finish(error.outcome(), told(error), effect);
    }

    /// The request is over with success.
    pub(crate) fn succeeded(&mut self, request_id: Option<&str>) {
        let told = Told {
            request_id,
            ..Told::default()
        };
        self.finish(Outcome::Success, told, false);
    }

    fn finish(&mut self, outcome: Outcome, told: Told<'_>, may_have_taken_effect: bool) {
        self.over = true;
        self.observer.finished(&Finished {
            command: &self.command,
            attempts: self.attempt,
            duration: self.begun.elapsed(),
            outcome,
            code: told.code,
            may_have_taken_effect,
            request_id: told.request_id,
        });
    }
}

fn told(error: &Error) -> Told<'_> {
    Told {
        code: error.code(),
        http_status: error.http_status(),
        request_id: error.request_id(),
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if self.over {
            return;
        }
        let sent = self.running.is_some();
        self.ended(Outcome::Abandoned, Told::default());
        let effect = self.effect != Effect::Read && (sent || self.may_have_run);
        self.finish(Outcome::Abandoned, Told::default(), effect);
    }
}
