//! Everything a maintainer must not forget, one finding per place.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal};

use call_engine_contract::contradictions::{self, CONTRADICTIONS};
use call_engine_contract::documents::{self, DOCUMENTS};
use call_engine_contract::{Contract, Finding, Place, lint, report};
use clap::ValueEnum;

use crate::repository::{Repository, in_spec};
use crate::terminal::print;
use crate::{derived, examples, snapshots, wire_schemas};

/// How findings are printed.
#[derive(Clone, Copy, Default, ValueEnum)]
pub enum Format {
    /// For people: one line per finding, and the line of the text it is about.
    #[default]
    Text,
    /// A JSON list for programs.
    Json,
    /// Commands that GitHub shows beside the lines of a change.
    Github,
}

/// Prints all findings; fails when there is one.
pub fn run(repository: &Repository, format: Format) -> Result<(), String> {
    let (contract, findings) = match repository.contract() {
        Ok((sources, contract)) => {
            let derived = derived::files(&sources, &contract);
            let findings = all(repository, &contract, derived);
            (Some(contract), findings)
        }
        Err(findings) => (None, in_spec(&findings)),
    };
    match format {
        Format::Json => println!("{}", report::json(&findings)),
        Format::Github if findings.is_empty() => {}
        Format::Github => println!("{}", report::github(&findings)),
        Format::Text => {}
    }
    if let (Format::Text, Some(contract), true) = (format, &contract, findings.is_empty()) {
        println!(
            "{} commands, {} components, {} webhooks, {} codes, {} examples: nothing to say",
            contract.operations.len(),
            contract.components.len(),
            contract.webhooks.len(),
            contract.catalogue.len(),
            contract.examples.iter().count(),
        );
    }
    if findings.is_empty() {
        return Ok(());
    }
    let count = match findings.len() {
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    };
    Err(match format {
        Format::Text => format!(
            "{}\n{count}",
            repository.text(&findings, io::stderr().is_terminal())
        ),
        Format::Json | Format::Github => count,
    })
}

/// Prints every rule.
pub fn rules() -> Result<(), String> {
    print(&format!("{}\n", lint::rules::list()))
}

/// Prints one rule.
pub fn explain(name: &str) -> Result<(), String> {
    match lint::rules::rule(name) {
        Some(rule) => print(&rule.explained()),
        None => Err(format!(
            "there is no rule `{name}`; `cargo xtask check --rules` lists them"
        )),
    }
}

/// The findings in a contract that was understood, and in what is derived from it.
fn all(
    repository: &Repository,
    contract: &Contract,
    derived: Result<BTreeMap<String, String>, Vec<Finding>>,
) -> Vec<Finding> {
    let mut in_contract = lint::lint(contract);
    in_contract.extend(examples::check(contract));
    in_contract.extend(lists(repository, contract));
    let mut in_repository = match derived {
        Ok(files) => current(repository, &files),
        Err(findings) => {
            // What the generator refuses may be found already, by the same rule.
            let found = |new: &Finding| {
                let same = |old: &Finding| old.rule == new.rule && old.place == new.place;
                in_contract.iter().any(same)
            };
            let new: Vec<Finding> = findings.into_iter().filter(|new| !found(new)).collect();
            in_contract.extend(new);
            Vec::new()
        }
    };
    in_contract.extend(wire_schemas::check(repository, contract));
    in_repository.extend(snapshots::check(repository, contract));
    let mut findings = in_spec(&in_contract);
    if !findings.is_empty() {
        // The contract will change once more: then is the time to generate, and to say file by file what is old.
        fold(&mut in_repository);
    }
    findings.extend(in_repository);
    findings
}

/// Findings about the contradictions and documents that are listed beside the contract.
fn lists(repository: &Repository, contract: &Contract) -> Vec<Finding> {
    let text = |name: &str| {
        fs::read_to_string(repository.spec().join(name)).map_err(|error| {
            let message = format!("cannot be read: {error}");
            vec![Finding::new(
                "readable",
                Place::file(name),
                message,
                "restore it",
            )]
        })
    };
    let read = || {
        let documents = documents::read(&text(DOCUMENTS)?)?;
        let contradictions = contradictions::read(&text(CONTRADICTIONS)?)?;
        let mut findings = documents::check(contract, &documents);
        findings.extend(contradictions::check(contract, &contradictions, &documents));
        Ok(findings)
    };
    read().unwrap_or_else(|findings: Vec<Finding>| findings)
}

/// Findings for every derived file that is not what the contract makes.
/// One finding instead of many with the same remedy.
fn fold(findings: &mut Vec<Finding>) {
    let old = |finding: &Finding| finding.rule == STALE;
    let more = findings.iter().filter(|finding| old(finding)).count();
    let mut kept = false;
    findings.retain_mut(|finding| {
        if !old(finding) {
            return true;
        }
        if !kept && more > 1 {
            finding.message = format!("{}, nor are {} other files", finding.message, more - 1);
        }
        !std::mem::replace(&mut kept, true)
    });
}

/// Rule of files that are not derived from the contract as it is.
const STALE: &str = "generated-current";

fn current(repository: &Repository, files: &BTreeMap<String, String>) -> Vec<Finding> {
    let changes = match derived::changes(repository, files) {
        Ok(changes) => changes,
        Err(error) => {
            let message = format!("the derived files cannot be read: {error}");
            return vec![Finding::new(
                STALE,
                Place::file("."),
                message,
                "mend their permissions",
            )];
        }
    };
    changes
        .into_keys()
        .map(|path| {
            Finding::new(
                STALE,
                Place::file(path),
                "is not what the contract makes",
                "run `cargo xtask generate`; never edit it by hand",
            )
        })
        .collect()
}
