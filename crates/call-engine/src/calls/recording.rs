//! The record of a call, once it can be read.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use call_engine_types::operations;
use call_engine_types::types::{CallRecord, GetRecordByCallidRequest};
use tokio::time::Instant;

use super::call::Call;
use super::patience::{Patience, passes};
use crate::error::{Error, Kind};

/// A record can be read about 5 s after the end of its call (647/68940).
const PATIENCE: Duration = Duration::from_secs(15);
/// The first pause between two looks.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest.
const LONGEST_PAUSE: Duration = Duration::from_secs(3);

/// Reading the record of a call; made by [`Call::record`], and begun by `.await`.
///
/// A record appears about 5 s after the end of its call, and is kept for 7 days. So 101050 is not believed at first: it
/// asks again, after 0.5 s and then with pauses that grow by half up to 3 s, for 15 s. Failures that may pass are sat out
/// likewise.
///
/// # Errors
///
/// [`Error::is_record_not_found`] when the time is up: the call still runs, is older than 7 days, or never was.
/// Otherwise the last failure.
#[derive(Clone)]
#[must_use = "it reads when it is awaited"]
pub struct ReadRecord {
    call: Call,
    within: Duration,
    first: Duration,
    longest: Duration,
}

impl ReadRecord {
    pub(super) fn new(call: Call) -> Self {
        Self {
            call,
            within: PATIENCE,
            first: FIRST_PAUSE,
            longest: LONGEST_PAUSE,
        }
    }

    /// How long to ask, counted from now; zero asks once.
    pub fn within(mut self, limit: Duration) -> Self {
        self.within = limit;
        self
    }

    /// The first and the longest pause between two requests.
    pub fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        self.first = first;
        self.longest = longest;
        self
    }

    async fn run(self) -> Result<CallRecord, Error> {
        let operation = &operations::GET_RECORD_BY_CALLID;
        let id = self.call.known_id(operation)?;
        let deadline = Instant::now().checked_add(self.within);
        let mut patience = Patience::new(self.first, self.longest, deadline);
        loop {
            let request = GetRecordByCallidRequest::new(id);
            let error = match self.call.client().get_record_by_callid(request).await {
                Ok(answer) => {
                    let request_id = answer.request_id().map(str::to_owned);
                    return answer.into_inner().call_record.ok_or_else(|| {
                        let kind = Kind::Decode {
                            path: "Response.CallRecord".to_owned(),
                            message: "is missing".to_owned(),
                            settled: true,
                        };
                        let error = Error::new(operation, kind).with_status(200);
                        error.with_request_id(request_id)
                    });
                }
                Err(error) => error,
            };
            let again = error.is_record_not_found() || passes(&error);
            if !again || !patience.pause().await {
                return Err(error);
            }
        }
    }
}

impl IntoFuture for ReadRecord {
    type Output = Result<CallRecord, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for ReadRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadRecord")
            .field("call", &self.call.id())
            .field("within", &self.within)
            .finish_non_exhaustive()
    }
}
