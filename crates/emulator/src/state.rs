//! The whole state of an emulator as one JSON text.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::engine::{Engine, EngineState};
use crate::fault::{FaultRule, Faults};
use crate::options::Options;
use crate::webhook::{Outbox, OutboxState};

/// The form of the text. Another form has another number.
const FORMAT: u32 = 1;

/// Calls, records, phones, webhooks to be sent and what goes wrong. Logs are no part of it, and neither are keys.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State<'a> {
    /// First, so that another form is told as such.
    #[serde(rename = "emulator_state")]
    form: u32,
    pub(crate) origin: Origin,
    #[serde(borrow)]
    pub(crate) engine: EngineState<'a>,
    #[serde(borrow)]
    pub(crate) webhooks: OutboxState<'a>,
    #[serde(default)]
    faults: Cow<'a, [FaultRule]>,
    /// What the last start gave.
    #[serde(default)]
    given_faults: Cow<'a, [FaultRule]>,
    /// By which the commands of a journal are carried out again.
    pub(crate) options: Cow<'a, Options>,
}

/// Where a state comes from.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Origin {
    /// What everything chosen comes from, also after a reset.
    pub(crate) seed: u64,
    /// How often an emulator began with it.
    pub(crate) starts: u64,
}

/// What a state consists of, in use.
pub(crate) struct Parts<'a> {
    pub(crate) engine: &'a mut Engine,
    pub(crate) outbox: &'a mut Outbox,
    pub(crate) faults: &'a mut Faults,
}

impl Parts<'_> {
    /// Goes on with this state.
    pub(crate) fn take_up(self, state: State<'_>) {
        *self.engine = Engine::from_state(state.engine, state.options.into_owned());
        self.outbox.take_up(state.webhooks);
        let given = state.given_faults.into_owned();
        let rules = state.faults.into_owned();
        self.faults.rules().take_up(rules, given);
    }

    /// Another state in the place of what is there. The options, and what the start gave, stay as they are.
    pub(crate) fn import(self, mut state: State<'_>) {
        state.options = Cow::Owned(self.engine.options().clone());
        state.given_faults = Cow::Owned(self.faults.current().given().to_vec());
        state
            .webhooks
            .set_given(self.outbox.current().given().to_vec());
        self.take_up(state);
    }

    /// As after the first start: no calls, no records, no webhook configuration, the rules that the start gave. Phones and time stay.
    pub(crate) fn reset(self, seed: u64) {
        let mut engine = Engine::new(self.engine.options().clone(), seed);
        *engine.phones_mut() = self.engine.phones_mut().clone();
        engine.advance(self.engine.now());
        *self.engine = engine;
        self.outbox.reset();
        self.faults.reset();
    }
}

#[derive(Deserialize)]
struct Head {
    emulator_state: Option<u32>,
}

impl<'a> State<'a> {
    pub(crate) fn of(
        engine: &'a Engine,
        outbox: &'a Outbox,
        faults: &'a Faults,
        origin: Origin,
    ) -> Self {
        Self {
            form: FORMAT,
            origin,
            engine: engine.state(),
            webhooks: outbox.state(),
            faults: faults.current().to_vec().into(),
            given_faults: Cow::Borrowed(faults.current().given()),
            options: Cow::Borrowed(engine.options()),
        }
    }

    /// Reads a state. The error says where it is none.
    pub(crate) fn read(text: &'a str) -> Result<Self, String> {
        match serde_json::from_str(text) {
            Ok(Self { form, .. }) if form != FORMAT => Err(of_another_form(form)),
            Ok(state) => Ok(state),
            Err(error) => {
                let head: Option<Head> = serde_json::from_str(text).ok();
                Err(match head.map(|head| head.emulator_state) {
                    Some(Some(FORMAT)) | None => error.to_string(),
                    Some(Some(other)) => of_another_form(other),
                    Some(None) => {
                        "it is no state of an emulator: emulator_state is missing".to_owned()
                    }
                })
            }
        }
    }
}

fn of_another_form(form: u32) -> String {
    format!("it has form {form}, and this emulator reads form {FORMAT}")
}
