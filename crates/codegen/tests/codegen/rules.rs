//! The rules of generating are described by examples that are true.

use std::collections::BTreeSet;

use call_engine_codegen::Generator;
use call_engine_contract::lint::rules::{self, Stage};
use call_engine_contract::{Contract, Sources};

/// The rules whose findings the generator gives, once reading gives none.
fn found(sources: &Sources) -> BTreeSet<&'static str> {
    let contract = Contract::load(sources).unwrap_or_else(|findings| panic!("{findings:#?}"));
    match Generator::new(&contract) {
        Ok(_) => BTreeSet::new(),
        Err(findings) => findings.iter().map(|finding| finding.rule).collect(),
    }
}

#[test]
fn every_bad_example_is_refused_by_its_rule_and_every_good_one_is_not() {
    let shown = rules::all().filter(|rule| rule.stage == Stage::Generating && !rule.at.is_empty());
    let mut count = 0;
    for rule in shown {
        let bad = found(&crate::specimen::with(rule.at, rule.bad));
        assert_eq!(bad, BTreeSet::from([rule.name]), "{}", rule.name);
        let good = found(&crate::specimen::with(rule.at, rule.good));
        assert!(good.is_empty(), "{}: {good:?}", rule.name);
        count += 1;
    }
    assert!(count >= 3, "{count}");
}
