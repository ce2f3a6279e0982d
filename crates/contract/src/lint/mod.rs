//! What a maintainer must not forget.
//!
//! [`Contract::load`] already refuses what cannot be understood; these rules are about what is understood and still
//! not as it should be. [`rules`] describes every one of them, those of reading included, with examples.
//!
//! | Module | Looks at |
//! |---|---|
//! | `head` | title, contact, licence, servers, security, tags, shared components |
//! | `operations` | commands, webhooks and their parameters |
//! | `schemas`, `values` | components and fields; keywords that contradict each other |
//! | `names` | names that would collide in generated code |
//! | `keys`, `structure` | which keys OpenAPI knows where |
//! | `vocabulary` | our own `x-` words |
//! | `prose` | texts for readers |
//! | `catalogue`, `examples` | the files beside the document |
//! | `ignores` | rules set aside in place |

mod catalogue;
mod examples;
mod head;
mod ignores;
mod keys;
mod names;
mod operations;
mod prose;
pub mod rules;
mod schemas;
mod structure;
mod values;
mod vocabulary;

use crate::contract::Contract;
use crate::finding::Finding;
use ignores::Ignores;

/// All findings, sorted by place.
pub fn lint(contract: &Contract) -> Vec<Finding> {
    let mut findings = Findings {
        contract,
        ignores: Ignores::of(contract.document.value()),
        list: Vec::new(),
    };
    vocabulary::check(&mut findings);
    keys::check(&mut findings);
    head::check(&mut findings);
    prose::check(&mut findings);
    operations::check(&mut findings);
    schemas::check(&mut findings);
    names::check(&mut findings);
    catalogue::check(&mut findings);
    examples::check(&mut findings);
    let place = |pointer: &str| contract.document.place(pointer);
    findings.list.extend(findings.ignores.findings(&place));
    findings.list.sort();
    findings.list.dedup();
    findings.list
}

/// The findings of one run.
struct Findings<'a> {
    contract: &'a Contract,
    ignores: Ignores,
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
        if self.ignores.cover(rule, pointer) {
            return;
        }
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
        for (index, document) in source.iter().enumerate() {
            if source[..index].contains(document) {
                self.add(
                    "source",
                    &format!("{pointer}/x-source/{index}"),
                    format!("the source `{document}` is listed twice"),
                    "keep one of the two",
                );
            }
        }
    }
}
