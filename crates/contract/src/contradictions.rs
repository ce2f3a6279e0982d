//! Where the vendor's documents contradict each other, and how each case is resolved.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::contract::Contract;
use crate::documents::{self, SourceDocument};
use crate::finding::{Finding, Place};
use crate::tabular::Table;
use crate::yaml::step;

/// Name of the file that lists them.
pub const CONTRADICTIONS: &str = "contradictions.yaml";

/// The letters an identifier begins with, and what each group is about.
pub const GROUPS: &[(char, &str)] = &[
    ('C', "Commands"),
    ('W', "Webhooks"),
    ('U', "UserSig"),
    ('S', "Stream ingest"),
];

/// One case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Identifier, such as `C-2`.
    pub id: String,
    /// What it is about, in a line.
    pub title: String,
    /// What the documents say.
    pub says: String,
    /// What the contract makes of it.
    pub resolved: String,
    /// Whether a description of the contract has to name it.
    pub touches_wire: bool,
    /// Source documents.
    pub source: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// Reads the list.
///
/// # Errors
///
/// Findings with line for a wrong shape and for identifiers that stand twice.
pub fn read(text: &str) -> Result<Vec<Contradiction>, Vec<Finding>> {
    let keys = ["id", "title", "says", "resolved", "touches", "source"];
    let table = Table::read("contradictions", &keys, CONTRADICTIONS, text)?;
    let mut findings = Vec::new();
    let mut list = Vec::new();
    for entry in table.entries(&mut findings) {
        let id = entry.text("id", &mut findings);
        if !id.is_empty() && !matches!(mentions(&id).as_slice(), [only] if *only == id) {
            let letters: String = GROUPS.iter().map(|(letter, _)| *letter).collect();
            let remedy =
                format!("write one of the letters {letters}, `-` and a number, such as `C-2`");
            findings.push(entry.finding("id", format!("`{id}` is no identifier"), remedy));
        }
        let touches = entry.text("touches", &mut findings);
        if !matches!(touches.as_str(), "" | "wire" | "papers") {
            let message = format!("`touches: {touches}` is not known");
            let remedy = "write `wire` when it changes what the contract says, else `papers`";
            findings.push(entry.finding("touches", message, remedy));
        }
        list.push(Contradiction {
            id,
            title: entry.text("title", &mut findings),
            says: entry.text("says", &mut findings),
            resolved: entry.text("resolved", &mut findings),
            touches_wire: touches == "wire",
            source: entry.texts("source", &mut findings),
            place: entry.place(),
        });
    }
    if findings.is_empty() {
        Ok(list)
    } else {
        findings.sort();
        Err(findings)
    }
}

/// The identifiers of contradictions in a text, in order.
pub fn mentions(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut before = None;
    for (start, letter) in text.char_indices() {
        let bound = before.is_none_or(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
        before = Some(letter);
        if !bound || !GROUPS.iter().any(|(group, _)| *group == letter) {
            continue;
        }
        let Some(rest) = text
            .get(start + 1..)
            .and_then(|rest| rest.strip_prefix('-'))
        else {
            continue;
        };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest.get(digits..).and_then(|rest| rest.chars().next());
        if digits > 0
            && after.is_none_or(|c| !c.is_alphanumeric() && c != '_')
            && let Some(id) = text.get(start..start + 2 + digits)
        {
            found.push(id);
        }
    }
    found
}

/// Where the contract names each contradiction: pointers into the document, and codes of the catalogue.
pub fn places(contract: &Contract) -> BTreeMap<String, BTreeSet<String>> {
    let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut note = |text: &str, place: &str| {
        for id in mentions(text) {
            let places = places.entry(id.to_owned()).or_default();
            places.insert(place.to_owned());
        }
    };
    descriptions(contract.document.value(), "", &mut |pointer, text| {
        note(text, pointer);
    });
    for entry in &contract.catalogue {
        let place = entry.code.to_string();
        note(&entry.meaning, &place);
        note(&entry.remedy, &place);
    }
    places
}

/// Finds identifiers that stand on one side only: named by the contract and not listed, or the other way round.
pub fn check(
    contract: &Contract,
    contradictions: &[Contradiction],
    documents: &[SourceDocument],
) -> Vec<Finding> {
    let places = places(contract);
    let mut findings = Vec::new();
    let mut add = |place: Place, message: String, remedy: &str| {
        findings.push(Finding::new("contradictions", place, message, remedy));
    };
    for (id, pointers) in &places {
        if contradictions.iter().any(|known| known.id == *id) {
            continue;
        }
        for pointer in pointers {
            let entry = contract
                .catalogue
                .iter()
                .find(|entry| entry.code.to_string() == *pointer);
            let place = entry.map_or_else(
                || contract.document.place(pointer),
                |entry| entry.place.clone(),
            );
            let message = format!("`{id}` is named and not listed");
            add(
                place,
                message,
                "add it to `contradictions.yaml`, or mend the identifier",
            );
        }
    }
    for known in contradictions {
        if known.touches_wire && !places.contains_key(&known.id) {
            let message = format!(
                "`{}` touches the wire and no description names it",
                known.id
            );
            let remedy = "name it where it is resolved, or write `touches: papers`";
            add(known.place.clone(), message, remedy);
        }
        for source in &known.source {
            if !documents
                .iter()
                .any(|document| documents::names(document, source))
            {
                let message = format!("the source `{source}` of `{}` is not explained", known.id);
                add(
                    known.place.clone(),
                    message,
                    "add it to `documents.yaml`, or mend the tag",
                );
            }
        }
    }
    findings.sort();
    findings
}

/// Calls `each` for every text about the contract. The reader has bounded how deep it is.
fn descriptions(value: &Value, pointer: &str, each: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let below = step(pointer, key);
                match value {
                    Value::String(text) if matches!(key.as_str(), "description" | "summary") => {
                        each(pointer, text);
                    }
                    // Examples are data.
                    _ if matches!(key.as_str(), "example" | "examples") => {}
                    _ => descriptions(value, &below, each),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                descriptions(item, &format!("{pointer}/{index}"), each);
            }
        }
        _ => {}
    }
}
