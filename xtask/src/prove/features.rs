//! Each feature of each published package builds alone, and the docs as docs.rs makes them.

use super::checkout::Checkout;
use crate::packages::{self, Package};
use crate::repository::Repository;

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    for package in packages::read(&checkout)? {
        for features in sets(&package) {
            // The library as an importer builds it, then with what its tests add.
            for targets in ["--lib", "--tests"] {
                if targets == "--lib" && !package.has_library {
                    continue;
                }
                let mut arguments = vec!["check", "--quiet", "--package", &package.name];
                arguments.push(targets);
                arguments.extend(features.iter().copied());
                checkout
                    .cargo(&arguments)?
                    .expect(&format!("cargo {}", arguments.join(" ")))?;
            }
            println!("   {} {}", package.name, features.join(" "));
        }
        let mut arguments = vec!["doc", "--quiet", "--no-deps", "--package", &package.name];
        let chosen = package.docs_features.join(",");
        if package.docs_all_features {
            arguments.push("--all-features");
        } else if !chosen.is_empty() {
            arguments.extend(["--features", &chosen]);
        }
        // What docs.rs sets; there the compiler is a nightly.
        let settings = [
            ("RUSTDOCFLAGS", "--cfg docsrs -D warnings"),
            ("RUSTC_BOOTSTRAP", "1"),
        ];
        checkout
            .cargo_with(&arguments, &settings)?
            .expect(&format!("cargo {}", arguments.join(" ")))?;
        println!("   {}: docs as on docs.rs", package.name);
    }
    Ok(())
}

/// Nothing, each feature alone, everything.
fn sets(package: &Package) -> Vec<Vec<&str>> {
    let mut sets = vec![vec!["--no-default-features"]];
    for feature in package.features.iter().filter(|name| *name != "default") {
        sets.push(vec!["--no-default-features", "--features", feature]);
    }
    if !package.features.is_empty() {
        sets.push(vec!["--all-features"]);
    }
    sets
}
