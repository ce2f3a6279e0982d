//! What may befall a webhook on its way.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::engine::millis;
use crate::rules::Rules;
use crate::schema::schema_of;

/// What befalls a webhook: the vendor promises neither order nor number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fate {
    /// It is sent at once.
    Prompt,
    /// It is sent that much later, by the emulator's clock.
    Late(Duration),
    /// It is sent twice, the second time that much later.
    Twice(Duration),
    /// It is sent after the next webhook of its call, or never if there is none.
    AfterNext,
    /// It is never sent.
    Never,
}

/// Which webhooks a fate befalls. The first rule that fits counts.
///
/// In JSON, as in the management and in scenario files: `{"fate": "late", "by_ms": 500, "command": "AfterEndCall"}`, and likewise
/// `call_id` and `times`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Read", into = "Read")]
#[must_use]
pub struct Rule {
    fate: Fate,
    command: Option<String>,
    call: Option<String>,
    left: Option<u32>,
}

/// A rule as it is written.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "WebhookRule"))]
#[serde(deny_unknown_fields)]
struct Read {
    /// What befalls a webhook.
    fate: FateName,
    /// How much later: of `late`, and of the second sending of `twice`.
    #[serde(default, skip_serializing_if = "is_zero")]
    by_ms: u64,
    /// Only for this event, such as `Call.CallbackAfterEndCall`; its last word is enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<String>,
    /// Only for this call.
    #[serde(skip_serializing_if = "Option::is_none")]
    call_id: Option<String>,
    /// Only for the next so many that fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Fate"))]
#[serde(rename_all = "snake_case")]
enum FateName {
    Prompt,
    Late,
    Twice,
    AfterNext,
    Never,
}

schema_of!(Rule, Read);

impl From<Read> for Rule {
    fn from(read: Read) -> Self {
        let by = Duration::from_millis(read.by_ms);
        let fate = match read.fate {
            FateName::Prompt => Fate::Prompt,
            FateName::Late => Fate::Late(by),
            FateName::Twice => Fate::Twice(by),
            FateName::AfterNext => Fate::AfterNext,
            FateName::Never => Fate::Never,
        };
        Self {
            fate,
            command: read.command,
            call: read.call_id,
            left: read.times,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl From<Rule> for Read {
    fn from(rule: Rule) -> Self {
        let (fate, by) = match rule.fate {
            Fate::Prompt => (FateName::Prompt, Duration::ZERO),
            Fate::Late(by) => (FateName::Late, by),
            Fate::Twice(by) => (FateName::Twice, by),
            Fate::AfterNext => (FateName::AfterNext, Duration::ZERO),
            Fate::Never => (FateName::Never, Duration::ZERO),
        };
        Self {
            fate,
            by_ms: millis(by),
            command: rule.command,
            call_id: rule.call,
            times: rule.left,
        }
    }
}

impl Rule {
    /// For every webhook.
    pub fn new(fate: Fate) -> Self {
        Self {
            fate,
            command: None,
            call: None,
            left: None,
        }
    }

    /// Only for this event, such as `Call.CallbackAfterEndCall`; its last word is enough.
    pub fn command(mut self, command: impl Into<String>) -> Self {
        self.command = Some(command.into());
        self
    }

    /// Only for this call.
    pub fn call(mut self, call_id: impl Into<String>) -> Self {
        self.call = Some(call_id.into());
        self
    }

    /// Only for the next so many that fit.
    pub fn times(mut self, count: u32) -> Self {
        self.left = Some(count);
        self
    }

    fn fits(&self, command: &str, call: &str) -> bool {
        self.left != Some(0)
            && self
                .command
                .as_ref()
                .is_none_or(|wanted| names_event(wanted, command))
            && self.call.as_ref().is_none_or(|wanted| wanted == call)
    }

    /// The fate of a webhook; a rule for a number of them counts it.
    pub(super) fn decide(rules: &mut Rules<Self>, command: &str, call: &str) -> Fate {
        let Some(rule) = rules.iter_mut().find(|rule| rule.fits(command, call)) else {
            return Fate::Prompt;
        };
        let fate = rule.fate;
        if let Some(left) = &mut rule.left {
            *left -= 1;
            rules.retain(|rule| rule.left != Some(0));
        }
        fate
    }
}

/// Whether a word names an event: in full, its last word, or that without `Callback`.
pub(crate) fn names_event(word: &str, event: &str) -> bool {
    let last = event.rsplit('.').next().unwrap_or(event);
    word == event || word == last || Some(word) == last.strip_prefix("Callback")
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: &str = "Call.CallbackAfterEndCall";

    #[test]
    fn the_first_rule_that_fits_counts_and_a_number_runs_out() {
        let mut rules = Rules::default();
        rules.give(vec![
            Rule::new(Fate::Never).command("AfterEndCall").times(2),
            Rule::new(Fate::AfterNext).call("c1"),
        ]);
        let mut fates = |command, call| Rule::decide(&mut rules, command, call);
        assert_eq!(fates(END, "c1"), Fate::Never);
        assert_eq!(fates("Call.CallbackAfterStartCall", "c1"), Fate::AfterNext);
        assert_eq!(fates("Call.CallbackAfterStartCall", "c2"), Fate::Prompt);
        assert_eq!(fates(END, "c2"), Fate::Never);
        assert_eq!(fates(END, "c1"), Fate::AfterNext);
        assert_eq!(fates(END, "c2"), Fate::Prompt);
    }

    #[test]
    fn an_event_may_be_named_in_full_or_in_short() {
        for name in [END, "CallbackAfterEndCall", "AfterEndCall"] {
            assert!(
                Rule::new(Fate::Never).command(name).fits(END, "c"),
                "{name}"
            );
        }
        for name in ["EndCall", "AfterStartCall", ""] {
            assert!(
                !Rule::new(Fate::Never).command(name).fits(END, "c"),
                "{name}"
            );
        }
    }
}
