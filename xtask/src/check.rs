//! Everything a maintainer must not forget, one line per finding.

use std::collections::BTreeMap;

use call_engine_contract::{Finding, Place, lint};

use crate::repository::{Repository, lines};
use crate::{derived, examples, snapshots, wire_schemas};

/// Prints all findings; fails when there is one.
pub fn run(repository: &Repository) -> Result<(), String> {
    let (sources, contract) = match repository.contract() {
        Ok(contract) => contract,
        Err(findings) => return Err(report(&findings, &[])),
    };
    let mut in_contract = lint::lint(&contract);
    in_contract.extend(examples::check(&contract));
    let mut in_repository = match derived::files(&sources, &contract) {
        Ok(files) => current(repository, &files),
        Err(findings) => {
            in_contract.extend(findings);
            Vec::new()
        }
    };
    in_contract.extend(wire_schemas::check(repository, &contract));
    in_repository.extend(snapshots::check(repository, &contract));
    if in_contract.is_empty() && in_repository.is_empty() {
        println!(
            "{} commands, {} components, {} webhooks, {} codes, {} examples: nothing to say",
            contract.operations.len(),
            contract.components.len(),
            contract.webhooks.len(),
            contract.catalogue.len(),
            contract.examples.iter().count(),
        );
        return Ok(());
    }
    Err(report(&in_contract, &in_repository))
}

fn report(in_contract: &[Finding], in_repository: &[Finding]) -> String {
    let mut text = lines(in_contract);
    for finding in in_repository {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&finding.to_string());
    }
    let count = in_contract.len() + in_repository.len();
    format!(
        "{text}\n{count} finding{}",
        if count == 1 { "" } else { "s" }
    )
}

/// Findings for every derived file that is not what the contract makes.
fn current(repository: &Repository, files: &BTreeMap<String, String>) -> Vec<Finding> {
    let changes = match derived::changes(repository, files) {
        Ok(changes) => changes,
        Err(error) => {
            let message = format!("the derived files cannot be read: {error}");
            return vec![Finding::new(
                "generated-current",
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
                "generated-current",
                Place::file(path),
                "is not what the contract makes",
                "run `cargo xtask generate`; never edit it by hand",
            )
        })
        .collect()
}
