//! The client.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use crate::answer::Answer;
use crate::blocking::thread::Thread;
use crate::builder::ClientBuilder;
use crate::error::Error;
use call_engine_types::{Effect, Operation, Site};

/// The client for programs without async: one method per command of the contract, which returns when it is done.
///
/// Cheap to clone; clones share connections, the UserSig and one thread, on which everything is sent, so commands may be
/// called from several threads at once. It may be called anywhere; in async code it stops the thread it is called on
/// until it is done, so prefer [`crate::Client`] there.
///
/// Made by [`ClientBuilder::build_blocking`] from the same set-up as the other client.
#[derive(Clone)]
pub struct Client {
    client: crate::Client,
    thread: Arc<Thread>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}

impl Client {
    /// A client for the application `sdk_app_id` at `site`, signing as `administrator` with the application's secret
    /// key.
    ///
    /// # Errors
    ///
    /// As [`crate::Client::new`].
    pub fn new(site: Site, sdk_app_id: u32, secret_key: &str) -> Result<Self, Error> {
        Self::builder()
            .site(site)
            .sdk_app_id(sdk_app_id)
            .secret_key(secret_key)
            .build_blocking()
    }

    /// A client as the environment describes it: see [the list of variables](crate#environment).
    ///
    /// # Errors
    ///
    /// As [`crate::Client::from_env`].
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build_blocking()
    }

    /// Everything that can be set; [`ClientBuilder::build_blocking`] makes the client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Sends any command of the contract with a JSON body and returns its payload as JSON.
    ///
    /// # Errors
    ///
    /// As [`crate::Client::command`].
    pub fn command(&self, operation: &Operation, body: Value) -> Result<Answer<Value>, Error> {
        let known = *operation;
        self.run(operation, move |client| async move {
            client.command(&known, body).await
        })
    }

    /// Sends a command the contract does not know and returns the whole answer, the envelope included.
    ///
    /// # Errors
    ///
    /// As [`crate::Client::raw`].
    pub fn raw(&self, path: &str, body: &Value) -> Result<Answer<Value>, Error> {
        let (client, body, sent) = (self.client.clone(), body.clone(), path.to_owned());
        let future = async move { client.raw(&sent, &body).await };
        let name = path.split(['?', '#']).next().unwrap_or_default();
        self.thread.run(name, Effect::PlacesCall, future)
    }

    /// Runs a command of the other client to its end.
    pub(super) fn run<T, F>(
        &self,
        operation: &Operation,
        command: impl FnOnce(crate::Client) -> F,
    ) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let future = command(self.client.clone());
        self.thread.run(operation.id(), operation.effect(), future)
    }
}

impl ClientBuilder {
    /// Makes the client for programs without async.
    ///
    /// # Errors
    ///
    /// As [`build`](Self::build), or the operating system gives no thread.
    pub fn build_blocking(self) -> Result<Client, Error> {
        let client = self.build()?;
        let thread = Arc::new(Thread::start()?);
        Ok(Client { client, thread })
    }
}
