//! Every derived file, in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io, thread};

use call_engine_codegen::{GeneratedFile, Generator};
use call_engine_contract::contradictions::{self, CONTRADICTIONS, Contradiction};
use call_engine_contract::{Contract, Finding, Sources, bundle};

use crate::digest;
use crate::repository::Repository;

/// Folders that hold derived files and nothing else.
pub mod folder {
    pub const CLIENT_CONTRACT: &str = "crates/call-engine/contract";
    pub const CLIENT: &str = "crates/call-engine/src/generated";
    pub const COMMAND_TREE: &str = "crates/cli/src/generated";
    pub const ROUTES: &str = "crates/emulator/src/generated";
    pub const TYPES_CONTRACT: &str = "crates/types/contract";
    pub const TYPES: &str = "crates/types/src/generated";
    pub const CALLS: &str = "tests/tests/generated";
    pub const ALL: &[&str] = &[
        CLIENT_CONTRACT,
        CLIENT,
        COMMAND_TREE,
        ROUTES,
        TYPES_CONTRACT,
        TYPES,
        CALLS,
    ];
}

/// Text of every derived file by its path from the root.
pub fn files(
    sources: &Sources,
    contract: &Contract,
) -> Result<BTreeMap<String, String>, Vec<Finding>> {
    let generator = Generator::new(contract)?;
    let contradictions = match sources.get(CONTRADICTIONS) {
        Some(text) => contradictions::read(text)?,
        None => Vec::new(),
    };
    // The types wait for progenitor; what does not need it is made meanwhile.
    let (rust, tables, bundle) = thread::scope(|scope| {
        let tables = scope.spawn(|| tables(generator, &contradictions));
        let bundle = scope.spawn(|| bundle(sources, contract));
        (rust(generator), joined(tables), joined(bundle))
    });
    let mut files = rust?;
    files.extend(tables?);
    files.extend(bundle);
    // The calls that the docs show, so that the compiler reads them too.
    let calls = call_engine_docs::rust_functions(contract);
    files.push((format!("{}/calls.rs", folder::CALLS), calls));
    Ok(files.into_iter().collect())
}

type Files = Vec<(String, String)>;

fn joined<T>(made: thread::ScopedJoinHandle<'_, T>) -> T {
    made.join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn placed(folder: &str, files: Vec<GeneratedFile>) -> impl Iterator<Item = (String, String)> {
    files
        .into_iter()
        .map(move |file| (format!("{folder}/{}", file.path), file.text))
}

fn rust(generator: Generator<'_>) -> Result<Files, Vec<Finding>> {
    let wire = generator.wire()?;
    let types = placed(folder::TYPES, generator.types(&wire)?);
    let client = placed(folder::CLIENT, generator.client(&wire)?);
    Ok(types.chain(client).collect())
}

fn tables(
    generator: Generator<'_>,
    contradictions: &[Contradiction],
) -> Result<Files, Vec<Finding>> {
    let tree = generator.command_tree(contradictions)?;
    let tree = placed(folder::COMMAND_TREE, tree);
    let routes = placed(folder::ROUTES, generator.routes()?);
    Ok(tree.chain(routes).collect())
}

/// Each archive carries the contract, so that the feature `generate` works from there too.
fn bundle(sources: &Sources, contract: &Contract) -> Files {
    let digest = digest::of(sources.iter());
    let bundle = bundle::json(contract);
    vec![
        (
            format!("{}/call-engine.json", folder::CLIENT_CONTRACT),
            bundle.clone(),
        ),
        (
            format!("{}/call-engine.json", folder::TYPES_CONTRACT),
            bundle,
        ),
        (
            format!("{}/digest", folder::TYPES_CONTRACT),
            format!("{digest}\n"),
        ),
    ]
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
    for folder in folder::ALL {
        for path in present(repository.root(), folder)? {
            if !files.contains_key(&path) {
                changes.insert(path, Change::Stale);
            }
        }
    }
    Ok(changes)
}

/// Makes the changes, on two threads: most of the time goes to waiting for the file system.
pub fn write(
    repository: &Repository,
    files: &BTreeMap<String, String>,
    changes: &BTreeMap<String, Change>,
) -> io::Result<()> {
    let changes: Vec<_> = changes.iter().collect();
    let (one, other) = changes.split_at(changes.len() / 2);
    let make = |changes: &[(&String, &Change)]| {
        changes
            .iter()
            .try_for_each(|(path, change)| make(repository, files.get(*path), path, **change))
    };
    thread::scope(|scope| {
        let other = scope.spawn(|| make(other));
        make(one).and(joined(other))
    })
}

fn make(
    repository: &Repository,
    text: Option<&String>,
    path: &str,
    change: Change,
) -> io::Result<()> {
    let target = repository.root().join(path);
    let (Change::New | Change::Changed, Some(text)) = (change, text) else {
        return fs::remove_file(&target);
    };
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    replace(&target, text)
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

#[cfg(test)]
mod tests {
    use std::fs;

    use call_engine_contract::Sources;

    use crate::digest;

    /// Build scripts read the folder by themselves; what they count must be what is read.
    #[test]
    fn the_digest_of_a_folder_is_that_of_its_texts() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, path.display().to_string()).unwrap();
        };
        for path in [
            "README.md",
            ".call-engine.yaml.swp",
            "call-engine.yaml",
            "errors.yaml",
            "examples/ping/request-minimal.json",
            "parts/.hidden.yaml",
            "parts/common.yaml",
            "parts/deep/more.json",
        ] {
            write(path);
        }
        let digest = || {
            let sources = Sources::read(folder.path()).unwrap();
            let of = digest::of(sources.iter());
            assert_eq!(digest::digest(folder.path()).unwrap(), of);
            of
        };
        let before = digest();
        write("parts/deep/again.yml");
        assert_ne!(digest(), before);
    }
}
