//! The oldest versions that the manifests allow resolve and build.

use super::checkout::Checkout;
use crate::packages::PACKAGES;
use crate::repository::Repository;

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    std::fs::remove_file(checkout.path("Cargo.lock")).map_err(|error| error.to_string())?;
    // The flag is not stable; the compiler is the same.
    checkout
        .cargo_with(
            &["generate-lockfile", "-Zdirect-minimal-versions"],
            &[("RUSTC_BOOTSTRAP", "1")],
        )?
        .expect("cargo generate-lockfile -Zdirect-minimal-versions")?;
    for package in PACKAGES {
        checkout
            .cargo(&["check", "--quiet", "--all-features", "--package", package])?
            .expect(&format!(
                "cargo check of {package} with the oldest versions"
            ))?;
        println!("   {package} builds with the oldest versions it allows");
    }
    checkout.restore()
}
