//! What a maintainer must not forget.
//!
//! [`Contract::load`] already refuses what cannot be understood; these rules are about what is understood and still
//! not as it should be.

mod catalogue;
mod examples;
mod names;
mod operations;
mod schemas;
mod vocabulary;

use crate::contract::Contract;
use crate::finding::Finding;

/// All findings, sorted by place.
pub fn lint(contract: &Contract) -> Vec<Finding> {
    let mut findings = Findings {
        contract,
        list: Vec::new(),
    };
    vocabulary::check(&mut findings);
    operations::check(&mut findings);
    schemas::check(&mut findings);
    names::check(&mut findings);
    catalogue::check(&mut findings);
    examples::check(&mut findings);
    findings.list.sort();
    findings.list.dedup();
    findings.list
}

/// The findings of one run.
struct Findings<'a> {
    contract: &'a Contract,
    list: Vec<Finding>,
}

impl Findings<'_> {
    fn add(
        &mut self,
        rule: &'static str,
        pointer: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let place = self.contract.document.place(pointer);
        self.list.push(Finding::new(rule, place, message, remedy));
    }

    /// A description is there, and is a sentence.
    fn sentence(&mut self, rule: &'static str, pointer: &str, what: &str, text: &str) {
        if text.is_empty() {
            self.add(
                rule,
                pointer,
                format!("{what} has no description"),
                "say in a sentence what it is, with unit, range and default",
            );
        } else if !text.ends_with(['.', '!', '?', ':', '`', ')'])
            || text.starts_with(char::is_lowercase)
        {
            self.add(
                rule,
                pointer,
                format!("the description of {what} is not a sentence"),
                "start it with a capital and end it with a full stop",
            );
        }
    }

    fn source(&mut self, pointer: &str, what: &str, source: &[String]) {
        if source.is_empty() {
            self.add(
                "source",
                pointer,
                format!("{what} names no source document"),
                "list the documents in `x-source`, such as [\"647/74505\"]",
            );
        }
    }
}
