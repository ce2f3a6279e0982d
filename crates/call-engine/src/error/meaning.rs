//! What an error means: whether the command may have run, and what kind of failure it is.

use std::time::Duration;

use call_engine_types::code::Retry;
use call_engine_types::{CodeInfo, Effect};

use super::{Error, Kind, code};
use crate::observer::Outcome;
use crate::retry::{Decision, Happened, Situation, decide};

impl Error {
    /// Whether the command may have done its work although it failed: in the last attempt or in any before it.
    ///
    /// `false` means certainly not: it changes nothing by nature, nothing was sent, or the code says that it did not
    /// run. After `true` on a command that places a call, look for the call before starting another.
    pub fn may_have_taken_effect(&self) -> bool {
        let inner = &self.inner;
        inner.effect != Effect::Read
            && (inner.history.earlier_may_have_run || self.happened().may_have_run())
    }

    /// What is known of the last attempt.
    pub(crate) fn happened(&self) -> Happened {
        match &self.inner.kind {
            Kind::Invalid(_) | Kind::Setup(_) | Kind::NoUserSig(_) | Kind::TooLate(_) => {
                Happened::NotSent
            }
            Kind::Connect(_) => Happened::NoConnection,
            Kind::Decode { settled: true, .. } | Kind::Redirected => Happened::Settled,
            Kind::Http if self.is_final_status() => Happened::Settled,
            Kind::Timeout(_)
            | Kind::Transport(_)
            | Kind::Http
            | Kind::TooLarge(_)
            | Kind::Decode { .. } => Happened::Unknown,
            Kind::Service { code, .. } => Happened::Code(CodeInfo::find(*code)),
        }
    }

    /// A redirect, or a status that says that the request itself is at fault: the same comes again.
    fn is_final_status(&self) -> bool {
        self.inner.http_status.is_some_and(|status| {
            (300..500).contains(&status) && !matches!(status, 408 | 425 | 429)
        })
    }

    /// The last attempt, for an observer.
    pub(crate) fn outcome(&self) -> Outcome {
        match &self.inner.kind {
            Kind::Invalid(_) | Kind::Setup(_) | Kind::NoUserSig(_) => Outcome::NotSent,
            Kind::TooLate(_) => Outcome::TooLate,
            Kind::Connect(_) => Outcome::NoConnection,
            Kind::Timeout(_) => Outcome::Timeout,
            Kind::Transport(_) => Outcome::Broken,
            Kind::Http | Kind::Redirected => Outcome::NotTheService,
            Kind::TooLarge(_) => Outcome::TooLarge,
            Kind::Decode { .. } => Outcome::Unreadable,
            Kind::Service { .. } => Outcome::Code,
        }
    }

    /// Sending the same request again can help and cannot ring twice. The client has done so already, as often as its
    /// [`RetryPolicy`](crate::RetryPolicy) allows.
    ///
    /// `false` for a refused UserSig: this client made a new one in vain. What may have run: see
    /// [`may_have_taken_effect`](Error::may_have_taken_effect); `true` on such an error means that running twice changes
    /// nothing more.
    ///
    /// Troubleshooting: wait before the next try, longer each time.
    pub fn is_retryable(&self) -> bool {
        let inner = &self.inner;
        let rang_perhaps = inner.effect == Effect::PlacesCall && self.may_have_taken_effect();
        let situation = Situation {
            effect: inner.effect,
            happened: self.happened(),
            attempts: 0,
            most: 1,
            pause: Duration::ZERO,
            left: Duration::MAX,
            timeout: Duration::ZERO,
            budget: true,
            renewable: false,
        };
        let again = decide(&situation) == Decision::Again;
        !rang_perhaps && (again || matches!(inner.kind, Kind::TooLate(_)))
    }

    /// The service refuses the UserSig (the codes the catalogue marks *reauth*, such as 70001 and 70003). The command did not run.
    ///
    /// A client with a secret key has made a new one and was refused again, unless its policy allows one attempt only.
    ///
    /// Troubleshooting: the secret key and the SDKAppID belong to each other; the identifier; the clock of this machine, which
    /// `Display` mentions if it is wrong.
    pub fn is_credentials(&self) -> bool {
        self.info()
            .is_some_and(|info| info.retry() == Retry::Reauth)
    }

    /// The service gets more requests than it allows: 60007, 60011, 60018, 60019 or 72010. Which code stands for the limit
    /// of 200 requests per second is undocumented; these are inferred from their meanings. The command did not run.
    ///
    /// Troubleshooting: other machines of the same application share the limit; give them one
    /// [`Pace`](crate::Pace).
    pub fn is_rate_limited(&self) -> bool {
        matches!(
            self.code(),
            Some(60_007 | 60_011 | 60_018 | 60_019 | 72_010)
        )
    }

    /// The request would have waited for its turn ([`Pace`](crate::Pace)) longer than the total time limit. Nothing was
    /// sent.
    ///
    /// Troubleshooting: more than 200 requests per second of one command; a longer
    /// [total time](crate::RetryPolicy::total_time) lets more of them wait.
    pub fn is_too_late(&self) -> bool {
        matches!(self.inner.kind, Kind::TooLate(_))
    }

    /// The request breaks rules of the contract. Nothing was sent.
    ///
    /// Troubleshooting: [`Error::validation`] names each field and rule.
    pub fn is_invalid_request(&self) -> bool {
        matches!(self.inner.kind, Kind::Invalid(_))
    }

    /// The client is set up wrongly, or the request cannot be made. Nothing was sent.
    ///
    /// Troubleshooting: the message names the setting.
    pub fn is_setup(&self) -> bool {
        matches!(self.inner.kind, Kind::Setup(_))
    }

    /// There is no UserSig: what gives the client its UserSigs failed, was late, or gave one that cannot be sent.
    /// Nothing was sent.
    ///
    /// Troubleshooting: the message is that of the [`UserSigProvider`](crate::UserSigProvider).
    pub fn is_no_user_sig(&self) -> bool {
        matches!(self.inner.kind, Kind::NoUserSig(_))
    }

    /// No connection came about. The last attempt sent nothing.
    ///
    /// Troubleshooting: the address of the site, name resolution, certificates, a proxy.
    pub fn is_connect(&self) -> bool {
        matches!(self.inner.kind, Kind::Connect(_))
    }

    /// The answer did not come in time. The command may have run.
    ///
    /// Troubleshooting: the service gives itself 3 s; a limit below that is too short.
    pub fn is_timeout(&self) -> bool {
        matches!(self.inner.kind, Kind::Timeout(_))
    }

    /// The connection failed after it had come about. The command may have run.
    ///
    /// Troubleshooting: the network, or a proxy that closes connections.
    pub fn is_transport(&self) -> bool {
        matches!(self.inner.kind, Kind::Transport(_))
    }

    /// Something that is not the service answered: an HTTP status other than 2xx without the envelope, or an address
    /// that an HTTP client of your own was redirected to. The command may have run.
    ///
    /// Troubleshooting: the address of the site, and proxies on the way; [`Error::body`] keeps the answer.
    pub fn is_not_the_service(&self) -> bool {
        matches!(self.inner.kind, Kind::Http | Kind::Redirected)
    }

    /// The answer could not be read. The command may have run.
    ///
    /// Troubleshooting: [`Error::message`] names the JSON path, [`Error::body`] keeps the answer.
    pub fn is_decode(&self) -> bool {
        matches!(self.inner.kind, Kind::Decode { .. })
    }

    /// The call does not exist or has ended (101004).
    ///
    /// Troubleshooting: a call that ended has a record, readable about 5 s after the end.
    pub fn is_call_not_found(&self) -> bool {
        self.code() == Some(code::NO_CALL)
    }

    /// The record does not exist, or not yet (101050).
    ///
    /// Troubleshooting: a record is readable about 5 s after the end of the call, for 7 days.
    pub fn is_record_not_found(&self) -> bool {
        self.code() == Some(code::NO_RECORD)
    }

    /// There is no webhook configuration (100301).
    ///
    /// Troubleshooting: [`Client::set_webhook`](crate::Client::set_webhook) makes one.
    pub fn is_webhook_not_found(&self) -> bool {
        self.code() == Some(code::NO_WEBHOOK)
    }
}
