//! Every published package builds alone from its archive, the client also through its other door.

use super::checkout::Checkout;
use crate::repository::Repository;

/// What is published, in the order of dependence.
const PACKAGES: &[&str] = &[
    "usersig",
    "call-engine-contract",
    "call-engine-codegen",
    "call-engine-types",
    "call-engine",
    "call-engine-emulator",
    "call-engine-cli",
];

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    let packages: Vec<&str> = PACKAGES
        .iter()
        .flat_map(|name| ["--package", name])
        .collect();
    for features in [&[][..], &["--features", "call-engine/generate"]] {
        let arguments = [&["package", "--allow-dirty"][..], &packages, features].concat();
        let text = checkout.cargo(&arguments)?.expect("cargo package")?;
        text.lines()
            .filter(|line| line.contains("Packaged") || line.contains("Verifying"))
            .for_each(|line| println!("  {line}"));
    }
    Ok(())
}
