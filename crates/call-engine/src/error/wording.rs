//! An error in words.

use std::fmt;

use super::{Error, Kind};

impl Error {
    /// What to do about it.
    pub fn remedy(&self) -> &str {
        match (&self.inner.kind, self.info()) {
            (_, Some(info)) => info.remedy(),
            (Kind::Invalid(_), _) => "Correct the request.",
            (Kind::Setup(_), _) => "Correct the set-up of the client.",
            (Kind::TooLate(_), _) => "Send less, or allow more time.",
            (Kind::NoUserSig(_), _) => "Look at what gives the client its UserSigs.",
            (Kind::Redirected, _) => {
                "Give the client an HTTP client that follows no redirects, and check the address of the site."
            }
            (Kind::Connect(_), _) => {
                "Check the address of the site, name resolution, TLS and the network."
            }
            (Kind::Timeout(_) | Kind::Transport(_) | Kind::TooLarge(_), _)
                if self.may_have_taken_effect() =>
            {
                "The command may have run: look before repeating it."
            }
            (Kind::Timeout(_) | Kind::Transport(_), _) => "Try again.",
            (Kind::Http, _) => "Check the address of the site, and proxies on the way.",
            (Kind::TooLarge(_), _) => "Ask for less, or raise the limit of the client.",
            (Kind::Decode { .. }, _) => {
                "Report it: the contract does not know this form of answer."
            }
            (Kind::Service { .. }, _) => {
                "Look the code up in the vendor's documents; quote the RequestId to its support."
            }
        }
    }

    /// The vendor's text (`ErrorInfo`), or what happened instead of an answer.
    pub fn message(&self) -> String {
        match &self.inner.kind {
            Kind::Invalid(error) => error.to_string(),
            Kind::TooLate(wait) => {
                format!("its turn would come in {wait:?}, after the total time limit")
            }
            Kind::Setup(message)
            | Kind::NoUserSig(message)
            | Kind::Connect(message)
            | Kind::Transport(message)
            | Kind::Service { message, .. } => message.clone(),
            Kind::Timeout(limit) => format!("no answer within {limit:?}"),
            Kind::Http => "the answer is not one of the service".to_owned(),
            Kind::Redirected => "the HTTP client followed a redirect to another address".to_owned(),
            Kind::TooLarge(limit) => format!("the answer is longer than {limit} bytes"),
            Kind::Decode { path, message, .. } if path.is_empty() => message.clone(),
            Kind::Decode { path, message, .. } => format!("{path}: {message}"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match (&self.inner.kind, self.info()) {
            (Kind::Service { code, .. }, Some(info)) => {
                format!("{code} {}: {}", info.name(), info.meaning())
            }
            (Kind::Service { code, .. }, None) => {
                format!("the code {code}, which is not in the catalogue")
            }
            (Kind::Invalid(error), _) => format!("the request was not sent: {error}"),
            (Kind::NoUserSig(message), _) if self.inner.history.earlier_may_have_run => {
                format!("no UserSig for the last attempt: {message}")
            }
            (Kind::Connect(message), _) if self.inner.history.earlier_may_have_run => {
                format!("no connection for the last attempt: {message}")
            }
            (Kind::NoUserSig(message), _) => format!("no UserSig, nothing was sent: {message}"),
            (Kind::Connect(message), _) => format!("no connection, nothing was sent: {message}"),
            (Kind::TooLate(_), _) => format!("the request was not sent: {}", self.message()),
            (Kind::Transport(message), _) => format!("the connection failed: {message}"),
            (Kind::Decode { .. }, _) => format!("the answer cannot be read: {}", self.message()),
            _ => self.message(),
        };
        let end = if what.ends_with(['.', '?', '!']) {
            ""
        } else {
            "."
        };
        write!(f, "{}: {what}{end}", self.inner.command)?;
        if let Kind::Service { message, .. } = &self.inner.kind
            && !message.is_empty()
        {
            write!(f, " The service says: {message:?}.")?;
        }
        let attempts = self.attempts();
        let status = self.inner.http_status.filter(|status| *status != 200);
        let details = [
            (attempts > 1).then(|| format!("{attempts} attempts")),
            status.map(|status| format!("HTTP {status}")),
            self.request_id().map(|id| format!("RequestId {id}")),
        ];
        let details: Vec<String> = details.into_iter().flatten().collect();
        if !details.is_empty() {
            write!(f, " ({})", details.join(", "))?;
        }
        match self.inner.behind {
            0 => {}
            seconds @ 1.. => write!(
                f,
                " This machine's clock is {seconds} s behind the service's."
            )?,
            seconds => write!(
                f,
                " This machine's clock is {} s ahead of the service's.",
                seconds.unsigned_abs()
            )?,
        }
        if self.may_have_taken_effect() {
            f.write_str(" It may have taken effect.")?;
        }
        write!(f, " {}", self.remedy())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("operation", &self.inner.command)
            .field("kind", &self.inner.kind)
            .field("request_id", &self.inner.request_id)
            .field("http_status", &self.inner.http_status)
            .field("attempts", &self.attempts())
            .field("may_have_taken_effect", &self.may_have_taken_effect())
            .finish_non_exhaustive()
    }
}
