//! `webhook trigger`: sends a webhook of the contract, as the service would.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime};

use call_engine::types::OptPlatform;
use call_engine::webhook::testing::Delivery;
use clap::Args;
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{HeaderMap, Method};
use serde_json::{Value, json};

use super::events::{self, Event, SAMPLE};
use super::report::{Sent, report};
use super::sample;
use super::secrets::Secrets;
use super::sender::{Parcel, Sender, Trust};
use super::target::{Target, joined};
use crate::connection::Connection;
use crate::curl::{double_quoted, quoted};
use crate::exit::Failure;
use crate::generated::webhooks::EVENTS;
use crate::output::{Output, talk};
use crate::table::columns;

/// Longest wait for an answer: longer than the service's, to see how late it is.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  call-engine webhook trigger after-end-call --to http://localhost:3000/webhooks
  call-engine webhook trigger after-end-call --to 3000 --set CallRecord.CallResult=Reject --set CallRecord.AcceptTime=0
  call-engine webhook trigger after-member-changed --variant hangup-two-words --to 3000
  call-engine webhook trigger --all --to 3000

The documents write some webhooks in several ways (W-1 to W-6, W-15): other names of fields, numbers for text, four \
words for one action. Each is a variant, shown by --list; a good receiver reads all of them. A webhook tells of \
something that happens now: EventTime is set, unless --keep-time leaves it as the documents have it.

Exit code 0: the answer is what the service expects, 200 within 2 s. 1: it is not. 3: nobody answers.")]
pub struct TriggerArguments {
    /// Event to send: after-start-call, after-end-call, after-member-changed, or a whole command with --body
    #[arg(required_unless_present_any = ["list", "all"])]
    event: Option<String>,
    /// Address to send it to; a number alone is a port of this machine
    #[arg(long, value_name = "URL", value_parser = Target::parse, required_unless_present = "list")]
    to: Option<Target>,
    /// Way in which the documents write it, as shown by --list [default: sample, the vendor's own]
    #[arg(long, value_name = "NAME", alias = "spelling")]
    variant: Option<String>,
    /// Every variant: of the event, or of all events
    #[arg(long, conflicts_with_all = ["variant", "body"])]
    all: bool,
    /// Change a field, nested as CallRecord.CallId or `UserList[0].Status`; repeatable. FIELD:=JSON gives it another type
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// Another body: JSON, @FILE or - for stdin; sent byte for byte
    #[arg(long, value_name = "JSON|@FILE|-", conflicts_with = "variant")]
    body: Option<String>,
    /// Leave EventTime as it is in the documents
    #[arg(long)]
    keep_time: bool,
    /// Address of the client that the query names
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    client_ip: String,
    /// Platform of the client that the query names
    #[arg(long, value_name = "NAME", default_value = "Android")]
    platform: String,
    /// Show events and variants, and send nothing
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    secrets: Secrets,
    #[command(flatten)]
    trust: Trust,
}

/// A webhook to send.
struct Draft {
    command: String,
    variant: Option<&'static str>,
    body: Bytes,
}

pub async fn run(
    arguments: &TriggerArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    if arguments.list {
        return list(output);
    }
    let Some(to) = &arguments.to else {
        return Err(Failure::local("--to is missing"));
    };
    let drafts = drafts(arguments)?;
    let application = connection.application()?;
    if connection.globals().dry_run {
        return show(&drafts, to, application, arguments, output);
    }
    let token = arguments.secrets.tokens()?.into_iter().next();
    let to = match arguments.secrets.of_the_address()? {
        Some((name, secret)) => to.clone().with_parameter(&name, &secret),
        None => to.clone(),
    };
    let limit = connection.globals().timeout.unwrap_or(PATIENCE);
    let sender = Sender::new(&arguments.trust, limit)?;
    let mut sent = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let delivery = delivery(&draft, application, arguments);
        let delivery = match &token {
            Some(token) => delivery.signed(token, SystemTime::now()),
            None => delivery,
        };
        let parcel = Parcel {
            method: Method::POST,
            uri: to.of("/", &delivery.query()).map_err(Failure::Local)?,
            headers: HeaderMap::from_iter([(
                CONTENT_TYPE,
                HeaderValue::from_static("application/json"),
            )]),
            body: draft.body,
        };
        sent.push(Sent {
            what: vec![
                ("event", Value::from(events::name(&draft.command))),
                ("variant", Value::from(draft.variant)),
            ],
            to: to.to_string(),
            answer: sender.send(parcel).await,
        });
    }
    report(&sent, output)
}

fn delivery(draft: &Draft, application: u32, arguments: &TriggerArguments) -> Delivery {
    Delivery::of_body(application, &draft.command, draft.body.clone())
        .client_ip(&arguments.client_ip)
        .platform(&OptPlatform::from(arguments.platform.as_str()))
}

fn drafts(arguments: &TriggerArguments) -> Result<Vec<Draft>, Failure> {
    let event = arguments.event.as_ref();
    let event = event.map(|name| (name, Event::find(name)));
    if let (Some((name, found)), Some(body)) = (&event, &arguments.body) {
        let command = found.map_or(name.as_str(), |event| event.command);
        return Ok(vec![Draft {
            command: command.to_owned(),
            variant: None,
            body: sample::of_ones_own(body, &arguments.set)?,
        }]);
    }
    let chosen: Vec<&Event> = match event {
        None => EVENTS.iter().collect(),
        Some((_, Some(event))) => vec![event],
        Some((name, None)) => {
            return Err(Failure::local(format!(
                "there is no event {name:?}; there are {}. One the contract does not know needs --body",
                Event::names()
            )));
        }
    };
    let mut drafts = Vec::new();
    for event in chosen {
        let wanted = arguments.variant.as_deref().unwrap_or(SAMPLE);
        let variants = if arguments.all {
            event.variants.iter().collect()
        } else {
            let variant = event.variant(wanted).ok_or_else(|| {
                let names: Vec<&str> = event.variants.iter().map(|one| one.name).collect();
                Failure::local(format!(
                    "{} has no variant {wanted:?}; it has {}",
                    event.name(),
                    names.join(", ")
                ))
            })?;
            vec![variant]
        };
        for variant in variants {
            let (changes, keep) = (&arguments.set, arguments.keep_time);
            drafts.push(Draft {
                command: event.command.to_owned(),
                variant: Some(variant.name),
                body: sample::of_the_contract(variant.body, changes, keep)?,
            });
        }
    }
    Ok(drafts)
}

fn list(output: &mut Output) -> Result<(), Failure> {
    let one = |event: &Event| {
        let variants: Vec<&str> = event.variants.iter().map(|variant| variant.name).collect();
        json!({
            "event": event.name(),
            "command": event.command,
            "summary": event.summary,
            "variants": variants,
        })
    };
    let value: Value = EVENTS.iter().map(one).collect();
    output.value(&value, || {
        let rows = EVENTS.iter().flat_map(|event| {
            event.variants.iter().enumerate().map(|(place, variant)| {
                let (name, summary) = if place == 0 {
                    (event.name(), event.summary)
                } else {
                    (String::new(), "")
                };
                vec![name, variant.name.to_owned(), summary.to_owned()]
            })
        });
        columns(&["EVENT", "VARIANT", "WHAT IT DOES"], rows.collect())
    })
}

/// `--dry-run`: the requests as curl commands. The shell fills in what is secret.
fn show(
    drafts: &[Draft],
    to: &Target,
    application: u32,
    arguments: &TriggerArguments,
    output: &mut Output,
) -> Result<(), Failure> {
    let secret = arguments.secrets.url_secret_for_a_shell();
    let token = arguments.secrets.token_for_a_shell();
    let mut values = Vec::new();
    let mut text = String::new();
    for draft in drafts {
        let query = delivery(draft, application, arguments).query();
        let (mut first, mut all) = (
            String::new(),
            joined(secret.as_deref().unwrap_or(""), &double_quoted(&query)),
        );
        if let Some(token) = &token {
            first.push_str("T=$(date +%s)\n");
            let _ = write!(
                all,
                "&RequestTime=$T&Sign=$(printf %s \"{token}$T\" | sha256sum | cut -c1-64)"
            );
        }
        let url = to.shown("/", &all);
        let body = String::from_utf8_lossy(&draft.body);
        let _ = writeln!(
            text,
            "{first}curl \"{url}\" \\\n  -H 'Content-Type: application/json' \\\n  --data-binary {}",
            quoted(&body)
        );
        values.push(json!({
            "method": "POST",
            "url": to.shown("/", &query),
            "signed": token.is_some(),
            "body": serde_json::from_str(&body).unwrap_or_else(|_| Value::from(body)),
        }));
    }
    let value = match values.len() {
        1 => values.remove(0),
        _ => Value::Array(values),
    };
    output.value(&value, || text)?;
    talk("Nothing was sent.");
    Ok(())
}
