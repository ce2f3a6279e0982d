//! `webhook verify`: whether a webhook is genuine, and what exactly is wrong with one that is not.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Args;
use hyper::HeaderMap;
use hyper::header::{HeaderName, HeaderValue};
use serde_json::{Value, json};

use super::checks::{self, Check, Evidence};
use super::sample::read;
use super::secrets::Secrets;
use super::store::{self, StoreArguments};
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
the number of the application is known to many; then 0 means that nothing speaks against it, and in JSON `genuine` is null.")]
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

pub fn run(
    arguments: &VerifyArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let application = connection.application()?;
    let evidence = evidence(arguments)?;
    let checks = checks::all(
        &evidence,
        application,
        &arguments.secrets,
        arguments.require_signature,
    )?;
    let event = call_engine::webhook::read(&evidence.body).ok();
    let genuine = checks.iter().all(|check| check.good != Some(false));
    let proven =
        |check: &Check| check.good == Some(true) && matches!(check.what, "secret" | "signature");
    let proven = genuine && checks.iter().any(proven);
    // Where nothing can show it, nothing is claimed.
    let shown = (proven || !genuine).then_some(genuine);
    let value = json!({
        "genuine": shown,
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
    }
}
