//! Proofs that are too heavy for every commit.

mod archives;
mod both_doors;
pub mod checkout;
mod client_faults;
mod command_line;
mod diff_faults;
mod diff_speed;
mod docs;
mod emulator;
mod features;
mod findings;
mod folder;
mod fuzz;
mod importer;
mod install;
mod killed;
mod languages;
mod licences;
mod linters;
mod minimal_versions;
mod minting;
mod mock_servers;
mod msrv;
mod mutations;
mod new_field;
mod new_value;
mod ninth_command;
mod planted;
mod rehearsal;
mod release;
mod removed_field;
mod requests;
pub mod rustc_time;
mod schemathesis;
mod seed;
mod speed;
mod tickets;
mod vendor_go;
mod workshop;

use std::env;
use std::ffi::OsString;
use std::process::Command;
use std::time::Instant;

use crate::repository::Repository;

type Proof = fn(&Repository) -> Result<(), String>;

/// Every proof, by name.
const PROOFS: &[(&str, &str, Proof)] = &[
    (
        "findings",
        "five faults, five findings of `check`",
        findings::prove,
    ),
    (
        "new-field",
        "a new optional field reaches every derived file and nothing else",
        new_field::prove,
    ),
    (
        "ninth-command",
        "a ninth command works after `generate` alone",
        ninth_command::prove,
    ),
    (
        "new-value",
        "a new enum value and a new answer field are read after `generate` alone",
        new_value::prove,
    ),
    (
        "removed-field",
        "a removed field is missed where it was used, and the verdict is breaking",
        removed_field::prove,
    ),
    (
        "mutations",
        "ten planted mutations of wire types are refused by `check`",
        mutations::prove,
    ),
    (
        "diff-faults",
        "eight planted faults of the comparison are refused by its table",
        diff_faults::prove,
    ),
    (
        "client-faults",
        "six planted faults by which the client would ring twice or show a secret are refused by its tests",
        client_faults::prove,
    ),
    (
        "both-doors",
        "the tests pass with the client generated while building",
        both_doors::prove,
    ),
    (
        "archives",
        "every published package builds alone from its archive",
        archives::prove,
    ),
    (
        "features",
        "each feature of each published package builds alone, and the docs as docs.rs makes them",
        features::prove,
    ),
    (
        "minimal-versions",
        "the oldest versions the manifests allow resolve and build",
        minimal_versions::prove,
    ),
    (
        "msrv",
        "the published packages build with the oldest compiler they promise",
        msrv::prove,
    ),
    (
        "killed",
        "an emulator killed a thousand times loses nothing it has answered, and begins fast after a million commands",
        killed::prove,
    ),
    (
        "command-line",
        "the command line starts at once, is small, and exports 100,000 records in little memory",
        command_line::prove,
    ),
    (
        "licences",
        "licences, sources and doubles of the dependencies are as `deny.toml` allows",
        licences::prove,
    ),
    (
        "release",
        "a release is refused when it is not ready, and else writes versions, changelog and archives",
        release::prove,
    ),
    (
        "install",
        "the command line is installed by cargo and from its archive, with completions and manual",
        install::prove,
    ),
    ("docs", "the docs work in a real browser", docs::prove),
    ("speed", "generating is fast, and linear", speed::prove),
    (
        "diff-time",
        "comparing a thousand commands takes less than 0.3 s",
        diff_speed::prove,
    ),
    (
        "importer",
        "whoever adds the crate builds hardly longer than without it",
        importer::prove,
    ),
    (
        "requests",
        "the client adds next to nothing to bare reqwest",
        requests::prove,
    ),
    (
        "minting",
        "ten times as many tickets a second as the vendor's packages",
        minting::prove,
    ),
    (
        "fuzz",
        "whatever comes from outside is refused or understood; planted panics are found",
        fuzz::prove,
    ),
    (
        "linters",
        "the published contract is clean in two validators and two linters",
        linters::prove,
    ),
    (
        "languages",
        "clients generated in TypeScript, Python and Go make the seed's call; tickets agree both ways",
        languages::prove,
    ),
    (
        "mock-servers",
        "the emulator keeps up with a bare handler, leaves mock servers behind, and holds a million calls",
        mock_servers::prove,
    ),
    (
        "schemathesis",
        "whatever the contract describes, the emulator answers as the contract says; planted faults are found",
        schemathesis::prove,
    ),
    (
        "languages-vendor-go",
        "tickets agree both ways with a checkout of the vendor's Go package, when one is named",
        vendor_go::prove,
    ),
];

/// Cargo, in this checkout.
fn cargo(repository: &Repository) -> Command {
    let mut command = Command::new(cargo_program());
    command.current_dir(repository.root());
    command
}

fn cargo_program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Runs the proofs whose name contains the filter.
pub fn run(repository: &Repository, filter: Option<&str>) -> Result<(), String> {
    let chosen: Vec<_> = PROOFS
        .iter()
        .filter(|(name, ..)| filter.is_none_or(|filter| name.contains(filter)))
        .collect();
    if chosen.is_empty() {
        let names: Vec<&str> = PROOFS.iter().map(|(name, ..)| *name).collect();
        return Err(format!(
            "no proof is called so; there are {}",
            names.join(", ")
        ));
    }
    let mut failed = Vec::new();
    for (name, promise, proof) in &chosen {
        println!("== {name}: {promise}");
        let started = Instant::now();
        let outcome = proof(repository);
        let seconds = started.elapsed().as_secs_f64();
        match outcome {
            Ok(()) => println!("== {name}: proved in {seconds:.1} s\n"),
            Err(message) => {
                println!("{message}\n== {name}: NOT proved ({seconds:.1} s)\n");
                failed.push(*name);
            }
        }
    }
    println!(
        "{} passed, {} failed",
        chosen.len() - failed.len(),
        failed.len()
    );
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("not proved: {}", failed.join(", ")))
    }
}
