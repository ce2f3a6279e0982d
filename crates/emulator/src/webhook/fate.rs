//! What may befall a webhook on its way.

use std::time::Duration;

use serde_json::{Value, json};

use crate::engine::millis;
use crate::rules::Rules;

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
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Rule {
    fate: Fate,
    command: Option<String>,
    call: Option<String>,
    left: Option<u32>,
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

    /// As the management writes it.
    pub(crate) fn to_value(&self) -> Value {
        let (fate, by) = match self.fate {
            Fate::Prompt => ("prompt", None),
            Fate::Late(by) => ("late", Some(millis(by))),
            Fate::Twice(by) => ("twice", Some(millis(by))),
            Fate::AfterNext => ("after_next", None),
            Fate::Never => ("never", None),
        };
        json!({
            "fate": fate,
            "by_ms": by,
            "command": self.command,
            "call_id": self.call,
            "times": self.left,
        })
    }

    fn fits(&self, command: &str, call: &str) -> bool {
        let is_command = |wanted: &String| {
            let word = command.rsplit('.').next().unwrap_or(command);
            wanted == command || wanted == word || word.strip_prefix("Callback") == Some(wanted)
        };
        self.left != Some(0)
            && self.command.as_ref().is_none_or(is_command)
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

#[cfg(test)]
mod tests {
    use super::*;

    const END: &str = "Call.CallbackAfterEndCall";

    #[test]
    fn the_first_rule_that_fits_counts_and_a_number_runs_out() {
        let mut rules = Rules::new(vec![
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
