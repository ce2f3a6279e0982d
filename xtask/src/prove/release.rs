//! A release from beginning to end, in a copy: what is refused, what is written, what is packed.

use std::path::Path;

use super::checkout::Checkout;
use super::rehearsal::tell;
use crate::packages::PACKAGES;
use crate::release::{CHANGELOG, UNRELEASED};
use crate::repository::{self, Repository};

const SPEC: &str = "spec/call-engine.yaml";
const NOTE: &str = "* A note that waits for the release.";
const DAY: &str = "2030-01-02";

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    let last = repository.version()?;
    let next = format!("{}.{}.{}", last.major, last.minor, last.patch + 1);
    let plain = format!("{}.{}.{}", last.major, last.minor, last.patch);
    checkout.git(&["tag", &format!("v{plain}")])?;
    checkout.edit(CHANGELOG, UNRELEASED, &format!("{UNRELEASED}\n\n{NOTE}"))?;
    refused(
        &checkout,
        &next,
        "working tree: 1 files differ from the last commit, the first is M CHANGELOG.md",
    )?;
    commit(&checkout, "A note")?;
    refused(&checkout, &plain, "does not follow")?;
    stale(&checkout, &next)?;
    too_small(&checkout, &next)?;

    let told = checkout
        .xtask(&["release", &next, "--date", DAY])?
        .expect("release")?;
    tell("release", &told);
    written(&checkout, &plain, &next)?;

    // As the last lines of the release say.
    commit(&checkout, "Release")?;
    checkout.git(&["tag", &format!("v{next}")])?;
    refused(&checkout, &next, "does not follow")?;
    let since = checkout
        .xtask(&["diff", "last-release", "--fail-on", "any"])?
        .expect("diff with what was released")?;
    tell("diff last-release", &since);
    Ok(())
}

/// What is generated is not what the contract makes.
fn stale(checkout: &Checkout, next: &str) -> Result<(), String> {
    let path = "crates/types/src/generated/sites.rs";
    checkout.edit(path, "singapore", "singapour")?;
    commit(checkout, "Edit what is generated")?;
    refused(checkout, next, "check: 1 finding; run `cargo xtask check`")?;
    checkout.git(&["reset", "--quiet", "--hard", "HEAD~1"])?;
    Ok(())
}

/// The contract takes something away, and the version would not say so.
fn too_small(checkout: &Checkout, next: &str) -> Result<(), String> {
    checkout.edit(SPEC, "x-rate-limit: 200\n", "x-rate-limit: 100\n")?;
    checkout.xtask(&["generate"])?.expect("generate")?;
    commit(checkout, "A lower limit")?;
    refused(checkout, next, "needs at least")?;
    checkout.git(&["reset", "--quiet", "--hard", "HEAD~1"])?;
    Ok(())
}

/// A release that must fail for a reason, and write nothing.
fn refused(checkout: &Checkout, version: &str, reason: &str) -> Result<(), String> {
    let before = checkout.changed()?;
    let outcome = checkout.xtask(&["release", version])?;
    let line = outcome.text.lines().find(|line| line.contains(reason));
    match line {
        Some(line) if !outcome.success && checkout.changed()? == before => {
            tell("refused", line.trim());
            Ok(())
        }
        _ => Err(format!(
            "release {version} should be refused with {reason:?} and write nothing, it says:\n{}",
            outcome.text
        )),
    }
}

/// The three files a release writes, and the archives.
fn written(checkout: &Checkout, last: &str, next: &str) -> Result<(), String> {
    let changed = checkout.changed()?;
    if changed != [CHANGELOG, "Cargo.lock", "Cargo.toml"] {
        return Err(format!("other files than expected changed: {changed:?}"));
    }
    let manifest = checkout.read("Cargo.toml")?;
    let full = repository::version(&manifest).unwrap_or_default();
    let dated = full
        .strip_prefix(next)
        .is_some_and(|date| date.starts_with('+') && date.len() > 1);
    if !dated {
        return Err(format!("Cargo.toml says version {full:?}, not {next}+DATE"));
    }
    if manifest.contains(&format!("version = \"{last}\"")) {
        return Err(format!("a package still requires {last}:\n{manifest}"));
    }
    let lock = checkout.read("Cargo.lock")?;
    for package in PACKAGES {
        if !lock.contains(&format!("name = \"{package}\"\nversion = \"{full}\"")) {
            return Err(format!("Cargo.lock does not name {package} {full}"));
        }
        let archive = checkout
            .target()
            .join(format!("package/{package}-{full}.crate"));
        weighed(&archive)?;
    }
    let text = checkout.read(CHANGELOG)?;
    let head = format!("{UNRELEASED}\n\n## {full}, {DAY}\n");
    let section = text.split_once(&head).map(|(_, rest)| rest);
    let section = section.and_then(|rest| rest.split("\n## ").next());
    if !section.is_some_and(|section| section.contains(NOTE)) {
        return Err(format!(
            "the changelog has no section {head:?} with the note:\n{text}"
        ));
    }
    if checkout.git(&["log", "--format=%s", "-1"])?.trim() != "A note"
        || !checkout
            .git(&["tag", "--list", &format!("v{next}")])?
            .is_empty()
    {
        return Err("a release commits and tags nothing, and yet git says otherwise".to_owned());
    }
    Ok(())
}

fn weighed(archive: &Path) -> Result<(), String> {
    let bytes = archive
        .metadata()
        .map_err(|error| format!("{}: {error}", archive.display()))?
        .len();
    let name = archive.file_name().unwrap_or_default().to_string_lossy();
    println!("   archive: {name}, {} KB", bytes / 1024);
    Ok(())
}

fn commit(checkout: &Checkout, message: &str) -> Result<(), String> {
    let who = ["-c", "user.name=proof", "-c", "user.email=proof@localhost"];
    let arguments = ["commit", "--quiet", "--all", "--message", message];
    checkout.git(&[&who[..], &arguments].concat()).map(drop)
}
