//! Each feature of each published package builds alone, and the docs as docs.rs makes them.

use super::checkout::Checkout;
use crate::packages::{self, Package};
use crate::repository::Repository;

pub fn prove(repository: &Repository) -> Result<(), String> {
    let checkout = Checkout::fresh(repository)?;
    for package in packages::read(&checkout)? {
        if let Some(choice) = choice(&package) {
            let arguments = [
                "check",
                "--quiet",
                "--package",
                &package.name,
                "--no-default-features",
            ];
            let outcome = checkout.cargo(&arguments)?;
            if outcome.success || !outcome.text.contains(choice.said) {
                return Err(format!(
                    "without {}: {}",
                    choice.features.join(" or "),
                    outcome.text
                ));
            }
            println!("   {} without any: refused with a reason", package.name);
        }
        for features in sets(&package) {
            // The library as an importer builds it, then with what its tests add.
            for targets in ["--lib", "--tests"] {
                if targets == "--lib" && !package.has_library {
                    continue;
                }
                let mut arguments = vec!["check", "--quiet", "--package", &package.name];
                arguments.push(targets);
                arguments.extend(features.iter().map(String::as_str));
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

/// Features of which a package needs one, and what it says without any.
struct Choice {
    package: &'static str,
    features: &'static [&'static str],
    said: &'static str,
}

const CHOICES: &[Choice] = &[Choice {
    package: "usersig",
    features: &["rustcrypto", "ring"],
    said: "usersig needs a library for HMAC-SHA256",
}];

fn choice(package: &Package) -> Option<&'static Choice> {
    CHOICES.iter().find(|choice| choice.package == package.name)
}

/// Nothing, each feature alone, everything; where one of several is needed, the first of them goes along.
fn sets(package: &Package) -> Vec<Vec<String>> {
    let needed = choice(package).map_or(&[][..], |choice| choice.features);
    let alone = |name: Option<&str>| {
        let mut features: Vec<&str> = name.into_iter().collect();
        if !features.iter().any(|feature| needed.contains(feature)) {
            features.extend(needed.first());
        }
        let mut flags = vec!["--no-default-features".to_owned()];
        if !features.is_empty() {
            flags.extend(["--features".to_owned(), features.join(",")]);
        }
        flags
    };
    let mut sets = vec![alone(None)];
    let named = package.features.iter().filter(|name| *name != "default");
    sets.extend(named.map(|name| alone(Some(name))));
    sets.dedup();
    if !package.features.is_empty() {
        sets.push(vec!["--all-features".to_owned()]);
    }
    sets
}
