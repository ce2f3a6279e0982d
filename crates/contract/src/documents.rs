//! The source documents that a contract refers to by number.

use std::collections::HashSet;

use serde_json::Value;

use crate::contract::Contract;
use crate::finding::Finding;
use crate::tabular::Table;
use crate::yaml::step;

/// Name of the file that lists them.
pub const DOCUMENTS: &str = "documents.yaml";

/// What a tag such as `647/74505` stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceDocument {
    /// The tag.
    pub id: String,
    /// What the document is about.
    pub about: String,
}

/// Reads the list.
///
/// # Errors
///
/// Findings with line for a wrong shape and for tags that stand twice.
pub fn read(text: &str) -> Result<Vec<SourceDocument>, Vec<Finding>> {
    let table = Table::read("documents", &["id", "about"], DOCUMENTS, text)?;
    let mut findings = Vec::new();
    let documents = table
        .entries(&mut findings)
        .iter()
        .map(|entry| SourceDocument {
            id: entry.text("id", &mut findings),
            about: entry.text("about", &mut findings),
        })
        .collect();
    if findings.is_empty() {
        Ok(documents)
    } else {
        findings.sort();
        Err(findings)
    }
}

/// Whether a source as the contract writes it, such as `SDK: TRTC Web 5.8`, is the document or a part of it.
pub fn names(document: &SourceDocument, source: &str) -> bool {
    source
        .strip_prefix(document.id.as_str())
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']))
}

/// Finds sources of the contract that no entry explains.
pub fn check(contract: &Contract, documents: &[SourceDocument]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut told = HashSet::new();
    let mut each = |source: &str, place: &dyn Fn() -> crate::Place| {
        if !documents.iter().any(|document| names(document, source))
            && told.insert(source.to_owned())
        {
            findings.push(Finding::new(
                "documents",
                place(),
                format!("the source `{source}` is not explained"),
                format!("add it to `{DOCUMENTS}`, or mend the tag"),
            ));
        }
    };
    sources(contract.document.value(), "", &mut |pointer, source| {
        each(source, &|| contract.document.place(pointer));
    });
    for entry in &contract.catalogue {
        for source in &entry.source {
            each(source, &|| entry.place.clone());
        }
    }
    findings.sort();
    findings
}

/// Calls `each` for every source in the document. The reader has bounded how deep it is.
fn sources(value: &Value, pointer: &str, each: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let pointer = step(pointer, key);
                if key == "x-source" {
                    let tags = value.as_array().into_iter().flatten();
                    tags.filter_map(Value::as_str)
                        .for_each(|tag| each(&pointer, tag));
                } else {
                    sources(value, &pointer, each);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                sources(item, &format!("{pointer}/{index}"), each);
            }
        }
        _ => {}
    }
}
