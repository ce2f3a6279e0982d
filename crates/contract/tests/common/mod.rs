//! The real contract, edited in memory.

#![allow(dead_code)]

use std::path::Path;

use call_engine_contract::{Contract, Finding, Sources};

/// The document kept by hand.
pub const DOCUMENT: &str = "call-engine.yaml";
/// The error catalogue.
pub const CATALOGUE: &str = "errors.yaml";

/// The contract of this repository.
pub fn real() -> Sources {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec"));
    Sources::read(folder).expect("the contract can be read")
}

/// The contract of this repository, understood.
pub fn contract() -> Contract {
    load(&real())
}

/// A contract that must be understood.
pub fn load(sources: &Sources) -> Contract {
    Contract::load(sources).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

/// The real contract with the first `from` of a file replaced.
pub fn edited(file: &str, from: &str, to: &str) -> Sources {
    let mut sources = real();
    edit(&mut sources, file, from, to);
    sources
}

/// Replaces the first `from` of a file.
pub fn edit(sources: &mut Sources, file: &str, from: &str, to: &str) {
    let text = sources.get(file).expect("the file is there");
    assert!(text.contains(from), "{file} does not contain {from:?}");
    let text = text.replacen(from, to, 1);
    sources.add(file, text);
}

/// What keeps a contract from being understood.
pub fn refused(sources: &Sources) -> Vec<Finding> {
    match Contract::load(sources) {
        Ok(_) => panic!("the contract is understood"),
        Err(findings) => findings,
    }
}

/// The one document of a contract that is nothing else.
pub fn document(text: &str) -> Sources {
    Sources::bundle(text)
}

/// The line, counted from 1, on which a text first stands in a file.
pub fn line_of(sources: &Sources, file: &str, needle: &str) -> usize {
    let text = sources.get(file).expect("the file is there");
    let start = text
        .find(needle)
        .unwrap_or_else(|| panic!("{file} does not contain {needle:?}"));
    text[..start].matches('\n').count() + 1
}

/// The only finding.
pub fn only(findings: &[Finding]) -> &Finding {
    match findings {
        [finding] => finding,
        findings => panic!("one finding is expected: {findings:#?}"),
    }
}

/// A finding is of use only with a place, a message and a remedy.
pub fn assert_useful(finding: &Finding) {
    assert!(!finding.place.file.is_empty(), "{finding:?}");
    let known = call_engine_contract::lint::rules::rule(finding.rule);
    assert!(known.is_some(), "the rule is not described: {finding:?}");
    assert!(!finding.message.is_empty(), "{finding:?}");
    assert!(!finding.remedy.is_empty(), "{finding:?}");
}
