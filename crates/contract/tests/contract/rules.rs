//! Every rule is described by examples that are true.

use std::collections::{BTreeSet, HashSet};

use call_engine_contract::lint::lint;
use call_engine_contract::lint::rules::{self, Rule, Stage};
use call_engine_contract::{Contract, Sources};

use crate::specimen::with;

/// What `check` says of a contract, as far as this crate knows.
fn found(sources: &Sources) -> (BTreeSet<&'static str>, String) {
    let findings = match Contract::load(sources) {
        Ok(contract) => lint(&contract),
        Err(findings) => findings,
    };
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    (
        findings.iter().map(|finding| finding.rule).collect(),
        told.join("\n"),
    )
}

/// Rules that this crate raises, and whose examples are texts of a contract.
fn shown() -> impl Iterator<Item = &'static Rule> {
    rules::all().filter(|rule| {
        !rule.at.is_empty() && rule.stage != Stage::Generating && rule.name != "example-schema"
    })
}

#[test]
fn the_specimen_has_no_finding() {
    let (rules, told) = found(&crate::specimen::specimen());
    assert!(rules.is_empty(), "{told}");
}

#[test]
fn every_bad_example_gives_the_finding_of_its_rule_and_no_other() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for rule in shown() {
        let (rules, told) = found(&with(rule.at, rule.bad));
        if rules != BTreeSet::from([rule.name]) {
            wrong.push(format!("{}:\n{told}", rule.name));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(count >= 60, "{count}");
}

#[test]
fn every_good_example_gives_no_finding() {
    let mut wrong = Vec::new();
    for rule in shown() {
        let (rules, told) = found(&with(rule.at, rule.good));
        if !rules.is_empty() {
            wrong.push(format!("{}:\n{told}", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_rule_has_a_name_of_its_own_and_says_what_and_why() {
    let mut names = HashSet::new();
    for rule in rules::all() {
        assert!(names.insert(rule.name), "{} is there twice", rule.name);
        for text in [rule.what, rule.why] {
            assert!(text.ends_with('.'), "{}: {text}", rule.name);
            assert!(!text.starts_with(char::is_lowercase), "{}", rule.name);
        }
        assert!(!rule.bad.is_empty(), "{}", rule.name);
        assert_eq!(
            rules::rule(rule.name).map(|rule| rule.what),
            Some(rule.what)
        );
        let explained = rule.explained();
        assert!(
            explained.contains(rule.what) && explained.contains("Good"),
            "{explained}"
        );
    }
    assert!(rules::rule("colour").is_none());
    let list = rules::list();
    assert_eq!(list.lines().count(), names.len() + 2);
}
