//! Generating is fast, and its time grows with the contract and not faster.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use super::checkout::run;
use super::folder;
use crate::repository::Repository;

const ROUNDS: usize = 5;

pub fn prove(repository: &Repository) -> Result<(), String> {
    build(repository, &["--package", "xtask"])?;
    build(
        repository,
        &["--package", "call-engine-codegen", "--example", "synthetic"],
    )?;
    let release = target(repository).join("release");
    let place = repository.root().join("target/prove");
    fs::create_dir_all(&place).map_err(|error| error.to_string())?;
    // A folder of its own, deleted at the end: file systems are slow to give out what was deleted a moment ago.
    let folder = tempfile::Builder::new()
        .prefix("speed-")
        .tempdir_in(&place)
        .map_err(|error| error.to_string())?;
    let place = folder.path();
    for count in ["500", "1000"] {
        let folder = place.join(count).join("spec");
        run(Command::new(release.join("examples/synthetic"))
            .args([count])
            .arg(&folder))?
        .expect("synthetic")?;
    }
    let real = place.join("real");
    folder::copy(&repository.spec(), &real.join("spec")).map_err(|error| error.to_string())?;
    let mut medians = Vec::new();
    for (name, folder) in [
        ("real", real),
        ("500", place.join("500")),
        ("1000", place.join("1000")),
    ] {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            // Each run writes every file anew.
            let _ = fs::rename(
                folder.join("crates"),
                folder.join(format!("written-{}", times.len())),
            );
            let started = Instant::now();
            run(Command::new(release.join("xtask"))
                .arg("--root")
                .arg(&folder)
                .arg("generate"))?
            .expect("generate")?;
            times.push(started.elapsed());
        }
        times.sort();
        println!(
            "   {name:>4} commands: median {:.3} s of {times:.3?}",
            times[ROUNDS / 2].as_secs_f64()
        );
        medians.push(times[ROUNDS / 2]);
    }
    let ratio = medians[2].as_secs_f64() / medians[1].as_secs_f64();
    println!("   1000 take {ratio:.2} times as long as 500 (at most 2.3)");
    if medians[0] > Duration::from_millis(300) {
        return Err("the real contract takes more than 0.3 s".to_owned());
    }
    if medians[2] > Duration::from_secs(1) || ratio > 2.3 {
        return Err(
            "1000 commands take more than 1 s, or more than 2.3 times as long as 500".to_owned(),
        );
    }
    Ok(())
}

/// Builds a program to be measured.
pub(super) fn build(repository: &Repository, what: &[&str]) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    run(Command::new(cargo)
        .args(["build", "--quiet", "--release"])
        .args(what)
        .current_dir(repository.root()))?
    .expect("cargo build")?;
    Ok(())
}

pub(super) fn target(repository: &Repository) -> std::path::PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| repository.root().join("target"), Into::into)
}
