//! The client.

use std::fmt;
use std::time::Duration;

use progenitor_client::{Error as WireError, ResponseValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::answer::Answer;
use crate::builder::ClientBuilder;
use crate::command::Command;
use crate::error::{Error, Kind};
use crate::generated::{methods, wire};
use crate::received::{Nothing, read_whole};
use crate::retry::RetryPolicy;
use crate::sending::Sending;
use call_engine_types::validate::{self, Validate};
use call_engine_types::{Effect, Operation, Site, operations};

/// The client: one method per command of the contract.
///
/// Cheap to clone; clones share connections, the UserSig, the pace and the budget of retries.
///
/// # Dropping a future
///
/// Dropping the future of a method ends the attempt under way and begins no other. A request that was not sent yet (it waits for its
/// turn or for a connection) did nothing; nobody can tell whether one that was sent has run. So after dropping a command that
/// only reads, nothing is to do; one that may run twice can be sent again; after one that places a call, look for the call
/// first, as after an error that [may have taken effect](Error::may_have_taken_effect). To end a request in time, set
/// [`RetryPolicy::total_time`] instead: its error says what is known.
#[derive(Clone)]
pub struct Client {
    pub(crate) wire: wire::Client,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.wire.inner.base_url())
            .field("transport", &self.wire.inner)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A client for the application `sdk_app_id` at `site`, signing as `administrator` with the application's secret
    /// key.
    ///
    /// # Errors
    ///
    /// The key cannot be one, or the operating system's certificates cannot be read.
    pub fn new(site: Site, sdk_app_id: u32, secret_key: &str) -> Result<Self, Error> {
        Self::builder()
            .site(site)
            .sdk_app_id(sdk_app_id)
            .secret_key(secret_key)
            .build()
    }

    /// Everything that can be set.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Sends any command of the contract with a JSON body and returns its payload as JSON.
    ///
    /// The body goes through the command's types: it is checked before it is sent, and fields the contract does not
    /// know are sent along.
    ///
    /// # Errors
    ///
    /// As the command's own method.
    pub async fn command(
        &self,
        operation: &Operation,
        body: Value,
    ) -> Result<Answer<Value>, Error> {
        methods::dispatch(self, operation, body).await
    }

    /// As [`command`](Self::command), with the payload exactly as it came: every byte of it, in its own order and spelling.
    ///
    /// # Errors
    ///
    /// As the command's own method, but what the payload holds is not looked at.
    pub async fn verbatim(
        &self,
        operation: &'static Operation,
        body: &Value,
    ) -> Result<Answer<Box<RawValue>>, Error> {
        operations::check_request(operation, body)
            .map_err(|error| Error::new(operation, Kind::Invalid(error)))?;
        let body = serde_json::to_vec(body);
        let body = body.map_err(|error| Error::new(operation, Kind::Setup(error.to_string())))?;
        let command = Command {
            operation: Some(operation),
            name: operation.id(),
        };
        let transport = self.wire.inner.clone();
        let received = transport.send(&self.wire.client, command, &body).await?;
        received.answer(operation)
    }

    /// Sends a command the contract does not know, such as `/v4/service/command`, with the same credentials, envelope
    /// and errors. Returns the whole answer, the envelope included.
    ///
    /// Such a command is taken for one that must not be repeated.
    ///
    /// # Errors
    ///
    /// The path does not start with `/v4/`, or as any command.
    pub async fn raw(&self, path: &str, body: &Value) -> Result<Answer<Value>, Error> {
        let name = path.split(['?', '#']).next().unwrap_or_default();
        let failed = |kind| Error::of(name, Effect::PlacesCall, kind);
        let plain = path
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-'));
        if !path.starts_with("/v4/") || !plain {
            let message = "the path of a command is /v4/{service}/{command}".to_owned();
            return Err(failed(Kind::Setup(message)));
        }
        let body = serde_json::to_vec(body);
        let body = body.map_err(|error| failed(Kind::Setup(error.to_string())))?;
        let command = Command {
            operation: None,
            name: path,
        };
        let transport = self.wire.inner.clone();
        let mut received = transport.send(&self.wire.client, command, &body).await?;
        let value = match serde_json::from_slice(received.whole()) {
            Ok(value) => value,
            Err(error) => {
                let kind = Kind::Decode {
                    path: String::new(),
                    message: error.to_string(),
                    settled: true,
                };
                return Err(received.unreadable(failed(kind)));
            }
        };
        received.succeeded();
        Ok(Answer::new(value, received.request_id))
    }

    /// The same client with another policy, for one request or many. It shares connections, UserSig, pace and budget.
    ///
    /// ```no_run
    /// # async fn ring(client: call_engine::Client) -> Result<(), call_engine::Error> {
    /// use call_engine::RetryPolicy;
    ///
    /// let info = client.with_retry(RetryPolicy::never()).get_call_info("c1").await?;
    /// # Ok(()) }
    /// ```
    pub fn with_retry(&self, policy: RetryPolicy) -> Self {
        self.with(|sending| sending.retry = policy)
    }

    /// The same client with another limit for one attempt; see [`ClientBuilder::timeout`].
    pub fn with_timeout(&self, limit: Duration) -> Self {
        self.with(|sending| sending.timeout = limit)
    }

    fn with(&self, change: impl FnOnce(&mut Sending)) -> Self {
        let mut wire = self.wire.clone();
        wire.inner = wire.inner.with(change);
        Self { wire }
    }

    /// Refuses a request that breaks rules of the contract.
    pub(crate) fn check<T: Validate>(operation: &Operation, request: &T) -> Result<(), Error> {
        validate::validate(request).map_err(|error| Error::new(operation, Kind::Invalid(error)))
    }

    /// Reads a request from JSON.
    pub(crate) fn read<T: DeserializeOwned>(
        operation: &Operation,
        body: &Value,
    ) -> Result<T, Error> {
        validate::read(body).map_err(|error| Error::new(operation, Kind::Invalid(error)))
    }

    /// Turns an answer into JSON again.
    pub(crate) fn write<T: Serialize>(
        operation: &Operation,
        answer: Answer<T>,
    ) -> Result<Answer<Value>, Error> {
        let request_id = answer.request_id().map(str::to_owned);
        let value = serde_json::to_value(answer.into_inner()).map_err(|error| {
            let kind = Kind::Decode {
                path: String::new(),
                message: error.to_string(),
                settled: true,
            };
            Error::new(operation, kind)
        })?;
        Ok(Answer::new(value, request_id))
    }

    /// The generated client for one request, with a slot for what came of it.
    pub(crate) fn exchange<T: DeserializeOwned + Send + Sync + 'static>(
        &self,
        operation: &'static Operation,
    ) -> wire::Client {
        wire::Client {
            baseurl: self.wire.baseurl.clone(),
            client: self.wire.client.clone(),
            inner: self.wire.inner.exchange(operation, read_whole::<T>),
        }
    }

    /// As [`Self::finish`], for a command that answers nothing.
    pub(crate) fn finish_empty(
        operation: &Operation,
        exchange: wire::Client,
        result: Result<ResponseValue<()>, WireError<()>>,
    ) -> Result<Answer<()>, Error> {
        let answer: Answer<Nothing> = Self::finish(operation, exchange, result)?;
        let request_id = answer.request_id().map(str::to_owned);
        Ok(Answer::new((), request_id))
    }

    /// Turns what came of a request into our own answer and error.
    pub(crate) fn finish<T: DeserializeOwned + 'static>(
        operation: &Operation,
        exchange: wire::Client,
        result: Result<ResponseValue<()>, WireError<()>>,
    ) -> Result<Answer<T>, Error> {
        let Some(outcome) = exchange.inner.into_outcome() else {
            // The hook did not run: the request could not even be built.
            let message = match result {
                Err(WireError::InvalidRequest(message)) => message,
                _ => "the request could not be made".to_owned(),
            };
            return Err(Error::new(operation, Kind::Setup(message)));
        };
        outcome?.answer(operation)
    }
}
