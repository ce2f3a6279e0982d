//! From query, headers and body to a verified event.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use call_engine_types::types::OptPlatform;
use call_engine_types::webhook;
use http::{HeaderMap, Method, Request};

use super::body;
use super::builder::ReceiverBuilder;
use super::error::{ApplicationFault, Kind, ReceiveError};
use super::query::{Query, Times};
use super::received::Received;
use super::secret::{self, UrlSecret};
use super::signature::Signatures;

pub(crate) type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// Checks who sent a delivery and reads what it says. A function of the bytes and the clock; it keeps no state.
///
/// Cheap to clone.
#[derive(Clone)]
pub struct Receiver {
    settings: Arc<Settings>,
}

pub(crate) struct Settings {
    pub(crate) sdk_app_id: u32,
    pub(crate) signatures: Signatures,
    pub(crate) secrets: Vec<UrlSecret>,
    pub(crate) body_limit: usize,
    pub(crate) clock: Clock,
}

/// What the query says about a delivery that passed its checks.
pub(crate) struct Sender {
    command: Option<String>,
    received: SystemTime,
    client_ip: Option<String>,
    platform: Option<OptPlatform>,
    signed: bool,
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("sdk_app_id", &self.settings.sdk_app_id)
            .field("signatures", &self.settings.signatures)
            .field("secrets", &self.settings.secrets)
            .field("body_limit", &self.settings.body_limit)
            .finish_non_exhaustive()
    }
}

impl Receiver {
    /// A receiver for the webhooks of this application.
    pub fn builder(sdk_app_id: u32) -> ReceiverBuilder {
        ReceiverBuilder::new(sdk_app_id)
    }

    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            settings: Arc::new(settings),
        }
    }

    /// Reads a delivery: the query as it stands in the address, the headers, the raw body.
    ///
    /// The type of the content is not looked at. Headers only help to name the cause when a body cannot be read.
    ///
    /// # Errors
    ///
    /// The delivery is not for this application, lacks the secret, is signed wrongly, or is no webhook. The error's
    /// `Display` is for your log and names the likely cause; its [`reply`](ReceiveError::reply) is for the sender.
    pub fn receive(
        &self,
        query: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Received, ReceiveError> {
        let sender = self.verify(query)?;
        self.read(sender, headers, body)
    }

    /// Reads a delivery that is a request of the crate `http`. The method must be POST.
    ///
    /// # Errors
    ///
    /// As [`receive`](Self::receive), and for another method.
    pub fn receive_request<B: AsRef<[u8]>>(
        &self,
        request: &Request<B>,
    ) -> Result<Received, ReceiveError> {
        posted(request.method())?;
        self.receive(
            request.uri().query().unwrap_or_default(),
            request.headers(),
            request.body().as_ref(),
        )
    }

    #[cfg(feature = "tower")]
    pub(crate) fn body_limit(&self) -> usize {
        self.settings.body_limit
    }

    /// The part that needs no body, so that nobody unknown has one read.
    pub(crate) fn verify(&self, query: &str) -> Result<Sender, ReceiveError> {
        let settings = &*self.settings;
        let received = (settings.clock)();
        let query = Query::read(query);
        application(&query, settings.sdk_app_id).map_err(Kind::Application)?;
        secret::verify(&settings.secrets, &query).map_err(Kind::Secret)?;
        let signed = settings.signatures.verify(&query, received);
        let signed = signed.map_err(Kind::Signature)?;
        let command = match query.vendor("CallbackCommand") {
            // The body names it too, so its absence here is no reason to lose an event.
            Times::Never => None,
            Times::Once(command) => Some(command.to_owned()),
            Times::More(_) => return Err(Kind::CommandRepeated.into()),
        };
        Ok(Sender {
            command,
            received,
            client_ip: query.first("ClientIP").map(str::to_owned),
            platform: query.first("OptPlatform").map(OptPlatform::from),
            signed,
        })
    }

    pub(crate) fn read(
        &self,
        sender: Sender,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Received, ReceiveError> {
        let limit = self.settings.body_limit;
        if body.len() > limit {
            return Err(Kind::TooLarge { limit }.into());
        }
        let event = webhook::read(body::plain(body)).map_err(|error| Kind::Body {
            suspicion: body::suspicion(headers, body),
            error,
        })?;
        if let Some(query) = sender.command
            && query != event.command()
        {
            let body = event.command().to_owned();
            return Err(Kind::CommandDiffers { query, body }.into());
        }
        Ok(Received {
            event,
            client_ip: sender.client_ip,
            platform: sender.platform,
            signed: sender.signed,
            at: sender.received,
            guard_error: None,
        })
    }
}

pub(crate) fn posted(method: &Method) -> Result<(), ReceiveError> {
    if *method == Method::POST {
        return Ok(());
    }
    Err(Kind::Method(method.clone()).into())
}

fn application(query: &Query<'_>, own: u32) -> Result<(), ApplicationFault> {
    match query.vendor("SdkAppid") {
        Times::Never if query.is_empty() => Err(ApplicationFault::NoQuery),
        Times::Never => Err(ApplicationFault::Missing),
        Times::More(times) => Err(ApplicationFault::Repeated(times)),
        Times::Once(text) => {
            let digits = text.bytes().all(|b| b.is_ascii_digit());
            match text.parse::<u64>() {
                Ok(number) if digits && number == u64::from(own) => Ok(()),
                Ok(number) if digits => Err(ApplicationFault::Other { number, own }),
                _ => Err(ApplicationFault::NoNumber),
            }
        }
    }
}
