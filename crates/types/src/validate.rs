//! Checking a request before it is sent.

use std::fmt::{self, Write as _};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Milliseconds, Room, place};

/// A rule of the contract that a request breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    field: String,
    rule: String,
}

impl Violation {
    /// The field, such as `CallInfo.RoomId` or `CalleeList_Account[2]`.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// The rule and how it is broken.
    pub fn rule(&self) -> &str {
        &self.rule
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() {
            f.write_str(&self.rule)
        } else {
            write!(f, "{}: {}", self.field, self.rule)
        }
    }
}

/// All rules of the contract that a request breaks. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationError {
    violations: Vec<Violation>,
}

impl ValidationError {
    /// The rules that are broken; at least one.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// One broken rule, found elsewhere: a value that does not fit the type of its field, or a rule of the SDK's own.
    #[doc(hidden)]
    pub fn shape(field: String, rule: String) -> Self {
        Self {
            violations: vec![Violation { field, rule }],
        }
    }
}

impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            fmt::Display::fmt(violation, f)?;
        }
        Ok(())
    }
}

impl std::error::Error for ValidationError {}

/// A part of a request that knows its rules; implemented by generated code.
#[doc(hidden)]
pub trait Validate {
    /// Adds every rule that is broken.
    fn check(&self, checks: &mut Checks);
}

/// Checks a whole request.
#[doc(hidden)]
pub fn validate<T: Validate>(request: &T) -> Result<(), ValidationError> {
    let mut checks = Checks::default();
    request.check(&mut checks);
    if checks.violations.is_empty() {
        Ok(())
    } else {
        Err(ValidationError {
            violations: checks.violations,
        })
    }
}

/// Reads a request from JSON and checks it.
pub(crate) fn decode<T: DeserializeOwned + Validate>(body: &Value) -> Result<(), ValidationError> {
    validate(&read::<T>(body)?)
}

/// Reads a request from JSON, naming the field that does not fit.
#[doc(hidden)]
pub fn read<T: DeserializeOwned>(body: &Value) -> Result<T, ValidationError> {
    // As a text, so that requests are read by the code that reads answers, and by no other.
    let text = body.to_string().into_bytes();
    serde_json::from_slice(&text).map_err(|error| {
        let message = error.to_string();
        // Line and column of a text that nobody has seen.
        let message = match message.rsplit_once(" at line ") {
            Some((message, _)) => message.to_owned(),
            None => message,
        };
        ValidationError::shape(place::of(&text, &error), message)
    })
}

/// What a text may be.
pub(crate) struct TextRules {
    pub min_chars: Option<usize>,
    pub max_chars: Option<usize>,
    pub max_bytes: Option<usize>,
    /// Ranges of allowed characters; empty: all.
    pub allowed: &'static [(char, char)],
}

/// The rules broken so far, and where we are.
#[derive(Default)]
#[doc(hidden)]
pub struct Checks {
    path: String,
    violations: Vec<Violation>,
}

impl Checks {
    fn broken(&mut self, name: &str, rule: String) {
        let field = if self.path.is_empty() || name.is_empty() {
            format!("{}{name}", self.path)
        } else {
            format!("{}.{name}", self.path)
        };
        self.violations.push(Violation { field, rule });
    }

    fn within<R>(&mut self, name: &str, work: impl FnOnce(&mut Self) -> R) -> R {
        let before = self.path.len();
        if !self.path.is_empty() && !name.is_empty() && !name.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(name);
        let result = work(self);
        self.path.truncate(before);
        result
    }

    pub(crate) fn text(&mut self, name: &str, value: &str, rules: &TextRules) {
        // A character has one to four bytes, so the characters of most texts need not be counted.
        let bytes = value.len();
        let count = || value.chars().count();
        let too_few = |min: &usize| bytes / 4 < *min && count() < *min;
        let too_many = |max: &usize| bytes > *max && count() > *max;
        if rules.min_chars.as_ref().is_some_and(too_few) {
            let rule = match rules.min_chars {
                Some(1) | None => "must not be empty".to_owned(),
                Some(min) => format!("needs at least {min} characters, has {}", count()),
            };
            self.broken(name, rule);
        }
        if let Some(max) = rules.max_bytes.filter(|max| bytes > *max) {
            self.broken(name, format!("at most {max} bytes, has {bytes}"));
        } else if let Some(max) = rules.max_chars.filter(too_many) {
            self.broken(name, format!("at most {max} characters, has {}", count()));
        }
        let allowed = |c: &char| {
            rules
                .allowed
                .iter()
                .any(|(low, high)| (*low..=*high).contains(c))
        };
        if !rules.allowed.is_empty()
            && let Some(wrong) = value.chars().find(|c| !allowed(c))
        {
            self.broken(name, format!("the character {wrong:?} is not allowed here"));
        }
    }

    /// A room whose sibling says what kind it is (C-22).
    pub(crate) fn room(&mut self, name: &str, value: &str, kind: Option<i64>) {
        if kind == Some(1) && Room::parse_number(value).is_none() {
            let max = Room::MAX_NUMBER;
            let rule = format!("a numeric room is a decimal number from 1 to {max}, is {value:?}");
            self.broken(name, rule);
        }
    }

    pub(crate) fn integer(&mut self, name: &str, value: i64, min: Option<i64>, max: Option<i64>) {
        self.range(name, value, min, max, "");
    }

    pub(crate) fn milliseconds(
        &mut self,
        name: &str,
        value: Milliseconds,
        min: Option<i64>,
        max: Option<i64>,
    ) {
        self.range(name, value.as_millis(), min, max, " ms");
    }

    fn range(&mut self, name: &str, value: i64, min: Option<i64>, max: Option<i64>, unit: &str) {
        if min.is_none_or(|min| value >= min) && max.is_none_or(|max| value <= max) {
            return;
        }
        let mut rule = "must be ".to_owned();
        let _ = match (min, max) {
            (Some(min), Some(max)) => write!(rule, "from {min} to {max}{unit}"),
            (Some(min), None) => write!(rule, "at least {min}{unit}"),
            (None, Some(max)) => write!(rule, "at most {max}{unit}"),
            (None, None) => Ok(()),
        };
        let _ = write!(rule, ", is {value}");
        self.broken(name, rule);
    }

    /// A known field among the unknown ones would be written twice.
    pub(crate) fn unknown_only(&mut self, extra: &serde_json::Map<String, Value>, known: &[&str]) {
        for name in extra.keys().filter(|name| known.contains(&name.as_str())) {
            self.broken(
                name,
                "is a field of the contract: set it by its own method".to_owned(),
            );
        }
    }

    pub(crate) fn count(
        &mut self,
        name: &str,
        count: usize,
        min: Option<usize>,
        max: Option<usize>,
    ) {
        if let Some(min) = min.filter(|min| count < *min) {
            self.broken(
                name,
                format!("needs at least {min} in the list, has {count}"),
            );
        }
        if let Some(max) = max.filter(|max| count > *max) {
            self.broken(name, format!("at most {max} in the list, has {count}"));
        }
    }

    pub(crate) fn each<T>(&mut self, name: &str, items: &[T], check: impl Fn(&mut Self, &T)) {
        self.within(name, |checks| {
            for (index, item) in items.iter().enumerate() {
                checks.within(&format!("[{index}]"), |checks| check(checks, item));
            }
        });
    }

    pub(crate) fn object<T: Validate>(&mut self, name: &str, value: &T) {
        self.within(name, |checks| value.check(checks));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Item(i64);

    impl Validate for Item {
        fn check(&self, checks: &mut Checks) {
            checks.integer("Number", self.0, Some(1), None);
        }
    }

    struct List(Vec<Item>);

    impl Validate for List {
        fn check(&self, checks: &mut Checks) {
            checks.each("Items", &self.0, |checks, item| checks.object("", item));
        }
    }

    struct Whole(List);

    impl Validate for Whole {
        fn check(&self, checks: &mut Checks) {
            checks.object("List", &self.0);
        }
    }

    #[test]
    fn a_field_of_an_object_in_a_list_is_named_by_its_whole_path() {
        let whole = Whole(List(vec![Item(1), Item(0)]));
        let error = validate(&whole).expect_err("a broken rule");
        assert_eq!(
            error.to_string(),
            "List.Items[1].Number: must be at least 1, is 0"
        );
    }
}
