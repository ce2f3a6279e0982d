//! Which requests go wrong.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::kind::{Connection, Fault, SpoiltAnswer, Strike};
use crate::pace::Pace;
use crate::random::Random;
use crate::rules::Rules;
use crate::schema::schema_of;

/// A fault for requests that do not ask for one.
///
/// In JSON, as in the management and in scenario files: `{"fault": {"code": 60008}, "command": "end_call", "times": 1}`, and
/// likewise `account`, `probability` and `per_second`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Read", into = "Read")]
#[must_use]
pub struct FaultRule {
    fault: Fault,
    command: Option<String>,
    account: Option<String>,
    probability: f64,
    left: Option<u32>,
    per_second: Option<u32>,
    pace: Pace,
}

/// A rule as it is written.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FaultRule"))]
#[serde(deny_unknown_fields)]
struct Read {
    /// What goes wrong.
    fault: Fault,
    /// Only for this command, such as `start_call_by_robot`.
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<String>,
    /// Only for requests that name this account: as their caller, their robot or a callee.
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    /// Only for this part of the requests that fit, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    /// Only for what is more than so many requests of one command in a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    per_second: Option<u32>,
    /// Only for the next so many requests that it befalls.
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
}

schema_of!(FaultRule, Read);

impl TryFrom<Read> for FaultRule {
    type Error = &'static str;

    fn try_from(read: Read) -> Result<Self, Self::Error> {
        let probability = read.probability.unwrap_or(1.0);
        if !(0.0..=1.0).contains(&probability) {
            return Err("probability must be from 0 to 1");
        }
        Ok(Self {
            fault: read.fault,
            command: read.command,
            account: read.account,
            probability,
            left: read.times,
            per_second: read.per_second,
            pace: Pace::default(),
        })
    }
}

impl From<FaultRule> for Read {
    fn from(rule: FaultRule) -> Self {
        Self {
            fault: rule.fault,
            command: rule.command,
            account: rule.account,
            probability: (rule.probability < 1.0).then_some(rule.probability),
            per_second: rule.per_second,
            times: rule.left,
        }
    }
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
            per_second: None,
            pace: Pace::default(),
        }
    }

    /// What the documents say of the rate: more than 200 requests of a command in a second are answered with this code, and
    /// nothing takes effect. Which code that is they do not say; 60011, 60018 and 60019 are candidates.
    pub fn rate_limit(code: i64) -> Self {
        Self::new(Fault::before(Strike::Code(code))).above(200)
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

    /// Only for requests beyond so many of their command in a second, by the emulator's clock. The second slides, and what the
    /// rule strikes does not count.
    pub fn above(mut self, per_second: u32) -> Self {
        self.per_second = Some(per_second);
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
    /// Unix milliseconds.
    pub(crate) now: u64,
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

/// Gives another sequence than that of the calls, so that faults leave their IDs alone.
const ANOTHER: u64 = 0xfa17;

/// The rules of one emulator.
#[derive(Debug)]
pub(crate) struct Faults {
    rules: Rules<FaultRule>,
    random: Random,
    seed: u64,
}

impl Faults {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            rules: Rules::default(),
            random: Random::new(seed ^ ANOTHER),
            seed,
        }
    }

    /// Has chance begin anew, with another seed.
    pub(crate) fn draw_from(&mut self, seed: u64) {
        self.seed = seed;
        self.random = Random::new(seed ^ ANOTHER);
    }

    /// The rules, the first that counts first.
    pub(crate) fn rules(&mut self) -> &mut Rules<FaultRule> {
        &mut self.rules
    }

    /// The rules as they are.
    pub(crate) fn current(&self) -> &Rules<FaultRule> {
        &self.rules
    }

    /// The rules of the start and no others, and chance from its beginning.
    pub(crate) fn reset(&mut self) {
        self.rules.reset();
        self.draw_from(self.seed);
    }

    /// Whether some rule is for so many requests only.
    pub(crate) fn counts(&self) -> bool {
        self.rules.numbered().any(|(_, rule)| rule.left.is_some())
    }

    /// The fault that befalls a request; of several rules the first that strikes.
    pub(crate) fn befalls(&mut self, asked: &Asked<'_>) -> Option<Fault> {
        let random = &mut self.random;
        let mut strikes = |rule: &mut FaultRule| {
            rule.fits(asked)
                && rule
                    .per_second
                    .is_none_or(|most| !rule.pace.admits(asked.command, most, asked.now))
                && (rule.probability >= 1.0 || random.unit() < rule.probability)
        };
        let rule = self
            .rules
            .iter_mut()
            .find_map(|rule| strikes(rule).then_some(rule))?;
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
            now: 0,
        }
    }

    #[test]
    fn the_first_rule_that_fits_strikes_and_a_number_runs_out() {
        let code = |code| Fault::before(Strike::Code(code));
        let rules = vec![
            FaultRule::new(code(1)).command("end_call").times(1),
            FaultRule::new(code(2)).account("jack"),
        ];
        let mut faults = Faults::new(0);
        faults.rules().give(rules);
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
    fn a_rate_is_kept_and_what_exceeds_it_does_not_count() {
        let mut faults = Faults::new(0);
        faults.rules().give(vec![FaultRule::rate_limit(60_011)]);
        let mut struck = |command, now| {
            let asked = Asked {
                now,
                ..asked(command, "{}")
            };
            let asks = std::iter::repeat_with(|| faults.befalls(&asked));
            asks.take(300).flatten().count()
        };
        assert_eq!(struck("end_call", 0), 100);
        assert_eq!(struck("end_call", 999), 300);
        assert_eq!(struck("get_call_info", 999), 100);
        assert_eq!(struck("end_call", 1_000), 100);
    }

    #[test]
    fn a_probability_is_kept_and_the_seed_decides() {
        let struck = |seed| {
            let rule = FaultRule::new(Fault::before(Strike::Code(1))).probability(0.25);
            let mut faults = Faults::new(seed);
            faults.rules().give(vec![rule]);
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
