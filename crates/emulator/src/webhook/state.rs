//! The webhooks that are still to be sent, to be written down and taken up again.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::body::EVENTS;
use super::delivery::Delivery;
use super::fate::Rule;
use super::outbox::{Entry, Outbox};
use crate::engine::CallId;

/// What an outbox has still to do. Those that are done are a matter of the log.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OutboxState<'a> {
    numbers: u64,
    #[serde(default)]
    rules: Cow<'a, [Rule]>,
    /// What the last start gave: the same again changes nothing.
    #[serde(default)]
    given: Cow<'a, [Rule]>,
    /// In the order in which they were put there.
    #[serde(borrow)]
    open: Vec<Open<'a>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Open<'a> {
    number: u64,
    call_id: CallId,
    #[serde(borrow)]
    command: Cow<'a, str>,
    #[serde(borrow)]
    url: Cow<'a, str>,
    /// As it will be sent, byte for byte.
    #[serde(borrow)]
    body: Cow<'a, RawValue>,
    event_at: u64,
    /// `None` waits for the next webhook of its call.
    due: Option<u64>,
}

impl OutboxState<'_> {
    /// Other rules as those of the last start.
    pub(crate) fn set_given(&mut self, given: Vec<Rule>) {
        self.given = Cow::Owned(given);
    }
}

impl Outbox {
    pub(crate) fn state(&self) -> OutboxState<'_> {
        let due: HashMap<u64, (u64, u64)> = self
            .waiting
            .iter()
            .map(|(place, number)| (*number, *place))
            .collect();
        let held = |number: &u64| self.held.values().any(|held| held.contains(number));
        let open = self
            .entries
            .iter()
            .filter(|(_, entry)| !entry.delivery.done);
        let mut open: Vec<_> = open
            .filter_map(|(number, entry)| {
                let place = due.get(number).copied();
                let delivery = &entry.delivery;
                let body = std::str::from_utf8(&delivery.body).ok()?;
                let open = Open {
                    number: *number,
                    call_id: delivery.call_id,
                    command: Cow::Borrowed(delivery.command),
                    url: Cow::Borrowed(&entry.configured),
                    body: Cow::Owned(RawValue::from_string(body.to_owned()).ok()?),
                    event_at: delivery.event_at,
                    // What is under way now may not arrive.
                    due: match place {
                        Some((due, _)) => Some(due),
                        None if held(number) => None,
                        None => Some(delivery.event_at),
                    },
                };
                Some((place.map_or(0, |(_, place)| place), open))
            })
            .collect();
        open.sort_by_key(|(place, open)| (*place, open.number));
        OutboxState {
            numbers: self.numbers,
            rules: self.rules.to_vec().into(),
            given: Cow::Borrowed(self.rules.given()),
            open: open.into_iter().map(|(_, open)| open).collect(),
        }
    }

    /// Goes on where another was written down.
    pub(crate) fn take_up(&mut self, state: OutboxState<'_>) {
        self.forget();
        self.numbers = state.numbers;
        let given = state.given.into_owned();
        self.rules.take_up(state.rules.into_owned(), given);
        for open in state.open {
            let command = EVENTS.into_iter().find(|event| *event == open.command);
            let Some(command) = command else {
                // An event this version does not know; nobody could tell how it is written.
                continue;
            };
            let configured: Arc<str> = Arc::from(&*open.url);
            let delivery = Delivery {
                number: open.number,
                call_id: open.call_id,
                command,
                url: Arc::clone(&configured),
                body: open.body.get().as_bytes().into(),
                event_at: open.event_at,
                attempts: Vec::new(),
                done: false,
            };
            let entry = Entry {
                delivery,
                configured,
            };
            self.entries.insert(open.number, entry);
            match open.due {
                Some(due) => self.wait(open.number, due),
                None => self.held.entry(open.call_id).or_default().push(open.number),
            }
        }
    }
}
