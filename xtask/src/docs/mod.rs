//! The published docs: written into a folder, and served on this machine.

mod serve;

use std::path::Path;
use std::time::Instant;
use std::{fs, io};

use call_engine_contract::{contradictions, documents};
use call_engine_docs::{File, Material};
use semver::{BuildMetadata, Version};

use crate::repository::Repository;

/// Writes the docs of the current version beside those of others, and serves them when a port is given.
pub fn run(repository: &Repository, out: &Path, port: Option<u16>) -> Result<(), String> {
    let out = repository.root().join(out);
    write(repository, &out)?;
    match port {
        Some(port) => serve::run(&out, port),
        None => Ok(()),
    }
}

/// The version that the docs are written for: that of the workspace, without the date of the API.
pub fn version(repository: &Repository) -> Result<String, String> {
    let version = repository.version()?;
    let plain = Version {
        build: BuildMetadata::EMPTY,
        ..version
    };
    Ok(plain.to_string())
}

fn write(repository: &Repository, out: &Path) -> Result<(), String> {
    let started = Instant::now();
    let version = version(repository)?;
    let files = make(repository, &version, &published(out))?;
    let failed = |error: io::Error| format!("{} cannot be written: {error}", out.display());
    let own = out.join(&version);
    if own.exists() {
        // A page of an earlier run must not stay.
        fs::remove_dir_all(&own).map_err(failed)?;
    }
    for file in &files {
        let path = out.join(&file.path);
        path.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .map_err(failed)?;
        fs::write(path, &file.bytes).map_err(failed)?;
    }
    println!(
        "{} files, {} KB, {:.3} s: {}",
        files.len(),
        files.iter().map(|file| file.bytes.len()).sum::<usize>() / 1024,
        started.elapsed().as_secs_f64(),
        out.join("index.html").display()
    );
    Ok(())
}

fn make(repository: &Repository, version: &str, earlier: &[String]) -> Result<Vec<File>, String> {
    let (_, contract) = repository
        .contract()
        .map_err(|findings| repository.told(&findings))?;
    let text = |path: &str| {
        fs::read_to_string(repository.root().join(path))
            .map_err(|error| format!("{path} cannot be read: {error}"))
    };
    let contradictions = contradictions::read(&text("spec/contradictions.yaml")?);
    let documents = documents::read(&text("spec/documents.yaml")?);
    let read = |path: &str| fs::read_to_string(repository.root().join(path)).ok();
    let files = call_engine_docs::site(&Material {
        contract: &contract,
        contradictions: &contradictions.map_err(|findings| repository.told(&findings))?,
        documents: &documents.map_err(|findings| repository.told(&findings))?,
        changelog: &text("CHANGELOG.md")?,
        version,
        earlier,
        read: &read,
    });
    files.map_err(|wrong| wrong.join("\n"))
}

/// The versions whose folders are in the site already.
fn published(out: &Path) -> Vec<String> {
    let entries = fs::read_dir(out).into_iter().flatten().flatten();
    let mut versions: Vec<String> = entries
        .filter(|entry| entry.path().join("index.html").is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    versions.sort();
    versions
}
