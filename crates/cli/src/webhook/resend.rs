//! `webhook resend`: sends what `listen` has kept once more.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime};

use call_engine::webhook::testing::Delivery;
use clap::Args;
use serde_json::{Value, json};

use super::came::{Came, shown_query};
use super::events;
use super::forward::pass;
use super::report::{Sent, report};
use super::secrets::Secrets;
use super::sender::{Sender, Trust};
use super::store::{self, StoreArguments};
use super::target::{Target, joined};
use crate::connection::Connection;
use crate::curl::quoted;
use crate::exit::Failure;
use crate::output::{Output, talk};

/// Longest wait for an answer: longer than the service's, to see how late it is.
const PATIENCE: Duration = Duration::from_secs(10);
/// Headers that are not shown.
const SECRET_HEADERS: [&str; 2] = ["authorization", "cookie"];
/// Parameters of a signature, and of nothing else.
const SIGNATURE: [&str; 2] = ["RequestTime", "Sign"];

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  call-engine webhook resend --last --to http://localhost:3000/webhooks
  call-engine webhook resend 12 14 --to 3000
  call-engine webhook resend 055662e1-bc8a-469c-a334-1126c8c17d58 --to 3000
  call-engine webhook resend --all --to 3000 --sign-again --token-env WEBHOOK_TOKEN

Which there are: call-engine webhook history. They are sent one after the other, in the order in which they came, byte \
for byte: method, query, headers, body. A receiver that checks signatures refuses one that is older than a minute; \
--sign-again puts a new one into the query and leaves the rest as it is.

Exit code 0: all answers are what the service expects, 200 within 2 s. 1: some are not. 3: nobody answers.")]
pub struct ResendArguments {
    /// Number of a webhook, or CallId of a call for all of its webhooks
    #[arg(value_name = "NUMBER|CALL_ID", required_unless_present_any = ["last", "all"])]
    which: Vec<String>,
    /// The newest one
    #[arg(long, conflicts_with_all = ["which", "all"])]
    last: bool,
    /// All that were accepted
    #[arg(long, conflicts_with = "which")]
    all: bool,
    /// Address to send to; a number alone is a port of this machine
    #[arg(long, value_name = "URL", value_parser = Target::parse)]
    to: Target,
    /// Replace the signature, which is too old by now
    #[arg(long)]
    sign_again: bool,
    #[command(flatten)]
    secrets: Secrets,
    #[command(flatten)]
    store: StoreArguments,
    #[command(flatten)]
    trust: Trust,
}

pub async fn run(
    arguments: &ResendArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let chosen = chosen(arguments)?;
    if connection.globals().dry_run {
        return show(&chosen, &arguments.to, output);
    }
    let token = arguments.secrets.tokens()?.into_iter().next();
    let token = token.filter(|_| arguments.sign_again);
    if arguments.sign_again && token.is_none() {
        return Err(Failure::local(
            "--sign-again needs the token: --token-env, --token-file or CALL_ENGINE_WEBHOOK_TOKEN",
        ));
    }
    let limit = connection.globals().timeout.unwrap_or(PATIENCE);
    let sender = Sender::new(&arguments.trust, limit)?;
    let mut sent = Vec::with_capacity(chosen.len());
    for mut came in chosen {
        if let Some(token) = &token {
            came.query = signed_again(&came.query, token, SystemTime::now());
        }
        sent.push(Sent {
            what: what(&came),
            to: arguments.to.to_string(),
            answer: pass(&came, &arguments.to, &sender).await,
        });
    }
    report(&sent, output)
}

fn chosen(arguments: &ResendArguments) -> Result<Vec<Came>, Failure> {
    let folder = arguments.store.folder()?;
    let all = store::all(&folder)?;
    let nothing = |what: &str| {
        Failure::local(format!(
            "{what} in {}; `call-engine webhook history` shows what there is",
            folder.display()
        ))
    };
    if arguments.last {
        let last = all.into_iter().last();
        return Ok(vec![last.ok_or_else(|| nothing("no webhook is kept"))?]);
    }
    if arguments.all {
        let mut all = all;
        all.retain(|came| came.outcome.refused.is_none());
        return if all.is_empty() {
            Err(nothing("no webhook that was accepted is kept"))
        } else {
            Ok(all)
        };
    }
    let is = |came: &Came, which: &str| {
        came.number.to_string() == which
            || came.event().is_some_and(|event| event.call_id() == which)
    };
    for which in &arguments.which {
        if !all.iter().any(|came| is(came, which)) {
            return Err(nothing(&format!(
                "there is no webhook {which:?}, and none of such a call"
            )));
        }
    }
    let mut all = all;
    all.retain(|came| arguments.which.iter().any(|which| is(came, which)));
    Ok(all)
}

fn what(came: &Came) -> Vec<(&'static str, Value)> {
    let event = came.event();
    let event = event.as_ref();
    vec![
        ("number", Value::from(came.number)),
        (
            "event",
            Value::from(event.map(|event| events::name(event.command()))),
        ),
        (
            "call_id",
            Value::from(event.map(|event| event.call_id().to_owned())),
        ),
    ]
}

/// The query with another signature; everything else stays as it is, byte for byte.
fn signed_again(query: &str, token: &str, at: SystemTime) -> String {
    let is_signature = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        SIGNATURE
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    };
    let rest: Vec<&str> = query
        .split('&')
        .filter(|pair| !is_signature(pair))
        .collect();
    let signature = Delivery::of_body(0, "", "").signed(token, at).query();
    let signature: Vec<&str> = signature.split('&').filter(is_signature).collect();
    joined(&rest.join("&"), &signature.join("&"))
}

/// `--dry-run`: what would be sent. What may be secret is masked.
fn show(chosen: &[Came], to: &Target, output: &mut Output) -> Result<(), Failure> {
    let mut values = Vec::new();
    let mut text = String::new();
    for came in chosen {
        let query = shown_query(&came.query);
        let query: Vec<String> = query
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or_default()))
            .collect();
        let url = to.shown(&came.path, &query.join("&"));
        let body = String::from_utf8_lossy(&came.body);
        values
            .push(json!({"number": came.number, "method": came.method, "url": url, "body": body}));
        let (method, url) = (quoted(&came.method), quoted(&url));
        let _ = writeln!(text, "curl -X {method} {url} \\");
        for (name, value) in &came.forwarded_headers() {
            let value = if SECRET_HEADERS.contains(&name.as_str()) {
                "***".into()
            } else {
                String::from_utf8_lossy(value.as_bytes())
            };
            let _ = writeln!(text, "  -H {} \\", quoted(&format!("{name}: {value}")));
        }
        let _ = writeln!(text, "  --data-binary {}", quoted(&body));
    }
    output.value(&Value::Array(values), || text)?;
    talk("Nothing was sent.");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn only_the_signature_is_replaced() {
        let at = UNIX_EPOCH + Duration::from_secs(1_669_872_112);
        let query = signed_again(
            "a=%7e&requesttime=1&x='&Sign=old&SdkAppid=1",
            "xxxxyyyy",
            at,
        );
        assert_eq!(
            query,
            "a=%7e&x='&SdkAppid=1&RequestTime=1669872112&Sign=17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061"
        );
    }
}
