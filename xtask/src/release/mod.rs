//! `cargo xtask release`: from a checkout that is ready to archives that can be published.
//!
//! | Module | Concept |
//! |---|---|
//! | `version` | the version to release, and the step it is from the last one |
//! | `readiness` | what stands in the way |
//! | `changelog` | the section of the changelog |
//! | `manifest` | the versions in the manifests |
//!
//! Nothing here is published, committed or tagged: the last lines say the commands that do.

mod changelog;
mod manifest;
mod readiness;
mod version;

use jiff::civil::Date;

use crate::packages::{self, PACKAGES};
use crate::prove::checkout::Checkout;
use crate::repository::Repository;
use changelog::Changelog;
pub use changelog::{PATH as CHANGELOG, UNRELEASED};
use version::Release;

/// What the maintainer asked for.
pub struct Wish<'a> {
    /// The version, without build metadata.
    pub version: &'a str,
    /// The day in the changelog.
    pub date: Date,
    /// Do everything in a copy.
    pub dry_run: bool,
}

/// Today, in UTC.
pub fn today() -> Date {
    jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
}

/// Checks that everything is ready, writes changelog and versions, builds every archive.
pub fn run(repository: &Repository, wish: &Wish<'_>) -> Result<(), String> {
    let (_, contract) = repository
        .contract()
        .map_err(|findings| repository.told(&findings))?;
    let api = &contract.document.info().version;
    let release = Release::new(repository, wish.version, api)?;
    let changelog = Changelog::read(repository)?;
    let changes = version::changes(repository, &release)?;
    let check = Checkout::of(repository).xtask(&["check"]);
    let objections = readiness::objections(repository, &release, &changelog, &changes, check);
    if !objections.is_empty() {
        let count = objections.len();
        return Err(format!(
            "{} is not ready to be released, {count} reason{}:\n  {}",
            release.full(),
            if count == 1 { "" } else { "s" },
            objections.join("\n  ")
        ));
    }
    let section = changelog.released(&release, wish.date, &changes);
    println!(
        "{} (API of {api})\n\n{}",
        release.full(),
        section.trim_end()
    );
    if wish.dry_run {
        let checkout = Checkout::fresh(repository)?;
        write(&checkout, &changelog, &release, &section)?;
        packages::build_archives(&checkout)?;
        println!("\nA dry run: nothing was written here.");
        return Ok(());
    }
    let checkout = Checkout::of(repository);
    write(&checkout, &changelog, &release, &section)?;
    packages::build_archives(&checkout)?;
    let tag = release.tag();
    println!("\nReady. What is left is not taken back, so it is yours to do:\n");
    println!(
        "  git commit --all --message \"Release {}\"",
        release.full()
    );
    println!("  git tag {tag}");
    println!("  git push origin HEAD {tag}");
    for package in PACKAGES {
        println!("  cargo publish --package {package}");
    }
    Ok(())
}

fn write(
    checkout: &Checkout,
    changelog: &Changelog,
    release: &Release,
    section: &str,
) -> Result<(), String> {
    let manifest = manifest::released(&checkout.read("Cargo.toml")?, release)?;
    checkout.write("Cargo.toml", &manifest)?;
    checkout.write(changelog::PATH, &changelog.with(section))?;
    // The lock file names the versions of the workspace too.
    checkout
        .cargo(&["update", "--workspace", "--quiet"])?
        .expect("cargo update --workspace")?;
    Ok(())
}
