//! What is published, and the archives of it.

use std::path::PathBuf;
use std::{env, fs};

use crate::prove::checkout::Checkout;

/// The published packages, in the order of dependence.
pub const PACKAGES: &[&str] = &[
    "usersig",
    "call-engine-contract",
    "call-engine-codegen",
    "call-engine-types",
    "call-engine",
    "call-engine-emulator",
    "call-engine-cli",
];

/// A published package as its manifest describes it.
pub struct Package {
    pub name: String,
    pub has_library: bool,
    /// Names of its features, sorted.
    pub features: Vec<String>,
    /// What docs.rs is told to build with.
    pub docs_all_features: bool,
    pub docs_features: Vec<String>,
}

/// The published packages, as cargo understands their manifests.
pub fn read(checkout: &Checkout) -> Result<Vec<Package>, String> {
    let arguments = ["metadata", "--no-deps", "--format-version", "1", "--quiet"];
    let text = checkout.cargo(&arguments)?.expect("cargo metadata")?;
    let metadata: serde_json::Value =
        serde_json::from_str(text.trim()).map_err(|error| format!("cargo metadata: {error}"))?;
    let known = metadata["packages"].as_array().into_iter().flatten();
    let texts = |value: &serde_json::Value| -> Vec<String> {
        let list = value.as_array().into_iter().flatten();
        list.filter_map(|one| one.as_str().map(str::to_owned))
            .collect()
    };
    let mut packages = Vec::new();
    for name in PACKAGES {
        let package = known
            .clone()
            .find(|package| package["name"] == *name)
            .ok_or_else(|| format!("there is no package {name}"))?;
        let mut features: Vec<String> = package["features"]
            .as_object()
            .map(|features| features.keys().cloned().collect())
            .unwrap_or_default();
        features.sort();
        let targets = package["targets"].as_array().into_iter().flatten();
        let docs = &package["metadata"]["docs"]["rs"];
        packages.push(Package {
            name: (*name).to_owned(),
            has_library: targets
                .flat_map(|target| texts(&target["kind"]))
                .any(|kind| kind == "lib"),
            features,
            docs_all_features: docs["all-features"] == true,
            docs_features: texts(&docs["features"]),
        });
    }
    Ok(packages)
}

/// What must be in the archive of a package besides its code.
const PAPERS: &[&str] = &["Cargo.toml", "LICENSE", "README.md"];
/// Packages whose archive carries the contract.
const CARRIERS: &[&str] = &["call-engine", "call-engine-types"];

/// Packs every package and builds each alone from its archive, the client also through its other door.
pub fn build_archives(checkout: &Checkout) -> Result<(), String> {
    for package in PACKAGES {
        complete(checkout, package)?;
    }
    let packages: Vec<&str> = PACKAGES
        .iter()
        .flat_map(|name| ["--package", name])
        .collect();
    // Cargo takes what it unpacked and built from an archive of the same version before for the same text.
    forget_unpacked()?;
    checkout
        .cargo(&[&["clean", "--quiet"][..], &packages].concat())?
        .expect("cargo clean")?;
    for features in [&[][..], &["--features", "call-engine/generate"]] {
        let arguments = [&["package", "--allow-dirty"][..], &packages, features].concat();
        let text = checkout.cargo(&arguments)?.expect("cargo package")?;
        let built = text.lines().filter(|line| line.contains("Verifying"));
        for line in built {
            println!("   {} {}", line.trim(), features.join(" "));
        }
    }
    Ok(())
}

/// Removes what cargo unpacked from the archives of an earlier run.
///
/// An archive is built against the archives beside it through a registry in the target folder; the folders of such
/// registries have no host in their name.
fn forget_unpacked() -> Result<(), String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let home = env::home_dir()?;
        Some(home.join(".cargo"))
    });
    let Some(registries) = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok())
    else {
        return Ok(());
    };
    for registry in registries.flatten() {
        if !registry.file_name().to_string_lossy().starts_with('-') {
            continue;
        }
        let unpacked = fs::read_dir(registry.path()).map_err(|error| error.to_string())?;
        for folder in unpacked.flatten() {
            let name = folder.file_name().to_string_lossy().into_owned();
            let ours = PACKAGES.iter().any(|package| {
                let version = name
                    .strip_prefix(package)
                    .and_then(|rest| rest.strip_prefix('-'));
                version.is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit()))
            });
            if ours {
                fs::remove_dir_all(folder.path())
                    .map_err(|error| format!("{}: {error}", folder.path().display()))?;
            }
        }
    }
    Ok(())
}

fn complete(checkout: &Checkout, package: &str) -> Result<(), String> {
    let arguments = ["package", "--allow-dirty", "--list", "--quiet", "--package"];
    let listed = checkout
        .cargo(&[&arguments[..], &[package]].concat())?
        .expect("cargo package --list")?;
    let contract = CARRIERS
        .contains(&package)
        .then_some("contract/call-engine.json");
    for wanted in PAPERS.iter().copied().chain(contract) {
        if !listed.lines().any(|path| path == wanted) {
            return Err(format!("the archive of {package} lacks {wanted}"));
        }
    }
    println!("   {package}: {} files", listed.lines().count());
    Ok(())
}
