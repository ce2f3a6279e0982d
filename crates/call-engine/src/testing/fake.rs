//! The place of the network.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;

use super::Reply;
use crate::builder::ClientBuilder;
use crate::client::Client;
use crate::error::Kind;
use crate::retry::{Backoff, RetryPolicy};

/// An address that nobody is asked for.
const ADDRESS: &str = "http://127.0.0.1:9";
const APPLICATION: u32 = 1_400_000_000;

/// Takes the place of the network for every client made with it. Clones are the same fake.
#[derive(Clone)]
pub struct Fake {
    state: Arc<Mutex<State>>,
}

struct State {
    script: Script,
    sent: Vec<Sent>,
    /// What was sent although something else or nothing was expected.
    unexpected: Vec<String>,
}

enum Script {
    By(Box<dyn FnMut(&Sent) -> Reply + Send>),
    InOrder(VecDeque<(String, Reply)>),
}

/// An attempt as it would have been sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    operation: String,
    body: Value,
    attempt: u32,
}

impl Sent {
    /// The command word, such as `start_call_by_robot`; the path for a command the contract does not know.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The body, in the service's spelling.
    pub fn body(&self) -> &Value {
        &self.body
    }

    /// Which attempt of its request it is, from 1.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }
}

impl Fake {
    /// A fake that looks at each attempt and answers it. The closure must not use the fake itself.
    pub fn by(answer: impl FnMut(&Sent) -> Reply + Send + 'static) -> Self {
        Self::new(Script::By(Box::new(answer)))
    }

    /// A fake that expects these attempts of commands, in this order, and answers each as told. An attempt it does not
    /// expect fails without being repeated; [`verify`](Self::verify) tells it.
    pub fn in_order<N: Into<String>>(expected: impl IntoIterator<Item = (N, Reply)>) -> Self {
        let expected = expected.into_iter();
        let script = expected.map(|(operation, reply)| (operation.into(), reply));
        Self::new(Script::InOrder(script.collect()))
    }

    fn new(script: Script) -> Self {
        Self {
            state: Arc::new(Mutex::new(State {
                script,
                sent: Vec::new(),
                unexpected: Vec::new(),
            })),
        }
    }

    /// A client whose requests reach this fake: with an application and a secret key that do not exist, without pauses
    /// between attempts, and without a pace.
    ///
    /// # Panics
    ///
    /// Never: what it is set up with is complete.
    pub fn client(&self) -> Client {
        let client = self.builder().build();
        client.expect("a set-up that is complete")
    }

    /// The set-up of [`client`](Self::client), to change more of it.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url(ADDRESS)
            .sdk_app_id(APPLICATION)
            .secret_key(&"0".repeat(64))
            .retry(RetryPolicy::default().backoff(Backoff::none()))
            .pace(None)
            .fake(self)
    }

    /// What was sent until now, attempt by attempt.
    pub fn sent(&self) -> Vec<Sent> {
        self.lock().sent.clone()
    }

    /// Checks that exactly what was expected was sent.
    ///
    /// # Panics
    ///
    /// Something was sent that was not expected, or was expected and not sent.
    #[track_caller]
    pub fn verify(&self) {
        let mut wrong = self.lock().unexpected.clone();
        if let Script::InOrder(left) = &self.lock().script {
            let left = left.iter().map(|(name, _)| format!("{name} was not sent"));
            wrong.extend(left);
        }
        assert!(wrong.is_empty(), "the fake: {}", wrong.join("; "));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes an attempt instead of the network.
    pub(crate) fn execute(
        &self,
        operation: &str,
        body: &[u8],
        attempt: u32,
        timeout: Duration,
    ) -> Result<reqwest::Response, Kind> {
        let sent = Sent {
            operation: operation.to_owned(),
            body: serde_json::from_slice(body).unwrap_or_default(),
            attempt,
        };
        let mut state = self.lock();
        let State {
            script, unexpected, ..
        } = &mut *state;
        let reply = match script {
            Script::By(answer) => Ok(answer(&sent)),
            Script::InOrder(expected) => match expected.front() {
                Some((name, _)) if name == operation => {
                    let next = expected.pop_front();
                    next.map(|(_, reply)| reply).ok_or_else(String::new)
                }
                Some((name, _)) => Err(format!("{operation} was sent where {name} is expected")),
                None => Err(format!("{operation} was sent after all that is expected")),
            },
        };
        let reply = reply.map_err(|message| {
            unexpected.push(message.clone());
            Kind::Setup(format!("the fake: {message}"))
        });
        state.sent.push(sent);
        drop(state);
        reply?.arrive(timeout)
    }
}

impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fake")
            .field("sent", &self.lock().sent.len())
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// Sends nothing over the network: every attempt goes to the fake. With the feature `testing`.
    pub fn fake(mut self, fake: &Fake) -> Self {
        self.sending.fake = Some(fake.clone());
        self
    }
}
