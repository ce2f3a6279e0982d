//! Snapshots: none pending, none orphaned.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use call_engine_contract::examples::Role;
use call_engine_contract::{Contract, Finding, Place};

use crate::repository::Repository;

/// Folder of the snapshots made from examples.
const EXAMPLES: &str = "tests/tests/snapshots";

/// Every folder of snapshots.
const FOLDERS: &[&str] = &[
    EXAMPLES,
    "crates/cli/tests/snapshots",
    "crates/cli/tests/cli/snapshots",
];

/// Snapshots that do not come from an example.
const FIXED: &[&str] = &[
    "crates/cli/tests/cli/snapshots/cli__session__session",
    "crates/cli/tests/snapshots/tree__command_line_tree",
    "tests/tests/snapshots/public_api__call_engine",
    "tests/tests/snapshots/public_api__call_engine_types",
    "tests/tests/snapshots/public_api__usersig",
    "tests/tests/snapshots/tables__error_catalogue",
    "tests/tests/snapshots/tables__operation_table",
];

/// Findings for snapshots that wait for review, are missing, or that nothing makes any more.
pub fn check(repository: &Repository, contract: &Contract) -> Vec<Finding> {
    let mut present = BTreeSet::new();
    let mut findings = Vec::new();
    for path in files(repository) {
        match path.strip_suffix(".snap") {
            Some(stem) => {
                present.insert(stem.to_owned());
            }
            None => findings.push(Finding::new(
                "snapshot-pending",
                Place::file(path),
                "waits for review",
                "look at it, then run `cargo xtask accept` or delete it",
            )),
        }
    }
    let expected = expected(contract);
    for name in present.difference(&expected) {
        findings.push(Finding::new(
            "snapshot-orphan",
            Place::file(format!("{name}.snap")),
            "belongs to nothing in the contract any more",
            "run `cargo xtask accept`, which removes it",
        ));
    }
    for name in expected.difference(&present) {
        findings.push(Finding::new(
            "snapshot-missing",
            Place::file(format!("{name}.snap")),
            "has never been taken",
            "run `cargo xtask accept` and look at it",
        ));
    }
    findings
}

/// The names the snapshot tests give, one per example and the fixed ones.
fn expected(contract: &Contract) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = FIXED.iter().map(|name| (*name).to_owned()).collect();
    for example in contract.examples.iter() {
        let (operation, label) = (&example.operation, &example.label);
        let webhook = contract.operation(operation).is_none();
        match example.role {
            Role::Request => names.insert(format!("{EXAMPLES}/wire__{operation}__{label}")),
            Role::Answer if webhook => false,
            Role::Answer => names.insert(format!("{EXAMPLES}/answers__{operation}__{label}")),
            Role::Event => names.insert(format!("{EXAMPLES}/events__{operation}__{label}")),
        };
    }
    names
}

/// Runs the snapshot tests, accepts what they see and removes what nothing makes any more.
pub fn accept(repository: &Repository) -> Result<(), String> {
    let (_, contract) = repository
        .contract()
        .map_err(|findings| repository.told(&findings))?;
    let expected = expected(&contract);
    for path in files(repository) {
        let kept = path
            .strip_suffix(".snap")
            .is_some_and(|stem| expected.contains(stem));
        if !kept {
            fs::remove_file(repository.root().join(&path))
                .map_err(|error| format!("{path} cannot be removed: {error}"))?;
            println!("removed {path}");
        }
    }
    for (package, tests, named) in TESTS {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let status = Command::new(cargo)
            .args(["test", "--quiet", "--package", package])
            .args(tests.iter().flat_map(|test| ["--test", test]))
            .arg("--")
            .args(*named)
            .env("INSTA_UPDATE", "always")
            .current_dir(repository.root())
            .status()
            .map_err(|error| format!("cargo cannot be run: {error}"))?;
        if !status.success() {
            return Err(format!("the snapshot tests of {package} fail"));
        }
    }
    Ok(())
}

/// The tests that take snapshots: package, programs, and which of their tests where not all do.
const TESTS: &[(&str, &[&str], &[&str])] = &[
    (
        "promises",
        &["answers", "events", "public_api", "tables", "wire"],
        &[],
    ),
    (
        "call-engine-cli",
        &["cli", "tree"],
        &["the_command_line_tree", "session::"],
    ),
];

/// Paths of all files in the folders of snapshots.
fn files(repository: &Repository) -> Vec<String> {
    let mut paths = Vec::new();
    for folder in FOLDERS {
        let entries = fs::read_dir(repository.root().join(folder))
            .into_iter()
            .flatten()
            .flatten();
        paths.extend(
            entries.map(|entry| format!("{folder}/{}", entry.file_name().to_string_lossy())),
        );
    }
    paths.sort();
    paths
}
