//! `x-lint-ignore`: a rule set aside in place, with the reason.

use serde_json::Value;

use super::rules;
use crate::finding::Finding;
use crate::near;
use crate::yaml::step;

/// The word of the vocabulary.
pub(super) const WORD: &str = "x-lint-ignore";

/// Every rule that is set aside somewhere in a document.
#[derive(Debug, Default)]
pub(super) struct Ignores {
    list: Vec<Ignore>,
}

#[derive(Debug)]
struct Ignore {
    /// The object it stands on; it covers what is inside too.
    scope: String,
    rule: String,
    reason: bool,
    used: bool,
}

impl Ignores {
    pub(super) fn of(document: &Value) -> Self {
        let mut ignores = Self::default();
        ignores.gather(document, &mut String::new());
        ignores
    }

    fn gather(&mut self, value: &Value, pointer: &mut String) {
        let end = pointer.len();
        match value {
            Value::Object(map) => {
                // Under `properties`, a key is the name of a field.
                let names = pointer.ends_with("/properties");
                if let Some(Value::Object(rules)) = map.get(WORD).filter(|_| !names) {
                    self.list.extend(rules.iter().map(|(rule, reason)| Ignore {
                        scope: pointer.clone(),
                        rule: rule.clone(),
                        reason: reason.as_str().is_some_and(|text| !text.trim().is_empty()),
                        used: false,
                    }));
                }
                for (key, item) in map {
                    if key != "example" && key != "examples" && key != WORD {
                        *pointer = step(pointer, key);
                        self.gather(item, pointer);
                        pointer.truncate(end);
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    *pointer = step(pointer, &index.to_string());
                    self.gather(item, pointer);
                    pointer.truncate(end);
                }
            }
            _ => {}
        }
    }

    /// Whether a finding is set aside; all that cover it count as used.
    pub(super) fn cover(&mut self, rule: &str, pointer: &str) -> bool {
        let mut covered = false;
        for ignore in &mut self.list {
            let inside = pointer
                .strip_prefix(ignore.scope.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            if inside && ignore.rule == rule && ignore.reason && suppressible(rule) {
                ignore.used = true;
                covered = true;
            }
        }
        covered
    }

    /// What is wrong with the suppressions themselves, once everything else was looked for.
    pub(super) fn findings(&self, place: &dyn Fn(&str) -> crate::Place) -> Vec<Finding> {
        let fault = |ignore: &Ignore| {
            let rule = &ignore.rule;
            let (message, remedy) = if rules::rule(rule).is_none() {
                let near = near::nearest(rules::all().map(|rule| rule.name), rule);
                let remedy = near.map_or("remove it".to_owned(), |near| format!("write `{near}`"));
                (format!("there is no rule `{rule}`"), remedy)
            } else if !suppressible(rule) {
                let remedy = "mend what it finds: everything derived depends on it".to_owned();
                (format!("the rule `{rule}` cannot be set aside"), remedy)
            } else if !ignore.reason {
                let remedy = "say in a sentence why it does not hold here".to_owned();
                (format!("`{rule}` is set aside without a reason"), remedy)
            } else if !ignore.used {
                let remedy = "remove it".to_owned();
                (format!("`{rule}` finds nothing here"), remedy)
            } else {
                return None;
            };
            let at = step(&step(&ignore.scope, WORD), rule);
            Some(Finding::new("lint-ignore", place(&at), message, remedy))
        };
        self.list.iter().filter_map(fault).collect()
    }
}

fn suppressible(rule: &str) -> bool {
    rules::rule(rule).is_some_and(rules::Rule::suppressible)
}
