//! Until somebody answers or the call is over.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use call_engine_types::operations;
use call_engine_types::types::{CallRecord, GetCallInfoRequest};
use tokio::time::Instant;

use super::call::Call;
use super::members;
use super::patience::{Patience, passes};
use crate::error::Error;

/// Longest ring time-out the service takes.
const LONGEST_RING: Duration = Duration::from_secs(600);
/// What is waited beyond the ring time-out: the service's own time until the end of the call shows.
const SLACK: Duration = Duration::from_secs(10);
/// The first pause between two looks.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest.
const LONGEST_PAUSE: Duration = Duration::from_secs(3);

/// What came of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Somebody is in the call, which goes on.
    Answered {
        /// Who is in it now, without the robot.
        by: Vec<String>,
    },
    /// The call is over; the record tells how it went. `NormalEnd` means that somebody had answered in between.
    Ended(Box<CallRecord>),
    /// The time is up and the call is still there: it rings, or (after [`Wait::until_over`]) it goes on.
    TimeUp,
}

/// Waiting for a call; made by [`Call::wait`], and begun by `.await`.
///
/// It looks with `get_call_info`: after 0.5 s, then with pauses that grow by half up to 3 s, each up to a fifth shorter
/// at random. It stops 10 s after the call's ring time-out, or after 10 min and 10 s when that is not known. When the
/// call is no longer there (101004), it reads the record as [`Call::record`] does. Failures that may pass (no connection,
/// no answer in time, a code that says so) are sat out until the time is up.
///
/// Dropping the future stops the waiting; the call goes on.
///
/// # Errors
///
/// [`Error::is_record_not_found`] means that the call is over and its record did not come. A failure that does not pass,
/// or still stands when the time is up, is returned as it is. Without CallId (C-1), or without knowing the
/// [robot](Call::robot), [`Error::is_invalid_request`], and nothing is sent.
#[derive(Clone)]
#[must_use = "it waits when it is awaited"]
pub struct Wait {
    call: Call,
    within: Option<Duration>,
    record_within: Option<Duration>,
    first: Duration,
    longest: Duration,
    until_over: bool,
}

impl Wait {
    pub(super) fn new(call: Call) -> Self {
        Self {
            call,
            within: None,
            record_within: None,
            first: FIRST_PAUSE,
            longest: LONGEST_PAUSE,
            until_over: false,
        }
    }

    /// Does not stop at an answer: waits until the call is over, for as long as it lasts unless
    /// [`within`](Self::within) says otherwise.
    pub fn until_over(mut self) -> Self {
        self.until_over = true;
        self
    }

    /// How long to wait from now on, instead of until the ring time-out and 10 s have passed. The last look may take the
    /// client's own time-out longer.
    pub fn within(mut self, limit: Duration) -> Self {
        self.within = Some(limit);
        self
    }

    /// How long to wait for the record once the call is over; 15 s unless told otherwise.
    pub fn record_within(mut self, limit: Duration) -> Self {
        self.record_within = Some(limit);
        self
    }

    /// The first and the longest pause between two looks. Every look is a request, and 200 a second are allowed.
    pub fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        self.first = first;
        self.longest = longest;
        self
    }

    fn deadline(&self) -> Option<Instant> {
        let ringing = || match (self.call.attempt(), self.call.began()) {
            (Some(attempt), Some(began)) => began + attempt.ring_timeout() + SLACK,
            _ => Instant::now() + LONGEST_RING + SLACK,
        };
        match self.within {
            // A limit beyond what a clock can say is none.
            Some(limit) => Instant::now().checked_add(limit),
            None if self.until_over => None,
            None => Some(ringing()),
        }
    }

    async fn run(self) -> Result<Outcome, Error> {
        let id = self.call.known_id(&operations::GET_CALL_INFO)?;
        // Only for telling people from the robot, which the end of a call does not need.
        let robot = if self.until_over {
            ""
        } else {
            self.call.known_robot()?
        };
        let mut patience = Patience::new(self.first, self.longest, self.deadline());
        let mut trouble;
        loop {
            match self
                .call
                .client()
                .get_call_info(GetCallInfoRequest::new(id))
                .await
            {
                Ok(info) => {
                    let by = members::answered(info.user_list(), robot);
                    if !by.is_empty() && !self.until_over {
                        return Ok(Outcome::Answered { by });
                    }
                    trouble = None;
                }
                Err(error) if error.is_call_not_found() => break,
                Err(error) if passes(&error) => trouble = Some(error),
                Err(error) => return Err(error),
            }
            if !patience.pause().await {
                return trouble.map_or(Ok(Outcome::TimeUp), Err);
            }
        }
        let mut record = self.call.record();
        if let Some(limit) = self.record_within {
            record = record.within(limit);
        }
        let record = record.pauses(self.first, self.longest).await?;
        Ok(Outcome::Ended(Box::new(record)))
    }
}

impl IntoFuture for Wait {
    type Output = Result<Outcome, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("call", &self.call.id())
            .field("within", &self.within)
            .field("until_over", &self.until_over)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use call_engine_types::types::StartCallByRobotResponse;

    use super::*;
    use crate::answer::Answer;
    use crate::calls::{Attempt, Ring};
    use crate::client::Client;

    fn client() -> Client {
        let builder = Client::builder()
            .base_url("http://127.0.0.1:9")
            .sdk_app_id(1);
        builder
            .user_sig("a-ready-ticket")
            .build()
            .expect("a client")
    }

    fn rung(seconds: u64) -> Call {
        let ring = Ring::audio("robot", ["jack"]).timeout(Duration::from_secs(seconds));
        let attempt: Attempt = ring.attempt(SystemTime::now());
        let answer = Answer::new(StartCallByRobotResponse::default(), None);
        Call::started(client(), attempt, Instant::now(), answer)
    }

    #[tokio::test(start_paused = true)]
    async fn the_time_is_up_ten_seconds_after_the_ring_timeout_whenever_waiting_begins() {
        let call = rung(30);
        let began = Instant::now();
        tokio::time::advance(Duration::from_secs(25)).await;
        let in_seconds = |wait: Wait| wait.deadline().map(|at| (at - began).as_secs());
        assert_eq!(in_seconds(call.wait()), Some(40));
        assert_eq!(
            in_seconds(call.wait().within(Duration::from_secs(5))),
            Some(30)
        );
        // Nothing is known of a call that was only named.
        assert_eq!(in_seconds(client().call("c1").wait()), Some(25 + 610));
        // A call that was answered may last.
        assert_eq!(in_seconds(call.wait().until_over()), None);
        assert_eq!(in_seconds(call.wait().within(Duration::MAX)), None);
    }
}
