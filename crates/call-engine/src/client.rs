//! The client.

use std::fmt;

use progenitor_client::{Error as WireError, ResponseValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::answer::Answer;
use crate::builder::ClientBuilder;
use crate::error::{Error, Kind};
use crate::generated::{methods, wire};
use call_engine_types::validate::{self, Validate};
use call_engine_types::{Effect, Operation, Site};

/// The client: one method per command of the contract.
///
/// Cheap to clone; clones share connections and the UserSig.
#[derive(Clone)]
pub struct Client {
    pub(crate) wire: wire::Client,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.wire.baseurl)
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
        let url = format!("{}{path}", self.wire.baseurl);
        let request = self.wire.client.post(url).json(body).build();
        let request =
            request.map_err(|error| failed(Kind::Setup(error.without_url().to_string())))?;
        let received = self
            .wire
            .inner
            .send(&self.wire.client, request, path, Effect::PlacesCall)
            .await?;
        let value = serde_json::from_slice(received.whole()).map_err(|error| {
            let kind = Kind::Decode {
                path: String::new(),
                message: error.to_string(),
            };
            failed(kind)
                .with_status(200)
                .with_request_id(received.request_id.clone())
                .with_body(received.whole())
                .without(received.ticket())
        })?;
        Ok(Answer::new(value, received.request_id))
    }

    /// Refuses a request that breaks rules of the contract.
    pub(crate) fn check<T: Validate>(operation: &Operation, request: &T) -> Result<(), Error> {
        validate::validate(request).map_err(|error| Error::new(operation, Kind::Invalid(error)))
    }

    /// Reads a request from JSON.
    pub(crate) fn read<T: DeserializeOwned>(
        operation: &Operation,
        body: Value,
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
            };
            Error::new(operation, kind)
        })?;
        Ok(Answer::new(value, request_id))
    }

    /// The generated client for one request, with a slot for what came of it.
    pub(crate) fn exchange(&self) -> wire::Client {
        let mut wire = self.wire.clone();
        wire.inner = wire.inner.exchange();
        wire
    }

    /// Turns what the generated client returns into our own answer and error.
    pub(crate) fn finish<T: DeserializeOwned>(
        operation: &Operation,
        exchange: &wire::Client,
        result: Result<ResponseValue<T>, WireError<()>>,
    ) -> Result<Answer<T>, Error> {
        let received = match exchange.inner.outcome() {
            Some(Ok(received)) => received,
            Some(Err(error)) => return Err(error.clone()),
            // The hook did not run: the request could not even be built.
            None => {
                let message = match result {
                    Err(WireError::InvalidRequest(message)) => message,
                    _ => "the request could not be made".to_owned(),
                };
                return Err(Error::new(operation, Kind::Setup(message)));
            }
        };
        match result {
            Ok(value) => Ok(Answer::new(value.into_inner(), received.request_id.clone())),
            Err(error) => {
                let (path, message) = match error {
                    WireError::InvalidResponsePayload(payload, error) => {
                        (place::<T>(&payload), error.to_string())
                    }
                    // Nothing else can follow an answer of the service; no text of the HTTP library gets out.
                    _ => (String::new(), "the payload could not be read".to_owned()),
                };
                Err(Error::new(operation, Kind::Decode { path, message })
                    .with_status(200)
                    .with_request_id(received.request_id.clone())
                    .with_body(received.whole())
                    .without(received.ticket()))
            }
        }
    }
}

/// Where in the payload the fault is; looked for only now, off the hot path.
fn place<T: DeserializeOwned>(payload: &[u8]) -> String {
    let mut json = serde_json::Deserializer::from_slice(payload);
    match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Ok(_) => String::new(),
        Err(error) => match error.path().to_string().as_str() {
            "." => "Response".to_owned(),
            path => format!("Response.{path}"),
        },
    }
}
