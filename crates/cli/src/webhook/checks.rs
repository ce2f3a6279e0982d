//! What `verify` looks at: each thing by itself, so that a fault in one does not hide those in others.

use std::time::{Duration, SystemTime};

use call_engine::webhook::{ReceiveError, Received, Receiver, ReceiverBuilder};
use hyper::HeaderMap;
use hyper::body::Bytes;
use hyper::header::CONTENT_LENGTH;

use super::desk::why;
use super::events;
use super::secrets::{Secrets, built};
use super::target::joined;
use crate::exit::Failure;

/// What is judged.
pub struct Evidence {
    pub method: String,
    pub query: String,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// When it came, if that is known.
    pub at: Option<SystemTime>,
}

/// One thing that was looked at.
pub struct Check {
    pub what: &'static str,
    /// Nothing if there was nothing to look at.
    pub good: Option<bool>,
    pub why: String,
}

impl Check {
    fn good(what: &'static str, why: impl Into<String>) -> Self {
        let (good, why) = (Some(true), why.into());
        Self { what, good, why }
    }

    fn absent(what: &'static str, why: &str) -> Self {
        let (good, why) = (None, why.to_owned());
        Self { what, good, why }
    }

    fn bad(what: &'static str, error: &ReceiveError) -> Self {
        let (good, why) = (Some(false), why(error));
        Self { what, good, why }
    }
}

/// Every check, in the order in which the SDK makes them.
pub fn all(
    evidence: &Evidence,
    own: u32,
    secrets: &Secrets,
    signature_required: bool,
) -> Result<Vec<Check>, Failure> {
    let mut checks = Vec::new();
    if evidence.method != "POST" {
        let why = format!("the method is {}, and webhooks are posted", evidence.method);
        checks.push(Check {
            what: "method",
            good: Some(false),
            why,
        });
    }
    let application = ask(Receiver::builder(own), &evidence.query, evidence)?;
    let mut query = evidence.query.clone();
    checks.push(match application {
        Err(error) if error.is_unverified() => {
            query = with_application(&query, own);
            Check::bad("application", &error)
        }
        _ => Check::good("application", format!("it is for {own}")),
    });
    checks.push(match secrets.of_the_address()? {
        None => Check::absent("secret", "none is given to compare with"),
        Some((name, secret)) => {
            let asked = Receiver::builder(own).url_secret(&name, secret);
            match ask(asked, &query, evidence)? {
                Err(error) if error.is_unverified() => Check::bad("secret", &error),
                _ => Check::good("secret", format!("the parameter {name:?} is right")),
            }
        }
    });
    let tokens = secrets.tokens()?;
    checks.extend(signature(
        evidence,
        &query,
        own,
        &tokens,
        signature_required,
    )?);
    checks.push(body(
        &ask(Receiver::builder(own), &query, evidence)?,
        evidence,
    ));
    Ok(checks)
}

fn signature(
    evidence: &Evidence,
    query: &str,
    own: u32,
    tokens: &[String],
    required: bool,
) -> Result<[Check; 2], Failure> {
    let no_time = |why| Check::absent("time", why);
    if tokens.is_empty() && !required {
        let why = "no token is given to check one with";
        return Ok([
            Check::absent("signature", why),
            no_time("only a signature has one"),
        ]);
    }
    let signed = || {
        let signed = Receiver::builder(own).require_signature(required);
        tokens.iter().fold(signed, ReceiverBuilder::token)
    };
    let ever = signed().signature_window(Duration::MAX);
    match ask(ever, query, evidence)? {
        Err(error) if error.is_unverified() => {
            let signature = Check::bad("signature", &error);
            return Ok([signature, no_time("the signature is looked at first")]);
        }
        Ok(received) if !received.is_signed() => {
            let why = "there is none; no page documents one for Call";
            return Ok([
                Check::absent("signature", why),
                no_time("only a signature has one"),
            ]);
        }
        Err(_) if !query.to_ascii_lowercase().contains("sign=") => {
            let why = "there is none; no page documents one for Call";
            return Ok([
                Check::absent("signature", why),
                no_time("only a signature has one"),
            ]);
        }
        _ => {}
    }
    let at = evidence.at.unwrap_or_else(SystemTime::now);
    let time = match ask(signed().clock(move || at), query, evidence)? {
        Err(error) if error.is_unverified() => {
            let mut check = Check::bad("time", &error);
            if evidence.at.is_none() {
                check.why += "; --at says when it came, if that was not now";
            }
            check
        }
        _ => Check::good("time", "RequestTime is within a minute of when it came"),
    };
    Ok([Check::good("signature", "it is made with the token"), time])
}

fn body(asked: &Result<Received, ReceiveError>, evidence: &Evidence) -> Check {
    let length = evidence.headers.get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let there = evidence.body.len();
    match (asked, length) {
        (Err(error), _) => Check::bad("body", error),
        (Ok(_), Some(length)) if length != there => Check {
            what: "body",
            good: Some(false),
            why: format!(
                "Content-Length says {length}, and there are {there} bytes: something cut or changed the body, a logger \
                 perhaps"
            ),
        },
        (Ok(received), _) => {
            let name = events::name(received.event().command());
            Check::good("body", format!("it can be read: {name}, {there} bytes"))
        }
    }
}

fn ask(
    builder: ReceiverBuilder,
    query: &str,
    evidence: &Evidence,
) -> Result<Result<Received, ReceiveError>, Failure> {
    Ok(built(builder)?.receive(query, &evidence.headers, &evidence.body))
}

/// The query as if it were for this application.
fn with_application(query: &str, own: u32) -> String {
    let is = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        !name.eq_ignore_ascii_case("SdkAppid")
    };
    let rest: Vec<&str> = query.split(['&', '?']).filter(is).collect();
    joined(&rest.join("&"), &format!("SdkAppid={own}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_application_does_not_hide_the_rest() {
        assert_eq!(with_application("a=b&sdkappid=7&c", 1), "a=b&c&SdkAppid=1");
    }
}
