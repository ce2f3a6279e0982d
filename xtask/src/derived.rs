//! Every derived file, in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use call_engine_codegen::{GeneratedFile, wire};
use call_engine_contract::{Contract, Finding, Place, bundle};

use crate::digest::digest;
use crate::repository::Repository;

/// Folders that hold derived files and nothing else.
const FOLDERS: &[&str] = &[
    "crates/call-engine/contract",
    "crates/call-engine/src/generated",
    "crates/cli/src/generated",
    "crates/emulator/src/generated",
    "crates/types/contract",
    "crates/types/src/generated",
];

/// Text of every derived file by its path from the root.
pub fn files(
    repository: &Repository,
    contract: &Contract,
) -> Result<BTreeMap<String, String>, Vec<Finding>> {
    let mut files = BTreeMap::new();
    let mut add = |folder: &str, generated: Vec<GeneratedFile>| {
        for file in generated {
            files.insert(format!("{folder}/{}", file.path), file.text);
        }
    };
    let wire = wire::generate(contract)?;
    add(
        FOLDERS[5],
        call_engine_codegen::types_files(contract, &wire)?,
    );
    add(
        FOLDERS[1],
        call_engine_codegen::client_files(contract, &wire)?,
    );
    add(FOLDERS[2], call_engine_codegen::command_tree(contract)?);
    add(FOLDERS[3], call_engine_codegen::routes(contract)?);
    let digest = digest(&repository.spec()).map_err(|error| {
        let place = Place::file("");
        vec![Finding::new(
            "readable",
            place,
            format!("cannot be read: {error}"),
            "mend its permissions",
        )]
    })?;
    // Each archive carries the contract, so that the feature `generate` works from there too.
    let bundle = bundle::json(contract);
    files.insert(format!("{}/call-engine.json", FOLDERS[0]), bundle.clone());
    files.insert(format!("{}/call-engine.json", FOLDERS[4]), bundle);
    files.insert(format!("{}/digest", FOLDERS[4]), format!("{digest}\n"));
    Ok(files)
}

/// How a derived file differs from what should be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Change {
    New,
    Changed,
    Stale,
}

/// What writing would change.
pub fn changes(
    repository: &Repository,
    files: &BTreeMap<String, String>,
) -> io::Result<BTreeMap<String, Change>> {
    let mut changes = BTreeMap::new();
    for (path, text) in files {
        match fs::read(repository.root().join(path)) {
            Ok(present) if present == text.as_bytes() => {}
            Ok(_) => drop(changes.insert(path.clone(), Change::Changed)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                changes.insert(path.clone(), Change::New);
            }
            Err(error) => return Err(error),
        }
    }
    for folder in FOLDERS {
        for path in present(repository.root(), folder)? {
            if !files.contains_key(&path) {
                changes.insert(path, Change::Stale);
            }
        }
    }
    Ok(changes)
}

/// Makes the changes.
pub fn write(
    repository: &Repository,
    files: &BTreeMap<String, String>,
    changes: &BTreeMap<String, Change>,
) -> io::Result<()> {
    for (path, change) in changes {
        let target = repository.root().join(path);
        match (change, files.get(path)) {
            (Change::New | Change::Changed, Some(text)) => {
                if let Some(folder) = target.parent() {
                    fs::create_dir_all(folder)?;
                }
                replace(&target, text)?;
            }
            _ => fs::remove_file(&target)?,
        }
    }
    Ok(())
}

/// Writes beside the target and renames, so that a killed run leaves no half-written file.
fn replace(target: &Path, text: &str) -> io::Result<()> {
    let mut beside = target.as_os_str().to_owned();
    beside.push(".new");
    fs::write(&beside, text)?;
    fs::rename(&beside, target)
}

fn present(root: &Path, folder: &str) -> io::Result<BTreeSet<String>> {
    let mut paths = BTreeSet::new();
    let entries = match fs::read_dir(root.join(folder)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(paths),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            paths.append(&mut present(root, &path)?);
        } else {
            paths.insert(path);
        }
    }
    Ok(paths)
}
