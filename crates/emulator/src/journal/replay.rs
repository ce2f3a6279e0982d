//! Doing again what a journal says.

use super::line::{Change, Line};
use super::reading::ReadLine;
use crate::engine::{Command, Engine};
use crate::fault::Faults;
use crate::options::Options;
use crate::state::{Origin, Parts, State};
use crate::webhook::Outbox;
use crate::wire::{Body, reader_of};

/// What a journal comes to.
#[derive(Debug)]
pub(crate) struct Replay {
    pub(crate) engine: Engine,
    pub(crate) outbox: Outbox,
    pub(crate) faults: Faults,
    pub(crate) origin: Origin,
}

impl Replay {
    /// Nothing has happened yet.
    pub(crate) fn new(outbox: Outbox) -> Self {
        Self {
            engine: Engine::new(Options::default(), 0),
            outbox,
            faults: Faults::new(0),
            origin: Origin::default(),
        }
    }

    /// Takes up a state.
    pub(crate) fn take_up(&mut self, state: State<'_>) {
        self.origin = state.origin;
        self.parts().take_up(state);
    }

    pub(crate) fn state(&self) -> State<'_> {
        State::of(&self.engine, &self.outbox, &self.faults, self.origin)
    }

    fn parts(&mut self) -> Parts<'_> {
        Parts {
            engine: &mut self.engine,
            outbox: &mut self.outbox,
            faults: &mut self.faults,
        }
    }

    /// Does a line again. The error says what is wrong with it.
    pub(crate) fn redo(&mut self, read: ReadLine) -> Result<(), String> {
        match read {
            ReadLine::Command { at, name, command } => {
                self.advance(at);
                self.command(at, &name, command)?;
                self.tell();
                Ok(())
            }
            ReadLine::Other(text) => {
                let line = serde_json::from_str(&text).map_err(|error| error.to_string())?;
                self.apply(line)
            }
        }
    }

    /// It was carried out then, so it is now.
    fn command(&mut self, now: u64, name: &str, command: Command) -> Result<(), String> {
        match self.engine.command(now, command) {
            Ok(_) => Ok(()),
            Err(refusal) => Err(format!("{name} is refused now: {refusal:?}")),
        }
    }

    pub(crate) fn apply(&mut self, line: Line<'_>) -> Result<(), String> {
        self.advance(line.at);
        let now = line.at;
        match line.change {
            Change::Start {
                seed,
                options,
                phones,
                webhook_rules,
                fault_rules,
            } => {
                if self.origin.starts == 0 {
                    self.origin.seed = seed;
                    self.engine = Engine::new(Options::default(), seed);
                    self.engine.advance(now);
                }
                self.origin.starts += 1;
                self.faults.draw_from(self.origin.seed);
                self.engine.set_options(*options);
                self.engine.phones_mut().take_over(phones);
                self.outbox.rules().give(webhook_rules);
                self.faults.rules().give(fault_rules);
            }
            Change::Command { name, body } => {
                let reader = reader_of(&name).ok_or_else(|| format!("no command {name}"))?;
                let command = reader(Body::Text(body.get()))?;
                self.command(now, &name, command)?;
            }
            Change::Act { call, user, act } => self
                .engine
                .by_hand(now, call, &user, act)
                .map_err(|error| error.to_string())?,
            Change::Phone { user, phone } => self.engine.phones_mut().set(user, phone),
            Change::WebhookRules { rules } => self.outbox.rules().set(rules),
            Change::FaultRules { rules } => self.faults.rules().set(rules),
            Change::Clock => {}
            Change::WebhookDone { number } => self.outbox.was_done(number),
            Change::Import { state } => self.parts().import(State::read(state.get())?),
            Change::Reset => {
                let seed = self.origin.seed;
                self.parts().reset(seed);
            }
        }
        self.tell();
        Ok(())
    }

    /// Lets happen what was due by then.
    pub(crate) fn advance(&mut self, now: u64) {
        self.engine.advance(now);
        self.tell();
    }

    fn tell(&mut self) {
        let told = self.engine.take_events();
        if told.is_empty() {
            return;
        }
        if let Some(config) = self.engine.callback() {
            for event in &told {
                self.outbox.add(event, config, self.engine.options());
            }
        }
    }
}
