//! The published packages build with the oldest compiler they promise, where it is installed.

use super::checkout::Checkout;
use crate::packages::PACKAGES;
use crate::repository::Repository;

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    let manifest = checkout.read("Cargo.toml")?;
    let promised = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = \""))
        .and_then(|rest| rest.strip_suffix('"'))
        .ok_or("Cargo.toml names no rust-version")?;
    // A toolchain is never fetched: a check that needs the network would fail for other reasons than ours.
    let toolchains = checkout.program("rustup", &["toolchain", "list"]);
    let installed = toolchains.is_ok_and(|outcome| {
        outcome.text.lines().any(|line| {
            line.strip_prefix(promised)
                .is_some_and(|rest| rest.starts_with(['.', '-']))
        })
    });
    if !installed {
        println!(
            "   SKIPPED: Rust {promised} is not installed (`rustup toolchain install {promised}`); until then only \
             clippy's `incompatible_msrv` watches the promise"
        );
        return Ok(());
    }
    for package in PACKAGES {
        let arguments = [
            "run",
            promised,
            "cargo",
            "check",
            "--quiet",
            "--all-features",
            "--package",
            package,
        ];
        checkout
            .program("rustup", &arguments)?
            .expect(&format!("{package} with Rust {promised}"))?;
        println!("   {package} builds with Rust {promised}");
    }
    Ok(())
}
