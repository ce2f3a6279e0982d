//! The webhooks of the contract, by the names people use.

use crate::generated::webhooks::EVENTS;

/// A webhook of the contract.
#[derive(Debug)]
pub struct Event {
    /// Its name in the contract, such as `after_end_call`.
    pub id: &'static str,
    /// Its command, such as `Call.CallbackAfterEndCall`.
    pub command: &'static str,
    /// What it tells, in a line without a full stop.
    pub summary: &'static str,
    /// A body for each way the documents write it.
    pub variants: &'static [Variant],
}

/// One way to write a webhook.
#[derive(Debug)]
pub struct Variant {
    /// Its name, such as `hangup-two-words`.
    pub name: &'static str,
    /// The body, JSON.
    pub body: &'static str,
}

/// The variant that is sent when none is named: the vendor's own sample, which every webhook has.
pub const SAMPLE: &str = "sample";

impl Event {
    /// The event of a name: `after-end-call`, `AfterEndCall`, `Call.CallbackAfterEndCall`.
    pub fn find(name: &str) -> Option<&'static Self> {
        let name = bare(name);
        let short = |event: &Event| bare(event.command.trim_start_matches("Call.Callback"));
        EVENTS
            .iter()
            .find(|event| [bare(event.id), bare(event.command), short(event)].contains(&name))
    }

    /// The name that people type.
    pub fn name(&self) -> String {
        self.id.replace('_', "-")
    }

    /// One way to write it.
    pub fn variant(&self, name: &str) -> Option<&'static Variant> {
        let name = bare(name);
        let mut variants = self.variants.iter();
        variants.find(|variant| bare(variant.name) == name)
    }

    /// The names of all.
    pub fn names() -> String {
        let names: Vec<String> = EVENTS.iter().map(Self::name).collect();
        names.join(", ")
    }
}

/// The name for people of a command; one the contract does not know stays as it is.
pub fn name(command: &str) -> String {
    match EVENTS.iter().find(|event| event.command == command) {
        Some(event) => event.name(),
        None => command.to_owned(),
    }
}

/// The command that `--event` means. A command the contract does not know is taken as it is.
pub fn wanted(text: &str) -> Result<String, String> {
    match Event::find(text) {
        Some(event) => Ok(event.command.to_owned()),
        None if text.contains('.') => Ok(text.to_owned()),
        None => Err(format!(
            "there is no event {text:?}; there are {}, and any other by its whole command, such as Call.CallbackNew",
            Event::names()
        )),
    }
}

/// Letters and digits only, in lower case.
fn bare(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use call_engine::webhook::WebhookEvent;

    #[test]
    fn every_webhook_of_the_contract_is_there_with_a_sample() {
        let commands: Vec<&str> = EVENTS.iter().map(|event| event.command).collect();
        assert_eq!(commands, WebhookEvent::COMMANDS);
        for event in EVENTS {
            assert!(event.variant(SAMPLE).is_some(), "{}", event.id);
        }
    }

    #[test]
    fn an_event_has_several_names() {
        for name in [
            "after-end-call",
            "after_end_call",
            "AfterEndCall",
            "Call.CallbackAfterEndCall",
        ] {
            assert_eq!(wanted(name).as_deref(), Ok("Call.CallbackAfterEndCall"));
        }
        assert_eq!(
            wanted("Call.CallbackNew").as_deref(),
            Ok("Call.CallbackNew")
        );
        assert!(wanted("after-end").is_err());
    }
}
