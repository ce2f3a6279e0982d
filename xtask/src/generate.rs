//! Writing what is derived.

use std::collections::BTreeMap;
use std::fs;
use std::mem::ManuallyDrop;
use std::path::Path;
use std::time::Instant;

use call_engine_contract::{Contract, bundle as published};

use crate::derived::{self, Change};
use crate::repository::Repository;

/// Writes every derived file, or says which would change.
pub fn run(repository: &Repository, check: bool) -> Result<(), String> {
    let started = Instant::now();
    let (sources, contract) = repository
        .contract()
        .map_err(|findings| repository.told(&findings))?;
    // The program ends with this step: taking a large contract apart would be for nothing.
    let contract = ManuallyDrop::new(contract);
    let files =
        derived::files(&sources, &contract).map_err(|findings| repository.told(&findings))?;
    let changed = write(repository, &contract, &files, started, !check)?;
    if check && changed > 0 {
        return Err("derived files are not current; run `cargo xtask generate`".to_owned());
    }
    Ok(())
}

/// Writes files, if wanted, and says which changed and how long it took to make them. Returns how many changed.
pub fn write(
    repository: &Repository,
    contract: &Contract,
    files: &BTreeMap<String, String>,
    started: Instant,
    write: bool,
) -> Result<usize, String> {
    let changes = derived::changes(repository, files)
        .map_err(|error| format!("the derived files cannot be read: {error}"))?;
    let made = started.elapsed();
    if write {
        derived::write(repository, files, &changes)
            .map_err(|error| format!("the derived files cannot be written: {error}"))?;
    }
    for (path, change) in &changes {
        let word = match change {
            Change::New => "new",
            Change::Changed => "changed",
            Change::Stale => "removed",
        };
        println!("{word:>8} {path}");
    }
    println!(
        "{} commands, {} files, {} changed, {:.3} s",
        contract.operations.len(),
        files.len(),
        changes.len(),
        made.as_secs_f64()
    );
    Ok(changes.len())
}

/// Writes the published form of the contract, and says where.
pub fn bundle(repository: &Repository, out: &Path) -> Result<(), String> {
    let out = if out.is_absolute() {
        out.to_owned()
    } else {
        repository.root().join(out)
    };
    write_bundle(repository, &out)?;
    println!("{}", out.join("call-engine.yaml").display());
    println!("{}", out.join("call-engine.json").display());
    Ok(())
}

/// Writes `call-engine.yaml` and `call-engine.json` into a folder.
pub fn write_bundle(repository: &Repository, out: &Path) -> Result<(), String> {
    let (_, contract) = repository
        .contract()
        .map_err(|findings| repository.told(&findings))?;
    let yaml = published::yaml(&contract)?;
    fs::create_dir_all(out)
        .and_then(|()| fs::write(out.join("call-engine.yaml"), yaml))
        .and_then(|()| fs::write(out.join("call-engine.json"), published::json(&contract)))
        .map_err(|error| format!("{} cannot be written: {error}", out.display()))
}
