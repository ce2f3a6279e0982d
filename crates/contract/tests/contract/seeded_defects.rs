//! Defects seeded in the real contract, one at a time: each is found by its rule, on its line, at its pointer, and
//! nothing else is.

use call_engine_contract::lint::lint;
use call_engine_contract::{Contract, Finding, Sources};

use crate::common::{assert_useful, edited, real};
use crate::defects::At::{Below, Line};
use crate::defects::{Defect, defects};

fn findings(sources: &Sources) -> Vec<Finding> {
    match Contract::load(sources) {
        Ok(contract) => lint(&contract),
        Err(findings) => findings,
    }
}

/// The line of the finding that a defect must cause.
fn line(sources: &Sources, clean: &str, defect: &Defect) -> usize {
    let text = sources.get(defect.file).unwrap();
    let start = match defect.at {
        Below(_) => clean.find(defect.from).unwrap(),
        Line(needle) => text.find(needle).unwrap(),
    };
    let below = match defect.at {
        Below(below) => below,
        Line(_) => 0,
    };
    text[..start].matches('\n').count() + 1 + below
}

#[test]
fn every_defect_is_found_by_its_rule_on_its_line_and_nothing_else_is() {
    let clean = real();
    let defects = defects();
    assert!(defects.len() >= 40, "{}", defects.len());
    let mut wrong = Vec::new();
    for defect in &defects {
        let sources = edited(defect.file, defect.from, defect.to);
        let found = findings(&sources);
        found.iter().for_each(assert_useful);
        let expected_line = line(&sources, clean.get(defect.file).unwrap(), defect);
        let told: Vec<_> = found
            .iter()
            .map(|f| {
                (
                    f.rule,
                    f.place.file.as_str(),
                    f.place.line,
                    f.place.pointer.as_str(),
                )
            })
            .collect();
        let expected = (
            defect.rule,
            defect.file,
            expected_line,
            defect.pointer.as_str(),
        );
        if told != [expected] {
            wrong.push(format!(
                "{:?}:\n  expected {expected:?}\n  found {told:?}",
                defect.to
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_missing_example_is_found() {
    let mut sources = real();
    sources
        .remove("examples/end_call/request-maximal.json")
        .unwrap();
    let found = findings(&sources);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        (found[0].rule, found[0].place.file.as_str()),
        ("example-missing", "examples/end_call")
    );
}

#[test]
fn the_clean_contract_has_no_finding() {
    let found = findings(&real());
    assert!(found.is_empty(), "{found:#?}");
}
