//! Which requests go wrong.

use std::time::Duration;

use serde_json::{Value, json};

use super::kind::{Connection, Fault, SpoiltAnswer, Strike};
use crate::random::Random;
use crate::rules::Rules;

/// A fault for requests that do not ask for one.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct FaultRule {
    fault: Fault,
    command: Option<String>,
    account: Option<String>,
    probability: f64,
    left: Option<u32>,
}

impl FaultRule {
    /// For every request.
    pub fn new(fault: Fault) -> Self {
        Self {
            fault,
            command: None,
            account: None,
            probability: 1.0,
            left: None,
        }
    }

    /// Only for this command, such as `start_call_by_robot`.
    pub fn command(mut self, command: impl Into<String>) -> Self {
        self.command = Some(command.into());
        self
    }

    /// Only for requests that name this account: as their caller, their robot or a callee.
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// Only for this part of the requests that fit, from 0 to 1; which ones, the emulator's seed decides.
    pub fn probability(mut self, probability: f64) -> Self {
        self.probability = probability;
        self
    }

    /// Only for the next so many requests that it befalls.
    pub fn times(mut self, count: u32) -> Self {
        self.left = Some(count);
        self
    }

    /// A little of everything, as on a bad day: one request in seven is befallen, some of them after they took effect.
    pub fn chaos() -> Vec<Self> {
        let late = |millis| Fault::late(Duration::from_millis(millis));
        let one = |probability, fault| Self::new(fault).probability(probability);
        vec![
            one(0.02, Fault::accepted_then_dropped()),
            one(0.02, Fault::before(Strike::Connection(Connection::Drop))),
            one(0.02, Fault::before(Strike::Http(502))),
            one(0.02, Fault::before(Strike::Code(60_008))),
            one(0.01, Fault::after(Strike::Code(101_001))),
            one(0.01, Fault::after(Strike::Answer(SpoiltAnswer::Truncated))),
            one(0.04, late(300)),
            one(0.01, late(4_000)),
        ]
    }

    /// As the management writes it.
    pub(crate) fn to_value(&self) -> Value {
        json!({
            "fault": self.fault.to_value(),
            "command": self.command,
            "account": self.account,
            "probability": self.probability,
            "times": self.left,
        })
    }

    fn fits(&self, asked: &Asked<'_>) -> bool {
        self.left != Some(0)
            && self
                .command
                .as_ref()
                .is_none_or(|command| command == asked.command)
            && self
                .account
                .as_ref()
                .is_none_or(|account| asked.names(account))
    }
}

/// What is known of a request before it is carried out.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    /// The last part of the path.
    pub(crate) command: &'a str,
    pub(crate) identifier: Option<&'a str>,
    pub(crate) body: &'a [u8],
}

impl Asked<'_> {
    fn names(&self, account: &str) -> bool {
        let body: Value = serde_json::from_slice(self.body).unwrap_or_default();
        self.identifier == Some(account) || named(&body, account)
    }
}

/// Whether an account field of a body, however deep, names the account.
fn named(value: &Value, account: &str) -> bool {
    let is = |value: &Value| value.as_str() == Some(account);
    match value {
        Value::Object(fields) => fields.iter().any(|(name, value)| {
            let listed = || value.as_array().is_some_and(|list| list.iter().any(is));
            (name.ends_with("_Account") && (is(value) || listed())) || named(value, account)
        }),
        Value::Array(values) => values.iter().any(|value| named(value, account)),
        _ => false,
    }
}

/// The rules of one emulator.
#[derive(Debug)]
pub(crate) struct Faults {
    rules: Rules<FaultRule>,
    random: Random,
}

impl Faults {
    pub(crate) fn new(rules: Vec<FaultRule>, seed: u64) -> Self {
        Self {
            rules: Rules::new(rules),
            // Another sequence than that of the calls, so that faults leave their IDs alone.
            random: Random::new(seed ^ 0xfa17),
        }
    }

    /// The rules, the first that counts first.
    pub(crate) fn rules(&mut self) -> &mut Rules<FaultRule> {
        &mut self.rules
    }

    /// The fault that befalls a request; of several rules the first that strikes.
    pub(crate) fn befalls(&mut self, asked: &Asked<'_>) -> Option<Fault> {
        let random = &mut self.random;
        let rule = self.rules.iter_mut().find(|rule| {
            rule.fits(asked) && (rule.probability >= 1.0 || random.unit() < rule.probability)
        })?;
        let fault = rule.fault.clone();
        if let Some(left) = &mut rule.left {
            *left -= 1;
            self.rules.retain(|rule| rule.left != Some(0));
        }
        Some(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked<'a>(command: &'a str, body: &'a str) -> Asked<'a> {
        Asked {
            command,
            identifier: Some("administrator"),
            body: body.as_bytes(),
        }
    }

    #[test]
    fn the_first_rule_that_fits_strikes_and_a_number_runs_out() {
        let code = |code| Fault::before(Strike::Code(code));
        let rules = vec![
            FaultRule::new(code(1)).command("end_call").times(1),
            FaultRule::new(code(2)).account("jack"),
        ];
        let mut faults = Faults::new(rules, 0);
        let calls = r#"{"CalleeList_Account": ["rose", "jack"]}"#;
        assert_eq!(faults.befalls(&asked("end_call", calls)), Some(code(1)));
        assert_eq!(faults.befalls(&asked("end_call", calls)), Some(code(2)));
        let deep = r#"{"a": [{"User_Account": "jack"}]}"#;
        assert_eq!(faults.befalls(&asked("x", deep)), Some(code(2)));
        for body in [r#"{"UserData": "jack"}"#, "jack", "{}"] {
            assert_eq!(faults.befalls(&asked("x", body)), None, "{body}");
        }
        faults
            .rules()
            .add(FaultRule::new(code(3)).account("administrator"));
        assert_eq!(faults.befalls(&asked("x", "{}")), Some(code(3)));
        faults.rules().clear();
        assert_eq!(faults.befalls(&asked("x", "{}")), None);
    }

    #[test]
    fn a_probability_is_kept_and_the_seed_decides() {
        let struck = |seed| {
            let rule = FaultRule::new(Fault::before(Strike::Code(1))).probability(0.25);
            let mut faults = Faults::new(vec![rule], seed);
            let ask = || faults.befalls(&asked("x", "{}")).is_some();
            std::iter::repeat_with(ask)
                .take(4_000)
                .collect::<Vec<bool>>()
        };
        let one = struck(1);
        let count = one.iter().filter(|struck| **struck).count();
        assert!((800..1_200).contains(&count), "{count}");
        assert_eq!(one, struck(1));
        assert_ne!(one, struck(2));
    }
}
