//! What the management is told.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::engine::Act;
use crate::fault::{Fault, FaultRule};
use crate::phone::Phone;
use crate::webhook::{Fate, Rule};

/// Reads an order, or says what is wrong with it.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| format!("the body is wrong: {error}"))
}

/// What a phone is to do now.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActOrder {
    act: ActName,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum ActName {
    Answer,
    Refuse,
    Busy,
    HangUp,
    Lose,
}

impl From<ActOrder> for Act {
    fn from(order: ActOrder) -> Self {
        match order.act {
            ActName::Answer => Self::Answer,
            ActName::Refuse => Self::Refuse,
            ActName::Busy => Self::Busy,
            ActName::HangUp => Self::HangUp,
            ActName::Lose => Self::Lose,
        }
    }
}

/// What a phone does when it rings.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", tag = "policy", deny_unknown_fields)]
pub(super) enum PhoneOrder {
    Manual,
    Answer {
        #[serde(default)]
        after_ms: u64,
        hang_up_after_ms: Option<u64>,
    },
    Refuse {
        #[serde(default)]
        after_ms: u64,
    },
    Ignore,
    Busy,
    Unreachable,
}

impl From<PhoneOrder> for Phone {
    fn from(order: PhoneOrder) -> Self {
        match order {
            PhoneOrder::Manual => Self::Manual,
            PhoneOrder::Answer {
                after_ms,
                hang_up_after_ms,
            } => Self::Answer {
                after: Duration::from_millis(after_ms),
                hang_up_after: hang_up_after_ms.map(Duration::from_millis),
            },
            PhoneOrder::Refuse { after_ms } => Self::Refuse {
                after: Duration::from_millis(after_ms),
            },
            PhoneOrder::Ignore => Self::Ignore,
            PhoneOrder::Busy => Self::Busy,
            PhoneOrder::Unreachable => Self::Unreachable,
        }
    }
}

/// How far the clock is moved.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClockOrder {
    pub(super) advance_ms: u64,
}

/// A rule for requests.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FaultOrder {
    fault: Value,
    command: Option<String>,
    account: Option<String>,
    probability: Option<f64>,
    per_second: Option<u32>,
    times: Option<u32>,
}

impl TryFrom<FaultOrder> for FaultRule {
    type Error = String;

    fn try_from(order: FaultOrder) -> Result<Self, String> {
        let fault =
            Fault::from_json(&order.fault.to_string()).map_err(|error| error.to_string())?;
        let mut rule = Self::new(fault);
        if let Some(command) = order.command {
            rule = rule.command(command);
        }
        if let Some(account) = order.account {
            rule = rule.account(account);
        }
        if let Some(probability) = order.probability {
            if !(0.0..=1.0).contains(&probability) {
                return Err("probability must be from 0 to 1".to_owned());
            }
            rule = rule.probability(probability);
        }
        if let Some(per_second) = order.per_second {
            rule = rule.above(per_second);
        }
        if let Some(times) = order.times {
            rule = rule.times(times);
        }
        Ok(rule)
    }
}

/// A rule for webhooks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WebhookOrder {
    fate: FateName,
    #[serde(default)]
    by_ms: u64,
    command: Option<String>,
    call_id: Option<String>,
    times: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum FateName {
    Prompt,
    Late,
    Twice,
    AfterNext,
    Never,
}

impl From<WebhookOrder> for Rule {
    fn from(order: WebhookOrder) -> Self {
        let by = Duration::from_millis(order.by_ms);
        let mut rule = Self::new(match order.fate {
            FateName::Prompt => Fate::Prompt,
            FateName::Late => Fate::Late(by),
            FateName::Twice => Fate::Twice(by),
            FateName::AfterNext => Fate::AfterNext,
            FateName::Never => Fate::Never,
        });
        if let Some(command) = order.command {
            rule = rule.command(command);
        }
        if let Some(call) = order.call_id {
            rule = rule.call(call);
        }
        if let Some(times) = order.times {
            rule = rule.times(times);
        }
        rule
    }
}
