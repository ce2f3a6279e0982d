//! A call that was started.

use std::fmt;
use std::sync::Arc;

use call_engine_types::types::{
    CalleeResult, EndCallRequest, GetCallInfoRequest, GetCallInfoResponse, StartCallByRobotResponse,
};
use call_engine_types::validate::ValidationError;
use call_engine_types::{Operation, Room, operations};
use tokio::time::Instant;

use super::attempt::Attempt;
use super::recording::ReadRecord;
use super::waiting::Wait;
use crate::answer::Answer;
use crate::client::Client;
use crate::error::{Error, Kind};

/// A call: from [`Client::ring`], from an identifier by [`Client::call`], or found by [`Client::find_call`].
///
/// Cheap to clone. Dropping it ends nothing. Its `Display` is the CallId.
#[derive(Clone)]
pub struct Call {
    client: Client,
    inner: Arc<Inner>,
}

#[derive(Clone, Default)]
struct Inner {
    id: Option<String>,
    robot: Option<String>,
    attempt: Option<Attempt>,
    /// When the request was sent, by the clock that pauses are measured with.
    began: Option<Instant>,
    request_id: Option<String>,
    results: Vec<CalleeResult>,
}

impl Client {
    /// A call by its identifier, such as one that was kept in a database or came with a webhook. Nothing is sent.
    pub fn call(&self, id: impl Into<String>) -> Call {
        let inner = Inner {
            id: Some(id.into()),
            ..Inner::default()
        };
        Call::new(self.clone(), inner)
    }
}

impl Call {
    fn new(client: Client, inner: Inner) -> Self {
        Self {
            client,
            inner: Arc::new(inner),
        }
    }

    pub(super) fn started(
        client: Client,
        attempt: Attempt,
        began: Instant,
        answer: Answer<StartCallByRobotResponse>,
    ) -> Self {
        let request_id = answer.request_id().map(str::to_owned);
        let answer = answer.into_inner();
        let inner = Inner {
            id: answer.call_id.filter(|id| !id.is_empty()),
            robot: Some(attempt.robot().to_owned()),
            attempt: Some(attempt),
            began: Some(began),
            request_id,
            results: answer.call_result.unwrap_or_default(),
        };
        Self::new(client, inner)
    }

    pub(super) fn found(client: Client, id: Option<String>, attempt: &Attempt) -> Self {
        let inner = Inner {
            id: id.filter(|id| !id.is_empty()),
            robot: Some(attempt.robot().to_owned()),
            attempt: Some(attempt.clone()),
            ..Inner::default()
        };
        Self::new(client, inner)
    }

    /// Says which robot account started a call that was made from its identifier: [`wait`](Self::wait) has to tell it
    /// from people.
    #[must_use]
    pub fn robot(mut self, robot: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.inner).robot = Some(robot.into());
        self
    }

    /// The CallId. `None` when the service answered without one, as one of its documents shows (C-1): the call rings,
    /// and [`Client::find_call`] with [`attempt`](Self::attempt) finds it.
    pub fn id(&self) -> Option<&str> {
        self.inner.id.as_deref()
    }

    /// The RequestId of the answer that started it, to quote to the vendor's support.
    pub fn request_id(&self) -> Option<&str> {
        self.inner.request_id.as_deref()
    }

    /// The room that was asked for, or that the SDK chose; `None` when the service chose it or nothing is known.
    pub fn room(&self) -> Option<&Room> {
        self.attempt().and_then(Attempt::room)
    }

    /// The ring it came from; `None` for a call made from its identifier.
    pub fn attempt(&self) -> Option<&Attempt> {
        self.inner.attempt.as_ref()
    }

    /// How each invitation went: `ResultCode` 0 is invited, and any other code means not invited (inferred). Empty when
    /// the answer did not say (C-1).
    pub fn results(&self) -> &[CalleeResult] {
        &self.inner.results
    }

    /// Who was certainly invited.
    pub fn invited(&self) -> impl Iterator<Item = &str> {
        self.with_result(true)
    }

    /// Who was not invited; [`results`](Self::results) has the codes.
    pub fn not_invited(&self) -> impl Iterator<Item = &str> {
        self.with_result(false)
    }

    fn with_result(&self, invited: bool) -> impl Iterator<Item = &str> {
        let results = self.inner.results.iter();
        results
            .filter(move |one| one.is_invited() == Some(invited))
            .map(CalleeResult::callee_account)
    }

    /// Waits until somebody answers, or until it is clear that nobody will.
    ///
    /// ```no_run
    /// # async fn wait(call: call_engine::Call) -> Result<(), call_engine::Error> {
    /// use call_engine::Outcome;
    ///
    /// match call.wait().await? {
    ///     Outcome::Answered { by } => println!("{by:?} answered"),
    ///     Outcome::Ended(record) => println!("over: {:?}", record.call_result),
    ///     Outcome::TimeUp => call.end().await.map(|_| ())?,
    /// }
    /// # Ok(()) }
    /// ```
    pub fn wait(&self) -> Wait {
        Wait::new(self.clone())
    }

    /// Looks at it once.
    ///
    /// # Errors
    ///
    /// [`Error::is_call_not_found`]: it has ended, or never was. Otherwise as any command.
    pub async fn info(&self) -> Result<Answer<GetCallInfoResponse>, Error> {
        let id = self.known_id(&operations::GET_CALL_INFO)?;
        self.client.get_call_info(GetCallInfoRequest::new(id)).await
    }

    /// Ends it for everybody. `true`: this request ended it; `false`: it was over before, or there is no such call
    /// (101004), which is what a repeated end sees too.
    ///
    /// # Errors
    ///
    /// As any command. Ending twice is the same as once, so it may be repeated.
    pub async fn end(&self) -> Result<bool, Error> {
        let id = self.known_id(&operations::END_CALL)?;
        match self.client.end_call(EndCallRequest::new(id)).await {
            Ok(_) => Ok(true),
            Err(error) if error.is_call_not_found() => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Reads the record of how it went, which exists once it is over: waits up to 15 s for it.
    ///
    /// ```no_run
    /// # async fn read(call: call_engine::Call) -> Result<(), call_engine::Error> {
    /// call.end().await?;
    /// let record = call.record().await?;
    /// println!("{:?}, accepted at {:?}", record.call_result, record.accept_time);
    /// # Ok(()) }
    /// ```
    pub fn record(&self) -> ReadRecord {
        ReadRecord::new(self.clone())
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    pub(super) fn began(&self) -> Option<Instant> {
        self.inner.began
    }

    pub(super) fn known_id(&self, operation: &Operation) -> Result<&str, Error> {
        self.id().ok_or_else(|| {
            let rule = "the service answered without one (C-1): find the call by its room";
            refused(operation, "CallId", rule)
        })
    }

    pub(super) fn known_robot(&self) -> Result<&str, Error> {
        self.inner.robot.as_deref().ok_or_else(|| {
            let rule = "who started the call must be known to tell who answered: `client.call(id).robot(…)`";
            refused(&operations::GET_CALL_INFO, "Robot_Account", rule)
        })
    }
}

/// A rule of our own that is broken before anything is sent.
pub(crate) fn refused(operation: &Operation, field: &str, rule: &str) -> Error {
    let broken = ValidationError::shape(field.to_owned(), rule.to_owned());
    Error::new(operation, Kind::Invalid(broken))
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.id(), self.room()) {
            (Some(id), _) => f.write_str(id),
            (None, Some(room)) => write!(f, "a call without CallId in room {room}"),
            (None, None) => f.write_str("a call without CallId"),
        }
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("id", &self.inner.id)
            .field("robot", &self.inner.robot)
            .field("attempt", &self.inner.attempt)
            .field("request_id", &self.inner.request_id)
            .field("results", &self.inner.results)
            .finish_non_exhaustive()
    }
}
