//! The error catalogue, code by code.

use serde_json::Value;

use super::comparison::Comparison;
use super::difference::Change;
use super::found::{Pointers, Spot};
use super::view::At;

/// Words of an entry, and the thing each belongs to.
const WORDS: &[(&str, &str)] = &[
    ("family", "code-family"),
    ("about", "code-about"),
    ("name", "code-name"),
    ("retry", "code-retry"),
    ("executed", "code-executed"),
];
const TEXTS: &[&str] = &["meaning", "remedy", "source"];

impl<'a> Comparison<'a> {
    pub(super) fn catalogue(&mut self) {
        let spot = Spot::document();
        let (from, to) = (self.base.catalogue(), self.head.catalogue());
        if from.0 == to.0 {
            return;
        }
        let (was, is) = (entries(from), entries(to));
        let same = |one: &At<'a>, other: &At<'a>| one.value.get("code") == other.value.get("code");
        for to in &is {
            let code = code(to);
            let spot = spot.field(&code);
            if let Some(from) = was.iter().find(|from| same(from, to)) {
                self.entry(&spot, from, to);
            } else {
                let what = format!("the code `{code}`");
                self.one_sided(&spot, "code", &what, (None, Some(to.clone())));
            }
        }
        for from in was {
            if !is.iter().any(|to| same(&from, to)) {
                let code = code(&from);
                let what = format!("the code `{code}`");
                self.one_sided(&spot.field(&code), "code", &what, (Some(from), None));
            }
        }
    }

    fn entry(&mut self, spot: &Spot, base: &At<'a>, head: &At<'a>) {
        for (key, subject) in WORDS {
            if *key != "executed" {
                self.single(spot, subject, key, base, head);
            }
        }
        self.executed(spot, base, head);
        let texts = TEXTS
            .iter()
            .filter(|key| base.value.get(key) != head.value.get(key));
        let texts: Vec<String> = texts.map(|key| format!("`{key}`")).collect();
        if !texts.is_empty() {
            let what = format!("{} of the code is written anew", texts.join(", "));
            // The place of the first that is there on both sides, or else the entry.
            let place = |at: &At<'a>| {
                let both = |key: &&&str| base.text(key).is_some() && head.text(key).is_some();
                let differs = |key: &&&str| base.value.get(**key) != head.value.get(**key);
                let first = TEXTS.iter().filter(differs).find(both);
                first.map_or_else(|| at.pointer.clone(), |key| format!("{}/{key}", at.pointer))
            };
            let (from, to) = (place(base), place(head));
            let pointers = Pointers::both(&from, &to);
            self.found
                .tell(spot, "code-text", Change::Changed, what, pointers);
        }
        let mut known = TEXTS.to_vec();
        known.extend(WORDS.iter().map(|(key, _)| *key));
        known.push("code");
        self.words(spot, base, head, &[], &known);
    }

    fn executed(&mut self, spot: &Spot, base: &At<'a>, head: &At<'a>) {
        let key = "executed";
        let change = match (base.text(key), head.text(key)) {
            (Some("never"), Some("unknown")) => Change::Narrowed,
            (Some("unknown"), Some("never")) => Change::Widened,
            _ => return self.single(spot, "code-executed", key, base, head),
        };
        let what = match change {
            Change::Narrowed => "a command that fails with the code may have run now",
            _ => "a command that fails with the code has certainly not run now",
        };
        let pointers = (
            format!("{}/{key}", base.pointer),
            format!("{}/{key}", head.pointer),
        );
        let pointers = Pointers::both(&pointers.0, &pointers.1);
        self.found
            .tell(spot, "code-executed", change, what, pointers);
    }
}

fn entries((values, pointer): (&[Value], String)) -> Vec<At<'_>> {
    let at = |(index, value)| At {
        value,
        pointer: format!("{pointer}/{index}"),
    };
    values.iter().enumerate().map(at).collect()
}

fn code(at: &At<'_>) -> String {
    at.value
        .get("code")
        .map_or_else(String::new, Value::to_string)
}
