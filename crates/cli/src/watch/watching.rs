//! Looks again and again until it is enough.

use std::future::{Future, IntoFuture as _};
use std::pin::Pin;
use std::time::Duration;

use call_engine::types::{CallRecord, GetCallInfoResponse};
use call_engine::{Answer, Call, Error};
use clap::ValueEnum;
use tokio::time::MissedTickBehavior;

use super::display::Display;
use super::hearing::Hearing;
use super::interrupt::{Choice, OnInterrupt};
use super::members::Change;
use super::outcome::Outcome;
use super::scene::Scene;
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::stop::{Signal, Stop};

/// How often the picture is drawn while nothing is heard.
const REDRAW: Duration = Duration::from_millis(500);
/// The longest pause while looking fails.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// How long to look for the record of a call that was not there at the first look: the record of one that has just ended is there by then.
const PAST_PATIENCE: Duration = Duration::from_secs(6);

/// What is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Until {
    /// Somebody answers, or the call is over.
    Answered,
    /// The call is over.
    #[default]
    Over,
}

/// Watching one call.
pub struct Watching {
    pub call: Call,
    pub scene: Scene,
    pub display: Display,
    pub interval: Duration,
    pub hearing: Hearing,
    pub until: Until,
    pub on_interrupt: OnInterrupt,
    pub stop: Stop,
}

type Looking = Pin<Box<dyn Future<Output = Result<Answer<GetCallInfoResponse>, Error>>>>;

impl Watching {
    /// Watches, shows, and says how it ended.
    pub async fn run(mut self, output: &mut Output) -> Result<Outcome, Failure> {
        let outcome = self.watch(output).await;
        self.display.let_go();
        let outcome = outcome?;
        self.display.outcome(&outcome, &self.scene, output)?;
        Ok(outcome)
    }

    async fn watch(&mut self, output: &mut Output) -> Result<Outcome, Failure> {
        let mut looking = self.look(Duration::ZERO);
        let mut redraw = tokio::time::interval(REDRAW);
        redraw.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                answer = &mut looking => {
                    if let Some(outcome) = self.heard(answer, output).await? {
                        return Ok(outcome);
                    }
                    looking = self.look(self.pause());
                }
                heard = self.hearing.next(&self.scene.call_id) => {
                    let changes = self.scene.hear(heard.left);
                    self.show(&changes, output)?;
                    looking = self.look(Duration::ZERO);
                }
                _ = redraw.tick(), if self.display.is_live() && self.scene.was_seen() => {
                    self.show(&[], output)?;
                }
                signal = self.stop.heard() => return self.interrupted(signal, output).await,
            }
        }
    }

    fn look(&self, pause: Duration) -> Looking {
        let call = self.call.clone();
        Box::pin(async move {
            tokio::time::sleep(pause).await;
            call.info().await
        })
    }

    /// The interval; longer and longer while looking fails.
    fn pause(&self) -> Duration {
        let longer = self
            .interval
            .saturating_mul(1 << self.scene.failed().min(8));
        longer.min(LONGEST_PAUSE).max(self.interval)
    }

    fn show(&mut self, changes: &[Change], output: &mut Output) -> Result<(), Failure> {
        self.display.show(&self.scene.view(), changes, output)
    }

    /// Takes an answer; gives the outcome if it is enough.
    async fn heard(
        &mut self,
        answer: Result<Answer<GetCallInfoResponse>, Error>,
        output: &mut Output,
    ) -> Result<Option<Outcome>, Failure> {
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) if error.is_call_not_found() => {
                return self.over(Some(error), output).await.map(Some);
            }
            Err(error) if error.is_retryable() => {
                if self.scene.failed() == 0 {
                    self.display.trouble(Some(&error.to_string()));
                }
                self.scene.fail(error.to_string());
                self.show(&[], output)?;
                return Ok(None);
            }
            Err(error) => return Err(error.into()),
        };
        if self.scene.failed() > 0 {
            self.display.trouble(None);
        }
        let first = !self.scene.was_seen();
        let changes = self.scene.look(&answer);
        if first {
            self.display.head(&self.scene.view(), output)?;
        }
        self.show(&changes, output)?;
        let by = self.scene.members.answered();
        if self.until == Until::Answered && !by.is_empty() {
            let by = by.into_iter().map(str::to_owned).collect();
            return Ok(Some(Outcome::Answered { by }));
        }
        Ok(None)
    }

    /// The call is no longer there, or was not from the start.
    async fn over(
        &mut self,
        not_found: Option<Error>,
        output: &mut Output,
    ) -> Result<Outcome, Failure> {
        let never_seen = not_found.filter(|_| !self.scene.was_seen());
        if never_seen.is_none() {
            let changes = self.scene.leave();
            self.show(&changes, output)?;
            talk("The call is over. Its record is readable in about 5 s.");
            self.display.let_go();
        }
        let mut record = self.call.record();
        if never_seen.is_some() {
            record = record.within(PAST_PATIENCE);
        }
        let record = tokio::select! {
            record = record.into_future() => record,
            _ = self.stop.heard() => {
                let text = "interrupted before the record came; look for it with";
                let record = &self.scene.record;
                return Err(Failure::Interrupted(Some(format!("{text}: {record}"))));
            }
        };
        match (record, never_seen) {
            (Ok(record), _) => Ok(over(Some(record))),
            (Err(error), Some(not_found)) if error.is_record_not_found() => {
                let hint =
                    "neither a running call nor one that ended in the last 7 days has this CallId";
                Err(Failure::from(not_found).with_hint(hint.to_owned()))
            }
            (Err(error), None) if error.is_record_not_found() => Ok(over(None)),
            (Err(error), _) => Err(error.into()),
        }
    }

    async fn interrupted(
        &mut self,
        signal: Signal,
        output: &mut Output,
    ) -> Result<Outcome, Failure> {
        // Over what the terminal shows for the key.
        if self.scene.was_seen() {
            // The terminal may be what is gone, and what is to become of the call does not depend on it.
            let _ = self.show(&[], output);
        }
        self.display.let_go();
        match self.on_interrupt.choose(signal, &mut self.stop).await {
            Choice::Leave => Ok(Outcome::Left),
            Choice::End => {
                let ended = tokio::select! {
                    ended = self.call.end() => ended?,
                    _ = self.stop.heard() => {
                        let text = "interrupted while the call was being ended: it may be over";
                        return Err(Failure::Late(text.to_owned()));
                    }
                };
                if !ended {
                    talk("It was over already.");
                }
                self.over(None, output).await
            }
        }
    }
}

fn over(record: Option<CallRecord>) -> Outcome {
    Outcome::Over {
        record: record.map(Box::new),
    }
}
