//! Lists of entries kept by hand beside the document: unknown keys, missing texts and doubles are found with their line.

use std::collections::HashSet;

use serde_json::Value;

use crate::finding::{Finding, Place};
use crate::yaml::{self, Lines, step};

/// A list of entries, each an object with an `id` of its own.
pub(crate) struct Table<'a> {
    rule: &'static str,
    keys: &'a [&'a str],
    value: Value,
    lines: Lines,
}

/// One entry of a list.
pub(crate) struct Entry<'a> {
    table: &'a Table<'a>,
    value: &'a Value,
    pointer: String,
}

impl<'a> Table<'a> {
    pub(crate) fn read(
        rule: &'static str,
        keys: &'a [&'a str],
        file: &str,
        text: &str,
    ) -> Result<Self, Vec<Finding>> {
        let (value, lines) = yaml::read(file, text).map_err(|finding| vec![finding])?;
        Ok(Self {
            rule,
            keys,
            value,
            lines,
        })
    }

    /// The entries in order. Entries with a finding are made all the same.
    pub(crate) fn entries(&self, findings: &mut Vec<Finding>) -> Vec<Entry<'_>> {
        let Some(items) = self.value.as_array() else {
            findings.push(self.finding("", "this is not a list", "write one `- id: …` per entry"));
            return Vec::new();
        };
        let mut seen = HashSet::new();
        let entries: Vec<Entry<'_>> = items
            .iter()
            .enumerate()
            .map(|(index, value)| Entry {
                table: self,
                value,
                pointer: format!("/{index}"),
            })
            .collect();
        for entry in &entries {
            for key in entry
                .value
                .as_object()
                .into_iter()
                .flat_map(|map| map.keys())
            {
                if !self.keys.contains(&key.as_str()) {
                    let message = format!("unknown field `{key}`");
                    findings.push(entry.finding(
                        key,
                        message,
                        format!("use {}", self.keys.join(", ")),
                    ));
                }
            }
            if let Some(id) = entry.value.get("id").and_then(Value::as_str)
                && !seen.insert(id)
            {
                let message = format!("the id `{id}` is used twice");
                findings.push(entry.finding("id", message, "give every entry an id of its own"));
            }
        }
        entries
    }

    fn finding(
        &self,
        pointer: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Finding {
        Finding::new(self.rule, self.lines.place(pointer), message, remedy)
    }
}

impl Entry<'_> {
    pub(crate) fn place(&self) -> Place {
        self.table.lines.place(&self.pointer)
    }

    pub(crate) fn finding(
        &self,
        key: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Finding {
        self.table
            .finding(&step(&self.pointer, key), message, remedy)
    }

    /// A text that must be there.
    pub(crate) fn text(&self, key: &str, findings: &mut Vec<Finding>) -> String {
        match self.value.get(key).and_then(Value::as_str) {
            Some(text) if !text.trim().is_empty() => text.to_owned(),
            _ => {
                let message = format!("`{key}` is missing or not text");
                findings.push(self.finding(key, message, format!("write `{key}: …`")));
                String::new()
            }
        }
    }

    /// A list of texts that must not be empty.
    pub(crate) fn texts(&self, key: &str, findings: &mut Vec<Finding>) -> Vec<String> {
        let items = self.value.get(key).and_then(Value::as_array);
        let texts: Vec<String> = items
            .into_iter()
            .flatten()
            .filter_map(|item| item.as_str().map(str::to_owned))
            .collect();
        if texts.is_empty() || items.is_some_and(|items| items.len() != texts.len()) {
            let message = format!("`{key}` is missing, empty or not a list of texts");
            findings.push(self.finding(key, message, format!("write `{key}: [647/74505]`")));
        }
        texts
    }
}
