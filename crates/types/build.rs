//! With the feature `generate`: makes the types from the contract. Without it: notices that the committed code
//! was made from another contract.

#[path = "build/digest.rs"]
mod digest;

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    // In the published archive there is no spec folder, only the bundle.
    let spec = here.join("../../spec");
    let spec = spec.join("call-engine.yaml").is_file().then_some(spec);
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build/digest.rs");
    println!("cargo:rerun-if-changed=contract");
    if let Some(spec) = &spec {
        println!("cargo:rerun-if-changed={}", spec.display());
    }
    if cfg!(feature = "generate") {
        if let Err(message) = generate(&here, spec.as_deref()) {
            for line in message.lines() {
                println!("cargo:error={line}");
            }
        }
    } else if let Some(spec) = spec {
        let recorded = fs::read_to_string(here.join("contract/digest")).unwrap_or_default();
        match digest::digest(&spec) {
            Ok(digest) if digest == recorded.trim() => {}
            _ => println!(
                "cargo:warning=the committed code was not generated from the contract as it is now; run `cargo xtask generate`"
            ),
        }
    }
}

#[cfg(feature = "generate")]
fn generate(here: &Path, spec: Option<&Path>) -> Result<(), String> {
    use call_engine_contract::{Contract, Finding, Sources};

    let lines = |findings: Vec<Finding>| {
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        lines.join("\n")
    };
    let sources = match spec {
        Some(spec) => Sources::read(spec).map_err(|finding| finding.to_string())?,
        None => {
            let bundle = here.join("contract/call-engine.json");
            let text = fs::read_to_string(&bundle)
                .map_err(|error| format!("{}: {error}", bundle.display()))?;
            Sources::bundle(text)
        }
    };
    let contract = Contract::load(&sources).map_err(lines)?;
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("generated");
    for file in call_engine_codegen::types(&contract).map_err(lines)? {
        let path = out.join(&file.path);
        let written = fs::create_dir_all(path.parent().unwrap_or(&out))
            .and_then(|()| fs::write(&path, &file.text));
        written.map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

#[cfg(not(feature = "generate"))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the same shape with and without the feature"
)]
fn generate(_: &Path, _: Option<&Path>) -> Result<(), String> {
    Ok(())
}
