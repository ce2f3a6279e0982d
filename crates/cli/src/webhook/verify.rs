//! `webhook verify`: whether a webhook is genuine, and what exactly is wrong with one that is not.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use call_engine::webhook::{ReceiveError, Received, Receiver, ReceiverBuilder};
use clap::Args;
use hyper::HeaderMap;
use hyper::body::Bytes;
use hyper::header::{CONTENT_LENGTH, HeaderName, HeaderValue};
use serde_json::{Value, json};

use super::desk::why;
use super::sample::read;
use super::secrets::{Secrets, built};
use super::store::{self, StoreArguments};
use super::target::joined;
use super::{events, summary};
use crate::connection::Connection;
use crate::exit::Failure;
use crate::output::{ASIDE, BAD, GOOD, Output, WAITING, talk, talk_as};
use crate::span;
use crate::table::{Cell, columns, plain};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  call-engine webhook verify --url 'https://example.com/hook?SdkAppid=1400000000&RequestTime=…&Sign=…' body.json
  call-engine webhook verify --url @query.txt --header 'Content-Length: 412' --at 2025-12-05T10:00:00Z body.json
  call-engine webhook verify --stored 12

It checks everything, and says of each thing what is wrong and what to do. The body must be the bytes that came; \
loggers like to change them. A signature covers the token and the time, not the body: only https protects that.

Exit code 0: genuine. 1: not. Without a token and without a secret of the address nothing can show that it is, since \
the number of the application is known to many; then 0 means that nothing speaks against it.")]
pub struct VerifyArguments {
    /// File with the body, or - for stdin
    #[arg(required_unless_present = "stored", conflicts_with = "stored")]
    body: Option<String>,
    /// Address it came to, or the query alone; @FILE reads it from a file
    #[arg(
        long,
        value_name = "URL|QUERY|@FILE",
        required_unless_present = "stored"
    )]
    url: Option<String>,
    /// Header it came with; repeatable. Some help to find out what is wrong with a body
    #[arg(long = "header", value_name = "NAME: VALUE", conflicts_with = "stored")]
    headers: Vec<String>,
    /// Number of a webhook that `listen` has kept
    #[arg(long, value_name = "NUMBER", conflicts_with = "url")]
    stored: Option<u64>,
    /// When it came, such as 2025-12-05T10:00:00Z [default: now, and for one that is kept when it came]
    #[arg(long, value_name = "TIME", value_parser = span::moment)]
    at: Option<i64>,
    /// Refuse one without signature
    #[arg(long)]
    require_signature: bool,
    #[command(flatten)]
    secrets: Secrets,
    #[command(flatten)]
    store: StoreArguments,
}

/// What is judged.
struct Evidence {
    method: String,
    query: String,
    headers: HeaderMap,
    body: Bytes,
    /// When it came, if that is known.
    at: Option<SystemTime>,
}

/// One thing that was looked at.
struct Check {
    what: &'static str,
    /// Nothing if there was nothing to look at.
    good: Option<bool>,
    why: String,
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

pub fn run(
    arguments: &VerifyArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let application = connection.application()?;
    let evidence = evidence(arguments)?;
    let checks = checks(&evidence, application, arguments)?;
    let event = call_engine::webhook::read(&evidence.body).ok();
    let genuine = checks.iter().all(|check| check.good != Some(false));
    let proven =
        |check: &Check| check.good == Some(true) && matches!(check.what, "secret" | "signature");
    let proven = genuine && checks.iter().any(proven);
    let value = json!({
        "genuine": genuine,
        "proven": proven,
        "event": event.as_ref().map(|event| event.command().to_owned()),
        "call_id": event.as_ref().map(|event| event.call_id().to_owned()),
        "checks": checks.iter().map(to_json).collect::<Value>(),
    });
    output.value(&value, || {
        let mut text = columns(
            &["CHECK", "RESULT", "WHY"],
            checks.iter().map(row).collect(),
        );
        if let Some(event) = &event {
            let name = plain(&events::name(event.command()));
            let (id, what) = (plain(event.call_id()), plain(&summary::what(event)));
            let _ = write!(text, "\n{name}  {id}  {what}\n");
        }
        text
    })?;
    let mut wrong = checks.iter().filter(|check| check.good == Some(false));
    if let Some(first) = wrong.next() {
        let more = match wrong.count() {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        let why = plain(&first.why);
        return Err(Failure::Differs(format!(
            "not genuine: {}: {why}{more}",
            first.what
        )));
    }
    if proven {
        talk("It is genuine.");
    } else {
        talk_as(
            WAITING,
            "hint",
            "nothing speaks against it, and nothing shows who sent it: that takes a token (--token-env, --token-file) or a \
             secret in the address (--url-secret-env, --url-secret-file)",
        );
    }
    Ok(())
}

fn to_json(check: &Check) -> Value {
    json!({"check": check.what, "good": check.good, "why": check.why})
}

fn row(check: &Check) -> Vec<Cell> {
    let (word, style) = match check.good {
        Some(true) => ("good", GOOD),
        Some(false) => ("wrong", BAD),
        None => ("-", ASIDE),
    };
    vec![
        check.what.into(),
        Cell::styled(word, style),
        check.why.as_str().into(),
    ]
}

fn evidence(arguments: &VerifyArguments) -> Result<Evidence, Failure> {
    let given = arguments.at.map(moment);
    if let Some(number) = arguments.stored {
        let came = store::one(&arguments.store.folder()?, number)?;
        let kept = Duration::from_millis(u64::try_from(came.at).unwrap_or(0));
        return Ok(Evidence {
            method: came.method,
            query: came.query,
            headers: came.headers,
            body: came.body,
            at: Some(given.unwrap_or(UNIX_EPOCH + kept)),
        });
    }
    let url = arguments.url.as_deref().unwrap_or_default();
    let url = match url.strip_prefix('@') {
        Some(file) => String::from_utf8_lossy(&read(file)?).trim().to_owned(),
        None => url.trim().to_owned(),
    };
    let mut headers = HeaderMap::new();
    for header in &arguments.headers {
        let (name, value) = self::header(header)?;
        headers.append(name, value);
    }
    Ok(Evidence {
        method: "POST".to_owned(),
        query: query(&url).to_owned(),
        headers,
        body: read(arguments.body.as_deref().unwrap_or("-"))?.into(),
        at: given,
    })
}

fn moment(seconds: i64) -> SystemTime {
    let span = Duration::from_secs(seconds.unsigned_abs());
    let moment = if seconds < 0 {
        UNIX_EPOCH.checked_sub(span)
    } else {
        UNIX_EPOCH.checked_add(span)
    };
    moment.unwrap_or(UNIX_EPOCH)
}

/// The query of an address, of a path, or as it is.
fn query(url: &str) -> &str {
    let url = url.split('#').next().unwrap_or_default();
    match url.split_once('?') {
        Some((_, query)) => query,
        None if url.contains("://") || url.starts_with('/') => "",
        None => url,
    }
}

fn header(text: &str) -> Result<(HeaderName, HeaderValue), Failure> {
    let read = || {
        let (name, value) = text.split_once(':')?;
        Some((name.trim().parse().ok()?, value.trim().parse().ok()?))
    };
    read().ok_or_else(|| Failure::local("--header: write it as 'Name: value'"))
}

/// Looks at each thing by itself, so that a fault in one does not hide those in others.
fn checks(
    evidence: &Evidence,
    own: u32,
    arguments: &VerifyArguments,
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
    checks.push(match arguments.secrets.of_the_address()? {
        None => Check::absent("secret", "none is given to compare with"),
        Some((name, secret)) => {
            let asked = Receiver::builder(own).url_secret(&name, secret);
            match ask(asked, &query, evidence)? {
                Err(error) if error.is_unverified() => Check::bad("secret", &error),
                _ => Check::good("secret", format!("the parameter {name:?} is right")),
            }
        }
    });
    checks.extend(signature(evidence, &query, own, arguments)?);
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
    arguments: &VerifyArguments,
) -> Result<[Check; 2], Failure> {
    let tokens = arguments.secrets.tokens()?;
    let no_time = |why| Check::absent("time", why);
    if tokens.is_empty() && !arguments.require_signature {
        let why = "no token is given to check one with";
        return Ok([
            Check::absent("signature", why),
            no_time("only a signature has one"),
        ]);
    }
    let signed = || {
        let signed = Receiver::builder(own).require_signature(arguments.require_signature);
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
    fn a_query_is_found_in_what_was_logged() {
        for (logged, found) in [
            ("https://h/p?a=b&c#d", "a=b&c"),
            ("/p?a=b", "a=b"),
            ("?a=b", "a=b"),
            ("a=b", "a=b"),
            ("https://h/p", ""),
            ("/p", ""),
        ] {
            assert_eq!(query(logged), found);
        }
        assert_eq!(with_application("a=b&sdkappid=7&c", 1), "a=b&c&SdkAppid=1");
    }
}
