//! Contradictions and documents are listed where they are named, and named where they are listed.

use std::fs;

use call_engine_contract::contradictions::{self, Contradiction};
use call_engine_contract::documents::{self, SourceDocument};

use crate::common::{DOCUMENT, contract, edited, load};

fn text(name: &str) -> String {
    let path = format!("{}/../../spec/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).expect("the list can be read")
}

fn lists() -> (Vec<Contradiction>, Vec<SourceDocument>) {
    let contradictions = contradictions::read(&text("contradictions.yaml")).expect("understood");
    let documents = documents::read(&text("documents.yaml")).expect("understood");
    (contradictions, documents)
}

#[test]
fn the_lists_and_the_contract_agree() {
    let (contradictions, documents) = lists();
    assert_eq!(
        contradictions::check(&contract(), &contradictions, &documents),
        []
    );
    assert_eq!(documents::check(&contract(), &documents), []);
}

#[test]
fn an_identifier_that_is_not_listed_is_found_where_it_is_named() {
    let (contradictions, documents) = lists();
    let contract = load(&edited(DOCUMENT, "(C-18)", "(C-99)"));
    let findings = contradictions::check(&contract, &contradictions, &documents);
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(
        told.iter()
            .any(|line| line.contains("`C-99` is named and not listed")
                && line.starts_with("call-engine.yaml:")),
        "{told:#?}"
    );
    assert!(
        told.iter()
            .any(|line| line.contains("`C-18` touches the wire")
                && line.starts_with("contradictions.yaml:")),
        "{told:#?}"
    );
}

#[test]
fn a_source_that_nobody_explains_is_found() {
    let (_, documents) = lists();
    let contract = load(&edited(DOCUMENT, "- 647/74506", "- 647/99999"));
    let findings = documents::check(&contract, &documents);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert!(findings[0].message.contains("647/99999"));
    assert!(findings[0].place.line > 0);
}

#[test]
fn a_wrong_shape_is_told_with_its_line() {
    let wrong = "- id: C-1\n  title: T\n  says: A\n  resolved: B\n  touches: wire\n  source: [647/1]\n\
                 - id: C-1\n  title: T\n  says: A\n  touches: nothing\n  colour: red\n  source: []\n- id: Q-1\n";
    let findings = contradictions::read(wrong).unwrap_err();
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let all = told.join("\n");
    for part in [
        "contradictions.yaml:7: #/1/id: the id `C-1` is used twice",
        "`resolved` is missing",
        "contradictions.yaml:10: #/1/touches: `touches: nothing`",
        "contradictions.yaml:11: #/1/colour: unknown field `colour`",
        "`source` is missing, empty",
        "`Q-1` is no identifier",
    ] {
        assert!(all.contains(part), "{part:?} is missing in\n{all}");
    }
    assert!(
        contradictions::read("a: 1\n").unwrap_err()[0]
            .message
            .contains("not a list")
    );
}

#[test]
fn identifiers_are_found_in_prose_and_not_in_words() {
    assert_eq!(
        contradictions::mentions("as in C-2 and W-14, not UTC-8, X-3, C-4x or AC-7 (U-4)."),
        ["C-2", "W-14", "U-4"]
    );
    assert_eq!(contradictions::mentions("ünïcode C-"), [""; 0]);
}
