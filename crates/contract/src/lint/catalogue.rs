//! The error catalogue.

use std::collections::{HashMap, HashSet};

use heck::ToUpperCamelCase;

use super::Findings;
use crate::catalogue::CatalogueEntry;
use crate::finding::Finding;

pub(super) fn check(findings: &mut Findings<'_>) {
    let mut codes: HashMap<i64, &CatalogueEntry> = HashMap::new();
    let mut names = HashSet::new();
    let contract = findings.contract;
    for entry in &contract.catalogue {
        let mut add = |message: String, remedy: &str| {
            findings.list.push(Finding::new(
                "catalogue",
                entry.place.clone(),
                message,
                remedy,
            ));
        };
        if let Some(other) = codes.insert(entry.code, entry) {
            let message = format!("the code {} is also `{}`", entry.code, other.name);
            add(message, "keep one entry per code");
        }
        if !names.insert(&entry.name) {
            let message = format!("the name `{}` is used twice", entry.name);
            add(message, "give every code a name of its own");
        }
        if entry.name.to_upper_camel_case() != entry.name {
            let message = format!("the name `{}` is not UpperCamelCase", entry.name);
            add(message, "write it in UpperCamelCase");
        }
        for (what, text) in [("meaning", &entry.meaning), ("remedy", &entry.remedy)] {
            if !text.ends_with('.') {
                let message = format!("the {what} of {} is not a sentence", entry.code);
                add(message, "end it with a full stop");
            }
        }
    }
}
