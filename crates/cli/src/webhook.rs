//! Where webhooks go.

use call_engine::operations;
use call_engine::types::{GetCallbackResponse, SetCallbackRequest, WebhookCommand};
use clap::Subcommand;
use serde_json::json;

use crate::connection::{Connection, read, write};
use crate::exit::Failure;
use crate::output::{Output, talk};
use crate::table::pairs;

#[derive(Debug, Subcommand)]
pub enum WebhookTask {
    /// Have webhooks sent to an address; replaces the configuration that is there
    Set {
        /// Address that receives them, best with https
        url: String,
        /// Event to send: after-start-call, after-end-call, after-member-changed; repeatable [default: all]
        #[arg(long = "event", value_name = "EVENT")]
        events: Vec<String>,
    },
    /// Show the configuration
    Get,
    /// Stop all webhooks
    Delete,
}

pub async fn run(
    task: WebhookTask,
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    match task {
        WebhookTask::Set { url, events } => set(&url, &events, connection, output).await,
        WebhookTask::Get => get(connection, output).await,
        WebhookTask::Delete => delete(connection, output).await,
    }
}

async fn set(
    url: &str,
    events: &[String],
    connection: &Connection,
    output: &mut Output,
) -> Result<(), Failure> {
    let events = if events.is_empty() {
        WebhookCommand::KNOWN.to_vec()
    } else {
        events.iter().map(|event| named(event)).collect()
    };
    let flags = &[("Url", "URL"), ("CallbackCommandList", "--event")];
    let request = SetCallbackRequest::new(url, events);
    let sent = connection
        .send(&operations::SET_CALLBACK, write(&request)?, flags, output)
        .await?;
    if let Some(value) = sent {
        output.value(&value, String::new)?;
        talk(&format!("Webhooks go to {url}."));
    }
    Ok(())
}

async fn get(connection: &Connection, output: &mut Output) -> Result<(), Failure> {
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

async fn delete(connection: &Connection, output: &mut Output) -> Result<(), Failure> {
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
        Err(failure) if failure.code() == Some(100_301) => {
            output.value(&json!({}), String::new)?;
            talk("There was no configuration.");
            Ok(())
        }
        Err(failure) => Err(failure),
    }
}

/// The webhook of a name with or without `Call.Callback`; another name goes to the service as it is.
fn named(event: &str) -> WebhookCommand {
    let short = format!("Call.Callback{event}");
    match WebhookCommand::from(short.as_str()) {
        WebhookCommand::Other(_) => WebhookCommand::from(event),
        known => known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_named_shortly_or_in_full() {
        assert_eq!(
            named("after-end-call"),
            WebhookCommand::CallbackAfterEndCall
        );
        assert_eq!(
            named("Call.CallbackAfterEndCall"),
            WebhookCommand::CallbackAfterEndCall
        );
        assert_eq!(named("Call.CallbackNew").as_str(), "Call.CallbackNew");
    }
}
