//! From a request to an answer: credentials on the way out, the envelope on the way in, and again if that is safe.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use call_engine_types::Operation;
use http::header::DATE;
use http::{HeaderValue, Method};
use progenitor_client::{ClientHooks, Error as WireError, OperationInfo};
use reqwest::Url;
use tokio::time::Instant;

use crate::command::Command;
use crate::error::{Error, History, Kind};
use crate::generated::wire;
use crate::http_date;
use crate::observer::Outcome;
use crate::pace::Turn;
use crate::received::{self, ReadWhole, Received};
use crate::retry::{Decision, Situation, decide, needed, reaches_goal};
use crate::sending::Sending;
use crate::shared::Shared;
use crate::signed::Signed;
use crate::watch::{Told, Watch};

/// Codes that say that a UserSig has expired: a wrong clock mints such ones.
const EXPIRED: [i64; 2] = [70_001, 70_347];

/// A clock that differs by more is wrong; less is the way of the answer and the width of the date.
const CLOCK_TOLERANCE: u64 = 60;

/// What each request needs; the inner value of the generated client. A copy of it is for another request.
pub struct Transport {
    shared: Arc<Shared>,
    sending: Arc<Sending>,
    operation: Option<&'static Operation>,
    /// How its answers are read.
    read: Option<ReadWhole>,
    /// What came of the one request of this exchange; the typed side sees only the payload.
    outcome: OnceLock<Result<Received, Error>>,
}

impl Clone for Transport {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            sending: Arc::clone(&self.sending),
            operation: self.operation,
            read: self.read,
            outcome: OnceLock::new(),
        }
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("credentials", &self.shared.credentials)
            .field("timeout", &self.sending.timeout)
            .field("retry", &self.sending.retry)
            .finish_non_exhaustive()
    }
}

/// What is known of a request while it is under way.
struct Request<'a> {
    command: Command<'a>,
    body: &'a [u8],
    begun: Instant,
    history: History,
    address: usize,
    /// Whether a new UserSig was made for it.
    renewed: bool,
    watch: Option<Box<Watch>>,
}

/// A message that is under way.
struct Sent<F> {
    answer: F,
    /// The address that was asked, if the HTTP client may ask another.
    asked: Option<Box<Url>>,
}

/// An attempt that failed.
struct Failure {
    error: Error,
    /// What it was signed with; `None` if there was no UserSig.
    signed: Option<Arc<Signed>>,
    /// The service's clock, if the UserSig was called expired.
    date: Option<SystemTime>,
}

impl Transport {
    pub(crate) fn new(shared: Shared, sending: Sending) -> Self {
        Self {
            shared: Arc::new(shared),
            sending: Arc::new(sending),
            operation: None,
            read: None,
            outcome: OnceLock::new(),
        }
    }

    /// The same for one request of a command, whose answers are read so.
    pub(crate) fn exchange(&self, operation: &'static Operation, read: ReadWhole) -> Self {
        Self {
            operation: Some(operation),
            read: Some(read),
            ..self.clone()
        }
    }

    /// The same, sending otherwise.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Sending)) -> Self {
        let mut sending = (*self.sending).clone();
        change(&mut sending);
        Self {
            sending: Arc::new(sending),
            ..self.clone()
        }
    }

    /// The address of the service.
    pub(crate) fn base_url(&self) -> &str {
        self.shared.addresses.first()
    }

    /// What came of the request of this exchange; `None` if the hook did not run.
    pub(crate) fn into_outcome(self) -> Option<Result<Received, Error>> {
        self.outcome.into_inner()
    }

    /// Sends a request, as often as is safe and allowed, and reads its answer.
    ///
    /// The future is boxed: its machine code is made here and not in every program, and the futures of all commands are
    /// small, which are moved from hand to hand until they run. What it holds while it waits is kept below a kilobyte,
    /// where memory is cheap to get.
    pub(crate) fn send<'a>(
        &'a self,
        http: &'a reqwest::Client,
        command: Command<'a>,
        body: &'a [u8],
    ) -> Pin<Box<dyn Future<Output = Result<Received, Error>> + Send + 'a>> {
        let observer = self.sending.observer.as_ref();
        let mut request = Request {
            command,
            body,
            begun: Instant::now(),
            history: History::default(),
            address: self.shared.addresses.current(),
            renewed: false,
            watch: observer
                .map(|observer| Box::new(Watch::new(observer, command.name, command.effect()))),
        };
        Box::pin(async move {
            let mut last: Option<Error> = None;
            loop {
                let left = match self.wait_for_turn(&request).await {
                    Ok(left) => left,
                    // What an earlier attempt met says more.
                    Err(error) => return Err(request.failed(last.unwrap_or(error))),
                };
                let failure = match self.attempt(http, &mut request, left).await {
                    Ok(received) => {
                        self.sending.budget().earn();
                        return Ok(request.succeeded(received));
                    }
                    Err(failure) => failure,
                };
                match self.judge(&mut request, failure).await {
                    Judgement::Again(error, pause) => {
                        last = Some(error);
                        if !pause.is_zero() {
                            tokio::time::sleep(pause).await;
                        }
                    }
                    Judgement::Reached(received) => return Ok(request.succeeded(received)),
                    Judgement::Failed(error) => return Err(request.failed(error)),
                }
            }
        })
    }

    /// Waits until the pace allows one more attempt; says what is left of the total time then.
    async fn wait_for_turn(&self, request: &Request<'_>) -> Result<Duration, Error> {
        let left = if request.history.attempts == 0 {
            self.sending.retry.total_time
        } else {
            self.left(request)
        };
        let Some(pace) = &self.sending.pace else {
            return Ok(left);
        };
        let Request { command, .. } = request;
        let needed = needed(command.effect(), self.sending.timeout);
        let within = left.saturating_sub(needed);
        match pace.turn(command.name, command.rate(), within) {
            Turn::Now => Ok(left),
            Turn::Later(wait) => {
                let since = Instant::now();
                let wait = match tokio::time::timeout(within, wait).await {
                    Ok(Ok(())) => {
                        if let Some(watch) = &request.watch {
                            watch.paced(since);
                        }
                        return Ok(self.left(request));
                    }
                    Ok(Err(too_late)) => too_late.wait(),
                    Err(_) => within,
                };
                Err(command.failed(Kind::TooLate(wait)))
            }
        }
    }

    /// What is left of the total time.
    fn left(&self, request: &Request<'_>) -> Duration {
        let limit = self.sending.retry.total_time;
        limit.saturating_sub(request.begun.elapsed())
    }

    /// Sends a request once and reads its answer.
    async fn attempt(
        &self,
        http: &reqwest::Client,
        request: &mut Request<'_>,
        left: Duration,
    ) -> Result<Received, Failure> {
        let Shared { credentials, .. } = &*self.shared;
        let Sending {
            answer_limit,
            timeout,
            ..
        } = *self.sending;
        let command = request.command;
        let signed = credentials.signed().await;
        let signed = signed.map_err(|kind| Failure::of(command.failed(kind)))?;
        let timeout = timeout.min(left);
        let Sent { answer, asked } = match self.begin(http, request, &signed, timeout) {
            Ok(sent) => sent,
            Err(message) => return Err(Failure::of(command.failed(Kind::Setup(message)))),
        };
        let (mut date, mut begun) = (None, None);
        let answered = async {
            let failed = |kind| command.failed(kind);
            let mut answer = answer.await.map_err(failed)?;
            let status = answer.status().as_u16();
            begun = Some(status);
            if asked.is_some_and(|asked| *asked != *answer.url()) {
                return Err(failed(Kind::Redirected).with_status(status));
            }
            let body = received::read(&mut answer, answer_limit, timeout).await;
            let body = body.map_err(|kind| failed(kind).with_status(status))?;
            received::take_apart(&signed, body, status, self.read, &failed).map_err(|error| {
                if error.code().is_some_and(|code| EXPIRED.contains(&code)) {
                    let value = answer.headers().get(DATE).map(HeaderValue::to_str);
                    date = value.and_then(Result::ok).and_then(http_date::read);
                }
                error.without(signed.ticket())
            })
        };
        // One timer for answer and body. The HTTP library's own is boxed, looked for in the extensions of each request, and
        // wrapped around the body.
        let answered = tokio::time::timeout(timeout, answered).await;
        match answered.unwrap_or_else(|_| Err(late(&command, timeout, begun))) {
            Ok(received) => {
                if let Some(watch) = &mut request.watch {
                    let told = Told {
                        http_status: Some(200),
                        request_id: received.shown_request_id(),
                        ..Told::default()
                    };
                    watch.ended(Outcome::Success, told);
                }
                Ok(received)
            }
            Err(error) => {
                if let Some(watch) = &mut request.watch {
                    watch.failed(&error);
                }
                let signed = Some(signed);
                Err(Failure {
                    error,
                    signed,
                    date,
                })
            }
        }
    }

    /// Sends the message of one attempt.
    ///
    /// What is made here on the way need not be kept while the answer is waited for.
    fn begin(
        &self,
        http: &reqwest::Client,
        request: &mut Request<'_>,
        signed: &Signed,
        timeout: Duration,
    ) -> Result<Sent<impl Future<Output = Result<reqwest::Response, Kind>> + use<>>, String> {
        let mut url = signed.url(&self.shared.addresses, request.address, &request.command)?;
        let random = (self.sending.random)().to_string();
        url.query_pairs_mut()
            .append_pair("random", &random)
            .append_pair("contenttype", "json");
        let mut message = reqwest::Request::new(Method::POST, url);
        *message.headers_mut() = self.shared.headers.clone();
        let asked = self
            .shared
            .brought_along
            .then(|| Box::new(message.url().clone()));
        let body = reqwest::Body::from(Bytes::copy_from_slice(request.body));
        *message.body_mut() = Some(if asked.is_some() {
            // A body that cannot be copied cannot be sent a second time, whatever that client would like to do.
            reqwest::Body::wrap(body)
        } else {
            body
        });
        request.history.attempts += 1;
        if let Some(watch) = &mut request.watch {
            watch.started(request.address != 0);
        }
        let (command, attempt) = (request.command, request.history.attempts);
        let answer = Self::carry(&self.sending, http, message, command, attempt, timeout);
        Ok(Sent { answer, asked })
    }

    /// Carries one message to the service, or to the fake that stands for it.
    ///
    /// What it returns is small, because futures are moved.
    #[cfg_attr(
        not(feature = "testing"),
        expect(unused_variables, reason = "only a fake asks what it is")
    )]
    fn carry(
        sending: &Sending,
        http: &reqwest::Client,
        message: reqwest::Request,
        command: Command<'_>,
        attempt: u32,
        timeout: Duration,
    ) -> impl Future<Output = Result<reqwest::Response, Kind>> + use<> {
        #[cfg(feature = "testing")]
        let faked = sending.fake.as_ref().map(|fake| {
            let body = message.body().and_then(reqwest::Body::as_bytes);
            Box::new(fake.execute(command.name, body.unwrap_or_default(), attempt, timeout))
        });
        #[cfg(not(feature = "testing"))]
        let faked: Option<Box<Result<reqwest::Response, Kind>>> = None;
        let sent = match faked {
            Some(answer) => Err(answer),
            None => Ok(http.execute(message)),
        };
        async move {
            match sent {
                Ok(sent) => sent.await.map_err(|error| received::kind(error, timeout)),
                Err(answer) => *answer,
            }
        }
    }

    /// Decides what follows an attempt that failed.
    async fn judge(&self, request: &mut Request<'_>, failure: Failure) -> Judgement {
        let Failure {
            error,
            signed,
            date,
        } = failure;
        let Sending { retry, random, .. } = &*self.sending;
        let earlier = request.history.earlier_may_have_run;
        if let (Some(code), Some(signed), true) = (error.code(), &signed, earlier)
            && reaches_goal(request.command.name, code)
        {
            let id = error.request_id().map(str::to_owned);
            return Judgement::Reached(Received::reached(signed, id));
        }
        let mut error = error.with_history(request.history);
        let mut renewable = false;
        if let Some(signed) = signed.filter(|_| error.is_credentials()) {
            // Also if this request ends here: the next one must not be refused for the same ticket.
            let behind = date.and_then(|date| self.correct_clock(date));
            if let Some(behind) = behind {
                error = error.with_clock_behind(behind);
                if let Some(watch) = &request.watch {
                    watch.clock_differs(behind);
                }
            }
            let credentials = &self.shared.credentials;
            renewable = !request.renewed && matches!(credentials.renew(&signed).await, Ok(true));
        }
        let budget = self.sending.budget().take();
        let retries = request.history.attempts;
        let situation = Situation {
            effect: request.command.effect(),
            happened: error.happened(),
            attempts: retries,
            most: retry.attempts,
            pause: retry.backoff.pause(retries, random()),
            left: self.left(request),
            timeout: self.sending.timeout,
            budget: budget.is_some(),
            renewable,
        };
        let decision = decide(&situation);
        if error.is_connect() {
            request.address = self.shared.addresses.leave(request.address);
        }
        let pause = match decision {
            Decision::Stop => return Judgement::Failed(error),
            Decision::Renewed => Duration::ZERO,
            Decision::Again => {
                if let Some(token) = budget {
                    token.spend();
                }
                situation.pause
            }
        };
        request.renewed |= decision == Decision::Renewed;
        request.history.earlier_may_have_run |= error.happened().may_have_run();
        if let Some(watch) = &request.watch {
            watch.retried(&error, pause, decision == Decision::Renewed);
        }
        Judgement::Again(error, pause)
    }

    /// Takes the service's clock for right if this machine's is wrong; says by how many seconds it is behind.
    fn correct_clock(&self, date: SystemTime) -> Option<i64> {
        let credentials = &self.shared.credentials;
        (credentials.clock_error(date) > CLOCK_TOLERANCE).then(|| credentials.set_clock(date))
    }
}

/// What follows an attempt that failed.
enum Judgement {
    Again(Error, Duration),
    /// The code says that an earlier attempt reached the goal.
    Reached(Received),
    Failed(Error),
}

/// No answer in time, or not all of one that had begun with that status.
fn late(command: &Command<'_>, timeout: Duration, begun: Option<u16>) -> Error {
    let error = command.failed(Kind::Timeout(timeout));
    match begun {
        Some(status) => error.with_status(status),
        None => error,
    }
}

impl Failure {
    fn of(error: Error) -> Self {
        Self {
            error,
            signed: None,
            date: None,
        }
    }
}

impl Request<'_> {
    fn succeeded(self, mut received: Received) -> Received {
        received.history = self.history;
        received.watch = self.watch;
        received
    }

    fn failed(self, error: Error) -> Error {
        if let Some(mut watch) = self.watch {
            watch.finished_with(&error);
        }
        error
    }
}

impl ClientHooks<Transport> for wire::Client {
    /// Sends the request, and ends the generated method, which would read the answer otherwise; what came stays in the
    /// exchange.
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        info: &OperationInfo,
    ) -> Result<(), WireError<E>> {
        let transport = &self.inner;
        let command = Command {
            operation: transport.operation,
            name: info.operation_id,
        };
        // Of what the generated client made only the body is needed; the rest differs from attempt to attempt.
        let body = request.body().and_then(reqwest::Body::as_bytes);
        let body = body.unwrap_or_default();
        let outcome = transport.send(&self.client, command, body).await;
        let _ = transport.outcome.set(outcome);
        Err(WireError::Custom(String::new()))
    }
}
