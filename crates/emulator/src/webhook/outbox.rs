//! Webhooks that wait, are under way, or are done.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::address::{Origin, address};
use super::body;
use super::delivery::{Attempt, Delivery, Outcome};
use super::fate::{Fate, Rule};
use crate::engine::{CallId, CallbackConfig, Event, EventKind, millis};
use crate::options::Options;
use crate::rules::Rules;

/// Most webhooks under way at once.
const MOST_UNDER_WAY: usize = 64;
/// Most webhooks that wait; more are not sent, and the log says so.
const MOST_WAITING: usize = 1_000_000;

/// Webhooks of one emulator. Those of one call are sent one after the other, in their order; calls do not wait for each other.
#[derive(Debug)]
pub(crate) struct Outbox {
    sdk_app_id: u32,
    token: Option<String>,
    pub(super) rules: Rules<Rule>,
    pub(super) entries: BTreeMap<u64, Entry>,
    /// By when they are due, then by when they came.
    pub(super) waiting: BTreeMap<(u64, u64), u64>,
    /// Waiting for the next webhook of their call.
    pub(super) held: HashMap<CallId, Vec<u64>>,
    pub(super) under_way: HashSet<CallId>,
    pub(super) numbers: u64,
    places: u64,
    /// How many done ones are remembered.
    capacity: usize,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) delivery: Delivery,
    pub(super) configured: Arc<str>,
}

/// A webhook to be sent now.
#[derive(Debug)]
pub(crate) struct Sending {
    pub(crate) number: u64,
    pub(crate) at: u64,
    pub(crate) url: Arc<str>,
    pub(crate) body: Arc<[u8]>,
}

impl Outbox {
    pub(crate) fn new(sdk_app_id: u32, token: Option<String>, capacity: usize) -> Self {
        Self {
            sdk_app_id,
            token,
            rules: Rules::default(),
            entries: BTreeMap::new(),
            waiting: BTreeMap::new(),
            held: HashMap::new(),
            under_way: HashSet::new(),
            numbers: 0,
            places: 0,
            capacity,
        }
    }

    /// The rules, the first that counts first.
    pub(crate) fn rules(&mut self) -> &mut Rules<Rule> {
        &mut self.rules
    }

    /// The rules as they are.
    pub(crate) fn current(&self) -> &Rules<Rule> {
        &self.rules
    }

    /// Forgets all webhooks, and all rules but those of the start.
    pub(crate) fn reset(&mut self) {
        self.forget();
        self.rules.reset();
    }

    /// Forgets all webhooks.
    pub(super) fn forget(&mut self) {
        self.entries.clear();
        self.waiting.clear();
        self.held.clear();
        // What is under way comes back to nothing.
        self.under_way.clear();
    }

    /// Takes the webhook of an event, if it is wanted.
    pub(crate) fn add(&mut self, event: &Event, config: &CallbackConfig, options: &Options) {
        if matches!(event.kind, EventKind::Started { .. }) && !options.start_is_told {
            return;
        }
        let written = body::write(event, options);
        if !config
            .commands
            .iter()
            .any(|wanted| wanted == written.command)
        {
            return;
        }
        let fate = Rule::decide(&mut self.rules, written.command, &event.call_id.to_string());
        let body: Arc<[u8]> = written.body.into();
        let configured: Arc<str> = config.url.as_str().into();
        let mut enter = || {
            self.numbers += 1;
            let delivery = Delivery {
                number: self.numbers,
                call_id: event.call_id,
                command: written.command,
                url: Arc::clone(&configured),
                body: Arc::clone(&body),
                event_at: event.at,
                attempts: Vec::new(),
                done: false,
            };
            let configured = Arc::clone(&configured);
            self.entries.insert(
                self.numbers,
                Entry {
                    delivery,
                    configured,
                },
            );
            self.numbers
        };
        let first = enter();
        match fate {
            Fate::Never => self.done(first),
            Fate::AfterNext => {
                self.held.entry(event.call_id).or_default().push(first);
                return;
            }
            Fate::Prompt => self.wait(first, event.at),
            Fate::Late(by) => self.wait(first, event.at.saturating_add(millis(by))),
            Fate::Twice(by) => {
                let second = enter();
                self.wait(first, event.at);
                self.wait(second, event.at.saturating_add(millis(by)));
            }
        }
        if fate != Fate::Never {
            for number in self.held.remove(&event.call_id).unwrap_or_default() {
                self.wait(number, event.at);
            }
        }
    }

    /// Sends a webhook once more, as it was; `false` if it is not remembered.
    pub(crate) fn again(&mut self, number: u64, now: u64) -> bool {
        let Some(entry) = self.entries.get_mut(&number) else {
            return false;
        };
        entry.delivery.done = false;
        if !self.waiting.values().any(|waiting| *waiting == number) {
            self.wait(number, now);
        }
        true
    }

    pub(super) fn wait(&mut self, number: u64, due: u64) {
        if self.waiting.len() >= MOST_WAITING {
            if let Some(entry) = self.entries.get_mut(&number) {
                entry.delivery.attempts.push(Attempt {
                    at: due,
                    outcome: Outcome::Failed("too many webhooks wait".to_owned()),
                });
            }
            return self.done(number);
        }
        self.places += 1;
        self.waiting.insert((due, self.places), number);
    }

    /// Nothing more is to happen to a webhook that was sent before a restart.
    pub(crate) fn was_done(&mut self, number: u64) {
        let Some(entry) = self.entries.get(&number) else {
            return;
        };
        // Nearly always it waited for the moment of its event.
        let at = entry.delivery.event_at;
        let is_it = |(place, waiting): (&(u64, u64), &u64)| (*waiting == number).then_some(*place);
        let prompt = self.waiting.range((at, 0)..=(at, u64::MAX)).find_map(is_it);
        if let Some(place) = prompt.or_else(|| self.waiting.iter().find_map(is_it)) {
            self.waiting.remove(&place);
        }
        self.done(number);
    }

    fn done(&mut self, number: u64) {
        if let Some(entry) = self.entries.get_mut(&number) {
            entry.delivery.done = true;
        }
        while self.entries.len() > self.capacity {
            let Some(oldest) = self.entries.first_entry() else {
                return;
            };
            // What is still to be sent is kept, and whatever came after it.
            if !oldest.get().delivery.done {
                return;
            }
            oldest.remove();
        }
    }

    /// Takes what is due now and may be sent.
    pub(crate) fn take_due(&mut self, now: u64) -> Vec<Sending> {
        let mut taken = Vec::new();
        let mut places = Vec::new();
        for (place, number) in self.waiting.range(..=(now, u64::MAX)) {
            if self.under_way.len() >= MOST_UNDER_WAY {
                break;
            }
            let Some(entry) = self.entries.get_mut(number) else {
                places.push(*place);
                continue;
            };
            if !self.under_way.insert(entry.delivery.call_id) {
                continue;
            }
            let origin = Origin {
                sdk_app_id: self.sdk_app_id,
                token: self.token.as_deref(),
                now: now / 1_000,
            };
            let url = address(&entry.configured, entry.delivery.command, &origin);
            entry.delivery.url = url.into();
            places.push(*place);
            taken.push(Sending {
                number: *number,
                at: now,
                url: Arc::clone(&entry.delivery.url),
                body: Arc::clone(&entry.delivery.body),
            });
        }
        for place in places {
            self.waiting.remove(&place);
        }
        taken
    }

    /// What came back for a webhook; `true` if nothing more will happen to it.
    pub(crate) fn finished(
        &mut self,
        number: u64,
        attempt: Attempt,
        now: u64,
        options: &Options,
    ) -> bool {
        let Some(entry) = self.entries.get_mut(&number) else {
            return true;
        };
        self.under_way.remove(&entry.delivery.call_id);
        entry.delivery.attempts.push(attempt);
        let sent = entry.delivery.attempts.len();
        let pause = options.webhook_retries.get(sent - 1);
        if let Some(pause) = pause.filter(|_| !entry.delivery.arrived()) {
            self.wait(number, now.saturating_add(millis(*pause)));
            return false;
        }
        self.done(number);
        true
    }

    /// When something is due that may be sent.
    pub(crate) fn next_due(&self) -> Option<u64> {
        if self.under_way.len() >= MOST_UNDER_WAY {
            return None;
        }
        // What waits for its call is looked at when that one is done.
        let free = |number: &u64| {
            let entry = self.entries.get(number);
            entry.is_none_or(|entry| !self.under_way.contains(&entry.delivery.call_id))
        };
        let mut waiting = self.waiting.iter();
        waiting
            .find(|(_, number)| free(number))
            .map(|((due, _), _)| *due)
    }

    /// Whether nothing is under way, and nothing is due.
    pub(crate) fn is_settled(&self, now: u64) -> bool {
        self.under_way.is_empty() && self.waiting.keys().next().is_none_or(|(due, _)| *due > now)
    }

    /// The latest ones, oldest first.
    pub(crate) fn latest(&self, most: usize) -> Vec<Delivery> {
        let latest = self.entries.values().rev().take(most);
        let mut latest: Vec<Delivery> = latest.map(|entry| entry.delivery.clone()).collect();
        latest.reverse();
        latest
    }

    pub(crate) fn get(&self, number: u64) -> Option<&Delivery> {
        self.entries.get(&number).map(|entry| &entry.delivery)
    }

    /// The webhooks of one call, oldest first.
    pub(crate) fn of_call(&self, call_id: CallId) -> Vec<Delivery> {
        let all = self.entries.values().map(|entry| &entry.delivery);
        all.filter(|delivery| delivery.call_id == call_id)
            .cloned()
            .collect()
    }

    pub(crate) fn deliveries(&self) -> Vec<Delivery> {
        self.entries
            .values()
            .map(|entry| entry.delivery.clone())
            .collect()
    }
}
