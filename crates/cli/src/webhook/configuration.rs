//! Where the service sends webhooks.

use call_engine::types::{GetCallbackResponse, SetCallbackRequest, WebhookCommand};
use call_engine::{Error, operations};
use clap::Args;
use serde_json::json;

use super::events;
use crate::connection::{Connection, read, write};
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::table::{pairs, plain};

#[derive(Debug, Args)]
#[command(after_help = "\
Example: call-engine webhook set https://example.com/webhooks --event after-end-call

To try it without a server of your own: call-engine webhook listen --help")]
pub struct SetArguments {
    /// Address that receives them, best with https
    url: String,
    /// Event to send: after-start-call, after-end-call, after-member-changed; repeatable [default: all]
    #[arg(long = "event", value_name = "EVENT", value_parser = events::wanted)]
    events: Vec<String>,
}

pub async fn set(
    arguments: &SetArguments,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let SetArguments { url, events } = arguments;
    let events = if events.is_empty() {
        WebhookCommand::KNOWN.to_vec()
    } else {
        let events = events.iter();
        events
            .map(|event| WebhookCommand::from(event.as_str()))
            .collect()
    };
    let flags = &[("Url", "URL"), ("CallbackCommandList", "--event")];
    let request = SetCallbackRequest::new(url.as_str(), events);
    let sent = connection
        .send(&operations::SET_CALLBACK, write(&request)?, flags, output)
        .await?;
    if let Some(value) = sent {
        output.value(&value, String::new)?;
        // Its query may hold a secret, and so may a user.
        let shown = url.split(['?', '#']).next().unwrap_or_default();
        let shown = match shown.split_once("://") {
            Some((scheme, rest)) => {
                let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
                format!("{scheme}://{host}")
            }
            None => shown.to_owned(),
        };
        talk(&format!("Webhooks go to {}.", plain(&shown)));
    }
    Ok(())
}

pub async fn get(connection: &Connection, output: &mut Output) -> Result<(), Failure> {
    let Some(value) = connection
        .send(&operations::GET_CALLBACK, json!({}), &[], output)
        .await?
    else {
        return Ok(());
    };
    let answer: GetCallbackResponse = read(&value)?;
    output.value(&value, || {
        let mut lines = vec![("Url", answer.url.clone())];
        let events = answer
            .callback_command_list()
            .iter()
            .map(ToString::to_string);
        lines.extend(events.map(|event| ("Event", Some(event))));
        pairs(&lines)
    })
}

pub async fn delete(connection: &Connection, output: &mut Output) -> Result<(), Failure> {
    match connection
        .send(&operations::DELETE_CALLBACK, json!({}), &[], output)
        .await
    {
        Ok(Some(value)) => {
            output.value(&value, String::new)?;
            talk("No more webhooks are sent.");
            Ok(())
        }
        Ok(None) => Ok(()),
        // There was none, which is what was wanted (C-16).
        Err(failure) if failure.is(Error::is_webhook_not_found) => {
            output.value(&json!({}), String::new)?;
            talk("There was no configuration.");
            Ok(())
        }
        Err(failure) => Err(failure),
    }
}
