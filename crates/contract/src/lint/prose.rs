//! Texts for readers: no waste at their ends, nothing a page would run, no code that does not exist.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Findings;
use super::structure;
use crate::yaml::step;

/// What a page must never carry along.
const ACTIVE: &[&str] = &["<script", "<iframe", "javascript:", "eval("];

pub(super) fn check(findings: &mut Findings<'_>) {
    let contract = findings.contract;
    let codes: HashSet<i64> = contract.catalogue.iter().map(|entry| entry.code).collect();
    let blocks: HashSet<i64> = codes.iter().map(|code| code / 1000).collect();
    structure::walk(contract.document.value(), &mut |_, pointer, map| {
        for key in ["title", "summary", "description"] {
            let Some(text) = map.get(key).and_then(Value::as_str) else {
                continue;
            };
            let pointer = step(pointer, key);
            prose(text, &pointer, findings);
            unknown_codes(text, &codes, &blocks, |code| {
                findings.add(
                    "prose-code",
                    &pointer,
                    format!("the text speaks of {code}, which is not in the catalogue"),
                    "add it to errors.yaml, or mend the number",
                );
            });
        }
        if let Some(Value::Object(notes)) = map.get("x-enum-descriptions") {
            for (name, text) in notes {
                let pointer = step(&step(pointer, "x-enum-descriptions"), name);
                prose(text.as_str().unwrap_or_default(), &pointer, findings);
            }
        }
    });
    for entry in &contract.catalogue {
        for text in [&entry.meaning, &entry.remedy] {
            unknown_codes(text, &codes, &blocks, |code| {
                findings.list.push(crate::Finding::new(
                    "prose-code",
                    entry.place.clone(),
                    format!("the text speaks of {code}, which is not in the catalogue"),
                    "add it to errors.yaml, or mend the number",
                ));
            });
        }
    }
    twice(findings);
}

fn prose(text: &str, pointer: &str, findings: &mut Findings<'_>) {
    if text.is_empty() {
        findings.add(
            "text",
            pointer,
            "the text is empty",
            "write it, or remove the key",
        );
        return;
    }
    // A block of YAML ends with one line end.
    let kept = text.strip_suffix('\n').unwrap_or(text);
    let waste = kept.trim() != kept || kept.lines().any(|line| line.trim_end() != line);
    if waste || text.contains("  ") || text.contains('\t') {
        findings.add(
            "text",
            pointer,
            "there are spaces at the end of a line or more than one in a row",
            "remove them",
        );
    }
    let small = text.to_ascii_lowercase();
    if let Some(active) = ACTIVE.iter().find(|active| small.contains(**active)) {
        findings.add(
            "text",
            pointer,
            format!("`{active}` would be run by a page that shows the text"),
            "say it in words",
        );
    }
}

/// Numbers of five or six digits from a block of codes that the catalogue knows, and which are none.
fn unknown_codes(
    text: &str,
    codes: &HashSet<i64>,
    blocks: &HashSet<i64>,
    mut found: impl FnMut(i64),
) {
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '.'))) {
        let word = word.trim_end_matches('.');
        let digits = matches!(word.len(), 5 | 6) && word.bytes().all(|b| b.is_ascii_digit());
        if let Some(code) = word.parse::<i64>().ok().filter(|_| digits)
            && blocks.contains(&(code / 1000))
            && !codes.contains(&code)
        {
            found(code);
        }
    }
}

/// Two commands with one summary or one description: the second was copied and not written.
fn twice(findings: &mut Findings<'_>) {
    let contract = findings.contract;
    let commands = contract
        .operations
        .iter()
        .map(|o| (&o.id, &o.pointer, &o.summary, &o.description));
    let webhooks = contract
        .webhooks
        .iter()
        .map(|w| (&w.id, &w.pointer, &w.summary, &w.description));
    let mut seen: HashMap<(&str, &str), &str> = HashMap::new();
    for (id, pointer, summary, description) in commands.chain(webhooks) {
        for (key, text) in [("summary", summary), ("description", description)] {
            if text.is_empty() {
                continue;
            }
            if let Some(other) = seen.insert((key, text), id) {
                findings.add(
                    "operation-text-once",
                    &step(pointer, key),
                    format!("the {key} is also that of `{other}`"),
                    "say what sets this one apart",
                );
            }
        }
    }
}
