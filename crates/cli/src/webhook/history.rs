//! `webhook history`: what `listen` has kept.

use call_engine::webhook::WebhookEvent;
use clap::Args;
use serde_json::Value;

use super::came::Came;
use super::store::{self, StoreArguments};
use super::{events, summary};
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::span;
use crate::table::{Cell, anything, columns};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  call-engine webhook history
  call-engine webhook history --call 055662e1-bc8a-469c-a334-1126c8c17d58
  call-engine webhook history 12 -o json

`listen` keeps the newest 1000, up to 64 MiB, readable by you alone. To send some of them again: call-engine webhook \
resend --help")]
pub struct HistoryArguments {
    /// Show only this one, with everything in it
    number: Option<u64>,
    /// Show only those of this call
    #[arg(long, value_name = "CALL_ID", conflicts_with = "number")]
    call: Option<String>,
    /// Show only this event; repeatable
    #[arg(long = "event", value_name = "EVENT", value_parser = events::wanted, conflicts_with = "number")]
    events: Vec<String>,
    #[command(flatten)]
    store: StoreArguments,
}

pub fn run(arguments: &HistoryArguments, output: &mut Output) -> Result<(), Failure> {
    let folder = arguments.store.folder()?;
    if let Some(number) = arguments.number {
        let value = store::one(&folder, number)?.shown();
        return output.value(&value, || anything(&value));
    }
    let wanted = |came: &Came| {
        let event = came.event();
        let call = event.as_ref().map(WebhookEvent::call_id);
        let command = event.as_ref().map(WebhookEvent::command);
        let is_wanted = |wanted: &String| command == Some(wanted.as_str());
        arguments
            .call
            .as_deref()
            .is_none_or(|wanted| call == Some(wanted))
            && (arguments.events.is_empty() || arguments.events.iter().any(is_wanted))
    };
    let mut found = store::all(&folder)?;
    found.retain(wanted);
    let value: Value = found.iter().map(Came::shown).collect();
    output.value(&value, || {
        let heading = ["NUMBER", "TIME", "EVENT", "CALL", "FROM", "WHAT"];
        columns(&heading, found.iter().map(row).collect())
    })?;
    if found.is_empty() {
        talk(&format!(
            "No such webhook is kept in {}; `call-engine webhook listen` keeps what comes.",
            folder.display()
        ));
    }
    Ok(())
}

fn row(came: &Came) -> Vec<Cell> {
    let event = came.event();
    let event = event.as_ref();
    let or_dash = |text: &str| Cell::from(if text.is_empty() { "-" } else { text });
    let name = event.map(|event| events::name(event.command()));
    let what = match &came.outcome.refused {
        Some(why) => why.clone(),
        None => event.map(summary::what).unwrap_or_default(),
    };
    vec![
        came.number.to_string().into(),
        span::local(came.at, "%Y-%m-%d %H:%M:%S").into(),
        or_dash(&name.unwrap_or_default()),
        or_dash(event.map_or("", |event| event.call_id())),
        summary::outcome(came),
        what.into(),
    ]
}
